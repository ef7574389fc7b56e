// protocol/reply_queue.hpp: places that are given up after one that waits take neither room nor
// memory.
#include "catch.hpp"
#include "protocol/waiters.hpp"
#include "support/allocations.hpp"
#include "support/growth.hpp"

#include <eslio/protocol/reply_queue.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace reply_line_test {

namespace {

using eslio::protocol::never;
using eslio::protocol::time_point;
using test::token;
using test::write;
using queue = eslio::protocol::reply_queue<token>;
using matched = queue::matched;
using namespace std::chrono_literals;

constexpr time_point start{100s};

void push_and_give_up(queue& q, std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) {
        token t;
        const auto id = q.push("given up", token(-1), never);
        REQUIRE_FALSE(q.give_up(id, t));
        REQUIRE(t.number == -1);
    }
}

}  // namespace

TEST_CASE("what is given up after one that waits takes no room", "[protocol][reply_queue]") {
    queue q;
    const std::size_t before = test::allocated_bytes();
    const auto first = q.push("a", token(1), never);
    push_and_give_up(q, 10'000);
    CHECK(q.size() == 1);
    CHECK(test::allocated_bytes() - before < 10'000);
    const auto second = q.push("b", token(2), start + 1s);
    push_and_give_up(q, 10'000);
    const auto third = q.push("c", token(3), never);
    CHECK(q.size() == 3);
    CHECK(test::allocated_bytes() - before < 10'000);
    CHECK(third - first == 20'002);  // no number is used again
    for (const auto id : {first, second, third}) CHECK(q.is_waiting(id));
    for (const auto id : {first + 1, second - 1, second + 1, third - 1, third + 1})
        CHECK_FALSE(q.is_waiting(id));
    CHECK(write(q, 1) == "a");
    push_and_give_up(q, 100);
    CHECK(q.is_written(first));
    CHECK_FALSE(q.is_written(second));
    std::vector<int> ended;
    q.expire(start + 1s, [&](token t, bool written) {
        ended.push_back(t.number);
        CHECK_FALSE(written);
    });
    CHECK(ended == std::vector<int>{2});
    CHECK(write(q) == "c");
    token t;
    CHECK((q.match(t) == matched::waiter && t.number == 1));
    CHECK((q.match(t) == matched::waiter && t.number == 3));
    CHECK(q.match(t) == matched::unexpected);
    CHECK(q.size() == 0);
}

TEST_CASE("to give up after one that waits costs as much however many were given up",
          "[protocol][reply_queue]") {
    const auto prepare = [](std::size_t n) {
        auto q = std::make_unique<queue>();
        std::vector<queue::id> ids;
        q->push("a", token(1), never);
        for (std::size_t i = 0; i < n; ++i) ids.push_back(q->push("b", token(2), never));
        return std::make_pair(std::move(q), std::move(ids));
    };
    const double ratio = support::growth(2000, prepare, [](auto& prepared) {
        token t;
        for (auto id = prepared.second.rbegin(); id != prepared.second.rend(); ++id)
            prepared.first->give_up(*id, t);
        push_and_give_up(*prepared.first, prepared.second.size());
    });
    CHECK(ratio < support::quadratic);
}

}  // namespace reply_line_test
