// The bodies of the functions of digits.hpp.
#pragma once

#include <eslio/testing/fake_switch/digits.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::vector<digit> parse_keys(std::string_view text, const char* source) {
    static constexpr std::string_view known = "0123456789*#ABCDabcdwW";
    static constexpr std::uint64_t shortest = 50, usual = 250, longest = 24'000;
    std::vector<digit> all;
    if (!text.empty() && text.front() == '~') text.remove_prefix(1);
    while (!text.empty()) {
        std::string_view length = wire::next_word(text, '+');
        const std::string_view keys = wire::next_word(length, '@');
        const std::uint64_t given = wire::parse_number(length).value_or(usual);
        const std::uint64_t ms = given > shortest ? std::min(given, longest) : usual;
        for (const char key : keys)
            if (known.find(key) != std::string_view::npos)
                all.push_back({key, static_cast<unsigned>(ms * 8), source});
    }
    return all;
}

}  // namespace eslio::testing::fake
