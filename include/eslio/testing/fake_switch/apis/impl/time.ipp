// The bodies of the functions of time.hpp.
#pragma once

#include <eslio/testing/fake_switch/apis/time.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string format_date(std::int64_t microseconds, const std::string& format) {
    static constexpr std::string_view known = "CDrRTeaAbBcdHIjmMpSUwWxXyYzZ%";
    for (std::size_t at = format.find('%'); at != format.npos; at = format.find('%', at + 2)) {
        if (at + 1 == format.size() || known.find(format[at + 1]) == known.npos) return {};
    }
    const calendar day(microseconds);
    std::tm date{};
    date.tm_year = day.year - 1900, date.tm_mon = day.month - 1, date.tm_mday = day.day;
    date.tm_hour = day.hour, date.tm_min = day.minute, date.tm_sec = day.second;
    date.tm_wday = day.weekday;
    const std::int64_t new_year = calendar::microseconds_of(day.year, 1, 1);
    date.tm_yday = static_cast<int>((microseconds - new_year) / 86'400'000'000);
    char text[256];
    return std::string(text, std::strftime(text, sizeof text, format.c_str(), &date));
}

ESLIO_COLD std::string answer_strftime(const api_call& c) {
    std::string_view format = c.arguments;
    std::int64_t when = c.inside.date();
    if (const std::size_t bar = format.find('|'); bar != format.npos) {
        when = std::atoll(std::string(format.substr(0, bar)).c_str()) * 1'000'000;
        format.remove_prefix(bar + 1 < format.size() ? bar + 2 : bar + 1);
    }
    return format_date(when, format.empty() ? "%Y-%m-%d %T" : std::string(format));
}

ESLIO_COLD std::string answer_strftime_tz(const api_call& c) {
    std::string_view format = c.arguments;
    const std::string_view zone = wire::next_word(format);
    if (!zone.empty() && zone != "UTC") return "-ERR Invalid timezone/format\n";
    std::int64_t when = 0;
    if (format.find('|') != format.npos)
        when = std::atoll(std::string(wire::next_word(format, '|')).c_str()) * 1'000'000;
    if (when == 0) when = c.inside.date();
    const std::string text =
        format_date(when, format.empty() ? "%Y-%m-%d %T" : std::string(format));
    return text.empty() ? "-ERR Invalid timezone/format\n" : text;
}

ESLIO_COLD std::int64_t parse_date(std::int64_t now, std::string_view text) {
    const auto match = [&](std::string_view expression) {
        return pattern_groups::find(read_pattern(expression), text);
    };
    const auto number = [](std::string_view digits) {
        return std::atoi(std::string(digits).c_str());
    };
    const auto time = match("^(\\d*):{0,1}(\\d*):{0,1}(\\d*)$");
    auto date = match("^(\\d+)-(\\d+)-(\\d+)\\s*(\\d*):{0,1}(\\d*):{0,1}(\\d*)");
    if (date.empty()) date = match("^(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})");
    if (time.empty() && date.empty()) return 0;
    const calendar today(now);
    const auto& parts = time.empty() ? date : time;
    const std::size_t clock = time.empty() ? 4 : 1;
    const std::int64_t day =
        time.empty()
            ? calendar::microseconds_of(number(parts[1]), number(parts[2]), number(parts[3]))
            : calendar::microseconds_of(today.year, today.month, today.day);
    return day + (std::int64_t{3600} * number(parts[clock]) +
                  std::int64_t{60} * number(parts[clock + 1]) + number(parts[clock + 2])) *
                     1'000'000;
}

ESLIO_COLD std::string answer_strepoch(const api_call& c) {
    const std::int64_t now = c.inside.date();
    const std::int64_t date = c.arguments.empty() ? now : parse_date(now, c.arguments);
    return std::to_string(static_cast<std::int32_t>(date / 1'000'000 & 0xFFFFFFFF));
}

ESLIO_COLD std::string answer_strmicroepoch(const api_call& c) {
    const std::int64_t now = c.inside.date();
    return std::to_string(c.arguments.empty() ? now : parse_date(now, c.arguments));
}

}  // namespace eslio::testing::fake
