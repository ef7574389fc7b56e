// Percent coding, both ways.
#include "fuzz/target.hpp"

#include <eslio/wire/percent.hpp>

#include <string>

namespace {

bool is_upper_hex(char c) {
    return std::string_view("0123456789ABCDEF").find(c) != std::string_view::npos;
}

/// A `%` that FreeSWITCH takes for coded already, so that it is decoded once too often.
bool looks_coded(std::string_view text) {
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '%' && is_upper_hex(text[i + 1]) && is_upper_hex(text[i + 2])) return true;
    return false;
}

}  // namespace

int run(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::bytes_of(data, size);
    const std::string decoded = eslio::wire::percent_decode(text);
    fuzz::require(decoded.size() <= text.size(), "decoding adds nothing");
    const std::string coded = eslio::wire::percent_encode(text);
    for (const char c : coded)
        fuzz::require(c > 0x20 && c < 0x7F && c != ':' && c != '<', "coded text is plain");
    const std::string back = eslio::wire::percent_decode(coded);
    if (!looks_coded(text))
        fuzz::require(back == text, "decoding undoes coding");
    else
        fuzz::require(back.size() < text.size(), "only a %XX is decoded once too often");
    fuzz::require(eslio::wire::percent_encode(coded) == coded, "what is coded is not coded again");
    return 0;
}
