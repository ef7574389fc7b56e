// protocol/event_queue.hpp: bounds, policies, gaps at the place of the loss, and lent memory.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/event_queue.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace event_queue_test {

namespace {

using eslio::event;
using eslio::event_queue_limits;
using eslio::message;
using eslio::overflow_policy;
using eslio::protocol::event_queue;

/// An event of that number; with a body to make it larger.
message numbered(std::size_t number, std::size_t body = 0) {
    event e(eslio::event_name::heartbeat);
    e.add("Number", std::to_string(number));
    if (body != 0) e.set_body(std::string(body, 'b'));
    return e;
}

/// What comes out: numbers of events, `(n)` for gaps.
std::string pop_all(event_queue& q) {
    std::string all;
    for (message m; q.pop(m);) {
        if (const auto* g = m.as_gap())
            all += "(" + std::to_string(g->lost()) + ")";
        else
            all.append((*m.as_event())["Number"]);
        all += ' ';
    }
    return all;
}

event_queue with(std::size_t messages, overflow_policy policy) {
    return event_queue(event_queue_limits{messages, std::size_t{1} << 20, policy});
}

void push(event_queue& q, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i <= to; ++i) REQUIRE(q.push(numbered(i)));
}

}  // namespace

TEST_CASE("messages come out in order", "[protocol][event_queue]") {
    event_queue q;
    message m;
    CHECK(q.empty());
    CHECK_FALSE(q.pop(m));
    push(q, 1, 3);
    CHECK(q.size() == 3);
    CHECK(q.bytes() >= 3 * sizeof(message));
    CHECK(pop_all(q) == "1 2 3 ");
    CHECK(q.bytes() == 0);
    CHECK(q.lost() == 0);
}

TEST_CASE("the oldest are dropped, and the gap is before what is left", "[protocol][event_queue]") {
    event_queue q = with(3, overflow_policy::drop_oldest);
    push(q, 1, 5);
    CHECK(q.lost() == 2);
    CHECK(q.size() == 4);
    CHECK_FALSE(q.empty());
    CHECK(pop_all(q) == "(2) 3 4 5 ");
    push(q, 6, 8);
    CHECK(pop_all(q) == "6 7 8 ");
    push(q, 9, 12);
    message m;
    REQUIRE(q.pop(m));
    REQUIRE(m.as_gap());
    CHECK(m.as_gap()->lost() == 1);
    push(q, 13, 13);
    CHECK(pop_all(q) == "(1) 11 12 13 ");
    CHECK(q.lost() == 4);
}

TEST_CASE("a gap that is dropped adds to the gap in front", "[protocol][event_queue]") {
    event_queue q = with(2, overflow_policy::drop_oldest);
    REQUIRE(q.push(eslio::gap(5)));
    push(q, 1, 3);
    CHECK(q.lost() == 1);
    CHECK(pop_all(q) == "(6) 2 3 ");
}

TEST_CASE("the newest are dropped, and the gap is behind what was there",
          "[protocol][event_queue]") {
    event_queue q = with(3, overflow_policy::drop_newest);
    push(q, 1, 6);
    CHECK(q.lost() == 3);
    CHECK(q.size() == 4);
    message m;
    REQUIRE(q.pop(m));
    REQUIRE(q.pop(m));
    push(q, 7, 7);  // there is room again
    push(q, 8, 9);
    CHECK(pop_all(q) == "3 (3) 7 (2) ");
    CHECK(q.lost() == 5);
    CHECK(q.bytes() == 0);
    push(q, 10, 10);
    CHECK(pop_all(q) == "10 ");
}

TEST_CASE("the connection is to close, and nothing is lost before", "[protocol][event_queue]") {
    event_queue q = with(2, overflow_policy::close);
    push(q, 1, 2);
    CHECK_FALSE(q.push(numbered(3)));
    CHECK(q.lost() == 0);
    CHECK(pop_all(q) == "1 2 ");
    CHECK(q.push(numbered(4)));
}

TEST_CASE("the queue is bounded by bytes as well", "[protocol][event_queue]") {
    const std::size_t one = numbered(1, 1000).memory();
    for (const auto policy : {overflow_policy::drop_oldest, overflow_policy::drop_newest}) {
        event_queue q(event_queue_limits{1000, 3 * one, policy});
        for (std::size_t i = 1; i <= 5; ++i) REQUIRE(q.push(numbered(i, 1000)));
        CHECK(q.bytes() <= 3 * one + sizeof(message));
        CHECK(q.lost() == 2);
        CHECK(pop_all(q) == (policy == overflow_policy::drop_oldest ? "(2) 3 4 5 " : "1 2 3 (2) "));
    }
    event_queue q(event_queue_limits{1000, 3 * one, overflow_policy::close});
    for (std::size_t i = 1; i <= 3; ++i) REQUIRE(q.push(numbered(i, 1000)));
    CHECK_FALSE(q.push(numbered(4, 1000)));
}

TEST_CASE("one large message may cost many small ones", "[protocol][event_queue]") {
    event_queue q(event_queue_limits{1000, 40'000, overflow_policy::drop_oldest});
    push(q, 1, 60);
    CHECK(q.lost() == 0);
    REQUIRE(q.push(numbered(61, 35'000)));
    CHECK(q.bytes() <= 40'000);
    CHECK(q.lost() > 0);
    // Above the bound alone, it still is the newest.
    REQUIRE(q.push(numbered(62, 50'000)));
    CHECK(pop_all(q) == "(61) 62 ");
}

TEST_CASE("a message beyond all bounds is lost before the first", "[protocol][event_queue]") {
    event_queue q(event_queue_limits{1000, 1000, overflow_policy::drop_newest});
    REQUIRE(q.push(numbered(1, 5000)));
    REQUIRE(q.push(numbered(2, 5000)));
    REQUIRE(q.push(numbered(3)));
    CHECK(q.size() == 2);
    CHECK(pop_all(q) == "(2) 3 ");
}

TEST_CASE("a queue with a bound of zero holds nothing", "[protocol][event_queue]") {
    for (const event_queue_limits& limits :
         {event_queue_limits{0, 1'000'000, overflow_policy::drop_oldest},
          event_queue_limits{0, 1'000'000, overflow_policy::drop_newest},
          event_queue_limits{100, 0, overflow_policy::drop_oldest},
          event_queue_limits{100, 0, overflow_policy::drop_newest}}) {
        event_queue q(limits);
        push(q, 1, 3);
        CHECK(q.bytes() == 0);
        CHECK(q.lost() == 3);
        CHECK(pop_all(q) == "(3) ");
        CHECK(q.empty());
    }
    event_queue q(event_queue_limits{0, 1'000'000, overflow_policy::close});
    CHECK_FALSE(q.push(numbered(1)));
    CHECK(q.empty());
}

TEST_CASE("while its spare is looked at a queue gives no memory back", "[protocol][event_queue]") {
    event_queue::memory_pool pool;
    event_queue q({}, &pool);
    push(q, 1, 300);  // more than are kept
    const std::size_t before = test::allocated_bytes();
    {
        const event_queue::hold looked_at(q);
        event& e = q.spare().reuse_event();
        e.add("Number", "301");
        SECTION("to whoever fetches all that waits") {
            CHECK(pop_all(q).size() > 1000);
        }
        SECTION("nor to the pool") {
            CHECK(pop_all(q).size() > 1000);
            q.release_idle_memory();
        }
        SECTION("nor when it is cleared") {
            q.clear();
        }
        CHECK(e["Number"] == "301");
        REQUIRE(q.push());
    }
    CHECK(pop_all(q) == "301 ");
    CHECK(before - test::allocated_bytes() > 300 * sizeof(message));  // it is given back then
}

TEST_CASE("a queue that was cleared forgets gaps, not the count", "[protocol][event_queue]") {
    event_queue q = with(1, overflow_policy::drop_oldest);
    push(q, 1, 3);
    q.clear();
    CHECK(q.empty());
    CHECK(q.bytes() == 0);
    CHECK(q.lost() == 2);
    push(q, 4, 4);
    CHECK(pop_all(q) == "4 ");
}

TEST_CASE("every loss is counted at its place", "[protocol][event_queue][random]") {
    static constexpr overflow_policy policies[] = {overflow_policy::drop_oldest,
                                                   overflow_policy::drop_newest};
    support::each_round(60, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        const event_queue_limits limits{1 + random.below(100), 10'000 + random.below(50'000),
                                        random.pick(policies)};
        event_queue q(limits);
        std::size_t pushed = 0;
        std::size_t next = 0;  // number of the event that is to come next
        std::uint64_t lost = 0;
        bool right = true;
        message lent;
        const auto pop = [&] {
            if (!q.pop(lent)) return false;
            if (const auto* g = lent.as_gap()) {
                right = right && g->lost() != 0;
                lost += g->lost();
                next += static_cast<std::size_t>(g->lost());
            } else {
                right = right && lent.as_event()->number("Number") == next;
                ++next;
            }
            return true;
        };
        for (int i = 0; i < 400; ++i) {
            const std::size_t burst = random.one_in(8) ? random.below(150) : random.below(3);
            for (std::size_t k = 0; k < burst; ++k) {
                const std::size_t body = random.one_in(20) ? random.below(20'000) : 0;
                right = right && q.push(numbered(pushed++, body));
                right = right && q.size() <= limits.messages + 2;
                right = right && (q.size() <= 3 || q.bytes() <= limits.bytes + sizeof(message));
            }
            for (std::size_t k = random.below(20); k > 0 && pop(); --k) {
            }
        }
        while (pop()) {
        }
        REQUIRE(right);
        CHECK(next == pushed);
        CHECK(lost == q.lost());
        CHECK(q.bytes() == 0);
        CHECK(q.empty());
    });
}

TEST_CASE("messages lent again cost no allocation", "[protocol][event_queue]") {
    event_queue::memory_pool pool;
    event_queue q({}, &pool);
    message lent;
    const std::string name = "a-header-name-too-long-for-small-strings";
    const std::string value(200, 'v');
    std::size_t before = 0;
    for (int i = 0; i < 200; ++i) {
        if (i == 100) before = test::allocations();
        for (int burst = 0; burst < 10; ++burst) {
            event& e = q.spare().reuse_event();
            for (int h = 0; h < 20; ++h) e.add(name, value);
            REQUIRE(q.push());
        }
        for (int burst = 0; burst < 10; ++burst) REQUIRE(q.pop(lent));
    }
    CHECK(test::allocations() == before);
}

TEST_CASE("an event queue without a pool keeps the memory of a few messages only",
          "[protocol][event_queue]") {
    event_queue q;
    const std::size_t before = test::allocated_bytes();
    message lent;
    for (std::size_t burst = 0; burst < 5; ++burst) {
        for (std::size_t i = 0; i < 200; ++i) REQUIRE(q.push(numbered(i, 10'000)));
        while (q.pop(lent)) {
        }
    }
    lent = message();
    CHECK(test::allocated_bytes() - before < 60'000);
}

TEST_CASE("an event queue gives all its memory back when nothing will come any more",
          "[protocol][event_queue]") {
    event_queue::memory_pool pool;
    event_queue q({}, &pool);
    const std::size_t before = test::allocated_bytes();
    message lent;
    for (std::size_t i = 0; i < 100; ++i) REQUIRE(q.push(numbered(i, 10'000)));
    q.release();  // not what is to be fetched
    CHECK(q.size() == 100);
    while (q.pop(lent)) {
    }
    lent = message();
    CHECK(test::allocated_bytes() - before > 500'000);
    q.release();
    CHECK(test::allocated_bytes() == before);
}

TEST_CASE("memory of messages that went is not hoarded", "[protocol][event_queue]") {
    const std::size_t limit = 2'000'000;
    event_queue q(event_queue_limits{10'000, limit, overflow_policy::drop_oldest});
    const std::size_t before = test::allocated_bytes();
    const std::string body(100'000, 'b');
    // A ring of many slots first, then large messages that wander through all of them.
    push(q, 1, 5000);
    message lent;
    for (std::size_t i = 0; i < 3000; ++i) {
        q.spare().reuse_event().set_body(body);
        REQUIRE(q.push());
        if (i % 2 == 0) REQUIRE(q.pop(lent));
    }
    const std::size_t ring = 8192 * sizeof(message);
    CHECK(test::allocated_bytes() - before <= limit + ring + 4 * body.size());
    for (int i = 0; i < 20; ++i) {
        while (q.pop(lent)) {
        }
        for (int k = 0; k < 10; ++k) {
            q.spare().reuse_event().set_body(body);
            REQUIRE(q.push());
        }
    }
    while (q.pop(lent)) {
    }
    CHECK(test::allocated_bytes() - before <= 4 * body.size());
}

}  // namespace event_queue_test
