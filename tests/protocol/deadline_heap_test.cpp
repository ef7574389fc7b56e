// protocol/deadline_heap.hpp: the earliest first, and no memory for waits that have ended.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/deadline_heap.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

namespace deadline_heap_test {

using eslio::protocol::deadline_heap;
using eslio::protocol::never;
using eslio::protocol::time_point;
using namespace std::chrono_literals;

namespace {

constexpr auto all_go_on = [](deadline_heap::id) { return true; };

std::vector<deadline_heap::id> pop_all(deadline_heap& heap, time_point now) {
    std::vector<deadline_heap::id> all;
    for (deadline_heap::id id = 0; heap.pop_due(now, id);) all.push_back(id);
    return all;
}

}  // namespace

TEST_CASE("deadlines come out the earliest first", "[protocol][deadline_heap]") {
    deadline_heap heap;
    CHECK(heap.next() == never);
    heap.add(time_point(3s), 1, all_go_on);
    heap.add(time_point(1s), 2, all_go_on);
    heap.add(never, 3, all_go_on);
    heap.add(time_point(2s), 5, all_go_on);
    heap.add(time_point(2s), 4, all_go_on);
    CHECK(heap.size() == 4);
    CHECK(heap.next() == time_point(1s));
    CHECK(pop_all(heap, time_point(1s) - 1ns).empty());
    CHECK(pop_all(heap, time_point(2s)) == std::vector<deadline_heap::id>{2, 4, 5});
    CHECK(heap.next() == time_point(3s));
    CHECK(pop_all(heap, never) == std::vector<deadline_heap::id>{1});
    CHECK(heap.next() == never);
    heap.add(time_point(1s), 6, all_go_on);
    heap.clear();
    CHECK(heap.next() == never);
}

TEST_CASE("waits that have ended are swept away", "[protocol][deadline_heap]") {
    deadline_heap heap;
    const std::size_t before = test::allocated_bytes();
    std::set<deadline_heap::id> waits;
    std::size_t most = 0;
    for (deadline_heap::id id = 1; id <= 100'000; ++id) {
        waits.insert(id);
        if (waits.size() > 100) waits.erase(waits.begin());
        heap.add(time_point(1h), id, [&](deadline_heap::id n) { return waits.count(n) != 0; });
        most = std::max(most, heap.size());
    }
    CHECK(most <= 300);
    waits.clear();
    heap.clear();
    CHECK(test::allocated_bytes() - before <= 2'000);
}

TEST_CASE("a burst of deadlines gives its memory back", "[protocol][deadline_heap]") {
    deadline_heap heap;
    const std::size_t before = test::allocated_bytes();
    for (deadline_heap::id id = 1; id <= 50'000; ++id) heap.add(time_point(1s), id, all_go_on);
    const auto none = [](deadline_heap::id) { return false; };
    SECTION("when all have passed") {
        CHECK(pop_all(heap, never).size() == 50'000);
    }
    SECTION("when the waits have ended otherwise, and others begin") {
        for (deadline_heap::id id = 1; id <= 50'000; ++id) heap.add(time_point(2s), id, none);
    }
    CHECK(test::allocated_bytes() - before <= 10'000);
}

TEST_CASE("every wait that goes on is told when its deadline has passed",
          "[protocol][deadline_heap][random]") {
    support::each_round(100, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        deadline_heap heap;
        std::map<deadline_heap::id, time_point> waits;
        deadline_heap::id last = 0;
        time_point now{1s};
        bool right = true;
        for (int i = 0; i < 2000; ++i) {
            const std::size_t what = random.below(10);
            if (what < 6) {
                const time_point when =
                    random.one_in(10) ? never : now + std::chrono::milliseconds(random.below(500));
                heap.add(when, ++last, [&](deadline_heap::id n) { return waits.count(n) != 0; });
                waits[last] = when;
            } else if (what < 8 && !waits.empty()) {
                const auto it = waits.lower_bound(1 + random.below(static_cast<std::size_t>(last)));
                if (it != waits.end()) waits.erase(it);
            } else {
                now += std::chrono::milliseconds(random.below(100));
                for (deadline_heap::id id = 0; heap.pop_due(now, id);) {
                    const auto it = waits.find(id);
                    if (it == waits.end()) continue;
                    right = right && it->second <= now;
                    waits.erase(it);
                }
                for (const auto& w : waits) right = right && w.second > now;
            }
            for (const auto& w : waits) right = right && heap.next() <= w.second;
        }
        REQUIRE(right);
    });
}

}  // namespace deadline_heap_test
