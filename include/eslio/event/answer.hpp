// What the replies to some commands mean: ids, format, level, linger, a variable.
//
// FreeSWITCH answers in words; these read them. Of a refusal, and of the reply to another command,
// they give nothing.
#pragma once

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

namespace eslio {

namespace detail {

/// What stands after `begin`; nothing if the text begins otherwise.
constexpr std::optional<std::string_view> text_after(std::string_view text,
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
    return detail::text_after(r.text(), "+OK Job-UUID: ");
}
void job_uuid_of(const reply&&) = delete;

/// `sendevent`: the Event-UUID that FreeSWITCH added to the event.
inline std::optional<std::string_view> event_uuid_of(const reply& r) noexcept {
    const auto id = detail::text_after(r.text(), "+OK ");
    const bool is_uuid = id && id->size() == 36 && id->find(' ') == std::string_view::npos;
    return is_uuid ? id : std::nullopt;
}
void event_uuid_of(const reply&&) = delete;

/// `event`: the format in force. A refusal tells of none, and yet `event json` without a valid name
/// has changed it (mod_event_socket: parse_command).
inline std::optional<format> format_of(const reply& r) noexcept {
    const auto name = detail::text_after(r.text(), "+OK event listener enabled ");
    return name ? parse_format(*name) : std::nullopt;
}

/// `log`: the level in force. FreeSWITCH takes numbers up to 63, and sends nothing past debug.
inline std::optional<log_level> log_level_of(const reply& r) noexcept {
    const auto told = detail::text_after(r.text(), "+OK log level ");
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
    const auto told = detail::text_after(r.text(), "+OK will linger");
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
/// `-ERR command not found`, which is the refusal of an unset one; what comes after 511 bytes; a
/// blank line, which ends the reply early; and a value that begins with `~` (mod_event_socket:
/// getvar). `api uuid_getvar` has none of these limits.
inline std::optional<std::string_view> variable_of(const reply& r) noexcept {
    if (r.text() == "-ERR command not found" || r.data() != nullptr || r.has_body())
        return std::nullopt;
    const std::string_view value = r.full_text();
    if (value.empty()) return std::nullopt;
    return value;
}
void variable_of(const reply&&) = delete;

/// How an outbound connection is tied to its call.
struct socket_mode {
    bool async = false;  ///< else a `sendmsg` is answered when its application has ended
    bool full = false;   ///< else only the commands for the call itself exist
};

/// `connect`.
inline std::optional<socket_mode> socket_mode_of(const reply& r) noexcept {
    if (r.data() == nullptr) return std::nullopt;
    const event& data = *r.data();
    if (!data.contains("Socket-Mode")) return std::nullopt;
    return socket_mode{wire::iequals(data["Socket-Mode"], "async"),
                       wire::iequals(data["Control"], "full")};
}

}  // namespace eslio
