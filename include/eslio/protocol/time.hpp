// The time that sans-IO classes are told: a point of the steady clock, or "never".
#pragma once

#include <eslio/config.hpp>

#include <chrono>

namespace eslio::protocol {

using duration = std::chrono::steady_clock::duration;
using time_point = std::chrono::steady_clock::time_point;

/// Later than all times.
inline constexpr time_point never = time_point::max();

/// `now + wait`, or never, if that would overflow.
constexpr time_point time_after(time_point now, duration wait) noexcept {
    return wait > duration::zero() && now > never - wait ? never : now + wait;
}

/// `now + wait`. Zero is no deadline: never, and so is what would overflow. A wait below zero, as
/// a program computes it for the time left, is over: `now`.
constexpr time_point deadline_after(time_point now, duration wait) noexcept {
    if (wait < duration::zero()) return now;
    return wait == duration::zero() ? never : time_after(now, wait);
}

}  // namespace eslio::protocol
