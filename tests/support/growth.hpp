// How the cost of something grows with its size.
#pragma once

#include "catch.hpp"

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <string>

namespace support {

/// Well below what a quadratic cost gives, and above a linear one whose memory leaves the caches.
inline constexpr double quadratic = 11;

/// After it malloc of glibc keeps what is given back, so that no page has to be found again for
/// each round: how it does before depends on what other tests have freed.
inline void keep_memory() {
    const std::string large(std::size_t{30} << 20, 'x');
    CHECK(large.back() == 'x');
}

/// Processor time of `work(size)` for four times the size, over that for the size: 4 if the cost is
/// linear, 16 if it is quadratic. `prepare(size)` makes what `work(prepared)` is measured on. The
/// least of several rounds counts, and sizes go up until there is something to measure. What looks
/// quadratic is measured again: on a busy machine it may by chance, but not each time.
template <class Prepare, class Work>
double growth(std::size_t size, Prepare prepare, Work work) {
    const auto cost = [&](std::size_t n) {
        std::clock_t least = 0;
        for (int round = 0; round < 3; ++round) {
            auto prepared = prepare(n);
            const std::clock_t begun = std::clock();
            work(prepared);
            const std::clock_t took = std::clock() - begun;
            least = round == 0 ? took : std::min(least, took);
        }
        return static_cast<double>(least);
    };
    keep_memory();
    constexpr double enough = CLOCKS_PER_SEC / 500.0;
    double once = cost(size);
    while (once < enough) once = cost(size *= 2);
    double least = cost(4 * size) / once;
    for (int more = 0; more < 4 && least >= quadratic; ++more)
        least = std::min(least, cost(4 * size) / cost(size));
    return least;
}

}  // namespace support
