// How many rounds a random test makes, and with which seeds.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace support {

inline std::uint64_t environment_number(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr || *text == '\0' ? otherwise : std::strtoull(text, nullptr, 10);
}

/// ESLIO_EFFORT: how much more, or as 0.1 less, the random tests shall do.
inline double effort() {
    const char* text = std::getenv("ESLIO_EFFORT");
    const double value = text == nullptr ? 1 : std::strtod(text, nullptr);
    return value > 0 ? value : 1;
}

/// Calls `f(seed)` for `count` times `effort()` seeds, the same at every run; with ESLIO_SEED set
/// once, for that seed. A test names the seed in an INFO.
template <class F>
void each_round(std::uint64_t count, F f) {
    if (const std::uint64_t seed = environment_number("ESLIO_SEED", 0)) return f(seed);
    const double rounds = static_cast<double>(count) * effort();
    for (std::uint64_t seed = 1; seed == 1 || static_cast<double>(seed) <= rounds; ++seed) f(seed);
}

}  // namespace support
