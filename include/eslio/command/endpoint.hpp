// One leg of a dial string, with the variables that are its alone.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/detail/variable.hpp>
#include <eslio/command/raw_dial_string.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace eslio {

/// A channel variable of a dial string.
struct dial_variable {
    /// Its name.
    std::string name;
    /// Its value, without the escapes that the dial string needs.
    std::string value;
};

namespace detail {

/// A variable of that name, in any case, among several; null if there is none.
ESLIO_DECL const dial_variable* find_named(const std::vector<dial_variable>& all,
                                           std::string_view name);

/// The value of a variable; empty if it is not there.
ESLIO_DECL std::string_view dial_value(const std::vector<dial_variable>& all,
                                       std::string_view name);

/// Adds a variable, or replaces the one of that name: FreeSWITCH keeps the last
/// (switch_event_base_add_header, EF_UNIQ_HEADERS).
ESLIO_DECL void set_variable(std::vector<dial_variable>& all, std::string_view name,
                             std::string_view value);

/// Whether two lists hold the same variables, in any order.
ESLIO_DECL bool same_variables(const std::vector<dial_variable>& a,
                               const std::vector<dial_variable>& b);

/// How many variables FreeSWITCH reads in one pair of braces or brackets; those after are glued to
/// the last (switch_event.c: switch_event_create_brackets).
inline constexpr std::size_t most_variables = 1024;

/// Variables of a dial string: the names stand where braces, brackets and `:_:` are looked for.
ESLIO_DECL argument_error check_dial_variable(const std::vector<dial_variable>& before,
                                              std::string_view name, const any_text& value);

/// Time-outs of `originate` are whole seconds, read by `atoi`; none and less are ignored.
ESLIO_DECL argument_error check_seconds(const argument_name& argument, std::chrono::seconds time);

/// After an IPv6 address in brackets that begins at `i`, as in `1000@[::1]:5060`; `i` if none
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

/// Where an address holds what would begin a second leg, a list of variables or an expansion;
/// `npos` if nowhere.
ESLIO_DECL std::size_t find_unfit(std::string_view address) noexcept;

/// Compiled only where a stranger's text is given for a leg or a dial string, a `Meant`.
template <class Text, class Meant>
struct no_dial_string {
    static_assert(!std::is_same_v<Text, untrusted>,
                  "a stranger's text is no dial string: give it a place in one, as "
                  "dial::gateway(\"trunk\", number) or endpoint(\"user/\", number)");
};
template <class Text>
using if_untrusted = std::enable_if_t<std::is_same_v<Text, untrusted>>;

/// The program's own address: nothing in it may begin a second leg or a list of variables.
ESLIO_DECL argument_error check_endpoint(std::string_view address);

}  // namespace detail

/// One leg of a dial string: `user/1000`, `sofia/gateway/trunk/+49...`,
/// `sofia/internal/1000@[::1]:5060`. `eslio::dial` has a function for each kind.
class endpoint {
public:
    /// The program's own text. Refused is what would begin a second leg, a list of variables or an
    /// expansion: blanks, quotes, backslashes, `,`, `|`, `$`, braces, `<`, `>`, and brackets but of
    /// an IPv6 address.
    endpoint(std::string_view address)
        : address_(address), problem_(detail::check_endpoint(address)) {}
    endpoint(const std::string& address) : endpoint(std::string_view(address)) {}
    endpoint(const char* address) : endpoint(std::string_view(address)) {}

    /// What FreeSWITCH is to get as it is written, `${sofia_contact(...)}` say. Variables set here
    /// stand in brackets before it.
    endpoint(const raw_dial_string& own)
        : address_(own.text()), problem_(own.problem()), raw_(true) {}

    /// A stranger's number between the program's own texts: `endpoint("sofia/gateway/a/", number)`.
    /// Refused if it holds more than letters, digits and `+*#-_.`, so that it cannot choose another
    /// route.
    endpoint(std::string_view before, const untrusted& number, std::string_view after = {})
        : address_(std::string(before) + number.text() + std::string(after)),
          problem_(detail::check_address("a stranger's number", number)) {
        if (!problem_) problem_ = detail::check_endpoint(address_);
    }

    /// A compile-time error that says what is right.
    template <class Stranger, class = detail::if_untrusted<Stranger>>
    endpoint(const Stranger&) : endpoint(std::string_view()) {
        static_cast<void>(detail::no_dial_string<Stranger, endpoint>());
    }

    static endpoint invalid(argument_error why);

    /// A variable of this leg alone, in `[]`. Named again (in any case), it is replaced. Where one
    /// of all legs has the same name, FreeSWITCH keeps that, unless the variable
    /// `local_var_clobber` of all legs is `true`; those that `originate` itself reads
    /// (`origination_...`) are taken from here (switch_ivr_originate).
    ///
    /// A value may hold any bytes but NUL, 0x01, brackets that do not balance, `:_:`, and `${`, of
    /// which `dial_string` tells. 1024 variables at most.
    endpoint& variable(std::string_view name, const any_text& value);

    /// How long this leg may take to answer (`leg_timeout`). It ends with ALLOTTED_TIMEOUT then,
    /// after which FreeSWITCH ends a bridge's caller, too, unless `continue_on_fail` says otherwise
    /// (mod_dptools: audio_bridge_function).
    endpoint& timeout(std::chrono::seconds time);

    /// How long it may take until it rings or sends media (`leg_progress_timeout`).
    endpoint& progress_timeout(std::chrono::seconds time);

    /// Calls it that much later than the legs beside it (`leg_delay_start`).
    endpoint& delay(std::chrono::seconds time);

    /// The UUID of its channel (`origination_uuid`), as of `originate::uuid`.
    endpoint& uuid(std::string_view id);

    error_code error() const noexcept { return problem_.code(); }
    std::string why() const { return problem_.words(); }
    const argument_error& problem() const noexcept { return problem_; }

    /// `[name=value]address`, as FreeSWITCH reads it after those of all legs.
    std::string text() const { return variable_text() + address_; }

    /// Without the variables; of a raw one its text.
    const std::string& address() const& noexcept { return address_; }
    std::string address() && noexcept { return std::move(address_); }
    bool is_raw() const noexcept { return raw_; }

    /// The variables of this leg alone, in their order.
    const std::vector<dial_variable>& variables() const& noexcept { return variables_; }
    const std::vector<dial_variable>& variables() const&& = delete;

    /// `[...]`, or nothing if it has no variables of its own.
    std::string variable_text() const;

    friend bool operator==(const endpoint& a, const endpoint& b) {
        return a.address_ == b.address_ && a.raw_ == b.raw_ &&
               detail::same_variables(a.variables_, b.variables_);
    }
    friend bool operator!=(const endpoint& a, const endpoint& b) { return !(a == b); }

private:
    static argument_error check_value(std::string_view name, std::string_view value);

    endpoint& seconds(std::string_view name, std::chrono::seconds time);

    std::string address_;
    std::vector<dial_variable> variables_;
    argument_error problem_;
    bool raw_ = false;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/endpoint.ipp>
#endif
