// The bodies of the functions of calendar.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/calendar.hpp>

namespace eslio::testing::fake {

ESLIO_COLD calendar::calendar(std::int64_t microseconds) {
    const std::int64_t seconds = microseconds / 1'000'000;
    microsecond = static_cast<int>(microseconds % 1'000'000);
    const std::int64_t days = seconds / 86'400;
    const auto rest = static_cast<int>(seconds % 86'400);
    hour = rest / 3600;
    minute = rest / 60 % 60;
    second = rest % 60;
    weekday = static_cast<int>((days + 4) % 7);
    // Days are counted in years that begin in March, of which 400 have 146 097 days.
    const std::int64_t z = days + 719'468;
    const std::int64_t era = z / 146'097;
    const std::int64_t d = z % 146'097;
    const std::int64_t y = (d - d / 1460 + d / 36'524 - d / 146'096) / 365;
    const std::int64_t day_of_year = d - (365 * y + y / 4 - y / 100);
    const std::int64_t m = (5 * day_of_year + 2) / 153;
    day = static_cast<int>(day_of_year - (153 * m + 2) / 5 + 1);
    month = static_cast<int>(m < 10 ? m + 3 : m - 9);
    year = static_cast<int>(y + era * 400 + (month <= 2 ? 1 : 0));
}

ESLIO_COLD std::int64_t calendar::microseconds_of(int year, int month, int day) noexcept {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t m = (month + 9) % 12;
    const std::int64_t days =
        365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719'468;
    return days * 86'400'000'000;
}

ESLIO_COLD std::string calendar::local() const {
    char text[96];
    std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", year, month, day, hour,
                  minute, second);
    return text;
}

ESLIO_COLD std::string calendar::gmt() const {
    static constexpr char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[96];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[weekday], day,
                  months[month - 1], year, hour, minute, second);
    return text;
}

}  // namespace eslio::testing::fake
