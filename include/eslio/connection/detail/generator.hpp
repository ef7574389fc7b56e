// The random numbers of an execution context.
#pragma once

#include <eslio/config.hpp>

#include <array>
#include <cstdint>
#include <random>

namespace eslio::detail {

/// A generator whose state is made of 512 bits, drawn from `source()` 32 at a time: ids of
/// different contexts and processes never meet, as they would soon if 32 bits told them apart.
template <class Source>
std::mt19937_64 seeded_generator(Source&& source) {
    std::array<std::uint32_t, 16> words{};
    for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(source());
    std::seed_seq all(words.begin(), words.end());
    return std::mt19937_64(all);
}

/// Seeded by the system.
class generator : public std::mt19937_64 {
public:
    generator() : std::mt19937_64(seeded_generator(std::random_device())) {}
};

}  // namespace eslio::detail
