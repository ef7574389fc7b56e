// The bodies of the functions of machine.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = wire::to_lower(c);
    return out;
}

ESLIO_DECL std::string_view strip_blanks(std::string_view text) noexcept {
    static constexpr std::string_view blanks = " \t\r\n\v";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

}  // namespace eslio::testing::fake
