// The bodies of the functions of utf8.hpp.
#pragma once

#include <eslio/event/utf8.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t write_utf8(std::uint32_t code_point, char* out) noexcept {
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

ESLIO_DECL utf8_piece next_utf8(std::string_view text) noexcept {
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

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL bool is_utf8(std::string_view text) noexcept {
    while (!text.empty()) {
        const detail::utf8_piece piece = detail::next_utf8(text);
        if (!piece.valid) return false;
        text.remove_prefix(piece.size);
    }
    return true;
}

ESLIO_DECL std::string to_utf8(std::string_view text, bool* lossy) {
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
