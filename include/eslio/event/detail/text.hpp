// What FreeSWITCH's answers begin with: the convention of +OK, -ERR and -USAGE.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <string_view>

namespace eslio::detail {

/// What FreeSWITCH puts in an `api/response` where the API command printed nothing
/// (mod_event_socket: api_exec). In the body of a job it is text like any other.
inline constexpr std::string_view no_output = "-ERR no reply\n";

/// `-ERR`, `-ERROR` and `-USAGE` tell of failure; it is a convention only (mod_commands), so any
/// other text, as an API's plain data, is success.
constexpr bool is_refusal(std::string_view text) noexcept {
    return wire::starts_with(text, "-ERR") || wire::starts_with(text, "-USAGE");
}

/// `-USAGE`: the command was not understood, for want of arguments or by their number, and did
/// nothing (mod_commands). A few modules say `-ERR Usage` or `USAGE` instead.
constexpr bool is_usage(std::string_view text) noexcept {
    return wire::starts_with(text, "-USAGE");
}

/// What follows `-ERR `, for a human; the whole text where there is no such mark.
constexpr std::string_view refusal_reason(std::string_view text) noexcept {
    text = wire::trim(text);
    for (const std::string_view mark : {"-ERROR", "-ERR", "-USAGE:", "-USAGE"})
        if (wire::starts_with(text, mark)) return wire::trim_left(text.substr(mark.size()));
    return text;
}

}  // namespace eslio::detail
