// Dates as FreeSWITCH writes them, from microseconds since 1970. The switch lives in UTC.
#pragma once

#include <eslio/config.hpp>

#include <cstdint>
#include <cstdio>
#include <string>

namespace eslio::testing::fake {

struct calendar {
    int year = 1970, month = 1, day = 1, weekday = 4;
    int hour = 0, minute = 0, second = 0, microsecond = 0;

    explicit calendar(std::int64_t microseconds);

    /// The first moment of a day.
    static std::int64_t microseconds_of(int year, int month, int day) noexcept;

    /// `2026-08-21 10:00:00`
    std::string local() const;

    /// `Fri, 21 Aug 2026 10:00:00 GMT`
    std::string gmt() const;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/calendar.ipp>
#endif
