// Profiles of fs_cli: `~/.fs_cli_conf`, else `/etc/fs_cli.conf` (fs_cli.c: read_config).
#pragma once

#include "colors.hpp"
#include "history.hpp"
#include "options.hpp"

#include <eslio/command/listen.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

struct profile {
    std::string name;
    std::vector<std::pair<std::string, std::string>> settings;  ///< in their order
};

namespace detail {

/// esl.h: esl_true
inline bool is_true(std::string_view text) {
    for (const std::string_view yes : {"yes", "on", "true", "t", "enabled", "active", "allow"})
        if (eslio::wire::iequals(text, yes)) return true;
    const auto number = eslio::wire::parse_number(text);
    return number && *number != 0;
}

inline std::uint64_t number_or(std::string_view text, std::uint64_t most, std::uint64_t otherwise) {
    const auto n = eslio::wire::parse_number(text);
    return n && *n <= most ? *n : otherwise;
}

/// `key_f3` and `key_toggle_f3`
inline bool set_key(options& o, std::string_view name, std::string_view value) {
    const bool toggles = eslio::wire::istarts_with(name, "key_toggle_F");
    if (!toggles && !eslio::wire::istarts_with(name, "key_F")) return false;
    const std::uint64_t n = number_or(name.substr(toggles ? 12 : 5), o.keys.size(), 0);
    if (n == 0) return true;
    function_key& key = o.keys[static_cast<std::size_t>(n - 1)];
    (toggles ? key.second : key.command) = value;
    return true;
}

inline void set_log_uuid(options& o, std::string_view name, std::string_view value) {
    if (name == "log-uuid-length") {
        o.log_uuid_length = static_cast<std::size_t>(number_or(value, 36, o.log_uuid_length));
        return;
    }
    o.log_uuid = is_true(value);
    if (name == "log-uuid-short") o.log_uuid_length = o.log_uuid ? 8 : 0;
}

/// One setting; false if fs_cli has none of that name.
inline bool apply_setting(options& o, std::string_view name, std::string_view value) {
    const auto is = [name](std::string_view known) { return eslio::wire::iequals(name, known); };
    const auto milliseconds = [value](std::chrono::milliseconds otherwise) {
        const auto n = number_or(value, 1'000'000'000'000, UINT64_MAX);
        return n == UINT64_MAX ? otherwise
                               : std::chrono::milliseconds(static_cast<std::int64_t>(n));
    };
    if (is("host")) return o.host = value, true;
    if (is("user")) return o.user = value, true;
    if (is("password")) return o.password = value, true;
    if (is("port")) return o.port = std::to_string(number_or(value, 65535, 8021)), true;
    if (is("batchmode")) return o.batch = is_true(value), true;
    if (is("debug")) return o.debug = static_cast<int>(number_or(value, 7, 6)), true;
    if (is("loglevel")) {
        const auto level = eslio::parse_log_level(value);
        if (level) o.prompt_log = level;
        return level.has_value();
    }
    if (eslio::wire::istarts_with(name, "log-uuid")) return set_log_uuid(o, name, value), true;
    if (is("quiet")) return o.no_log = is_true(value), true;
    if (is("no-history-file")) return o.keep_history = !is_true(value), true;
    if (is("prompt-string")) return o.prompt_string = value, true;
    if (is("prompt-color")) return o.prompt_color = color_of(value), true;
    if (is("input-text-color")) return o.input_color = color_of(value), true;
    if (is("output-text-color")) return o.output_color = color_of(value), true;
    if (is("timeout")) return o.command_timeout = milliseconds(o.command_timeout), true;
    if (is("connect-timeout")) return o.connect_timeout = milliseconds(o.connect_timeout), true;
    return set_key(o, name, value);
}

}  // namespace detail

/// `[name]`, `key => value`, comments from `#` or `;` at a line's beginning or after `;;`
/// (esl_config.c: esl_config_next_pair). Of profiles with the same name the first counts.
inline std::vector<profile> read_profiles(std::istream& from) {
    std::vector<profile> all;
    std::string line;
    while (std::getline(from, line)) {
        std::string_view text = line;
        if (text.empty() || text[0] == '#' || text[0] == ';') continue;
        if (eslio::wire::starts_with(text, "__END__")) break;
        if (text[0] == '[' && text.find(']') != text.npos) {
            all.push_back({std::string(text.substr(1, text.find(']') - 1)), {}});
            continue;
        }
        text = text.substr(0, text.find(";;"));
        const std::size_t equals = text.find('=');
        if (equals == text.npos || all.empty()) continue;
        const std::string_view name = eslio::wire::trim(text.substr(0, equals));
        std::string_view value = text.substr(equals + 1);
        if (!value.empty() && value[0] == '>') value.remove_prefix(1);
        all.back().settings.emplace_back(name, eslio::wire::trim(value));
    }
    return all;
}

/// Applies the profile of that name; with an empty one `default`, else the first, if there are any.
/// What is wrong is told: as `error` if there is no such profile, else as a remark each.
struct profile_choice {
    options value;
    std::string error;
    std::vector<std::string> remarks;
};

inline profile_choice choose_profile(const std::vector<profile>& all, const std::string& name,
                                     const std::string& file) {
    profile_choice choice;
    const profile* chosen = nullptr;
    for (const profile& p : all)
        if (chosen == nullptr && p.name == (name.empty() ? "default" : name)) chosen = &p;
    if (chosen == nullptr && !name.empty()) {
        // It may be a piece of a password that was not quoted, so it is not shown.
        choice.error = "there is an argument that is no option, and no profile of " +
                       (file.empty() ? std::string("~/.fs_cli_conf or /etc/fs_cli.conf") : file) +
                       "; quote what has blanks, as in -x \"show channels\"";
        return choice;
    }
    if (chosen == nullptr && !all.empty()) chosen = &all.front();
    if (chosen == nullptr) return choice;
    choice.value.profile = chosen->name;
    for (const auto& [key, value] : chosen->settings)
        if (!detail::apply_setting(choice.value, key, value))
            choice.remarks.push_back(file + ", profile " + chosen->name +
                                     ": nothing is known of '" + key + "'");
    return choice;
}

/// As it is on this machine.
inline profile_choice choose_profile(const std::string& name) {
    for (const std::string& file : {in_home(".fs_cli_conf"), std::string("/etc/fs_cli.conf")}) {
        std::ifstream in(file);
        if (in) return choose_profile(read_profiles(in), name, file);
    }
    return choose_profile({}, name, {});
}

}  // namespace cli
