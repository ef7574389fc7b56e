// The bodies of the functions of log_levels.hpp.
#pragma once

#include <eslio/testing/fake_switch/facts/log_levels.hpp>

namespace eslio::testing::fake {

ESLIO_COLD int log_level_of(std::string_view word) noexcept {
    if (word.size() == 1 && word[0] >= '0' && word[0] <= '7') return word[0] - '0';
    for (int i = 0; i < 8; ++i)
        if (wire::iequals(log_levels[i], word)) return i;
    return -1;
}

ESLIO_COLD std::string log_level_name(int level) {
    std::string out(log_levels[level]);
    for (char& c : out) c = wire::to_upper(c);
    return out;
}

}  // namespace eslio::testing::fake
