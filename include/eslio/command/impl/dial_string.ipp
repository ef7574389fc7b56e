// The bodies of the functions of dial_string.hpp.
#pragma once

#include <eslio/command/dial_string.hpp>

namespace eslio {

ESLIO_DECL dial_string& dial_string::variable(std::string_view name, const any_text& value) {
    const auto same =
        std::find_if(variables_.begin(), variables_.end(),
                     [&](const detail::dial_variable& v) { return wire::iequals(v.name, name); });
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

ESLIO_DECL argument_error dial_string::problem() const {
    if (problem_) return problem_;
    if (argument_error wrong = check_uuids()) return wrong;
    return check_nested();
}

ESLIO_DECL dial_string& dial_string::add(char separator, endpoint next) {
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

ESLIO_DECL argument_error dial_string::check_braces(std::string_view name, std::string_view value) {
    if (detail::fits_braces(value)) return {};
    std::size_t at = value.find(":_:");
    if (at == value.npos) at = value.find_first_of("{}");
    if (at == value.npos) return {};  // NUL, which has been told of
    return detail::refuse_byte(
        eslio::error::unwritable_text, {"variable", name}, value, at,
        "has no escape in a dial string: braces must balance there, and `:_:` splits it; set "
        "the variable by uuid_setvar once the call is there");
}

ESLIO_DECL argument_error dial_string::check_nested() const {
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

ESLIO_DECL argument_error dial_string::check_uuids() const {
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

ESLIO_DECL std::string dial_string::text() const {
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

}  // namespace eslio
