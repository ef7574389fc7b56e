// The levels of FreeSWITCH's log by name and number.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

inline constexpr std::string_view log_levels[] = {"console", "alert",  "crit", "err",
                                                  "warning", "notice", "info", "debug"};

/// Of a name, or a digit; negative for another word (switch_log.c: switch_log_str2level).
inline int log_level_of(std::string_view word) noexcept {
    if (word.size() == 1 && word[0] >= '0' && word[0] <= '7') return word[0] - '0';
    for (int i = 0; i < 8; ++i)
        if (wire::iequals(log_levels[i], word)) return i;
    return -1;
}

/// In capitals.
inline std::string log_level_name(int level) {
    std::string out(log_levels[level]);
    for (char& c : out) c = wire::to_upper(c);
    return out;
}

}  // namespace eslio::testing::fake
