// The time that sans-IO classes are told: a point of the steady clock, or "never".
#pragma once

#include <chrono>

namespace eslio::protocol {

using duration = std::chrono::steady_clock::duration;
using time_point = std::chrono::steady_clock::time_point;

inline constexpr time_point never = time_point::max();

/// `now + wait`; zero or less, and what would overflow, is never.
constexpr time_point deadline_after(time_point now, duration wait) noexcept {
    if (wait <= duration::zero() || now > never - wait) return never;
    return now + wait;
}

}  // namespace eslio::protocol
