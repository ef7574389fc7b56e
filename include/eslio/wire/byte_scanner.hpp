// Finds a few wanted bytes in a long text, 64 bytes at a step; compares short names.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#if defined(_MSC_VER)
#include <intrin.h>
#endif

namespace eslio::wire {

namespace detail {

ESLIO_DECL unsigned lowest_bit(std::uint64_t bits) noexcept;

/// Bit i is set where one of the 8 bytes at `p` is `wanted` in the bits of `mask`: a zero byte of
/// the difference.
ESLIO_DECL std::uint64_t match_8(const char* p, char wanted, char mask = '\xFF') noexcept;

template <char... Wanted>
std::uint64_t match_64_portable(const char* p) noexcept {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits |= (match_8(p + 8 * i, Wanted) | ...) << (8 * i);
    return bits;
}

#if defined(__SSE2__)
/// Bit i is set where a[i] is b[i].
inline std::uint64_t same_16(const char* a, const char* b) noexcept {
    const __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(a)),
                                        _mm_loadu_si128(reinterpret_cast<const __m128i*>(b)));
    return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(same)));
}

template <char... Wanted>
std::uint64_t match_16(const char* p) noexcept {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    __m128i hits = _mm_setzero_si128();
    ((hits = _mm_or_si128(hits, _mm_cmpeq_epi8(block, _mm_set1_epi8(Wanted)))), ...);
    return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(hits)));
}
#endif

/// Bit i is set where p[i] is one of `Wanted`.
template <char... Wanted>
std::uint64_t match_64(const char* p) noexcept {
#if defined(__SSE2__)
    return match_16<Wanted...>(p) | match_16<Wanted...>(p + 16) << 16 |
           match_16<Wanted...>(p + 32) << 32 | match_16<Wanted...>(p + 48) << 48;
#else
    return match_64_portable<Wanted...>(p);
#endif
}

/// Whether the `size` bytes at `a` are those at `b`, and none of them is `Unwanted`. 32 bytes are
/// read of either, though `size` may be less.
template <char Unwanted>
bool is_same_without(const char* a, const char* b, std::size_t size) noexcept {
#if defined(__SSE2__)
    if (size <= 32) {
        const std::uint64_t good = (same_16(a, b) & ~match_16<Unwanted>(a)) |
                                   (same_16(a + 16, b + 16) & ~match_16<Unwanted>(a + 16)) << 16;
        return (~good & ((std::uint64_t{1} << size) - 1)) == 0;
    }
#endif
    return std::memcmp(a, b, size) == 0 && std::memchr(a, Unwanted, size) == nullptr;
}

/// Whether one of the 64 bytes at `p` is `Wanted`.
template <char Wanted>
bool has_64(const char* p) noexcept {
#if defined(__SSE2__)
    const auto same = [p](std::size_t i) {
        return _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 16 * i)),
                              _mm_set1_epi8(Wanted));
    };
    return _mm_movemask_epi8(
               _mm_or_si128(_mm_or_si128(same(0), same(1)), _mm_or_si128(same(2), same(3)))) != 0;
#else
    return match_64_portable<Wanted>(p) != 0;
#endif
}

template <char Mask, char Wanted>
std::uint64_t match_masked_portable(const char* p) noexcept {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits |= match_8(p + 8 * i, Wanted, Mask) << (8 * i);
    return bits;
}

#if defined(__SSE2__)
template <char Mask, char Wanted>
std::uint64_t match_masked_16(const char* p) noexcept {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const __m128i part = _mm_and_si128(block, _mm_set1_epi8(Mask));
    const __m128i same = _mm_cmpeq_epi8(part, _mm_set1_epi8(Wanted));
    return static_cast<std::uint64_t>(static_cast<unsigned>(_mm_movemask_epi8(same)));
}
#endif

/// Bit i is set where `(p[i] & Mask) == Wanted`: several characters for the price of one, if all
/// that they differ in is left out by the mask.
template <char Mask, char Wanted>
std::uint64_t match_masked(const char* p) noexcept {
#if defined(__SSE2__)
    return match_masked_16<Mask, Wanted>(p) | match_masked_16<Mask, Wanted>(p + 16) << 16 |
           match_masked_16<Mask, Wanted>(p + 32) << 32 |
           match_masked_16<Mask, Wanted>(p + 48) << 48;
#else
    return match_masked_portable<Mask, Wanted>(p);
#endif
}

/// `match_64` of fewer bytes, if there are no more: nothing is read after them.
template <char... Wanted>
std::uint64_t match_block(const char* p, std::size_t left) noexcept {
    if (left >= 64) return match_64<Wanted...>(p);
    if (left == 0) return 0;
    char copy[64] = {};
    std::memcpy(copy, p, left);
    return match_64<Wanted...>(copy) & ((std::uint64_t{1} << left) - 1);
}

}  // namespace detail

/// Usage: `next()` until it answers the size of the text. Bytes that were passed may change.
template <char... Wanted>
class byte_scanner {
public:
    /// Of a text, which must outlive the scanner.
    byte_scanner(const char* text, std::size_t size) noexcept
        : text_(text), size_(size), bits_(look(0)) {}

    /// Where the next wanted byte is; the size of the text when there is none.
    std::size_t next() noexcept {
        while (bits_ == 0) {
            if (size_ - block_ <= step) return size_;
            block_ += step;
            bits_ = look(block_);
        }
        const std::size_t position = block_ + detail::lowest_bit(bits_);
        bits_ &= bits_ - 1;
        return position;
    }

    /// Goes on at `position`, which is not before what was found last, nor after the text.
    void skip_to(std::size_t position) noexcept {
        if (position - block_ >= step)
            restart(position);
        else
            bits_ &= ~std::uint64_t{0} << (position - block_);
    }

    /// Goes on at `position`, before or after, but not after the text.
    void restart(std::size_t position) noexcept {
        block_ = position;
        bits_ = look(position);
    }

private:
    static constexpr std::size_t step = 64;

    /// Not a use of `this`: so a scanner can live in registers.
    std::uint64_t look(std::size_t at) const noexcept {
        return detail::match_block<Wanted...>(text_ + at, size_ - at);
    }

    const char* text_;
    std::size_t size_;
    std::size_t block_ = 0;  ///< where the 64 bytes being looked at begin
    std::uint64_t bits_;     ///< the wanted bytes among them that were not handed out
};

}  // namespace eslio::wire

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/byte_scanner.ipp>
#endif
