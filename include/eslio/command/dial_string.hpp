// Dial strings: whom `originate` and `bridge` shall call, with variables that mean what they say.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/endpoint.hpp>
#include <eslio/command/escape.hpp>
#include <eslio/command/untrusted.hpp>
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
    dial_string& variable(std::string_view name, const any_text& value) {
        const auto same =
            std::find_if(variables_.begin(), variables_.end(), [&](const detail::dial_variable& v) {
                return wire::iequals(v.name, name);
            });
        const bool is_new = same == variables_.end();
        problem_.note(detail::check_dial_variable(
            is_new ? variables_ : std::vector<detail::dial_variable>(), name, value));
        problem_.note(check_braces(name, value.text()));
        if (is_new)
            variables_.push_back({std::string(name), std::string(value.text())});
        else
            same->value = std::string(value.text());
        return *this;
    }

    /// The first invalid part, if any.
    error_code error() const { return problem().code(); }
    std::string why() const { return problem().words(); }
    argument_error problem() const {
        if (problem_) return problem_;
        if (argument_error wrong = check_uuids()) return wrong;
        return check_nested();
    }

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

    dial_string& add(char separator, endpoint next) {
        problem_.note(next.problem());
        alternatives_ += separator == '|' ? 1 : 0;
        together_ = separator == ',' ? together_ + 1 : 1;
        if (alternatives_ > most_legs || together_ > most_legs)
            problem_.note(detail::refuse(
                eslio::error::number_out_of_range, "leg",
                "it would be the 129th, and FreeSWITCH reads 128 legs that ring together and 128 "
                "alternatives; originate the others by themselves"));
        legs_.push_back({separator, std::move(next)});
        return *this;
    }

    static argument_error check_braces(std::string_view name, std::string_view value) {
        if (detail::fits_braces(value)) return {};
        std::size_t at = value.find(":_:");
        if (at == value.npos) at = value.find_first_of("{}");
        if (at == value.npos) return {};  // NUL, which has been told of
        return detail::refuse_byte(
            eslio::error::unwritable_text, {"variable", name}, value, at,
            "has no escape in a dial string: braces must balance there, and `:_:` splits it; set "
            "the variable by uuid_setvar once the call is there");
    }

    /// FreeSWITCH sets no variable whose value holds `${`.
    argument_error check_nested() const {
        if (detail::last_value(variables_, "origination_nested_vars") == "true") return {};
        for (const auto& v : variables_) {
            const std::size_t at = detail::find_variable(v.value);
            if (at == v.value.npos) continue;
            return detail::refuse_byte(
                eslio::error::unwritable_text, {"variable", v.name}, v.value, at,
                "and a brace: FreeSWITCH leaves a variable unset whose value holds `${`; set "
                "origination_nested_vars to true before, or the variable by uuid_setvar later");
        }
        return {};
    }

    /// Legs that ring together need UUIDs of their own.
    argument_error check_uuids() const {
        const std::string_view of_all = detail::last_value(variables_, "origination_uuid");
        std::vector<std::string_view> seen;
        for (const leg& l : legs_) {
            if (l.before == '|') seen.clear();
            const std::string_view own = detail::last_value(l.to.variables(), "origination_uuid");
            const std::string_view uuid = own.empty() ? of_all : own;
            if (uuid.empty()) continue;
            if (std::find(seen.begin(), seen.end(), uuid) != seen.end())
                return detail::refuse(
                    eslio::error::unwritable_text, {"variable", "origination_uuid"},
                    "legs joined by also() would share one UUID, and FreeSWITCH gives the second "
                    "none of its own; name one for each by endpoint::variable");
            seen.push_back(uuid);
        }
        return {};
    }

    std::string text() const {
        if (problem()) return {};
        std::string out;
        for (const auto& v : variables_)
            out.append(out.empty() ? "{" : ",")
                .append(v.name)
                .append("=")
                .append(detail::escape_variable(v.value));
        if (!out.empty()) out.push_back('}');
        for (const leg& l : legs_) {
            if (l.before != '\0') out.push_back(l.before);
            out.append(l.to.text());
        }
        return out;
    }

    std::vector<detail::dial_variable> variables_;
    std::vector<leg> legs_;
    std::size_t alternatives_ = 1;
    std::size_t together_ = 0;
    argument_error problem_;
};

}  // namespace eslio
