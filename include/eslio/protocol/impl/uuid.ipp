// The bodies of the functions of uuid.hpp.
#pragma once

#include <eslio/protocol/uuid.hpp>

namespace eslio::protocol {

ESLIO_DECL std::string make_uuid(std::uint64_t high, std::uint64_t low) {
    static constexpr char digits[] = "0123456789abcdef";
    high = (high & ~std::uint64_t{0xF000}) | 0x4000;
    low = (low & ~(std::uint64_t{3} << 62)) | (std::uint64_t{2} << 62);
    std::string text(36, '-');
    std::size_t position = 0;
    for (int nibble = 0; nibble < 32; ++nibble) {
        if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20) ++position;
        const std::uint64_t half = nibble < 16 ? high : low;
        text[position++] = digits[(half >> (60 - 4 * (nibble % 16))) & 15];
    }
    return text;
}

}  // namespace eslio::protocol
