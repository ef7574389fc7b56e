// The bodies of the functions of addresses.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/addresses.hpp>

namespace eslio::testing::fake {

ESLIO_COLD ip_address ip_address::of(std::string_view text) {
    if (text.find(':') != text.npos) return parse_ipv6(text);
    ip_address a;
    for (int part = 0; part < 4; ++part) {
        const auto number = wire::parse_number(wire::next_word(text, '.'));
        if (!number || *number > 255) return {};
        a.bytes.push_back(static_cast<std::uint8_t>(*number));
    }
    return text.empty() ? a : ip_address();
}

ESLIO_COLD ip_address parse_ipv6(std::string_view text) {
    // The groups before and after `::`.
    eslio::detail::compact_vector<std::uint8_t> sides[2];
    const std::size_t gap = text.find("::");
    const std::string_view parts[] = {text.substr(0, gap),
                                      gap == text.npos ? "" : text.substr(gap + 2)};
    for (std::size_t side = 0; side < 2; ++side) {
        std::string_view rest = parts[side];
        while (!rest.empty()) {
            const std::string group(wire::next_word(rest, ':'));
            if (group.empty() || group.size() > 4 ||
                group.find_first_not_of("0123456789abcdefABCDEF") != group.npos)
                return {};
            unsigned value = 0;
            for (const char c : group) {
                const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
                value = value * 16 + static_cast<unsigned>(digit);
            }
            sides[side].push_back(static_cast<std::uint8_t>(value >> 8));
            sides[side].push_back(static_cast<std::uint8_t>(value & 255));
        }
    }
    const std::size_t given = sides[0].size() + sides[1].size();
    if (given > 16 || (gap == text.npos && given != 16)) return {};
    ip_address a;
    a.bytes = sides[0];
    a.bytes.resize(16 - sides[1].size());
    for (const std::uint8_t byte : sides[1]) a.bytes.push_back(byte);
    return a;
}

ESLIO_COLD bool is_in_network(const ip_address& address, std::string_view network) {
    const ip_address base = ip_address::of(wire::next_word(network, '/'));
    const auto bits = wire::parse_number(network);
    if (base.empty() || !bits || base.bytes.size() != address.bytes.size() ||
        *bits > base.bytes.size() * 8)
        return false;
    for (std::size_t i = 0; i < *bits; ++i) {
        const unsigned mask = 128U >> (i % 8);
        if (((base.bytes[i / 8] ^ address.bytes[i / 8]) & mask) != 0) return false;
    }
    return true;
}

ESLIO_COLD bool is_in_any(const ip_address& address, std::string_view networks) {
    while (!networks.empty())
        if (is_in_network(address, wire::next_word(networks, ','))) return true;
    return false;
}

ESLIO_COLD bool is_allowed(const ip_address& address, std::string_view list) {
    for (const network_list& known : network_lists)
        if (known.name == list) return is_in_any(address, known.networks) == known.allows;
    return list.find('/') != list.npos && is_in_any(address, list);
}

}  // namespace eslio::testing::fake
