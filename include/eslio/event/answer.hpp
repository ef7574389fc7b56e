// What the replies to some commands mean: ids, format, level, linger, a variable.
//
// FreeSWITCH answers in words; these read them. Of a refusal, and of the reply to another command,
// they give nothing.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/event/socket_mode.hpp>
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
ESLIO_DECL std::optional<std::string_view> job_uuid_of(const reply& r) noexcept;
void job_uuid_of(const reply&&) = delete;

/// `sendevent`: the Event-UUID that FreeSWITCH added to the event.
ESLIO_DECL std::optional<std::string_view> event_uuid_of(const reply& r) noexcept;
void event_uuid_of(const reply&&) = delete;

/// `event`: the format in force. A refusal tells of none, and yet `event json` without a valid name
/// has changed it (mod_event_socket: parse_command).
ESLIO_DECL std::optional<format> format_of(const reply& r) noexcept;

/// `log`: the level in force. FreeSWITCH takes numbers up to 63, and sends nothing past debug.
ESLIO_DECL std::optional<log_level> log_level_of(const reply& r) noexcept;

/// How long a connection stays when its call has ended.
struct linger_answer {
    bool lingers = false;                       ///< false after `nolinger`
    std::optional<std::chrono::seconds> limit;  ///< nothing: without limit
};

/// `linger` and `nolinger`.
ESLIO_DECL std::optional<linger_answer> linger_of(const reply& r) noexcept;

/// `getvar`: the variable's value; nothing if it is unset or empty.
///
/// FreeSWITCH keeps no frame around the value, so some cannot be told or come whole: the value
/// `-ERR command not found`, which is the refusal of an unset one; what comes after 511 bytes; a
/// blank line, which ends the reply early; and a value that begins with `~` (mod_event_socket:
/// getvar). `api uuid_getvar` has none of these limits.
ESLIO_DECL std::optional<std::string_view> variable_of(const reply& r) noexcept;
void variable_of(const reply&&) = delete;

/// `connect`.
ESLIO_DECL std::optional<socket_mode> socket_mode_of(const reply& r) noexcept;

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/answer.ipp>
#endif
