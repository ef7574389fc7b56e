// channel: how long operations wait: for ever (zero), or no time at all (what a program computed as
// the time left has been used up).
#include "catch.hpp"
#include "support/called.hpp"

#include <chrono>
#include <string>

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using test::connected;
using test::outcome;

namespace {

/// Operations on a call that is not answered, under way for so long.
struct deadlines {
    explicit deadlines(eslio::channel& c, std::chrono::milliseconds wait) {
        c.async_wait_for_answer(wait, answered.handler());
        c.async_wait_for_hangup(wait, hung.handler());
        c.async_wait_for(eslio::event_name::dtmf, wait, event.handler());
        c.async_digits(eslio::digit_rules(1).first_digit(wait), digits.handler());
        c.async_execute(eslio::application("echo").timeout(wait), ran.handler());
        c.async_execute(eslio::app::bridge("user/2000").timeout(wait), bridged.handler());
    }

    int done() const {
        return answered.count + hung.count + event.count + digits.count + ran.count + bridged.count;
    }

    outcome<eslio::wait_result> answered, event;
    outcome<eslio::hangup_info> hung;
    outcome<eslio::collected_digits> digits;
    outcome<eslio::execution_result> ran, bridged;
};

struct ringing : connected {
    ringing() {
        fake.extension("5000", {{"park", ""}});
        fake.plan("user/2000", call_plan().never_answers());
        c.emplace(fs->link(), fake.call_in(eslio::testing::incoming_call().to("5000").uuid("u-1")));
        time.settle();
    }
    std::optional<eslio::channel> c;
};

}  // namespace

TEST_CASE("no time left is a time-out at once", "[channel][deadline]") {
    for (const auto left : {-1ms, -5000ms, std::chrono::milliseconds::min() / 1'000'000}) {
        INFO(left.count());
        ringing w;
        deadlines d(*w.c, left);
        w.time.settle();
        CHECK(d.done() == 6);
        for (const auto ec : {d.answered.ec, d.hung.ec, d.event.ec, d.ran.ec, d.bridged.ec})
            CHECK(ec == eslio::error::timeout);
        CHECK_FALSE(d.digits.ec);
        CHECK(d.digits.value.how() == eslio::collected_digits::outcome::timed_out);
        CHECK_FALSE(w.c->over());
    }
}

TEST_CASE("what has no time left is not sent", "[channel][deadline]") {
    ringing w;
    w.fake.forget_commands();
    outcome<eslio::execution_result> o;
    w.c->async_execute(eslio::app::set("a", "1").timeout(-1ms), o.handler());
    w.time.advance(1s);
    CHECK(o.ec == eslio::error::timeout);
    CHECK(w.fake.variable("u-1", "a").empty());
    CHECK(w.fake.commands().empty());
    CHECK(w.c->outstanding() == 0);
}

TEST_CASE("a time-out of zero is none", "[channel][deadline]") {
    ringing w;
    deadlines d(*w.c, 0ms);
    w.time.advance(24h);
    CHECK(d.done() == 0);
    w.fake.hang_up("u-1");
    w.time.settle();
    CHECK(d.done() == 6);
}
