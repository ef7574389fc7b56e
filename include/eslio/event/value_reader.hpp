// value_reader: how the text of a header or variable is read as a number, a time, an enumeration.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace eslio {

namespace detail {

/// A whole number with an optional `-`, as FreeSWITCH prints one with `%d`.
ESLIO_DECL std::optional<std::int64_t> read_integer(std::string_view text) noexcept;

/// A number as FreeSWITCH prints it with `%f`: digits with one `.` among them, an optional `-`.
ESLIO_DECL std::optional<double> read_decimal(std::string_view text) noexcept;

/// FreeSWITCH's words for a truth: `true`, `yes`, `on`, `enabled`, `active`, `allow`, `t` or a
/// number but 0 (switch_utils.h: switch_true), and their opposites (switch_false).
ESLIO_DECL std::optional<bool> read_truth(std::string_view text) noexcept;

/// Microseconds since 1970 by FreeSWITCH's clock.
ESLIO_DECL std::optional<std::chrono::system_clock::time_point> read_time(
    std::string_view text) noexcept;

}  // namespace detail

/// Reads a text as a `T`: `static std::optional<T> read(std::string_view)`, nothing for a text that
/// is none. Specialise it for types of your own, to use them in views and with named headers.
template <class T, class = void>
struct value_reader;

/// The text itself.
template <>
struct value_reader<std::string_view> {
    static constexpr std::optional<std::string_view> read(std::string_view text) noexcept {
        return text;
    }
};

/// FreeSWITCH's truths: see `detail::read_truth`.
template <>
struct value_reader<bool> {
    /// Nothing of what is no value of the type.
    static std::optional<bool> read(std::string_view text) noexcept {
        return detail::read_truth(text);
    }
};

/// One character, as that of DTMF-Digit.
template <>
struct value_reader<char> {
    /// Nothing of what is not one character.
    static constexpr std::optional<char> read(std::string_view text) noexcept {
        if (text.size() != 1) return std::nullopt;
        return text.front();
    }
};

/// A whole number; nothing where it does not fit.
template <class Integer>
struct value_reader<Integer, std::enable_if_t<std::is_integral_v<Integer>>> {
    static std::optional<Integer> read(std::string_view text) noexcept {
        if constexpr (std::is_unsigned_v<Integer>) {
            const auto number = wire::parse_number(text);
            if (!number || *number > std::numeric_limits<Integer>::max()) return std::nullopt;
            return static_cast<Integer>(*number);
        } else {
            const auto number = detail::read_integer(text);
            if (!number || *number < std::numeric_limits<Integer>::min() ||
                *number > std::numeric_limits<Integer>::max())
                return std::nullopt;
            return static_cast<Integer>(*number);
        }
    }
};

/// Decimal numbers, as FreeSWITCH prints them.
template <>
struct value_reader<double> {
    /// Nothing of what is no number.
    static std::optional<double> read(std::string_view text) noexcept {
        return detail::read_decimal(text);
    }
};

/// A whole number of that unit: `std::chrono::seconds` where FreeSWITCH counts seconds.
template <class Rep, class Period>
struct value_reader<std::chrono::duration<Rep, Period>> {
    using duration = std::chrono::duration<Rep, Period>;
    static std::optional<duration> read(std::string_view text) noexcept {
        const auto number = value_reader<Rep>::read(text);
        if (!number) return std::nullopt;
        return duration(*number);
    }
};

/// Microseconds since 1970. FreeSWITCH writes 0 for what did not happen: see `header_value`.
template <>
struct value_reader<std::chrono::system_clock::time_point> {
    static std::optional<std::chrono::system_clock::time_point> read(
        std::string_view text) noexcept {
        return detail::read_time(text);
    }
};

/// Seconds since 1970, where FreeSWITCH counts these (Task-Runtime, mod_callcenter): the type of
/// the time says its unit.
template <>
struct value_reader<std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>> {
    using time_point = std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>;
    static std::optional<time_point> read(std::string_view text) noexcept {
        const auto number = detail::read_integer(text);
        if (!number) return std::nullopt;
        return time_point(std::chrono::seconds(*number));
    }
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/value_reader.ipp>
#endif
