// One leg of a dial string, with the variables that are its alone.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio {

namespace detail {

struct dial_variable {
    std::string name;
    std::string value;
};

/// The last value of a variable among several; empty if it is not there.
ESLIO_DECL std::string_view last_value(const std::vector<dial_variable>& all,
                                       std::string_view name);

/// How many variables FreeSWITCH reads in one pair of braces or brackets; those after are glued to
/// the last (switch_event.c: switch_event_create_brackets).
inline constexpr std::size_t most_variables = 1024;

/// Variables of a dial string: the names stand where braces, brackets and `:_:` are looked for.
ESLIO_DECL argument_error check_dial_variable(const std::vector<dial_variable>& before,
                                              std::string_view name, const any_text& value);

/// Behind an IPv6 address in brackets that begins at `i`, as in `1000@[::1]:5060`; `i` if none
/// does.
constexpr std::size_t bracketed_host_end(std::string_view address, std::size_t i) noexcept {
    const bool after_mark =
        i != 0 && (address[i - 1] == '@' || address[i - 1] == '/' || address[i - 1] == ':');
    if (!after_mark || address[i] != '[') return i;
    std::size_t at = i + 1;
    while (at < address.size() &&
           (wire::hex_value(address[at]) >= 0 || address[at] == ':' || address[at] == '.'))
        ++at;
    return at < address.size() && address[at] == ']' && at != i + 1 ? at + 1 : i;
}

/// The program's own address: nothing in it may begin a second leg or a list of variables.
ESLIO_DECL argument_error check_endpoint(std::string_view address);

}  // namespace detail

/// One leg of a dial string: `user/1000`, `sofia/gateway/trunk/+49...`,
/// `sofia/internal/1000@[::1]:5060`.
class endpoint {
public:
    /// The program's own text. Refused is what would begin a second leg, a list of variables or an
    /// expansion: blanks, quotes, backslashes, `,`, `|`, `$`, braces, `<`, `>`, and brackets but of
    /// an IPv6 address.
    endpoint(std::string_view address)
        : address_(address), problem_(detail::check_endpoint(address)) {}
    endpoint(const std::string& address) : endpoint(std::string_view(address)) {}
    endpoint(const char* address) : endpoint(std::string_view(address)) {}

    /// A stranger's number between the program's own texts: `endpoint("sofia/gateway/a/", number)`.
    /// Refused if it holds more than letters, digits and `+*#-_.`, so that it cannot choose another
    /// route.
    endpoint(std::string_view before, const untrusted& number, std::string_view after = {})
        : address_(std::string(before) + number.text() + std::string(after)),
          problem_(detail::check_address("a stranger's number", number)) {
        if (!problem_) problem_ = detail::check_endpoint(address_);
    }

    /// A variable of this leg alone, in `[]`. The readers of these know no escape that holds, so a
    /// value of more than letters, digits and `._:/@+-#*;` is refused: set it for all legs, or by
    /// `uuid_setvar` later. 1024 at most.
    endpoint& variable(std::string_view name, const any_text& value);

    error_code error() const noexcept { return problem_.code(); }
    std::string why() const { return problem_.words(); }
    const argument_error& problem() const noexcept { return problem_; }

    /// `[name=value]address`.
    std::string text() const;

    const std::vector<detail::dial_variable>& variables() const noexcept { return variables_; }

private:
    static argument_error check_value(std::string_view name, std::string_view value);

    std::string address_;
    std::vector<detail::dial_variable> variables_;
    argument_error problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/endpoint.ipp>
#endif
