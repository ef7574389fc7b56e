// Percent coding of plain event values, exactly as FreeSWITCH does it (switch_url_encode_opt).
#pragma once

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
inline int hex_pair(char high, char low) noexcept {
    const int h = hex_table[static_cast<unsigned char>(high)];
    const int l = hex_table[static_cast<unsigned char>(low)];
    return h * 16 | l;
}

constexpr bool is_upper_hex(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F');
}

}  // namespace detail

/// Decodes `%XX` (hex of either case) in place and returns the new length. Any other `%` stays.
inline std::size_t percent_decode_in_place(char* text, std::size_t length) noexcept {
    if (length == 0) return 0;
    char* read = static_cast<char*>(std::memchr(text, '%', length));
    if (read == nullptr) return length;
    char* const end = text + length;
    char* write = read;
    while (read != end) {
        if (*read == '%') {
            const int value = end - read > 2 ? detail::hex_pair(read[1], read[2]) : -1;
            *write++ = value < 0 ? '%' : static_cast<char>(value);
            read += value < 0 ? 1 : 3;
        } else {
            *write++ = *read++;
        }
    }
    return static_cast<std::size_t>(write - text);
}

/// Decodes a copy of `text`.
inline std::string percent_decode(std::string_view text) {
    std::string out(text);
    out.resize(percent_decode_in_place(out.data(), out.size()));
    return out;
}

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

inline std::string percent_encode(std::string_view text) {
    std::string out;
    percent_encode_to(out, text);
    return out;
}

}  // namespace eslio::wire
