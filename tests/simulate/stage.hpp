// What everything in a simulation shares: time, what is to happen later, chance, the ledger.
#pragma once

#include "simulate/chance.hpp"
#include "simulate/ledger.hpp"

#include <eslio/testing/driven_time.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace simulate {

class stage {
public:
    stage(std::uint64_t seed, bool told) : draw(seed), tells_(told) {
        eslio::environment::of(context.get_executor()).seed(seed);
    }

    asio::io_context context;
    eslio::testing::driven_time time{context};
    chance draw;
    ledger book{[this] { return time.now(); }};

    /// What then happens is the simulation's own; it is dropped at the end.
    void later(duration delay, std::function<void()> what) {
        agenda_.emplace(time.now() + delay, std::move(what));
    }

    void advance(duration span) {
        const time_point end = time.now() + span;
        for (;;) {
            const time_point target = std::min(end, next_due());
            const bool comes_first =
                time.run_until([&] { return next_due() < target; }, target - time.now());
            if (comes_first) continue;
            if (next_due() > time.now()) break;
            const auto what = std::move(agenda_.begin()->second);
            agenda_.erase(agenda_.begin());
            what();
        }
    }

    /// For whoever looks for a fault: what happens, and when.
    template <class... Parts>
    void tell(Parts&&... parts) const {
        if (!tells_) return;
        std::string line;
        (line.append(std::forward<Parts>(parts)), ...);
        std::printf("%6llu %12.4f  %s\n", static_cast<unsigned long long>(book.step),
                    std::chrono::duration<double>(time.now().time_since_epoch()).count(),
                    line.c_str());
    }
    bool tells() const noexcept { return tells_; }

    void clear() { agenda_.clear(); }

private:
    time_point next_due() const {
        return agenda_.empty() ? time_point::max() : std::max(agenda_.begin()->first, time.now());
    }

    std::multimap<time_point, std::function<void()>> agenda_;
    bool tells_;
};

}  // namespace simulate
