// What FreeSWITCH's answers begin with: the convention of +OK, -ERR and -USAGE.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace eslio {

/// FreeSWITCH refused: thrown by `value()` of replies and results. Carries FreeSWITCH's text.
/// Compiled without exceptions, `value()` of what was refused ends the program: ask `ok()` first.
class refused : public std::runtime_error {
public:
    explicit refused(std::string_view text) : std::runtime_error(std::string(text)) {}
};

namespace detail {

[[noreturn]] inline void throw_refused(std::string_view text) {
#if defined(__cpp_exceptions)
    throw refused(text);
#else
    static_cast<void>(text);
    std::terminate();
#endif
}

/// What FreeSWITCH puts in an `api/response` where the API command printed nothing
/// (mod_event_socket: api_exec). In the body of a job it is text like any other.
inline constexpr std::string_view no_output = "-ERR no reply\n";

/// `-ERR`, `-ERROR` and `-USAGE` tell of failure; it is a convention only (mod_commands), so any
/// other text, as an API's plain data, is success.
constexpr bool is_refusal(std::string_view text) noexcept {
    return wire::starts_with(text, "-ERR") || wire::starts_with(text, "-USAGE");
}

/// What follows `-ERR `, for a human; the whole text where there is no such mark.
constexpr std::string_view refusal_reason(std::string_view text) noexcept {
    text = wire::trim(text);
    for (const std::string_view mark : {"-ERROR", "-ERR", "-USAGE:", "-USAGE"})
        if (wire::starts_with(text, mark)) return wire::trim_left(text.substr(mark.size()));
    return text;
}

}  // namespace detail

}  // namespace eslio
