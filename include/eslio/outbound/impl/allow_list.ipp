// The bodies of the functions of allow_list.hpp.
#pragma once

#include <eslio/outbound/allow_list.hpp>

namespace eslio::outbound {

ESLIO_DECL bool allow_list::add(std::string_view text) {
    const std::size_t slash = text.find('/');
    error_code ec;
    const auto address = asio::ip::make_address(std::string(text.substr(0, slash)), ec);
    if (ec) return false;
    network n{bytes_of(address), 0};
    n.bits = n.bytes.size() * 8;
    if (slash != std::string_view::npos) {
        const auto bits = wire::parse_number(text.substr(slash + 1));
        if (!bits || *bits > n.bits) return false;
        n.bits = static_cast<std::size_t>(*bits);
    }
    networks_.push_back(std::move(n));
    return true;
}

ESLIO_DECL bool allow_list::allows(const asio::ip::address& address) const {
    if (networks_.empty()) return true;
    const std::vector<std::uint8_t> bytes = bytes_of(address);
    for (const network& n : networks_)
        if (n.holds(bytes)) return true;
    return false;
}

ESLIO_DECL bool allow_list::network::holds(
    const std::vector<std::uint8_t>& address) const noexcept {
    if (address.size() != bytes.size()) return false;
    for (std::size_t i = 0; i < bits; ++i) {
        const auto mask = static_cast<std::uint8_t>(0x80U >> (i % 8));
        if (((address[i / 8] ^ bytes[i / 8]) & mask) != 0) return false;
    }
    return true;
}

ESLIO_DECL std::vector<std::uint8_t> allow_list::bytes_of(const asio::ip::address& address) {
    if (address.is_v4()) {
        const auto b = address.to_v4().to_bytes();
        return {b.begin(), b.end()};
    }
    const auto b = address.to_v6().to_bytes();
    if (address.to_v6().is_v4_mapped()) return {b.begin() + 12, b.end()};
    return {b.begin(), b.end()};
}

}  // namespace eslio::outbound
