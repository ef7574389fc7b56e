// `sofia ...` and what else mod_sofia tells of a switch with the one profile `internal`, without
// gateways.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/addresses.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/apis/show_rows.hpp>
#include <eslio/testing/fake_switch/facts/log_levels.hpp>
#include <eslio/testing/fake_switch/facts/sofia_facts.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

ESLIO_DECL std::string sofia_usage();

inline const std::string& sofia_rule() {
    static const std::string rule(97, '=');
    return rule;
}

ESLIO_DECL std::string sofia_profiles(const machine& m);

ESLIO_DECL std::string sofia_gateways();

ESLIO_DECL std::string sofia_registrations(const machine& m);

/// With `$ip` and `$registrations` filled in.
ESLIO_DECL std::string sofia_value(const machine& m, std::string_view value);

ESLIO_DECL std::string sofia_status(const machine& m, const std::vector<std::string>& words);

/// `name command [argument]` (mod_sofia.c: cmd_profile)
ESLIO_DECL std::string sofia_profile(const std::vector<std::string>& words);

ESLIO_DECL std::string sofia_global(machine& m, const std::vector<std::string>& words);

ESLIO_DECL std::string sofia_loglevel(const std::vector<std::string>& words);

ESLIO_DECL std::string sofia_xmlstatus(const machine& m, const std::vector<std::string>& words);

ESLIO_DECL std::string answer_sofia(const api_call& c);

/// `[profile/]user@domain`
struct sofia_address {
    std::string_view profile, user, domain;

    static sofia_address of(std::string_view text);
};

ESLIO_DECL std::string answer_sofia_contact(const api_call& c);

/// -1 if the profile, or the domain of one, is not known.
ESLIO_DECL std::string answer_sofia_count_reg(const api_call& c);

inline std::string answer_sofia_presence_data(const api_call& c) {
    return wire::starts_with(c.arguments, "list ") ? "+OK\n" : "";
}
inline std::string answer_sofia_gateway_data(const api_call& c) {
    return c.arguments.empty() ? "-ERR Parameter missing\n" : "";
}
/// Names are not looked up: an address is found, nothing else.
ESLIO_DECL std::string answer_sofia_dig(const api_call& c);

inline constexpr api_entry sofia_apis[] = {
    {"sofia", "<cmd> <args>", "Sofia Controls", answer_sofia, "mod_sofia"},
    {"sofia_contact", "[profile/]<user>@<domain>", "Sofia Contacts", answer_sofia_contact,
     "mod_sofia"},
    {"sofia_count_reg", "[profile/]<user>@<domain>", "Count Sofia registration",
     answer_sofia_count_reg, "mod_sofia"},
    {"sofia_dig", "<url>", "SIP DIG", answer_sofia_dig, "mod_sofia"},
    {"sofia_gateway_data", "<gateway_name> [ivar|ovar|var] <name>", "Get data from a sofia gateway",
     answer_sofia_gateway_data, "mod_sofia"},
    {"sofia_presence_data", "[list|status|rpid|user_agent] [profile/]<user>@domain",
     "Sofia Presence Data", answer_sofia_presence_data, "mod_sofia"},
    {"sofia_username_of", "[profile/]<user>@<domain>", "Sofia Username Lookup", say_nothing,
     "mod_sofia"},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/sofia.ipp>
#endif
