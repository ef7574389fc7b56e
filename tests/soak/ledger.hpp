// What a soak counts: operations begun and ended, broken promises, latencies, memory.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>

#if defined(__unix__)
#include <unistd.h>
#endif

namespace soak {

/// Latencies in buckets that grow by an eighth each, from a microsecond on.
class latencies {
public:
    void add(std::chrono::steady_clock::duration d) {
        double us = std::chrono::duration<double, std::micro>(d).count();
        std::size_t bucket = 0;
        for (; us > 1 && bucket + 1 < buckets_.size(); us /= growth) ++bucket;
        ++buckets_[bucket];
        ++count_;
    }

    void add(const latencies& other) {
        for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
        count_ += other.count_;
    }

    std::uint64_t count() const { return count_; }

    /// The latency, in milliseconds, that `share` of all do not pass.
    double at(double share) const {
        double us = 1;
        std::uint64_t seen = 0;
        for (const std::uint64_t n : buckets_) {
            seen += n;
            if (static_cast<double>(seen) >= share * static_cast<double>(count_)) break;
            us *= growth;
        }
        return us / 1000;
    }

private:
    static constexpr double growth = 1.125;
    std::array<std::uint64_t, 200> buckets_{};
    std::uint64_t count_ = 0;
};

/// Of one thread.
struct ledger {
    std::atomic<std::uint64_t> begun{0}, ended{0}, answered{0}, events{0}, connections{0};
    std::atomic<std::uint64_t> cancelled{0}, timed_out{0}, lost{0}, broken{0};
    latencies api;

    void broke(const char* promise) {
        ++broken;
        std::printf("broken: %s\n", promise);
        std::fflush(stdout);
    }
};

/// Memory of this process in KiB, as the system counts it; 0 where that cannot be told.
inline std::size_t resident_memory() {
#if defined(__linux__)
    std::ifstream in("/proc/self/statm");
    std::size_t all = 0, resident = 0;
    in >> all >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) / 1024;
#else
    return 0;
#endif
}

}  // namespace soak
