// The simulator: clients, switches, callers, time and faults, all drawn from one seed, in one
// thread and in driven time. `tests_simulate` runs many seeds, ESLIO_EFFORT times as many as usual;
// `tests_simulate SEED...` those; `tests_simulate -v SEED...` tells what happens;
// `tests_simulate -f FAULTS [SEED]` goes on from that seed until there were so many faults.
#include "simulate/simulation.hpp"
#include "support/rounds.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <vector>

namespace {

using count = unsigned long long;

/// Seeds that broke a promise and are past the usual ones.
constexpr std::uint64_t once_failed[] = {1493, 2755, 3021, 6816, 48513, 52335, 219597, 2010571};

struct totals {
    std::uint64_t runs = 0;
    std::uint64_t faults = 0;
    std::uint64_t operations = 0;
    double hours = 0;
    std::vector<std::uint64_t> failed;

    /// False if a promise was broken.
    bool run(std::uint64_t seed, bool told) {
        simulate::simulation s(seed, told);
        s.run();
        ++runs;
        faults += s.fault_count();
        operations += s.operations();
        hours += std::chrono::duration<double, std::ratio<3600>>(s.elapsed()).count();
        for (const std::string& line : s.breaches())
            std::printf("seed %llu, %s\n", static_cast<count>(seed), line.c_str());
        if (!s.breaches().empty()) failed.push_back(seed);
        std::fflush(stdout);
        return s.breaches().empty();
    }
};

/// The same seed is the same run.
bool is_deterministic(std::uint64_t seed) {
    simulate::simulation first(seed);
    simulate::simulation second(seed);
    first.run();
    second.run();
    return first.fingerprint() == second.fingerprint();
}

int report(const totals& all) {
    std::printf("%llu faults in %llu runs, %llu operations, %.1f simulated hours, %.1f s of "
                "processor time; %zu runs broke a promise\n",
                static_cast<count>(all.faults), static_cast<count>(all.runs),
                static_cast<count>(all.operations), all.hours,
                static_cast<double>(std::clock()) / CLOCKS_PER_SEC, all.failed.size());
    return all.failed.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    totals all;
    int next = 1;
    if (argc > 2 && std::strcmp(argv[1], "-f") == 0) {
        const std::uint64_t faults = std::strtoull(argv[2], nullptr, 10);
        std::uint64_t seed = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
        while (all.faults < faults && all.failed.size() < 20) all.run(seed++, false);
        return report(all);
    }
    const bool told = argc > 1 && std::strcmp(argv[1], "-v") == 0;
    if (told) ++next;
    if (next < argc) {
        for (; next < argc; ++next) all.run(std::strtoull(argv[next], nullptr, 10), told);
        return report(all);
    }
    if (!is_deterministic(1)) {
        std::printf("a seed does not tell all that happens\n");
        return 1;
    }
    const double runs = 500 * support::effort();
    for (std::uint64_t seed = 1; static_cast<double>(seed) <= runs && all.failed.size() < 20;
         ++seed)
        all.run(seed, false);
    for (const std::uint64_t seed : once_failed) all.run(seed, false);
    return report(all);
}
