// What FreeSWITCH could not read of a dial string as a whole (dial_string.hpp).
#pragma once

#include <eslio/command/detail/shown_name.hpp>
#include <eslio/command/dial_string.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_set>
#include <vector>

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
    const auto check = [](const std::vector<dial_variable>& of) {
        argument_error wrong = detail::check_shown_name(
            "caller id's name", detail::dial_value(of, "origination_caller_id_name"));
        wrong.note(detail::check_shown_number(
            "caller id's number", detail::dial_value(of, "origination_caller_id_number")));
        return wrong;
    };
    for (const dial_part& part : parts_) {
        for (const auto& together : part.alternatives) {
            for (const endpoint& leg : together) {
                if (!detail::may_be_sip(leg)) continue;
                for (const auto* list : {&leg.variables(), &part.variables, &shared_})
                    if (argument_error wrong = check(*list)) return wrong;
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
    std::unordered_set<std::string_view> of_others;
    for (const dial_part& part : parts_) {
        std::vector<std::string_view> here;
        for (const auto& together : part.alternatives) {
            std::vector<std::string_view> seen;
            for (const endpoint& leg : together) {
                std::string_view uuid = detail::dial_value(leg.variables(), "origination_uuid");
                if (uuid.empty()) uuid = detail::dial_value(part.variables, "origination_uuid");
                if (uuid.empty()) uuid = detail::dial_value(shared_, "origination_uuid");
                if (uuid.empty()) continue;
                if (std::find(seen.begin(), seen.end(), uuid) != seen.end() ||
                    of_others.count(uuid) != 0)
                    return detail::refuse(
                        eslio::error::unwritable_text, {"variable", "origination_uuid"},
                        "legs joined by also() or enterprise() would share one UUID, and "
                        "FreeSWITCH gives the second none of its own; name one for each by "
                        "endpoint::uuid");
                seen.push_back(uuid);
                here.push_back(uuid);
            }
        }
        of_others.insert(here.begin(), here.end());
    }
    return {};
}

}  // namespace eslio
