// UTF-8: code points to bytes, and bytes that FreeSWITCH does not promise to be UTF-8 made so.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio {

namespace detail {

/// Writes the bytes of `code_point` (below 0x200000) at `out` and returns how many, 1 to 4.
inline std::size_t write_utf8(std::uint32_t code_point, char* out) noexcept {
    const auto tail = [&](unsigned shift) {
        return static_cast<char>(0x80 | ((code_point >> shift) & 0x3F));
    };
    if (code_point < 0x80) {
        out[0] = static_cast<char>(code_point);
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = static_cast<char>(0xC0 | (code_point >> 6));
        out[1] = tail(0);
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = static_cast<char>(0xE0 | (code_point >> 12));
        out[1] = tail(6);
        out[2] = tail(0);
        return 3;
    }
    out[0] = static_cast<char>(0xF0 | (code_point >> 18));
    out[1] = tail(12);
    out[2] = tail(6);
    out[3] = tail(0);
    return 4;
}

struct utf8_piece {
    std::size_t size;  ///< bytes of the character, or of what can begin none
    bool valid;
};

/// The character at the front of `text`, which is not empty. What is not UTF-8 is taken in the
/// pieces that Unicode recommends to replace by one U+FFFD each.
inline utf8_piece next_utf8(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {1, true};
    if (lead < 0xC2 || lead > 0xF4) return {1, false};
    const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned char low = 0x80;  // overlong forms, surrogates, past U+10FFFF: told by the second byte
    unsigned char high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    for (std::size_t i = 1; i < size; ++i) {
        if (i == text.size() || byte(i) < low || byte(i) > high) return {i, false};
        low = 0x80;
        high = 0xBF;
    }
    return {size, true};
}

}  // namespace detail

/// U+FFFD, what stands for bytes that are not UTF-8.
inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";

inline bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const detail::utf8_piece piece = detail::next_utf8(text);
        if (!piece.valid) return false;
        text.remove_prefix(piece.size);
    }
    return true;
}

/// A copy in which bytes that are not UTF-8 are U+FFFD. `lossy`, if given, is set to true when
/// there were such bytes, and otherwise left as it is.
inline std::string to_utf8(std::string_view text, bool* lossy = nullptr) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const detail::utf8_piece piece = detail::next_utf8(text);
        out.append(piece.valid ? text.substr(0, piece.size) : replacement_character);
        if (!piece.valid && lossy != nullptr) *lossy = true;
        text.remove_prefix(piece.size);
    }
    return out;
}

}  // namespace eslio
