// protocol/digit_collector.hpp: digits, terminators and pauses.
#include "catch.hpp"

#include <eslio/protocol/digit_collector.hpp>

#include <string>

namespace digit_collector_test {

using namespace std::chrono_literals;
using eslio::collected_digits;
using eslio::digit_rules;
using eslio::protocol::digit_collector;
using eslio::protocol::never;
using eslio::protocol::time_point;
using how = eslio::collected_digits::outcome;

TEST_CASE("digits are complete, terminated or timed out", "[protocol][digits]") {
    const time_point start{};
    digit_collector full(digit_rules(2).first_digit(5s).next_digit(2s));
    full.start(start);
    CHECK(full.deadline() == start + 5s);
    CHECK_FALSE(full.press('1', start + 4s));
    CHECK(full.deadline() == start + 6s);
    CHECK_FALSE(full.expire(start + 5999ms));
    CHECK(full.press('2', start + 5s));
    const collected_digits two = full.take();
    CHECK(two.how() == how::complete);
    CHECK(two.digits() == "12");

    digit_collector ended(digit_rules(9).terminators("*#"));
    ended.start(start);
    CHECK_FALSE(ended.press('7', start));
    CHECK(ended.press('*', start));
    const collected_digits seven = ended.take();
    CHECK(seven.how() == how::terminated);
    CHECK(seven.digits() == "7");
    CHECK(seven.terminator() == '*');

    digit_collector slow(digit_rules(9));
    slow.start(start);
    CHECK_FALSE(slow.press('7', start));
    CHECK(slow.expire(start + 3s));
    CHECK(slow.take().digits() == "7");

    digit_collector gone(digit_rules(9));
    gone.hang_up();
    CHECK(gone.take().how() == how::hung_up);
}

TEST_CASE("zero is no deadline, and no digits are one", "[protocol][digits]") {
    const time_point start{};
    digit_collector c(digit_rules(0).first_digit(0s).next_digit(0s).terminators(""));
    c.start(start);
    CHECK(c.deadline() == never);
    CHECK(c.press('#', start));  // ends nothing, so it counts
    CHECK(c.take().digits() == "#");
    CHECK_FALSE(static_cast<bool>(collected_digits()));
    CHECK(static_cast<bool>(collected_digits(how::terminated, "", '#')));
    CHECK(static_cast<bool>(collected_digits(how::timed_out, "1")));
}

}  // namespace digit_collector_test
