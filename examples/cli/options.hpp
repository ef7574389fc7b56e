// The command line of eslio_cli, read into a value: no I/O, nothing is exited.
#pragma once

#include "function_keys.hpp"

#include <eslio/command/listen.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/event/format.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cli {

enum class output_form { text, jsonl };

/// What is to be done. Durations of zero mean no limit.
struct options {
    std::string host = "127.0.0.1";
    std::string port = "8021";
    std::string user;  ///< user@domain; empty: the password alone
    std::string password = "ClueCon";
    bool embedded = false;

    std::vector<std::string> commands;  ///< -x
    bool background = false;
    std::vector<std::string> events;  ///< -e
    std::vector<std::pair<std::string, std::string>> filters;
    eslio::format format = eslio::format::plain;
    std::optional<eslio::log_level> log;         ///< --log: listens
    std::optional<eslio::log_level> prompt_log;  ///< -l: log lines wherever there are messages
    std::uint64_t count = 0;                     ///< 0: no end
    std::chrono::milliseconds listen_for{0};

    std::chrono::milliseconds command_timeout{0};
    std::chrono::milliseconds connect_timeout{10'000};
    output_form output = output_form::text;
    bool retry = false;      ///< -r: if there is no connection at first
    bool reconnect = false;  ///< -R: if it is lost
    bool interrupt = false;  ///< -i: Ctrl-C leaves a prompt that comes back
    bool quiet = false;
    bool no_log = false;  ///< a profile's `quiet`, unless -l is given
    bool batch = false;
    bool color = true;
    int debug = 6;  ///< fs_cli's; with 7 what is sent and answered is told

    // Of the prompt.
    std::string profile;  ///< its name; empty: none
    bool log_uuid = false;
    std::size_t log_uuid_length = 0;  ///< 0: all of it
    std::string only_uuid;            ///< log lines of this call, and of none
    bool keep_history = true;
    std::string prompt_string;  ///< see `expand_prompt`
    std::string prompt_color;
    std::string input_color;
    std::string output_color;
    function_keys keys = default_function_keys();

    bool help = false;
    bool version = false;

    /// Messages are waited for until somebody ends it.
    bool listens() const noexcept { return !events.empty() || log.has_value(); }

    /// Commands are read from standard input.
    bool reads_input() const noexcept { return commands.empty() && !listens(); }

    /// It is connected again, in one case or the other.
    bool comes_back() const noexcept { return retry || reconnect; }

    /// What to subscribe to at the beginning; nothing if it has no commands.
    std::optional<eslio::subscription> subscription() const;
};

/// Where a password stands on the command line, to be wiped out there.
struct secret_place {
    std::size_t argument;  ///< index in the arguments, the program's name not counted
    std::size_t offset;
};

struct parsed_options {
    options value;
    std::string error;  ///< empty: all is well. Never repeats a secret.
    std::vector<secret_place> secrets;
    std::string profile;  ///< the argument that is no option
};

/// Calls `f(word, is_subclass)` for the words of -e, split at blanks, and before CUSTOM at commas,
/// too. What follows CUSTOM are subclasses.
template <class Function>
void for_each_event_word(std::string_view text, Function f) {
    bool custom = false;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(custom ? " \t" : " \t,"), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        f(word, custom);
        custom = custom || eslio::wire::iequals(word, "CUSTOM");
    }
}

/// CUSTOM without a subclass is an error of the subscription.
inline void add_events(eslio::subscription& to, std::string_view text) {
    for_each_event_word(text, [&](std::string_view word, bool is_subclass) {
        if (is_subclass)
            to.custom(word);
        else
            to.add(word);
    });
}

/// Names among those of -e that FreeSWITCH would silently ignore, as far as this library knows.
inline std::vector<std::string> unknown_events(const std::vector<std::string>& all) {
    std::vector<std::string> unknown;
    for (const std::string& text : all) {
        for_each_event_word(text, [&](std::string_view word, bool is_subclass) {
            // Any 13 characters may stand before a name, as in SWITCH_EVENT_DTMF.
            const std::string_view name = word.size() > 13 ? word.substr(13) : word;
            if (!is_subclass && eslio::parse_event_name(word) == eslio::event_name::unknown &&
                eslio::parse_event_name(name) == eslio::event_name::unknown)
                unknown.emplace_back(word);
        });
    }
    return unknown;
}

inline std::optional<eslio::subscription> options::subscription() const {
    std::optional<eslio::log_level> level = log;
    if (!level && !quiet && !no_log && (listens() || reads_input())) level = prompt_log;
    if (events.empty() && filters.empty() && !level) return std::nullopt;
    eslio::subscription s;
    if (!events.empty()) s.in(format);
    for (const std::string& names : events) add_events(s, names);
    for (const auto& [header, text] : filters) s.filter(header, text);
    if (level) s.log(*level);
    return s;
}

}  // namespace cli
