// protocol/time.hpp: deadlines.
#include "catch.hpp"

#include <eslio/protocol/time.hpp>

namespace time_test {

using namespace eslio::protocol;
using namespace std::chrono_literals;

TEST_CASE("a deadline lies after now", "[protocol][time]") {
    const time_point now{1000s};
    CHECK(deadline_after(now, 5s) == now + 5s);
    CHECK(deadline_after(now, duration(1)) == now + duration(1));
    CHECK(deadline_after(time_point{}, 1s) == time_point{1s});
}

TEST_CASE("no wait is no deadline", "[protocol][time]") {
    const time_point now{1000s};
    CHECK(deadline_after(now, 0s) == never);
    CHECK(deadline_after(never, 0s) == never);
}

TEST_CASE("a wait below zero is over at once", "[protocol][time]") {
    const time_point now{1000s};
    CHECK(deadline_after(now, -1s) == now);
    CHECK(deadline_after(now, -duration(1)) == now);
    CHECK(deadline_after(now, duration::min()) == now);
    CHECK(deadline_after(time_point::min(), -1s) == time_point::min());
}

TEST_CASE("a deadline that overflows is never", "[protocol][time]") {
    const time_point now{1000s};
    CHECK(deadline_after(now, duration::max()) == never);
    CHECK(deadline_after(now, never - now) == never);
    CHECK(deadline_after(now, never - now - duration(1)) == never - duration(1));
    CHECK(deadline_after(never, 1s) == never);
    CHECK(deadline_after(never - 1s, 2s) == never);
}

TEST_CASE("a sum that overflows is never", "[protocol][time]") {
    using eslio::protocol::time_after;
    const time_point now{1000s};
    CHECK(time_after(now, 0s) == now);
    CHECK(time_after(now, 1s) == now + 1s);
    CHECK(time_after(now, -1s) == now - 1s);
    CHECK(time_after(now, duration::max()) == never);
    CHECK(time_after(never, 1s) == never);
}

TEST_CASE("a clock may show times before its zero", "[protocol][time]") {
    CHECK(deadline_after(time_point{-10s}, 3s) == time_point{-7s});
    CHECK(deadline_after(time_point{-10s}, duration::max()) == time_point{-10s} + duration::max());
}

}  // namespace time_test
