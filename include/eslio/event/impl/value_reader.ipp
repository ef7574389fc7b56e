// The bodies of the functions of value_reader.hpp.
#pragma once

#include <eslio/event/value_reader.hpp>

namespace eslio::detail {

ESLIO_DECL std::optional<std::int64_t> read_integer(std::string_view text) noexcept {
    const bool below_zero = !text.empty() && text.front() == '-';
    if (below_zero) text.remove_prefix(1);
    const auto number = wire::parse_number(text);
    if (!number) return std::nullopt;
    constexpr auto top = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (!below_zero) {
        if (*number > top) return std::nullopt;
        return static_cast<std::int64_t>(*number);
    }
    if (*number > top + 1) return std::nullopt;
    return *number == top + 1 ? std::numeric_limits<std::int64_t>::min()
                              : -static_cast<std::int64_t>(*number);
}

// By hand, as the standard library's readers ask the locale or, in g++ 10, do not exist.
ESLIO_DECL std::optional<double> read_decimal(std::string_view text) noexcept {
    const bool below_zero = !text.empty() && text.front() == '-';
    if (below_zero) text.remove_prefix(1);
    double digits = 0;
    double scale = 0;  // 0 before the point, then a power of ten
    bool any = false;
    for (const char c : text) {
        if (c == '.' && scale == 0) {
            scale = 1;
            continue;
        }
        if (!wire::is_digit(c)) return std::nullopt;
        any = true;
        if (scale >= 1e17) continue;  // more digits than a double has
        digits = digits * 10 + (c - '0');
        scale *= 10;
    }
    if (!any || !(digits <= std::numeric_limits<double>::max())) return std::nullopt;
    const double value = scale == 0 ? digits : digits / scale;
    return below_zero ? -value : value;
}

ESLIO_DECL std::optional<bool> read_truth(std::string_view text) noexcept {
    if (wire::is_word_of("true yes on enabled active allow t", text) && !text.empty()) return true;
    if (wire::is_word_of("false no off disabled inactive disallow f", text) && !text.empty())
        return false;
    const auto number = read_integer(text);
    if (!number) return std::nullopt;
    return *number != 0;
}

ESLIO_DECL std::optional<std::chrono::system_clock::time_point> read_time(
    std::string_view text) noexcept {
    using clock = std::chrono::system_clock;
    const auto us = wire::parse_number(text);
    if (!us || *us > static_cast<std::uint64_t>(INT64_MAX) / 1000) return std::nullopt;
    return clock::time_point(std::chrono::duration_cast<clock::duration>(
        std::chrono::microseconds(static_cast<std::int64_t>(*us))));
}

}  // namespace eslio::detail
