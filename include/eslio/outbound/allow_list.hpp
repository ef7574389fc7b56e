// Which addresses may connect.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/ascii.hpp>

#include <asio/ip/address.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::outbound {

/// Addresses and networks; empty, it lets everybody in. An IPv4 address that comes over an IPv6
/// socket counts as IPv4.
class allow_list {
public:
    /// `192.0.2.1`, `10.0.0.0/8`, `::1`, `2001:db8::/32`. False if it is none of these.
    [[nodiscard]] bool add(std::string_view text);

    /// Whether a host of that address may connect.
    bool allows(const asio::ip::address& address) const;

private:
    struct network {
        std::vector<std::uint8_t> bytes;
        std::size_t bits;

        bool holds(const std::vector<std::uint8_t>& address) const noexcept;
    };

    static std::vector<std::uint8_t> bytes_of(const asio::ip::address& address);

    std::vector<network> networks_;
};

}  // namespace eslio::outbound

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/allow_list.ipp>
#endif
