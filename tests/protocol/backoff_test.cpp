// protocol/backoff.hpp: how long is waited before the next attempt.
#include "catch.hpp"

#include <eslio/protocol/backoff.hpp>

#include <algorithm>
#include <cstdint>
#include <random>

namespace backoff_test {

using eslio::backoff_options;
using eslio::protocol::backoff;
using eslio::protocol::never;
using eslio::protocol::time_point;
using namespace std::chrono_literals;

namespace {

constexpr time_point start{1000s};
constexpr std::uint64_t most = 1U << 20;  ///< the number that draws the longest wait

}  // namespace

TEST_CASE("waits double up to the cap, and are drawn from nothing on", "[protocol][backoff]") {
    backoff_options options;
    options.first = 1s;
    options.cap = 5s;
    backoff longest(options), shortest(options);
    longest.begin(start);
    shortest.begin(start);
    for (const auto wait : {1s, 2s, 4s, 5s, 5s}) {
        const auto drawn = longest.next(start, most) - start;
        CHECK(drawn <= wait);
        CHECK(drawn > wait - 2ms);
        CHECK(shortest.next(start, 0) == start);
    }
    for (int i = 0; i < 1000; ++i) longest.next(start, most);
    CHECK(longest.next(start, most) - start <= 5s);
    longest.begin(start);
    CHECK(longest.next(start, most) - start <= 1s);
}

TEST_CASE("the waits of many are spread evenly", "[protocol][backoff]") {
    backoff_options options;
    options.first = 10s;
    std::mt19937_64 random(1);
    int early = 0;
    for (int i = 0; i < 10'000; ++i) {
        backoff b(options);
        b.begin(start);
        if (b.next(start, random()) - start < 5s) ++early;
    }
    CHECK(early > 4700);
    CHECK(early < 5300);
}

TEST_CASE("waits of any length are drawn from all of it", "[protocol][backoff]") {
    using duration = backoff_options::duration;
    for (const duration wait : {duration(1ms), duration(1500us), duration(2ms), duration(1900us),
                                duration(1min), duration(24h * 365), duration::max()}) {
        CAPTURE(wait.count());
        backoff_options options;
        options.first = options.cap = options.refused = wait;
        backoff b(options);
        b.begin(time_point());
        CHECK(b.next(time_point(), most) - time_point() <= wait);
        CHECK(b.next(time_point(), most) - time_point() >= wait / 100 * 99);
        const duration half = b.next(time_point(), most / 2) - time_point();
        CHECK(half >= wait / 100 * 49);
        CHECK(half <= wait / 2);
        CHECK(b.next_after_refusal(time_point(), most) - time_point() >= wait / 100 * 99);
    }
    backoff_options shortest;
    shortest.first = shortest.cap = {};
    backoff b(shortest);
    b.begin(start);
    CHECK(b.next(start, most) == start + 1ms);
}

TEST_CASE("refused credentials are tried again slowly", "[protocol][backoff]") {
    backoff_options options;
    options.refused = 30s;
    backoff b(options);
    b.begin(start);
    CHECK(b.next_after_refusal(start, 0) == start + 15s);
    CHECK(b.next_after_refusal(start, most) <= start + 30s);
    CHECK(b.next_after_refusal(start, most) > start + 29s);
}

TEST_CASE("past the budget no attempt is made", "[protocol][backoff]") {
    backoff_options options;
    options.first = options.cap = 10s;
    options.budget = 1min;
    backoff b(options);
    b.begin(start);
    CHECK(b.next(start + 49s, most) < start + 60s);
    CHECK(b.next(start + 51s, most) == start + 60s);  // the last
    CHECK(b.next(start + 60s, 0) == never);
    b.begin(start + 60s);
    CHECK(b.next(start + 60s, most) != never);
    options.budget = {};
    backoff endless(options);
    endless.begin(start);
    CHECK(endless.next(start + 24h * 365, most) != never);
}

}  // namespace backoff_test
