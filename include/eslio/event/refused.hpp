// refused: what the value of a refusal throws.
#pragma once

#include <eslio/config.hpp>

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace eslio {

/// FreeSWITCH refused: thrown by `value()` of replies and results. `what()` is its text.
/// Compiled without exceptions, `value()` of what was refused ends the program: ask `ok()` first.
class refused : public std::runtime_error {
public:
    /// With FreeSWITCH's words.
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

}  // namespace detail

}  // namespace eslio
