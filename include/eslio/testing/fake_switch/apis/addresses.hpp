// Addresses of both families and the networks they are in, as the lists of `acl` name them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

struct ip_address {
    eslio::detail::compact_vector<std::uint8_t> bytes;  ///< 4 or 16, or none

    bool empty() const noexcept { return bytes.empty(); }

    /// `192.168.1.1`, `fe80::1`; an empty one of any other text.
    static ip_address of(std::string_view text);
};

ESLIO_DECL ip_address parse_ipv6(std::string_view text);

/// Whether an address is in `10.0.0.0/8`; one of the other family never is.
ESLIO_DECL bool is_in_network(const ip_address& address, std::string_view network);

ESLIO_DECL bool is_in_any(const ip_address& address, std::string_view networks);

/// A list that FreeSWITCH makes itself (switch_core.c: switch_load_network_lists): what it says of
/// the networks in it, and that of all others it says the opposite.
struct network_list {
    std::string_view name;
    bool allows;
    std::string_view networks;
};

inline constexpr std::string_view lan_networks =
    "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,127.0.0.0/8,169.254.0.0/16";

inline constexpr network_list network_lists[] = {
    {"any_v4.auto", false, "::/0"},
    {"any_v6.auto", false, "0.0.0.0/0"},
    {"loopback.auto", true, "127.0.0.0/8,::1/128"},
    {"nat.auto", true, "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10"},
    {"rfc1918.auto", true, "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fe80::/10"},
    {"rfc6598.auto", true, "100.64.0.0/10"},
    {"wan.auto", false,
     "0.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,100.64.0.0/10,fe80::/10"},
    {"wan_v4.auto", false,
     "0.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,100.64.0.0/10,::/0"},
    {"wan_v6.auto", false, "0.0.0.0/0,fe80::/10"},
};

/// A list by name, or networks with commas between them.
ESLIO_DECL bool is_allowed(const ip_address& address, std::string_view list);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/addresses.ipp>
#endif
