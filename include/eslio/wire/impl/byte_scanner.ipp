// The bodies of the functions of byte_scanner.hpp.
#pragma once

#include <eslio/wire/byte_scanner.hpp>

namespace eslio::wire::detail {

ESLIO_DECL unsigned lowest_bit(std::uint64_t bits) noexcept {
#if defined(__GNUC__) || defined(__clang__)
    return static_cast<unsigned>(__builtin_ctzll(bits));
#elif defined(_MSC_VER) && defined(_WIN64)
    unsigned long index = 0;
    _BitScanForward64(&index, bits);
    return index;
#else
    unsigned index = 0;
    while ((bits >> index & 1) == 0) ++index;
    return index;
#endif
}

ESLIO_DECL std::uint64_t match_8(const char* p, char wanted, char mask) noexcept {
    std::uint64_t word = 0;
    for (unsigned i = 0; i < 8; ++i)
        word |= static_cast<std::uint64_t>(static_cast<unsigned char>(p[i] & mask)) << (8 * i);
    constexpr std::uint64_t low7 = 0x7F7F7F7F7F7F7F7FULL;
    const std::uint64_t same = word ^ (0x0101010101010101ULL * static_cast<unsigned char>(wanted));
    const std::uint64_t high = ~(((same & low7) + low7) | same | low7);  // 0x80 in zero bytes
    return (high >> 7) * 0x0102040810204080ULL >> 56;                    // gathered
}

}  // namespace eslio::wire::detail
