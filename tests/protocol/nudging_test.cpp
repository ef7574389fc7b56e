// protocol/nudging.hpp: when FreeSWITCH is sent a line feed.
#include "catch.hpp"

#include <eslio/protocol/nudging.hpp>

namespace nudging_test {

using eslio::protocol::never;
using eslio::protocol::nudging;
using eslio::protocol::time_point;
using namespace std::chrono_literals;

namespace {

constexpr time_point start{1000s};

}  // namespace

TEST_CASE("while somebody waits it is nudged every so often", "[protocol][nudging]") {
    nudging n(1ms);
    CHECK(n.deadline() == never);
    CHECK_FALSE(n.check(start, 1, true));
    CHECK(n.deadline() == start + 1ms);
    CHECK_FALSE(n.check(start + 500us, 1, true));
    CHECK(n.check(start + 1ms, 1, true));
    CHECK(n.deadline() == start + 2ms);
    CHECK(n.check(start + 7ms, 1, true));
    CHECK(n.deadline() == start + 8ms);
    SECTION("until nobody does") {
        CHECK_FALSE(n.check(start + 8ms, 1, false));
        CHECK(n.deadline() == never);
        CHECK_FALSE(n.check(start + 9ms, 1, true));
        CHECK(n.check(start + 10ms, 1, true));
    }
    SECTION("or nothing comes for too long") {
        CHECK(n.check(start + 5s, 1, true));
        CHECK_FALSE(n.check(start + 5s + 1ms, 1, true));
        CHECK(n.deadline() == never);
        CHECK_FALSE(n.check(start + 6s, 1, true));
        CHECK(n.deadline() == never);
        CHECK_FALSE(n.check(start + 7s, 2, true));
        CHECK(n.check(start + 7s + 1ms, 2, true));
    }
    SECTION("or the connection ends") {
        n.end();
        CHECK(n.deadline() == never);
    }
}

TEST_CASE("an interval past all time is never over", "[protocol][nudging]") {
    nudging n(eslio::protocol::duration::max());
    CHECK_FALSE(n.begin(start, 1));
    CHECK(n.deadline() == never);
    CHECK_FALSE(n.check(start + 1s, 2, true));
    CHECK(n.deadline() == never);
}

TEST_CASE("the nudging begins when somebody begins to wait, but for once", "[protocol][nudging]") {
    nudging n(1ms);
    CHECK(n.begin(start, 1));
    CHECK(n.deadline() == start + 1ms);
    CHECK_FALSE(n.begin(start + 500us, 1));
    CHECK(n.deadline() == start + 1ms);
    CHECK(n.check(start + 1ms, 1, true));
    CHECK_FALSE(n.check(start + 2ms, 1, false));
    CHECK(n.begin(start + 3ms, 1));
    CHECK_FALSE(n.check(start + 6s, 1, true));
    CHECK_FALSE(n.begin(start + 7s, 1));
    CHECK(n.begin(start + 8s, 2));
}

}  // namespace nudging_test
