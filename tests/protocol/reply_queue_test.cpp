// protocol/reply_queue.hpp: the k-th reply goes to the k-th command written, or to nobody.
#include "catch.hpp"
#include "protocol/waiters.hpp"
#include "support/allocations.hpp"
#include "support/growth.hpp"

#include <eslio/protocol/reply_queue.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace reply_queue_test {

namespace {

using eslio::protocol::never;
using eslio::protocol::time_point;
using test::token;
using test::write;
using queue = eslio::protocol::reply_queue<token>;
using matched = queue::matched;
using rule = queue::rule;
using namespace std::chrono_literals;

constexpr time_point start{100s};

/// Whose reply it is: 0 when it is swallowed, -1 when nobody expects one.
int match(queue& q) {
    token t;
    switch (q.match(t)) {
        case matched::waiter: return t.number;
        case matched::swallowed: return 0;
        case matched::unexpected: break;
    }
    return -1;
}

/// Gives one up: its waiter's number, 0 if it is over already.
int give_up(queue& q, queue::id which, bool expected_written) {
    token t;
    CHECK(q.give_up(which, t) == expected_written);
    return t.number;
}

}  // namespace

TEST_CASE("replies go to the commands in order", "[protocol][reply_queue]") {
    queue q;
    CHECK(match(q) == -1);
    for (int i = 1; i <= 3; ++i) q.push("c" + std::to_string(i) + "\n\n", token(i), never);
    CHECK(q.unsent() == 3);
    CHECK(q.unsent_bytes() == 12);
    CHECK(match(q) == -1);
    CHECK(write(q) == "c1\n\nc2\n\nc3\n\n");
    CHECK(q.unsent() == 0);
    CHECK(q.unsent_bytes() == 0);
    CHECK(q.size() == 3);
    CHECK(match(q) == 1);
    CHECK(match(q) == 2);
    q.push("c4\n\n", token(4), never);
    CHECK(match(q) == 3);
    CHECK(match(q) == -1);
    CHECK(write(q) == "c4\n\n");
    CHECK(match(q) == 4);
    CHECK(q.size() == 0);
}

TEST_CASE("commands are written whole, until it is enough", "[protocol][reply_queue]") {
    queue q;
    for (int i = 1; i <= 4; ++i) q.push("12345", token(i), never);
    CHECK(write(q, 0).empty());
    CHECK(write(q, 1) == "12345");
    CHECK(write(q, 6) == "1234512345");
    std::string out = "already there";
    eslio::detail::compact_vector<eslio::protocol::secret_part> secrets;
    q.write(out, 5, secrets);
    CHECK(out == "already there");
    CHECK(q.unsent() == 1);
    CHECK(q.unsent_bytes() == 5);
    CHECK(write(q, 5) == "12345");
}

TEST_CASE("a tombstone swallows the late reply", "[protocol][reply_queue]") {
    queue q;
    const auto first = q.push("a", token(1), never);
    q.push("b", token(2), never);
    write(q);
    CHECK(q.is_waiting(first));
    CHECK(q.is_written(first));
    CHECK(give_up(q, first, true) == 1);
    CHECK_FALSE(q.is_waiting(first));
    CHECK_FALSE(q.is_written(first));
    CHECK(give_up(q, first, false) == 0);
    CHECK(q.owed() == first);
    CHECK(match(q) == 0);
    CHECK(q.owed() == 0);
    CHECK(match(q) == 2);
}

TEST_CASE("a command given up before it was written is not", "[protocol][reply_queue]") {
    queue q;
    queue::id ids[5] = {};
    for (int i = 0; i < 5; ++i) ids[i] = q.push(std::string(1, char('a' + i)), token(i + 1), never);
    CHECK_FALSE(q.is_written(ids[0]));
    CHECK(give_up(q, ids[0], false) == 1);
    CHECK(give_up(q, ids[2], false) == 3);
    CHECK(give_up(q, ids[4], false) == 5);
    CHECK(give_up(q, ids[4], false) == 0);
    CHECK(q.unsent() == 2);
    CHECK(q.unsent_bytes() == 2);
    CHECK(write(q) == "bd");
    CHECK(match(q) == 2);
    CHECK(match(q) == 4);
    CHECK(match(q) == -1);
}

TEST_CASE("commands given up leave no places behind", "[protocol][reply_queue]") {
    // Else a line that nothing is owed to would fill up for ever.
    queue q;
    for (int i = 1; i <= 100; ++i) {
        const auto id = q.push("x", token(i), never);
        if (i % 2 == 0) write(q, 0);
        CHECK(give_up(q, id, false) == i);
        CHECK(write(q).empty());
    }
    CHECK(q.size() == 0);
    q.push("y", token(1), start + 1s);
    q.expire(start + 2s, [](token, bool) {});
    CHECK(q.size() == 0);
}

TEST_CASE("what was never in the line cannot be given up", "[protocol][reply_queue]") {
    queue q;
    const auto id = q.push("a", token(1), never);
    for (const auto wrong : {queue::id{0}, id + 1, ~queue::id{0}}) {
        CHECK(give_up(q, wrong, false) == 0);
        CHECK_FALSE(q.is_waiting(wrong));
        CHECK_FALSE(q.is_written(wrong));
    }
    write(q);
    CHECK(match(q) == 1);
    CHECK(give_up(q, id, false) == 0);
    CHECK_FALSE(q.is_waiting(id));
}

TEST_CASE("nothing behind a hold is written before its reply came", "[protocol][reply_queue]") {
    queue q;
    q.push("a", token(1), never);
    q.push("H", token(2), never, rule::hold);
    q.push("b", token(3), never);
    q.push("I", token(4), never, rule::hold);
    q.push("c", token(5), never);
    CHECK(write(q) == "aH");
    CHECK(match(q) == 1);
    CHECK(write(q).empty());
    CHECK(match(q) == 2);
    CHECK(write(q) == "bI");
    CHECK(match(q) == 3);
    CHECK(write(q).empty());
    CHECK(match(q) == 4);
    CHECK(write(q) == "c");
}

TEST_CASE("a hold that was given up still holds until its reply", "[protocol][reply_queue]") {
    queue q;
    const auto hold = q.push("H", token(1), never, rule::hold);
    q.push("b", token(2), never);
    CHECK(write(q) == "H");
    CHECK(give_up(q, hold, true) == 1);
    CHECK(write(q).empty());
    CHECK(match(q) == 0);
    CHECK(write(q) == "b");
    CHECK(match(q) == 2);
}

TEST_CASE("a hold that was never written holds nothing", "[protocol][reply_queue]") {
    queue q;
    const auto hold = q.push("H", token(1), never, rule::hold);
    q.push("b", token(2), never);
    CHECK(give_up(q, hold, false) == 1);
    CHECK(write(q) == "b");
    CHECK(match(q) == 2);
}

TEST_CASE("a binding command is written although it was given up", "[protocol][reply_queue]") {
    queue q;
    const auto bound = q.push("B", token(1), never, rule::binding);
    q.push("c", token(2), never);
    CHECK(q.is_written(bound));
    CHECK(give_up(q, bound, true) == 1);
    CHECK_FALSE(q.is_waiting(bound));
    CHECK(q.unsent() == 2);
    CHECK(q.owed() == 0);
    CHECK(write(q) == "Bc");
    CHECK(q.owed() == bound);
    CHECK(match(q) == 0);
    CHECK(match(q) == 2);
    q.push("D", token(3), start, rule::binding);
    q.expire(start, [](token t, bool written) {
        CHECK(t.number == 3);
        CHECK(written);
    });
    CHECK(write(q) == "D");
    q.drain([](token, bool) { FAIL("nobody waited"); });
}

TEST_CASE("commands expire at their deadline, written or not", "[protocol][reply_queue]") {
    queue q;
    q.push("a", token(1), start + 2s);
    q.push("b", token(2), start + 1s);
    write(q);
    q.push("c", token(3), start + 1s);
    q.push("d", token(4), never);
    CHECK(q.next_deadline() == start + 1s);
    std::vector<std::pair<int, bool>> ended;
    const auto note = [&](token t, bool written) { ended.emplace_back(t.number, written); };
    q.expire(start + 999ms, note);
    CHECK(ended.empty());
    q.expire(start + 1s, note);
    CHECK(ended == std::vector<std::pair<int, bool>>{{2, true}, {3, false}});
    CHECK(q.next_deadline() == start + 2s);
    CHECK(write(q) == "d");
    CHECK(match(q) == 1);
    q.expire(start + 1h, note);
    CHECK(ended.size() == 2);
    CHECK(q.next_deadline() == never);
    CHECK(match(q) == 0);
    CHECK(match(q) == 4);
}

TEST_CASE("commands expire the earliest first, wherever they stand", "[protocol][reply_queue]") {
    queue q;
    q.push("a", token(1), start + 3s);
    q.push("b", token(2), start + 1s);
    q.push("c", token(3), start + 2s);
    q.push("d", token(4), start + 1s);
    std::vector<int> ended;
    q.expire(start + 1h, [&](token t, bool) { ended.push_back(t.number); });
    CHECK(ended == std::vector<int>{2, 4, 3, 1});
    CHECK(q.size() == 0);
}

TEST_CASE("deadlines that pass one after the other cost as much for each",
          "[protocol][reply_queue]") {
    const auto fill = [](std::size_t n) {
        auto q = std::make_unique<queue>();
        for (std::size_t i = 0; i < n; ++i)
            q->push("a", token(1), start + std::chrono::milliseconds(i));
        write(*q, n);
        return q;
    };
    const double ratio = support::growth(2000, fill, [](auto& q) {
        while (q->next_deadline() != never) q->expire(q->next_deadline(), [](token, bool) {});
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("a burst of commands leaves no memory behind", "[protocol][reply_queue]") {
    queue q;
    const std::size_t before = test::allocated_bytes();
    for (int i = 0; i < 20'000; ++i) q.push("a", token(1), start + std::chrono::milliseconds(i));
    SECTION("when all are answered") {
        write(q, 1'000'000);
        while (match(q) != -1) {
        }
    }
    SECTION("when none was written and all are given up") {
        q.expire(start + 1h, [](token, bool) {});
    }
    SECTION("when the connection is lost") {
        q.drain([](token, bool) {});
    }
    CHECK(test::allocated_bytes() - before < 1000);
    CHECK(q.next_deadline() == never);
}

TEST_CASE("owed is the next reply, if nobody waits for it", "[protocol][reply_queue]") {
    queue q;
    CHECK(q.owed() == 0);
    const auto a = q.push("a", token(1), never);
    const auto b = q.push("b", token(2), never);
    const auto own = q.push("own", token(3), never, rule::own);
    const auto hold = q.push("hold", token(4), never, rule::hold);
    CHECK(q.owed() == 0);
    write(q);
    give_up(q, b, true);
    CHECK(q.owed() == 0);  // a is waited for: that may take its time
    give_up(q, a, true);
    CHECK(q.owed() == a);
    CHECK(match(q) == 0);
    CHECK(q.owed() == b);
    CHECK(match(q) == 0);
    CHECK(q.owed() == own);
    CHECK(match(q) == 3);
    CHECK(q.owed() == hold);
    const auto dropped = q.push("dropped", token(5), never);
    q.push("last", token(6), never);
    give_up(q, dropped, false);
    CHECK(match(q) == 4);
    CHECK(q.owed() == 0);
    CHECK(write(q) == "last");
    CHECK(q.owed() == 0);
}

TEST_CASE("it is told where secret bytes went", "[protocol][reply_queue]") {
    queue q;
    q.push("auth x", token(1), never, rule::none, true);
    q.push("b", token(2), never);
    q.push("secret", token(3), never, rule::binding, true);
    std::string out = "..";
    eslio::detail::compact_vector<eslio::protocol::secret_part> secrets;
    q.write(out, 1000, secrets);
    CHECK(out == "..auth xbsecret");
    REQUIRE(secrets.size() == 2);
    CHECK((secrets[0].begin == 2 && secrets[0].size == 6));
    CHECK((secrets[1].begin == 9 && secrets[1].size == 6));
    q.push("plain", token(4), never);  // the slot of a secret one may be used again
    secrets.clear();
    for (int i = 0; i < 10; ++i) {
        match(q);
        q.push("plain", token(5), never);
        q.write(out, 1000, secrets);
    }
    CHECK(secrets.empty());
}

TEST_CASE("draining tells what was written", "[protocol][reply_queue]") {
    queue q;
    const auto a = q.push("a", token(1), never);
    q.push("b", token(2), never);
    write(q);
    const auto c = q.push("c", token(3), start + 1s);
    q.push("d", token(4), never, rule::hold);
    q.push("e", token(5), never);
    give_up(q, a, true);
    give_up(q, c, false);
    std::vector<std::pair<int, bool>> ended;
    q.drain([&](token t, bool written) { ended.emplace_back(t.number, written); });
    CHECK(ended == std::vector<std::pair<int, bool>>{{2, true}, {4, false}, {5, false}});
    CHECK(q.size() == 0);
    CHECK(q.unsent() == 0);
    CHECK(q.unsent_bytes() == 0);
    CHECK(q.owed() == 0);
    CHECK(q.next_deadline() == never);
    CHECK(match(q) == -1);
}

TEST_CASE("a line that was drained while it held can be used again", "[protocol][reply_queue]") {
    queue q;
    const auto old = q.push("H", token(1), never, rule::hold);
    write(q);
    q.drain([](token, bool) {});
    const auto fresh = q.push("a", token(2), never);
    CHECK(fresh != old);
    CHECK(give_up(q, old, false) == 0);
    CHECK(write(q) == "a");
    CHECK(match(q) == 2);
}

}  // namespace reply_queue_test
