// dial_target: whom `bridge` and `att_xfer` call, as a checked dial string or as the program's
// text.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/dial_string.hpp>
#include <eslio/command/endpoint.hpp>
#include <eslio/command/raw_dial_string.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// Whom an application shall call that takes a dial string as its whole argument. What makes one is
/// given in its place:
///
///     call.async_bridge("user/1000,user/1001", token);
///     call.async_bridge(eslio::dial::user(eslio::untrusted(number)), token);
///     call.async_bridge(eslio::dial_string::parse(configured).timeout(20s), token);
///
/// A text is the program's own, written as a dialplan writes it, and taken as a `raw_dial_string`.
/// A `dial_string`, or an `endpoint`, is checked and escaped, and remembers what is wrong.
class dial_target {
public:
    /// The program's own text, as it stands. Refused is what a `raw_dial_string` refuses.
    dial_target(const char* own) : dial_target(std::string(own)) {}
    dial_target(std::string_view own) : dial_target(std::string(own)) {}
    dial_target(std::string own);

    /// As `dial_string::for_bridge` writes it. Invalid if the dial string is, or holds `${` but in
    /// a raw one, as FreeSWITCH expands the argument before it reads it.
    dial_target(const dial_string& callee);
    dial_target(const endpoint& leg) : dial_target(dial_string(leg)) {}
    dial_target(const raw_dial_string& own) : dial_target(dial_string(own)) {}

    /// A compile-time error that says what is right.
    template <class Stranger, class = detail::if_untrusted<Stranger>>
    dial_target(const Stranger&) {
        static_cast<void>(detail::no_dial_string<Stranger, dial_target>());
    }

    /// The argument; empty if it is invalid.
    const std::string& text() const& noexcept { return text_; }
    std::string text() && noexcept { return std::move(text_); }

    /// Why it cannot be sent, if so; and in words: which argument, which byte of it, what to do.
    error_code error() const noexcept { return problem_.code(); }
    std::string why() const { return problem_.words(); }
    const argument_error& problem() const noexcept { return problem_; }

private:
    std::string text_;
    argument_error problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/dial_target.ipp>
#endif
