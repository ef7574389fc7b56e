// API commands about users, their domains and groups: those of the options.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/options.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

inline const fake_user* find_user(const machine& m, std::string_view name,
                                  std::string_view domain) {
    for (const fake_user& u : m.options.users)
        if (u.name == name && wire::iequals(u.domain, domain)) return &u;
    return nullptr;
}

inline bool is_in_group(const fake_user& u, std::string_view group) {
    return std::find(u.groups.begin(), u.groups.end(), group) != u.groups.end();
}

/// The domain after the `@`, or the one of the switch.
ESLIO_DECL std::string_view domain_after(const machine& m, std::string_view rest);

/// `key user domain`; the only key is `id`.
ESLIO_DECL std::string answer_user_exists(const api_call& c);

ESLIO_DECL std::string answer_domain_exists(const api_call& c);

/// `domain var|param|attr name`
ESLIO_DECL std::string answer_domain_data(const api_call& c);

inline bool knows_domain(const machine& m, std::string_view name) {
    const auto is_of = [&](const auto& one) { return wire::iequals(one.name, name); };
    const auto has_it = [&](const fake_user& u) { return wire::iequals(u.domain, name); };
    const auto& all = m.options;
    return detail::any_where(all.domains, is_of) || detail::any_where(all.users, has_it);
}

/// A param, as FreeSWITCH's directory names it.
ESLIO_DECL std::string user_param(const fake_user& u, std::string_view name);

/// `user@domain var|param|attr name`
ESLIO_DECL std::string answer_user_data(const api_call& c);

/// `user[@domain],group`: FreeSWITCH parts them by a comma, whatever its usage says
/// (in_group_function).
ESLIO_DECL std::string answer_in_group(const api_call& c);

/// `group[@domain][+F|A|E]`: what dials its users.
ESLIO_DECL std::string answer_group_call(const api_call& c);

/// There is no XML of a user to be shown.
ESLIO_DECL std::string answer_find_user_xml(const api_call& c);

/// `[user NAME] [domain NAME] [group NAME] [context NAME]`
ESLIO_DECL std::string answer_list_users(const api_call& c);

inline constexpr api_entry directory_apis[] = {
    {"domain_data", "<domain> [var|param|attr] <name>", "Find domain data", answer_domain_data},
    {"domain_exists", "<domain>", "Check if a domain exists", answer_domain_exists},
    {"find_user_xml", "<key> <user> <domain>", "Find a user", answer_find_user_xml},
    {"group_call", "<group>[@<domain>]", "Generate a dial string to call a group",
     answer_group_call},
    {"in_group", "<user>[@<domain>] <group_name>", "Determine if a user is in a group",
     answer_in_group},
    {"list_users", "[group <group>] [domain <domain>] [user <user>] [context <context>]",
     "List Users configured in Directory", answer_list_users},
    {"user_data", "<user>@<domain> [var|param|attr] <name>", "Find user data", answer_user_data},
    {"user_exists", "<key> <user> <domain>", "Find a user", answer_user_exists},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/directory.ipp>
#endif
