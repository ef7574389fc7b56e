// Dial strings: whom `originate` and `bridge` shall call, with variables that mean what they say.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/endpoint.hpp>
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

/// Endpoints and the variables of all legs.
///
///     eslio::dial_string callee("user/1000");
///     callee.variable("origination_caller_id_name", eslio::untrusted(name));
///
/// A value may hold any bytes but NUL, braces that do not balance, `:_:`, and `${`: FreeSWITCH sets
/// no such variable, unless `origination_nested_vars` is `true` (switch_ivr_originate: check_vars);
/// in `bridge` not even then. Line breaks are escaped; refused they are of strangers and where a
/// variable becomes a SIP header (`sip_h_...`, the caller's id). An invalid part makes it invalid
/// (`error()`, `why()`), and what is made of it.
///
/// FreeSWITCH reads 1024 variables, 128 alternatives and 128 legs that ring together
/// (switch_ivr_originate: MAX_PEERS); more are refused. So is one `origination_uuid` for several
/// legs that ring together: the second of them would fail, and the first have another UUID.
class dial_string {
public:
    dial_string(endpoint first) { add('\0', std::move(first)); }
    dial_string(std::string_view first) : dial_string(endpoint(first)) {}
    dial_string(const char* first) : dial_string(endpoint(first)) {}
    dial_string(const std::string& first) : dial_string(endpoint(first)) {}

    /// Rings as well; who answers first gets the call.
    dial_string& also(endpoint next) { return add(',', std::move(next)); }

    /// Is called when those before did not answer.
    dial_string& then(endpoint next) { return add('|', std::move(next)); }

    /// A channel variable of every leg, in `{}`. Named again (in any case), it is replaced. Of a
    /// stranger's `${` is always refused: where the variable is used it might be expanded.
    dial_string& variable(std::string_view name, const any_text& value);

    /// The first invalid part, if any.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const;

    /// As an argument of an API command that splits it at spaces: `originate`. Empty if invalid.
    std::string for_api() const { return detail::escape_level(text()); }

    /// As the whole argument of `bridge` in `execute` or a dialplan, which FreeSWITCH expands
    /// before it reads it. Empty if invalid, or if it holds `${`.
    std::string for_bridge() const {
        const std::string out = text();
        return detail::holds_variable(out) ? std::string() : detail::escape_expansion(out);
    }

private:
    struct leg {
        char before;  ///< `,`, `|`, or NUL of the first
        endpoint to;
    };

    static constexpr std::size_t most_legs = 128;

    dial_string& add(char separator, endpoint next);

    static argument_error check_braces(std::string_view name, std::string_view value);

    /// FreeSWITCH sets no variable whose value holds `${`.
    argument_error check_nested() const;

    /// Legs that ring together need UUIDs of their own.
    argument_error check_uuids() const;

    std::string text() const;

    std::vector<detail::dial_variable> variables_;
    std::vector<leg> legs_;
    std::size_t alternatives_ = 1;
    std::size_t together_ = 0;
    argument_error problem_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/dial_string.ipp>
#endif
