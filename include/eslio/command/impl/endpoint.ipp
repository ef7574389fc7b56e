// The bodies of the functions of endpoint.hpp.
#pragma once

#include <eslio/command/endpoint.hpp>

namespace eslio {

ESLIO_DECL endpoint& endpoint::variable(std::string_view name, const any_text& value) {
    problem_.note(detail::check_dial_variable(variables_, name, value));
    if (!problem_) problem_ = check_value(name, value.text());
    variables_.push_back({std::string(name), std::string(value.text())});
    return *this;
}

ESLIO_DECL std::string endpoint::text() const {
    std::string out;
    for (const auto& v : variables_)
        out.append(out.empty() ? "[" : ",").append(v.name).append("=").append(v.value);
    if (!out.empty()) out.push_back(']');
    return out.append(address_);
}

ESLIO_DECL argument_error endpoint::check_value(std::string_view name, std::string_view value) {
    static constexpr std::string_view marks = "._:/@+-#*;";
    if (detail::consists_of(value, marks) && value.find(":_:") == value.npos) return {};
    std::size_t at = 0;
    while (at < value.size() && detail::consists_of(value.substr(at, 1), marks)) ++at;
    if (at == value.size()) at = value.find(":_:");
    return detail::refuse_byte(eslio::error::unwritable_text, {"variable", name}, value, at,
                               "has no escape in the variables of one leg; set it for all legs "
                               "by dial_string::variable, or by uuid_setvar later");
}

}  // namespace eslio

namespace eslio::detail {

ESLIO_DECL std::string_view last_value(const std::vector<dial_variable>& all,
                                       std::string_view name) {
    const auto found = std::find_if(all.rbegin(), all.rend(), [&](const dial_variable& v) {
        return wire::iequals(v.name, name);
    });
    return found == all.rend() ? std::string_view() : std::string_view(found->value);
}

ESLIO_DECL argument_error check_dial_variable(const std::vector<dial_variable>& before,
                                              std::string_view name, const any_text& value) {
    if (argument_error wrong = check_variable_name(name, ":^|")) return wrong;
    const argument_name argument("variable", name);
    if (value.text().empty()) return refuse_empty(argument);
    if (argument_error wrong = check_variable_value(name, value)) return wrong;
    if (before.size() < most_variables) return {};
    return refuse(error::number_out_of_range, argument,
                  "it would be the 1025th, and FreeSWITCH reads 1024 of one dial string; set it by "
                  "uuid_setvar later");
}

ESLIO_DECL argument_error check_endpoint(std::string_view address) {
    if (address.empty()) return refuse_empty("endpoint");
    if (argument_error forged = check_bytes("endpoint", address)) return forged;
    for (std::size_t i = 0; i < address.size();) {
        if (const std::size_t end = bracketed_host_end(address, i); end != i) {
            i = end;
            continue;
        }
        const bool is_text = static_cast<unsigned char>(address[i]) >= 0x80;
        const bool is_mark = i != 0 && std::string_view("^~!?&()").find(address[i]) != address.npos;
        if (!is_text && !is_mark && !consists_of(address.substr(i, 1), "/@.:;=+-_*#%"))
            return refuse_byte(error::unwritable_text, "endpoint", address, i,
                               "could begin another leg, a list of variables or an expansion; "
                               "other legs come by also() and then(), variables by variable()");
        ++i;
    }
    const std::size_t enterprise = address.find(":_:");
    if (enterprise == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, "endpoint", address, enterprise,
                       "and `_:` would split the dial string in two; take them out");
}

}  // namespace eslio::detail
