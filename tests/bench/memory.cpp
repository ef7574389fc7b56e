// Decoding in memory, against memcpy of the same bytes; five look-ups included.
#include "corpus.hpp"
#include "figures.hpp"
#include "stopwatch.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

namespace {

/// Nanoseconds for one. The best of some rounds of each small piece of the work: so a machine that
/// does something else meanwhile spoils little.
template <class Once>
double cost_of(const std::vector<std::string>& bodies, Once once) {
    constexpr std::size_t piece = 50;
    constexpr int rounds = 15;
    std::vector<double> best(bodies.size() / piece, std::numeric_limits<double>::max());
    double sum = 0;
    for (int round = 0; round < rounds; ++round)
        for (std::size_t p = 0; p < best.size(); ++p) {
            const bench::stopwatch watch;
            for (std::size_t i = 0; i < piece; ++i) sum += once(bodies[p * piece + i]);
            best[p] = std::min(best[p], watch.seconds());
        }
    if (sum < 0) std::abort();
    return std::accumulate(best.begin(), best.end(), 0.0) * 1e9 /
           static_cast<double>(best.size() * piece);
}

double copy(const std::string& body) {
    static std::vector<char> to(1 << 20);
    std::memcpy(to.data(), body.data(), body.size());
    return static_cast<double>(to[body.size() / 2]);
}

template <eslio::format How>
double decode(const std::string& body) {
    static eslio::event lent;
    if (eslio::decode_event(How, body, lent)) std::abort();
    return static_cast<double>(bench::look_up(lent));
}

template <eslio::format How>
void measure(bench::figures& out, double target) {
    // More than a cache holds, as a stream of events is.
    const std::vector<std::string> bodies = bench::bodies(How, 4000);
    const double copying = cost_of(bodies, copy);
    const double decoding = cost_of(bodies, decode<How>);
    out.add("decode " + std::string(to_string(How)) + " / memcpy", decoding / copying,
            bench::wanted::at_most, target,
            bench::number(decoding) + " ns / " + bench::number(copying) + " ns");
}

}  // namespace

void bench::measure_memory(figures& out) {
    measure<eslio::format::plain>(out, 6);
    measure<eslio::format::json>(out, 8);
    measure<eslio::format::xml>(out, 7);
}
