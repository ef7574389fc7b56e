// protocol/spare_pool.hpp: memory goes round, the one used last first, and not too much of it.
#include "catch.hpp"

#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/spare_pool.hpp>

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace spare_pool_test {

using eslio::message;
using eslio::protocol::event_queue;
using eslio::protocol::spare_pool;

namespace {

/// Puts an event of so many bytes together in the spare.
void fill(event_queue& q, std::size_t size) {
    eslio::event& e = q.spare().reuse_event();
    e.add("Event-Name", "HEARTBEAT");
    e.set_body(std::string(size, 'b'));
}

}  // namespace

TEST_CASE("spare_pool gives what was given last, then the others, then nothing") {
    spare_pool<std::vector<int>> pool;
    CHECK(pool.take().empty());
    pool.give({1});
    pool.give({2});
    CHECK(pool.take() == std::vector<int>{2});
    CHECK(pool.take() == std::vector<int>{1});
    CHECK(pool.take().empty());
}

TEST_CASE("spare_pool keeps a few") {
    spare_pool<std::vector<int>> pool;
    for (int i = 0; i < 1000; ++i) pool.give({i});
    int kept = 0;
    while (!pool.take().empty()) ++kept;
    CHECK((kept > 0 && kept < 200));
}

TEST_CASE("spare_pool gives back what nobody has needed since the last time") {
    spare_pool<std::vector<int>> pool;
    CHECK_FALSE(pool.trim());
    for (int i = 1; i <= 4; ++i) pool.give({i});
    CHECK(pool.trim());  // they came after the last time
    pool.give(pool.take());
    pool.give(pool.take());
    std::vector<int> last = pool.take();
    std::vector<int> third = pool.take();
    pool.give(std::move(third));
    pool.give(std::move(last));
    CHECK(pool.trim());
    CHECK(pool.take() == std::vector<int>{4});
    CHECK(pool.take() == std::vector<int>{3});
    CHECK(pool.take().empty());  // 1 and 2 were not needed
    pool.give({5});
    CHECK(pool.trim());
    CHECK_FALSE(pool.trim());
    CHECK(pool.take().empty());
    pool.give({6});
    pool.clear();
    CHECK(pool.empty());
    CHECK(pool.take().empty());
}

TEST_CASE("spare_pool is used and trimmed by several threads") {
    spare_pool<std::vector<int>> pool;
    std::atomic<bool> right{true};
    std::vector<std::thread> users;
    for (int t = 0; t < 3; ++t)
        users.emplace_back([&] {
            for (int i = 0; i < 3000; ++i) {
                std::vector<int> mine = pool.take();
                if (mine.empty()) mine.assign(10, 1);
                if (mine.size() != 10) right = false;
                pool.give(std::move(mine));
            }
        });
    for (int i = 0; i < 300; ++i) {
        if (i % 7 == 0) pool.clear();
        pool.trim();
    }
    for (std::thread& t : users) t.join();
    CHECK(right);
    pool.clear();
    CHECK(pool.empty());
}

TEST_CASE("an event queue that rests hands its memory to the next one") {
    event_queue::memory_pool pool;
    event_queue a({}, &pool), b({}, &pool);
    message lent;
    fill(a, 3000);
    REQUIRE(a.push());
    fill(a, 3000);
    REQUIRE(a.push());
    a.release_idle_memory();  // not while messages are there
    CHECK(a.size() == 2);
    while (a.pop(lent)) {
    }
    CHECK(b.spare().memory() < 3000);
    b.release_idle_memory();
    a.release_idle_memory();
    b.spare().reuse_event();
    REQUIRE(b.push());  // in the memory that was lent at first
    CHECK(b.spare().memory() >= 3000);
}

TEST_CASE("an event queue without a pool frees its memory at rest") {
    event_queue q;
    fill(q, 1000);
    q.release_idle_memory();
    CHECK(q.empty());
    fill(q, 10);
    REQUIRE(q.push());
    CHECK(q.size() == 1);
}

TEST_CASE("an event queue that keeps nothing does not hand on the memory of large events") {
    event_queue::memory_pool pool;
    event_queue q({}, &pool);
    q.set_enabled(false);
    fill(q, 1'000'000);
    REQUIRE(q.push());
    q.release_idle_memory();
    event_queue next({}, &pool);
    CHECK(next.spare().memory() < 100'000);
}

}  // namespace spare_pool_test
