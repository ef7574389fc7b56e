// The bodies of the functions of endpoint.hpp.
#pragma once

#include <eslio/command/detail/uuid.hpp>
#include <eslio/command/endpoint.hpp>

namespace eslio::detail {

/// What needs no escape in the brackets of a leg.
inline constexpr std::string_view plain_marks = "._:/@+-#*;";

ESLIO_DECL const dial_variable* find_named(const std::vector<dial_variable>& all,
                                           std::string_view name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const dial_variable& v) {
        return wire::iequals(v.name, name);
    });
    return found == all.end() ? nullptr : &*found;
}

ESLIO_DECL std::string_view dial_value(const std::vector<dial_variable>& all,
                                       std::string_view name) {
    const dial_variable* found = find_named(all, name);
    return found == nullptr ? std::string_view() : std::string_view(found->value);
}

ESLIO_DECL void set_variable(std::vector<dial_variable>& all, std::string_view name,
                             std::string_view value) {
    dial_variable next{std::string(name), std::string(value)};
    if (const dial_variable* same = find_named(all, name))
        all[static_cast<std::size_t>(same - all.data())] = std::move(next);
    else
        all.push_back(std::move(next));
}

ESLIO_DECL bool same_variables(const std::vector<dial_variable>& a,
                               const std::vector<dial_variable>& b) {
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](const dial_variable& v) {
               const dial_variable* other = find_named(b, v.name);
               return other != nullptr && other->value == v.value;
           });
}

ESLIO_DECL argument_error check_dial_variable(const std::vector<dial_variable>& before,
                                              std::string_view name, const any_text& value) {
    if (argument_error wrong = check_variable_name(name, ":^|<>")) return wrong;
    const argument_name argument("variable", name);
    if (value.text().empty()) return refuse_empty(argument);
    if (argument_error wrong = check_dialled_value(name, value)) return wrong;
    if (const std::size_t at = value.text().find(":_:"); at != std::string_view::npos)
        return refuse_byte(error::unwritable_text, argument, value.text(), at,
                           "and `_:` would split the dial string, wherever they stand; set the "
                           "variable by uuid_setvar once the call is there");
    if (before.size() < most_variables || find_named(before, name) != nullptr) return {};
    return refuse(error::number_out_of_range, argument,
                  "it would be the 1025th, and FreeSWITCH reads 1024 of one dial string; set it by "
                  "uuid_setvar later");
}

ESLIO_DECL argument_error check_seconds(const argument_name& argument, std::chrono::seconds time) {
    if (time.count() > 0 && time.count() <= INT32_MAX) return {};
    return refuse(error::number_out_of_range, argument, "FreeSWITCH takes 1 to 2147483647 seconds");
}

ESLIO_DECL std::size_t find_unfit(std::string_view address) noexcept {
    for (std::size_t i = 0; i < address.size();) {
        if (const std::size_t end = bracketed_host_end(address, i); end != i) {
            i = end;
            continue;
        }
        const bool is_text = static_cast<unsigned char>(address[i]) >= 0x80;
        const bool is_mark = i != 0 && std::string_view("^~!?&()").find(address[i]) != address.npos;
        if (!is_text && !is_mark && !consists_of(address.substr(i, 1), "/@.:;=+-_*#%")) return i;
        ++i;
    }
    return address.npos;
}

ESLIO_DECL argument_error check_endpoint(std::string_view address) {
    if (address.empty()) return refuse_empty("endpoint");
    if (argument_error forged = check_bytes("endpoint", address)) return forged;
    const std::size_t at = find_unfit(address);
    if (at != address.npos && address[at] == ' ')
        return refuse_byte(error::unwritable_text, "endpoint", address, at,
                           "is a blank, after which FreeSWITCH would read the next argument: take "
                           "it out; a whole dial string comes by dial_string::parse, variables by "
                           "variable()");
    if (at != address.npos)
        return refuse_byte(error::unwritable_text, "endpoint", address, at,
                           "could begin another leg, a list of variables or an expansion; other "
                           "legs come by also() and then(), variables by variable(), a whole dial "
                           "string by dial_string::parse, and one that FreeSWITCH is to expand by "
                           "raw_dial_string");
    const std::size_t enterprise = address.find(":_:");
    if (enterprise == std::string_view::npos) return {};
    return refuse_byte(error::unwritable_text, "endpoint", address, enterprise,
                       "and `_:` would split the dial string in two; see "
                       "dial_string::enterprise()");
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL endpoint endpoint::invalid(argument_error why) {
    endpoint none{std::string_view()};
    none.problem_ = std::move(why);
    return none;
}

ESLIO_DECL endpoint& endpoint::variable(std::string_view name, const any_text& value) {
    argument_error wrong = detail::check_dial_variable(variables_, name, value);
    wrong.note(check_value(name, value.text()));
    problem_.note(wrong);
    if (!wrong) detail::set_variable(variables_, name, value.text());
    return *this;
}

ESLIO_DECL endpoint& endpoint::seconds(std::string_view name, std::chrono::seconds time) {
    problem_.note(detail::check_seconds({name, {}}, time));
    return variable(name, std::to_string(time.count()));
}

ESLIO_DECL endpoint& endpoint::timeout(std::chrono::seconds time) {
    return seconds("leg_timeout", time);
}

ESLIO_DECL endpoint& endpoint::progress_timeout(std::chrono::seconds time) {
    return seconds("leg_progress_timeout", time);
}

ESLIO_DECL endpoint& endpoint::delay(std::chrono::seconds time) {
    return seconds("leg_delay_start", time);
}

ESLIO_DECL endpoint& endpoint::uuid(std::string_view id) {
    problem_.note(detail::check_uuid(id));
    return variable("origination_uuid", id);
}

ESLIO_DECL std::string endpoint::variable_text() const {
    std::string out;
    bool joinable = false;
    for (const auto& [name, value] : variables_) {
        // An apostrophe, or a backslash at the end, would make a part of a value of the comma after
        // it: values with more than plain bytes get brackets of their own.
        const bool plain = detail::consists_of(value, detail::plain_marks);
        if (joinable && plain)
            out.back() = ',';
        else
            out.push_back('[');
        out.append(name).append("=").append(detail::escape_leg_variable(value)).append("]");
        joinable = plain;
    }
    return out;
}

ESLIO_DECL argument_error endpoint::check_value(std::string_view name, std::string_view value) {
    const detail::argument_name argument("variable", name);
    if (const std::size_t at = detail::find_unbalanced(value, '[', ']'); at != value.npos)
        return detail::refuse_byte(eslio::error::unwritable_text, argument, value, at,
                                   "has no escape in the variables of one leg: brackets must "
                                   "balance there; set it for all "
                                   "legs by dial_string::variable, or by uuid_setvar later");
    if (const std::size_t at = value.find(detail::leg_inner_comma); at != value.npos)
        return detail::refuse_byte(
            eslio::error::unwritable_text, argument, value, at,
            "becomes a comma in the variables of one leg; set it for all legs by "
            "dial_string::variable, or by uuid_setvar later");
    return {};
}

}  // namespace eslio
