// The bytes between the socket and the parser.
#include "catch.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/wire/raw_buffer.hpp>
#include <eslio/wire/read_buffer.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

using eslio::wire::read_buffer;

TEST_CASE("read buffer: prepare, commit, consume") {
    read_buffer b;
    CHECK(b.empty());
    CHECK(b.unread().empty());
    std::memcpy(b.prepare(5), "hello", 5);
    CHECK(b.empty());
    CHECK(b.room() >= 5);
    b.commit(5);
    CHECK(b.unread() == "hello");
    b.consume(2);
    CHECK(b.unread() == "llo");
    b.append(" world");
    CHECK(b.unread() == "llo world");
    b.consume(b.size());
    CHECK(b.empty());
    const std::size_t capacity = b.capacity();
    b.append("x");
    CHECK(b.capacity() == capacity);
    b.append("");
    b.consume(1);
    b.release();
    CHECK(b.capacity() == 0);
    b.append("again");
    CHECK(b.unread() == "again");
}

TEST_CASE("read buffer: goes on in other memory") {
    read_buffer b;
    b.append("hello world");
    b.consume(6);
    eslio::wire::raw_buffer larger;
    larger.reserve_exactly(1000);
    const char* where = larger.data();
    b.adopt(std::move(larger));
    CHECK(b.unread() == "world");
    CHECK(b.unread().data() == where);
    CHECK(b.capacity() == 1000);
    b.consume(5);
    const eslio::wire::raw_buffer taken = b.release();
    CHECK(taken.data() == where);
    CHECK((b.empty() && b.capacity() == 0));
}

TEST_CASE("read buffer: does not grow while it is drained") {
    read_buffer b;
    for (int i = 0; i < 10000; ++i) {
        b.append(std::string(100, 'x'));
        b.consume(i % 2 == 0 ? 50 : 150);
    }
    CHECK(b.empty());
    CHECK(b.capacity() < 2000);
}

TEST_CASE("read buffer: like a string") {
    support::each_round(100, [](std::uint64_t seed) {
        INFO("ESLIO_SEED=" << seed);
        support::random_source random(seed);
        read_buffer b;
        std::string model;
        std::size_t longest = 0;
        for (int i = 0; i < 200; ++i) {
            if (random.one_in(2)) {
                const std::string piece = random.bytes(random.below(300));
                b.append(piece);
                model += piece;
            } else {
                const std::size_t n = random.below(model.size() + 1);
                b.consume(n);
                model.erase(0, n);
            }
            longest = std::max(longest, model.size());
            REQUIRE(b.unread() == model);
        }
        REQUIRE(b.capacity() <= 4 * longest + 600);
    });
}
