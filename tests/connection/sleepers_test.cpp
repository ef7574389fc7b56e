// The timers that wait for driven time: who is woken when, in which order, whatever was armed
// anew or disarmed meanwhile.
#include "catch.hpp"
#include "support/allocations.hpp"

#include <eslio/connection/detail/sleepers.hpp>

#include <asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <new>
#include <random>
#include <utility>
#include <vector>

using eslio::detail::sleeper;
using eslio::detail::sleepers;

namespace {

using time_point = sleepers::time_point;

time_point at(int seconds) {
    return time_point{} + std::chrono::seconds(seconds);
}

/// Does the same in a list that is searched from end to end.
class plain_list {
public:
    using sleeper_ptr = std::shared_ptr<sleeper>;

    void arm(const sleeper_ptr& s, time_point when) {
        disarm(s);
        armed_.emplace_back(when, s);
    }
    void disarm(const sleeper_ptr& s) {
        armed_.erase(std::remove_if(armed_.begin(), armed_.end(),
                                    [&](const auto& armed) { return armed.second == s; }),
                     armed_.end());
    }
    std::vector<sleeper_ptr> take_due(time_point now) {
        const auto later = std::stable_partition(armed_.begin(), armed_.end(),
                                                 [=](const auto& a) { return a.first <= now; });
        std::stable_sort(armed_.begin(), later,
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<sleeper_ptr> due;
        for (auto a = armed_.begin(); a != later; ++a) due.push_back(a->second);
        armed_.erase(armed_.begin(), later);
        return due;
    }
    time_point next_due() const {
        time_point next = eslio::protocol::never;
        for (const auto& armed : armed_) next = std::min(next, armed.first);
        return next;
    }

private:
    std::vector<std::pair<time_point, sleeper_ptr>> armed_;  ///< in the order of arming
};

}  // namespace

TEST_CASE("sleepers: the earliest is woken first, of one time the one that was armed first") {
    asio::io_context context;
    const auto all = std::make_shared<sleepers>();
    plain_list plain;
    std::vector<std::shared_ptr<sleeper>> timers;
    for (int i = 0; i < 30; ++i)
        timers.push_back(std::make_shared<sleeper>(context.get_executor()));
    std::mt19937 random(Catch::rngSeed());
    std::size_t woken = 0;
    for (int now = 0; now < 2000; ++now) {
        const auto& one = timers[random() % timers.size()];
        switch (random() % 4) {
            case 0:
                all->disarm(*one);
                plain.disarm(one);
                break;
            case 1: {
                const auto ours = all->take_due(at(now));
                const auto expected = plain.take_due(at(now));
                REQUIRE(ours.size() == expected.size());
                for (std::size_t i = 0; i < expected.size(); ++i)
                    CHECK(ours[i].lock() == expected[i]);
                woken += expected.size();
                break;
            }
            default: {
                const time_point when = at(now + static_cast<int>(random() % 20));
                all->arm(one, when);
                plain.arm(one, when);
            }
        }
        REQUIRE(all->next_due() == plain.next_due());
    }
    CHECK(woken > 100);
}

TEST_CASE("sleepers: one that is destroyed is due no more, and all may be forgotten") {
    asio::io_context context;
    const auto all = std::make_shared<sleepers>();
    auto first = std::make_shared<sleeper>(context.get_executor());
    const auto second = std::make_shared<sleeper>(context.get_executor());
    all->arm(first, at(1));
    all->arm(second, at(2));
    first.reset();
    CHECK(all->next_due() == at(2));
    all->clear();
    CHECK(all->next_due() == eslio::protocol::never);
    all->disarm(*second);
    all->arm(second, at(3));
    CHECK(all->take_due(at(3)).size() == 1);
    CHECK(all->take_due(at(3)).empty());
}

TEST_CASE("sleepers: where memory runs out, one that is armed anew needs none") {
    asio::io_context context;
    const auto all = std::make_shared<sleepers>();
    const auto first = std::make_shared<sleeper>(context.get_executor());
    const auto second = std::make_shared<sleeper>(context.get_executor());
    all->arm(first, at(2));
    test::fail_allocation(1);
    CHECK_THROWS_AS(all->arm(second, at(1)), std::bad_alloc);
    CHECK(all->next_due() == at(2));
    test::fail_allocation(1);
    all->arm(first, at(3));
    test::fail_allocation(0);
    CHECK(all->next_due() == at(3));
    all->arm(second, at(1));
    CHECK(all->take_due(at(2)).size() == 1);
}
