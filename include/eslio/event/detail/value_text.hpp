// The text of a value as FreeSWITCH would write it: what a `value_reader` reads back.
#pragma once

#include <eslio/config.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <type_traits>

namespace eslio::detail {

template <class T>
std::string value_text(const T& value) {
    if constexpr (std::is_convertible_v<const T&, std::string_view>)
        return std::string(std::string_view(value));
    else if constexpr (std::is_same_v<T, bool>)
        return value ? "true" : "false";
    else if constexpr (std::is_same_v<T, char>)
        return std::string(1, value);
    else if constexpr (std::is_enum_v<T>)
        return std::string(to_string(value));
    else
        return std::to_string(value);
}

template <class Rep, class Period>
std::string value_text(const std::chrono::duration<Rep, Period>& value) {
    return std::to_string(value.count());
}

/// Seconds since 1970 of a time in seconds, else microseconds.
template <class Duration>
std::string value_text(const std::chrono::time_point<std::chrono::system_clock, Duration>& value) {
    if constexpr (std::is_same_v<Duration, std::chrono::seconds>)
        return value_text(value.time_since_epoch());
    else
        return value_text(
            std::chrono::duration_cast<std::chrono::microseconds>(value.time_since_epoch()));
}

}  // namespace eslio::detail
