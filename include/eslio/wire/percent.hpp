// Percent coding of plain event values, exactly as FreeSWITCH does it (switch_url_encode_opt).
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace eslio::wire {

namespace detail {

constexpr std::array<bool, 256> make_unsafe_table() noexcept {
    std::array<bool, 256> unsafe{};
    for (std::size_t i = 0; i < unsafe.size(); ++i) unsafe[i] = i < 0x20 || i > 0x7E;
    for (const char c : std::string_view(" \"#%&+:;<=>?@[\\]^`{|}"))
        unsafe[static_cast<unsigned char>(c)] = true;
    return unsafe;
}

inline constexpr std::array<bool, 256> unsafe_table = make_unsafe_table();

constexpr std::array<short, 256> make_hex_table() noexcept {
    std::array<short, 256> values{};
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = static_cast<short>(hex_value(static_cast<char>(i)));
    return values;
}

inline constexpr std::array<short, 256> hex_table = make_hex_table();

/// The byte of two hex digits, negative if they are not.
ESLIO_DECL int hex_pair(char high, char low) noexcept;

constexpr bool is_upper_hex(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

}  // namespace detail

/// Decodes `%XX` (hex of either case) in place and returns the new length. Any other `%` stays.
ESLIO_DECL std::size_t percent_decode_in_place(char* text, std::size_t length) noexcept;

/// Decodes a copy of `text`.
ESLIO_DECL std::string percent_decode(std::string_view text);

/// Appends `text` encoded as FreeSWITCH encodes header values: upper-case hex, and a `%` that two
/// characters of `0-9A-F` already follow is left alone (so `a%20b` and `a b` look the same).
template <class String>
void percent_encode_to(String& out, std::string_view text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        const bool already = c == '%' && text.size() - i > 2 && detail::is_upper_hex(text[i + 1]) &&
                             detail::is_upper_hex(text[i + 2]);
        if (!detail::unsafe_table[byte] || already) {
            out.push_back(c);
        } else {
            out.push_back('%');
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        }
    }
}

/// As FreeSWITCH encodes values of plain events (switch_utils.h: switch_url_encode).
ESLIO_DECL std::string percent_encode(std::string_view text);

}  // namespace eslio::wire

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/percent.ipp>
#endif
