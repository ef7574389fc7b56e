// The bodies of the functions of percent.hpp.
#pragma once

#include <eslio/wire/percent.hpp>

namespace eslio::wire::detail {

ESLIO_DECL int hex_pair(char high, char low) noexcept {
    const int h = hex_table[static_cast<unsigned char>(high)];
    const int l = hex_table[static_cast<unsigned char>(low)];
    return h * 16 | l;
}

}  // namespace eslio::wire::detail

namespace eslio::wire {

ESLIO_DECL std::size_t percent_decode_in_place(char* text, std::size_t length) noexcept {
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

ESLIO_DECL std::string percent_decode(std::string_view text) {
    std::string out(text);
    out.resize(percent_decode_in_place(out.data(), out.size()));
    return out;
}

ESLIO_DECL std::string percent_encode(std::string_view text) {
    std::string out;
    percent_encode_to(out, text);
    return out;
}

}  // namespace eslio::wire
