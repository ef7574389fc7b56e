// API commands about dates: strftime, strepoch, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/text/calendar.hpp>
#include <eslio/testing/fake_switch/text/pattern_groups.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// Empty if the format holds what FreeSWITCH does not take (switch_apr.c: switch_strftime).
ESLIO_DECL std::string format_date(std::int64_t microseconds, const std::string& format);

/// `[epoch|x]format`: of what stands after the bar the first byte is lost
/// (mod_dptools.c: strftime_api_function).
ESLIO_DECL std::string answer_strftime(const api_call& c);

/// `zone [epoch|]format`; the zone UTC alone is known, as without a timezones.conf of more.
ESLIO_DECL std::string answer_strftime_tz(const api_call& c);

/// `2020-01-01 00:00:00`, its beginning, or 14 digits; 0 for what is no date. A time without a date
/// is today's (switch_utils.c: switch_str_time).
ESLIO_DECL std::int64_t parse_date(std::int64_t now, std::string_view text);

/// Printed as a number of 32 bits (mod_dptools.c: strepoch_api_function).
ESLIO_DECL std::string answer_strepoch(const api_call& c);

ESLIO_DECL std::string answer_strmicroepoch(const api_call& c);

inline constexpr api_entry time_apis[] = {
    {"strepoch", "<string>", "Convert a date string into epoch time", answer_strepoch,
     "mod_dptools"},
    {"strftime", "<format_string>", "strftime", answer_strftime, "mod_dptools"},
    {"strftime_tz", "<timezone_name> [<epoch>|][format string]",
     "Display formatted time of timezone", answer_strftime_tz},
    {"strmicroepoch", "<string>", "Convert a date string into micoepoch time", answer_strmicroepoch,
     "mod_dptools"},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/time.ipp>
#endif
