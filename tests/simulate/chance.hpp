// The chance of a simulation: all that is drawn comes from its seed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>

namespace simulate {

using duration = std::chrono::steady_clock::duration;
using time_point = std::chrono::steady_clock::time_point;

class chance {
public:
    explicit chance(std::uint64_t seed) : engine_(seed) {}

    std::uint64_t number() { return engine_(); }
    /// From 0 to `bound` - 1.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
    bool one_in(std::size_t parts) { return below(parts) == 0; }

    /// Up to that, usually much less: short times are where things meet.
    duration up_to(std::chrono::milliseconds most) {
        auto bound = static_cast<std::size_t>(most.count()) + 1;
        if (!one_in(3)) bound = bound / 10 + 1;
        return std::chrono::milliseconds(below(bound));
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace simulate
