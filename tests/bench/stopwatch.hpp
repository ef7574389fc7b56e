// Time that passed, and processor time that this process used.
#pragma once

#include <chrono>
#include <sys/resource.h>

namespace bench {

class stopwatch {
public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    }
    double cpu_seconds() const { return used() - used_; }

private:
    static double used() {
        rusage u{};
        ::getrusage(RUSAGE_SELF, &u);
        const auto of = [](const timeval& t) {
            return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
        };
        return of(u.ru_utime) + of(u.ru_stime);
    }

    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    double used_ = used();
};

}  // namespace bench
