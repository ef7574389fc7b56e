// The MD5 sum of a text, as FreeSWITCH's `md5` prints it (RFC 1321).
#pragma once

#include <eslio/config.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

class md5_sum {
public:
    /// 32 hex digits.
    static std::string of(std::string_view text) {
        md5_sum sum;
        std::string all(text);
        all.push_back(static_cast<char>(0x80));
        while (all.size() % 64 != 56) all.push_back('\0');
        const std::uint64_t bits = std::uint64_t{8} * text.size();
        for (unsigned i = 0; i < 8; ++i) all.push_back(static_cast<char>(bits >> (8 * i) & 0xFF));
        for (std::size_t at = 0; at < all.size(); at += 64) sum.add_block(&all[at]);
        return sum.text();
    }

private:
    void add_block(const char* block) {
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

    std::string text() const {
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

    std::array<std::uint32_t, 4> state_{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    static constexpr std::uint32_t sines[64] = {
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613,
        0xfd469501, 0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193,
        0xa679438e, 0x49b40821, 0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d,
        0x02441453, 0xd8a1e681, 0xe7d3fbc8, 0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed,
        0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a, 0xfffa3942, 0x8771f681, 0x6d9d6122,
        0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70, 0x289b7ec6, 0xeaa127fa,
        0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665, 0xf4292244,
        0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb,
        0xeb86d391};
};

}  // namespace eslio::testing::fake
