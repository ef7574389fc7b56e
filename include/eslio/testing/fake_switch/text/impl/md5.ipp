// The bodies of the functions of md5.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/md5.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string md5_sum::of(std::string_view text) {
    md5_sum sum;
    std::string all(text);
    all.push_back(static_cast<char>(0x80));
    while (all.size() % 64 != 56) all.push_back('\0');
    const std::uint64_t bits = std::uint64_t{8} * text.size();
    for (unsigned i = 0; i < 8; ++i) all.push_back(static_cast<char>(bits >> (8 * i) & 0xFF));
    for (std::size_t at = 0; at < all.size(); at += 64) sum.add_block(&all[at]);
    return sum.text();
}

ESLIO_COLD void md5_sum::add_block(const char* block) {
    std::array<std::uint32_t, 16> words{};
    for (std::size_t i = 0; i < 64; ++i)
        words[i / 4] |= static_cast<std::uint32_t>(static_cast<unsigned char>(block[i]))
                        << (8 * (i % 4));
    auto [a, b, c, d] = state_;
    for (std::size_t i = 0; i < 64; ++i) {
        std::uint32_t mixed = 0;
        std::size_t word = 0;
        switch (i / 16) {
            case 0: mixed = (b & c) | (~b & d), word = i; break;
            case 1: mixed = (d & b) | (~d & c), word = (5 * i + 1) % 16; break;
            case 2: mixed = b ^ c ^ d, word = (3 * i + 5) % 16; break;
            default: mixed = c ^ (b | ~d), word = 7 * i % 16;
        }
        static constexpr unsigned turns[4][4] = {
            {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
        const unsigned turn = turns[i / 16][i % 4];
        const std::uint32_t sum = a + mixed + sines[i] + words[word];
        a = d, d = c, c = b;
        b += sum << turn | sum >> (32 - turn);
    }
    state_[0] += a, state_[1] += b, state_[2] += c, state_[3] += d;
}

ESLIO_COLD std::string md5_sum::text() const {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const std::uint32_t word : state_)
        for (unsigned i = 0; i < 4; ++i) {
            const std::uint32_t byte = word >> (8 * i) & 0xFF;
            out.push_back(digits[byte >> 4]);
            out.push_back(digits[byte & 15]);
        }
    return out;
}

}  // namespace eslio::testing::fake
