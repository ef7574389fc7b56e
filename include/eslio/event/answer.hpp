// What the replies to some commands mean: ids, permissions, format, level, linger, a variable.
//
// FreeSWITCH answers in words; these read them. Of a refusal, and of the reply to another command,
// they give nothing.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/event/reply.hpp>
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

namespace eslio {

namespace detail {

/// What stands behind `begin`; nothing if the text begins otherwise.
constexpr std::optional<std::string_view> text_behind(std::string_view text,
                                                      std::string_view begin) noexcept {
    if (!wire::starts_with(text, begin)) return std::nullopt;
    return wire::trim(text.substr(begin.size()));
}

}  // namespace detail

/// `bgapi`: the job's id. Also of the `api/response` that `bgapi reload mod_event_socket` and
/// `api bgapi ...` are answered with.
inline std::optional<std::string_view> job_uuid_of(const reply& r) noexcept {
    if (!r.ok()) return std::nullopt;
    if (const std::string_view id = r["Job-UUID"]; !id.empty()) return id;
    return detail::text_behind(r.text(), "+OK Job-UUID: ");
}

/// `sendevent`: the Event-UUID that FreeSWITCH added to the event.
inline std::optional<std::string_view> event_uuid_of(const reply& r) noexcept {
    const auto id = detail::text_behind(r.text(), "+OK ");
    const bool is_uuid = id && id->size() == 36 && id->find(' ') == std::string_view::npos;
    return is_uuid ? id : std::nullopt;
}

/// `event`: the format in force. A refusal tells of none, and yet `event json` without a valid name
/// has changed it (mod_event_socket: parse_command).
inline std::optional<format> format_of(const reply& r) noexcept {
    const auto name = detail::text_behind(r.text(), "+OK event listener enabled ");
    return name ? parse_format(*name) : std::nullopt;
}

/// `log`: the level in force. FreeSWITCH takes numbers up to 63, and sends nothing past debug.
inline std::optional<log_level> log_level_of(const reply& r) noexcept {
    const auto told = detail::text_behind(r.text(), "+OK log level ");
    if (!told || told->empty() || told->back() != ']') return std::nullopt;
    const std::size_t open = told->rfind('[');
    if (open == std::string_view::npos) return std::nullopt;
    const std::string_view digits = told->substr(open + 1, told->size() - open - 2);
    if (digits == "-1") return log_level::disable;
    const auto number = wire::parse_number(digits);
    if (!number) return std::nullopt;
    return static_cast<log_level>(std::min<std::uint64_t>(*number, 7));
}

/// How long a connection stays when its call has ended.
struct linger_answer {
    bool lingers = false;                       ///< false after `nolinger`
    std::optional<std::chrono::seconds> limit;  ///< nothing: without limit
};

/// `linger` and `nolinger`.
inline std::optional<linger_answer> linger_of(const reply& r) noexcept {
    if (r.text() == "+OK will not linger") return linger_answer{};
    const auto told = detail::text_behind(r.text(), "+OK will linger");
    if (!told) return std::nullopt;
    linger_answer a;
    a.lingers = true;
    std::string_view words = *told;
    const auto number = wire::parse_number(wire::next_word(words));
    if (number && *number <= INT32_MAX) a.limit = std::chrono::seconds(static_cast<int>(*number));
    if (!a.limit && !told->empty()) return std::nullopt;
    return a;
}

/// `getvar`: the variable's value; nothing if it is unset or empty.
///
/// FreeSWITCH keeps no frame around the value, so some cannot be told or come whole: the value
/// `-ERR command not found`, which is the refusal of an unset one; what is behind 511 bytes; a
/// blank line, which ends the reply early; and a value that begins with `~` (mod_event_socket:
/// getvar). `api uuid_getvar` has none of these limits.
inline std::optional<std::string_view> variable_of(const reply& r) noexcept {
    if (r.text() == "-ERR command not found" || r.data() != nullptr || r.has_body())
        return std::nullopt;
    const std::string_view value = r.full_text();
    if (value.empty()) return std::nullopt;
    return value;
}

/// How an outbound connection is tied to its call.
struct socket_mode {
    bool async = false;  ///< else a `sendmsg` is answered when its application has ended
    bool full = false;   ///< else only the commands for the call itself exist
};

/// `connect`.
inline std::optional<socket_mode> socket_mode_of(const reply& r) noexcept {
    if (r.data() == nullptr) return std::nullopt;
    const event& channel = *r.data();
    if (!channel.contains("Socket-Mode")) return std::nullopt;
    return socket_mode{wire::iequals(channel["Socket-Mode"], "async"),
                       wire::iequals(channel["Control"], "full")};
}

/// What a user of the directory may do; who logs in with the password may do all.
class permissions {
public:
    /// All.
    permissions() = default;

    /// From the headers of the reply to `userauth`; without these headers, all.
    explicit permissions(const reply& r) {
        const std::string_view events = r["Allowed-Events"];
        const std::string_view apis = r["Allowed-API"];
        const std::string_view logs = r["Allowed-LOG"];
        if (events.empty() && apis.empty() && logs.empty()) return;
        events_ = list(events);
        apis_ = list(apis);
        log_ = logs == "true";
        complete_ = log_ || logs == "false";
        if (complete_) return;
        // FreeSWITCH cut it, and the last word told may not be the name that it looks like.
        if (apis.empty()) apis_.all = false;
        auto& last = apis.empty() ? events_.words : apis_.words;
        if (!last.empty()) last.pop_back();
    }

    /// False when FreeSWITCH cut the reply at its 512 bytes: what is told to be allowed is, and
    /// more may be.
    bool complete() const noexcept { return complete_; }

    /// Whether a type may be subscribed to; CUSTOM if any subclass may be.
    bool event(event_name type) const noexcept {
        if (events_.all) return true;
        for (const std::string& word : events_.words) {
            if (wire::iequals(word, to_string(type))) return true;
            if (wire::iequals(word, "CUSTOM")) break;  // subclasses follow
        }
        return false;
    }

    /// Whether a subclass of CUSTOM may be. To a user whose list says `all` FreeSWITCH refuses it
    /// all the same, to one without a list it does not; the reply does not tell these apart, and
    /// true is returned for both.
    bool subclass(std::string_view name) const noexcept {
        if (events_.all) return true;
        bool custom = false;
        for (const std::string& word : events_.words) {
            if (custom && word == name) return true;
            custom = custom || wire::iequals(word, "CUSTOM");
        }
        return false;
    }

    /// Whether an API command may be run: its first word counts, in that case, and for those that
    /// run another one (`bgapi`, `sched_api`, `eval`, `expand`, `xml_wrap`) that one's as well
    /// (mod_event_socket: auth_api_command).
    bool api(std::string_view command) const noexcept {
        if (apis_.all) return true;
        for (;;) {
            const std::string_view name = wire::next_word(command);
            if (std::find(apis_.words.begin(), apis_.words.end(), name) == apis_.words.end())
                return false;
            if (name == "sched_api") {
                wire::next_word(command);  // when
                wire::next_word(command);  // its group
            } else if (name != "bgapi" && name != "eval" && name != "expand" &&
                       name != "xml_wrap") {
                return true;
            }
            if (command.empty()) return true;
        }
    }

    bool log() const noexcept { return log_; }

private:
    struct allowed {
        bool all = true;
        std::vector<std::string> words;
    };

    /// Split at spaces if there is one, else at commas.
    static allowed list(std::string_view text) {
        allowed a;
        if (text.empty() || text == "all") return a;
        a.all = false;
        const char separator = text.find(' ') != std::string_view::npos ? ' ' : ',';
        while (!text.empty())
            if (const auto word = wire::next_word(text, separator); !word.empty())
                a.words.push_back(std::string(word));
        return a;
    }

    allowed events_;
    allowed apis_;
    bool log_ = true;
    bool complete_ = true;
};

/// `auth` and `userauth`: what is permitted; nothing if the login was refused.
inline std::optional<permissions> permissions_of(const reply& r) {
    if (!wire::starts_with(r.text(), "+OK accepted")) return std::nullopt;
    return permissions(r);
}

}  // namespace eslio
