// API commands about addresses, names and files of the machine: acl, gethost, file_exists, ...
#pragma once

#include <eslio/testing/fake_switch/apis/api_entry.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// The number of `192.168.1.1`.
inline std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
    std::uint32_t value = 0;
    for (int part = 0; part < 4; ++part) {
        const auto number = wire::parse_number(wire::next_word(text, '.'));
        if (!number || *number > 255) return std::nullopt;
        value = value << 8 | static_cast<std::uint32_t>(*number);
    }
    return text.empty() ? std::optional<std::uint32_t>(value) : std::nullopt;
}

/// Whether an address is in `10.0.0.0/8`.
inline bool is_in_network(std::uint32_t address, std::string_view network) {
    const auto base = parse_ipv4(wire::next_word(network, '/'));
    const auto bits = wire::parse_number(network);
    if (!base || !bits || *bits > 32) return false;
    const std::uint32_t mask = *bits == 0 ? 0 : ~std::uint32_t{0} << (32 - *bits);
    return (address & mask) == (*base & mask);
}

inline bool is_in_any(std::uint32_t address, std::string_view networks) {
    while (!networks.empty())
        if (is_in_network(address, wire::next_word(networks, ','))) return true;
    return false;
}

inline constexpr std::string_view private_networks = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16";
inline constexpr std::string_view lan_networks =
    "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,127.0.0.0/8,169.254.0.0/16";

/// The lists that FreeSWITCH makes itself (switch_core.c: switch_load_network_lists).
inline std::string_view acl_networks(std::string_view list) noexcept {
    if (list == "loopback.auto") return "127.0.0.0/8";
    if (list == "rfc1918.auto" || list == "nat.auto") return private_networks;
    if (list == "any_v4.auto") return "0.0.0.0/0";
    return list.find('/') == list.npos ? std::string_view() : list;
}

inline std::string answer_acl(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 2) return "false";
    const auto address = parse_ipv4(words[0]);
    return address && is_in_any(*address, acl_networks(words[1])) ? "true" : "false";
}

inline std::string answer_is_lan_addr(const api_call& c) {
    const auto address = parse_ipv4(c.arguments);
    return address && is_in_any(*address, lan_networks) ? "true" : "false";
}

/// Names are not looked up: what is no address is not found, but for `localhost`.
inline std::string host_address(std::string_view name) {
    if (name == "localhost") return "127.0.0.1";
    return parse_ipv4(name) ? std::string(name) : std::string();
}

inline std::string answer_gethost(const api_call& c) {
    const std::string found = host_address(c.arguments);
    return found.empty() ? "-ERR" : found;
}
inline std::string answer_host_lookup(const api_call& c) {
    if (c.arguments.empty()) return "parameter missing\n";
    const std::string found = host_address(c.arguments);
    return found.empty() ? "!err!" : found;
}

/// The one interface that every machine has.
inline std::string answer_interface_ip(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    const bool known =
        words.size() == 2 && (words[0] == "auto" || words[0] == "ipv4" || words[0] == "ipv6");
    if (!known) return "USAGE: interface_ip " + std::string(c.syntax) + "\n";
    if (words[1] != "lo") return {};
    return words[0] == "ipv6" ? "::1" : "127.0.0.1";
}

/// The environment of the test program is not shown.
inline std::string answer_getenv(const api_call&) {
    return "_undef_";
}

/// All files exist but those that the test has said are missing (`fake_switch::lacks_file`).
inline std::string answer_file_exists(const api_call& c) {
    const auto& missing = c.inside.missing_files;
    return c.arguments.empty() || missing.count(c.arguments) != 0 ? "false" : "true";
}

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
