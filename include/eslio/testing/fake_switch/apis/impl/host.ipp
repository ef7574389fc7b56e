// The bodies of the functions of host.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/host.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::optional<std::uint32_t> parse_ipv4(std::string_view text) {
    std::uint32_t value = 0;
    for (int part = 0; part < 4; ++part) {
        const auto number = wire::parse_number(wire::next_word(text, '.'));
        if (!number || *number > 255) return std::nullopt;
        value = value << 8 | static_cast<std::uint32_t>(*number);
    }
    return text.empty() ? std::optional<std::uint32_t>(value) : std::nullopt;
}

ESLIO_DECL bool is_in_network(std::uint32_t address, std::string_view network) {
    const auto base = parse_ipv4(wire::next_word(network, '/'));
    const auto bits = wire::parse_number(network);
    if (!base || !bits || *bits > 32) return false;
    const std::uint32_t mask = *bits == 0 ? 0 : ~std::uint32_t{0} << (32 - *bits);
    return (address & mask) == (*base & mask);
}

ESLIO_DECL bool is_in_any(std::uint32_t address, std::string_view networks) {
    while (!networks.empty())
        if (is_in_network(address, wire::next_word(networks, ','))) return true;
    return false;
}

ESLIO_DECL std::string_view acl_networks(std::string_view list) noexcept {
    if (list == "loopback.auto") return "127.0.0.0/8";
    if (list == "rfc1918.auto" || list == "nat.auto") return private_networks;
    if (list == "any_v4.auto") return "0.0.0.0/0";
    return list.find('/') == list.npos ? std::string_view() : list;
}

ESLIO_DECL std::string answer_acl(const api_call& c) {
    const std::vector<std::string> words = c.words(3);
    if (words.size() < 2) return "false";
    const auto address = parse_ipv4(words[0]);
    return address && is_in_any(*address, acl_networks(words[1])) ? "true" : "false";
}

ESLIO_DECL std::string answer_is_lan_addr(const api_call& c) {
    const auto address = parse_ipv4(c.arguments);
    return address && is_in_any(*address, lan_networks) ? "true" : "false";
}

ESLIO_DECL std::string host_address(std::string_view name) {
    if (name == "localhost") return "127.0.0.1";
    return parse_ipv4(name) ? std::string(name) : std::string();
}

ESLIO_DECL std::string answer_gethost(const api_call& c) {
    const std::string found = host_address(c.arguments);
    return found.empty() ? "-ERR" : found;
}

ESLIO_DECL std::string answer_host_lookup(const api_call& c) {
    if (c.arguments.empty()) return "parameter missing\n";
    const std::string found = host_address(c.arguments);
    return found.empty() ? "!err!" : found;
}

ESLIO_DECL std::string answer_interface_ip(const api_call& c) {
    const std::vector<std::string> words = c.words(2);
    const bool known =
        words.size() == 2 && (words[0] == "auto" || words[0] == "ipv4" || words[0] == "ipv6");
    if (!known) return "USAGE: interface_ip " + std::string(c.syntax) + "\n";
    if (words[1] != "lo") return {};
    return words[0] == "ipv6" ? "::1" : "127.0.0.1";
}

ESLIO_DECL std::string answer_file_exists(const api_call& c) {
    const auto& missing = c.inside.missing_files;
    return c.arguments.empty() || missing.count(c.arguments) != 0 ? "false" : "true";
}

}  // namespace eslio::testing::fake
