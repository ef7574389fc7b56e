// What FreeSWITCH could not read of a dial string as a whole (dial_string.hpp).
#pragma once

#include <eslio/command/dial_string.hpp>

namespace eslio::detail {

ESLIO_DECL argument_error check_balance(const std::vector<dial_variable>& variables, char open) {
    for (const auto& [name, value] : variables) {
        const std::size_t at = find_unbalanced(value, open, open == '{' ? '}' : '>');
        if (at == value.npos) continue;
        return refuse_byte(error::unwritable_text, {"variable", name}, value, at,
                           "has no escape in a dial string, where brackets of its kind must "
                           "balance; set the variable by uuid_setvar once the call is there");
    }
    return {};
}

/// A raw dial string's variables of all legs are read at its front alone.
ESLIO_DECL argument_error check_raw_leg(const endpoint& leg, bool first) {
    if (!leg.is_raw() || (first && leg.variables().empty())) return {};
    const std::size_t at = leg.address().find_first_not_of(' ');
    if (at == leg.address().npos || (leg.address()[at] != '{' && leg.address()[at] != '<'))
        return {};
    return refuse_byte(error::unwritable_text, "raw dial string", leg.address(), at,
                       "begins variables of all legs, which FreeSWITCH reads at the front alone; "
                       "make it the first leg, without variables of its own");
}

/// Whether mod_sofia may be what calls a leg: `user/`, `group/` and `${group_call(...)}` are what
/// the directory says.
ESLIO_DECL bool may_be_sip(const endpoint& leg) {
    for (const std::string_view kind : {"sofia", "user/", "group/", "group_call("})
        if (leg.is_raw() ? wire::icontains(leg.address(), kind)
                         : wire::istarts_with(leg.address(), kind))
            return true;
    return false;
}

/// mod_sofia decodes a caller's name, and writes it between quotes as it then is (sofia_glue.c:
/// sofia_glue_do_invite).
ESLIO_DECL argument_error check_sip_name(std::string_view name) {
    const argument_name argument = "caller id's name";
    std::size_t backslashes = 0, last = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        last = i;
        const int decoded = name[i] == '%' ? decoded_byte(name.substr(i + 1)) : -1;
        const char c = decoded < 0 ? name[i] : static_cast<char>(decoded);
        if (decoded >= 0) i += 2;
        backslashes = c == '\\' ? backslashes + 1 : 0;
        if (c == '"')
            return refuse_byte(error::unwritable_text, argument, name, last,
                               "is, or is decoded to, a quote, which would end the name in the SIP "
                               "header: it would be cut, or the call fail; take it out");
    }
    if (backslashes % 2 == 0) return {};
    return refuse_byte(error::unwritable_text, argument, name, last,
                       "is, or is decoded to, a backslash at the end, which would take the end of "
                       "the name off in the SIP header, and the call would fail; take it out");
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL argument_error dial_string::problem() const {
    if (problem_) return problem_;
    if (argument_error wrong = check_brackets()) return wrong;
    if (argument_error wrong = check_uuids()) return wrong;
    if (argument_error wrong = check_names()) return wrong;
    return check_nested();
}

ESLIO_DECL argument_error dial_string::check_names() const {
    static constexpr std::string_view variable = "origination_caller_id_name";
    for (const dial_part& part : parts_) {
        for (const auto& together : part.alternatives) {
            for (const endpoint& leg : together) {
                if (!detail::may_be_sip(leg)) continue;
                for (const auto* list : {&leg.variables(), &part.variables, &shared_})
                    if (auto wrong = detail::check_sip_name(detail::dial_value(*list, variable)))
                        return wrong;
            }
        }
    }
    return {};
}

ESLIO_DECL argument_error dial_string::check_brackets() const {
    if (argument_error wrong = detail::check_balance(shared_, '<')) return wrong;
    for (const dial_part& part : parts_) {
        const char open = bracket_of(part);
        if (argument_error wrong = detail::check_balance(part.variables, open)) return wrong;
        bool first = true;
        for (const auto& together : part.alternatives) {
            for (const endpoint& leg : together) {
                if (argument_error wrong = detail::check_raw_leg(leg, first)) return wrong;
                first = false;
            }
        }
        if (first) return detail::refuse_empty("dial string");
    }
    return parts_.empty() ? detail::refuse_empty("dial string") : argument_error();
}

ESLIO_DECL argument_error dial_string::check_nested() const {
    const auto allows = [](const std::vector<dial_variable>& variables) {
        return wire::iequals(detail::dial_value(variables, "origination_nested_vars"), "true");
    };
    for (const dial_part& part : parts_) {
        std::vector<const std::vector<dial_variable>*> lists = {&shared_, &part.variables};
        for (const auto& together : part.alternatives)
            for (const endpoint& leg : together) lists.push_back(&leg.variables());
        if (std::any_of(lists.begin(), lists.end(), [&](const auto* all) { return allows(*all); }))
            continue;
        for (const auto* list : lists) {
            for (const auto& [name, value] : *list) {
                const std::size_t at = detail::find_variable(value);
                if (at == value.npos) continue;
                return detail::refuse_byte(
                    eslio::error::unwritable_text, {"variable", name}, value, at,
                    "and a brace: FreeSWITCH leaves a variable unset whose value holds `${`; set "
                    "origination_nested_vars to true before, or the variable by uuid_setvar later");
            }
        }
    }
    return {};
}

ESLIO_DECL argument_error dial_string::check_uuids() const {
    std::vector<std::string> of_others;
    for (const dial_part& part : parts_) {
        std::vector<std::string> here;
        for (const auto& together : part.alternatives) {
            std::vector<std::string_view> seen;
            for (const endpoint& leg : together) {
                std::string_view uuid = detail::dial_value(leg.variables(), "origination_uuid");
                if (uuid.empty()) uuid = detail::dial_value(part.variables, "origination_uuid");
                if (uuid.empty()) uuid = detail::dial_value(shared_, "origination_uuid");
                if (uuid.empty()) continue;
                if (std::find(seen.begin(), seen.end(), uuid) != seen.end() ||
                    std::find(of_others.begin(), of_others.end(), uuid) != of_others.end())
                    return detail::refuse(
                        eslio::error::unwritable_text, {"variable", "origination_uuid"},
                        "legs joined by also() or enterprise() would share one UUID, and "
                        "FreeSWITCH gives the second none of its own; name one for each by "
                        "endpoint::uuid");
                seen.push_back(uuid);
                here.emplace_back(uuid);
            }
        }
        of_others.insert(of_others.end(), here.begin(), here.end());
    }
    return {};
}

}  // namespace eslio
