// API commands about addresses, names and files of the machine: acl, gethost, file_exists, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/addresses.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

ESLIO_DECL std::string answer_acl(const api_call& c);

ESLIO_DECL std::string answer_is_lan_addr(const api_call& c);

/// Names are not looked up: what is no address is not found, but for `localhost`.
ESLIO_DECL std::string host_address(std::string_view name);

ESLIO_DECL std::string answer_gethost(const api_call& c);
ESLIO_DECL std::string answer_host_lookup(const api_call& c);

/// The one interface that every machine has.
ESLIO_DECL std::string answer_interface_ip(const api_call& c);

/// The environment of the test program is not shown.
inline std::string answer_getenv(const api_call&) {
    return "_undef_";
}

/// All files exist but those that the test has said are missing (`fake_switch::lacks_file`).
ESLIO_DECL std::string answer_file_exists(const api_call& c);

inline constexpr api_entry host_apis[] = {
    {"acl", "<ip> <list_name>", "Compare an ip to an acl list", answer_acl},
    {"file_exists", "<file>", "Check if a file exists on server", answer_file_exists},
    {"getenv", "<name>", "getenv", answer_getenv},
    {"gethost", "", "gethostbyname", answer_gethost},
    {"host_lookup", "<hostname>", "Lookup host", answer_host_lookup},
    {"interface_ip", "[auto|ipv4|ipv6] <ifname>", "Return the primary IP of an interface",
     answer_interface_ip},
    {"is_lan_addr", "<ip>", "See if an ip is a lan addr", answer_is_lan_addr},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/host.ipp>
#endif
