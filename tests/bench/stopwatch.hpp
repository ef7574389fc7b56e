// Time that passed, and processor time that this process used.
#pragma once

#include <chrono>
#include <sys/resource.h>

namespace bench {

/// Seconds of processor time.
inline double processor_seconds(const rusage& u) {
    const auto of = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return of(u.ru_utime) + of(u.ru_stime);
}

/// Of RUSAGE_SELF, or RUSAGE_CHILDREN: of processes that were waited for.
inline double processor_seconds(int whose) {
    rusage u{};
    ::getrusage(whose, &u);
    return processor_seconds(u);
}

class stopwatch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }
    double cpu_seconds() const { return processor_seconds(RUSAGE_SELF) - used_; }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    double used_ = processor_seconds(RUSAGE_SELF);
};

}  // namespace bench
