// outgoing_call with several destinations: at once, and one after the other.
#include "catch.hpp"
#include "dialled.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>

#include <algorithm>
#include <chrono>
#include <string>

using namespace std::chrono_literals;
using eslio::call_outcome;
using eslio::testing::call_plan;
using test::connected;
using test::dialled;
using test::ending;
using test::words;

namespace {

eslio::originate to_three() {
    eslio::dial_string all("user/1");
    all.also("user/2").also("user/3");
    return eslio::originate(all);
}

}  // namespace

TEST_CASE("the first that answers wins, the others are ended", "[channel][originate]") {
    connected w;
    w.fake.plan("user/1", call_plan().rings_after(100ms).answers_after(5s).stays_up());
    w.fake.plan("user/2", call_plan().rings_after(200ms).answers_after(3s).stays_up());
    w.fake.plan("user/3", call_plan().refuses("USER_BUSY", 1s));
    dialled d(*w.fs, to_three());
    ending others;
    d.call->async_wait_for_others(0s, others.handler());
    REQUIRE(d.call->legs().size() == 3);
    d.dial();
    w.time.advance(2s);
    CHECK(d.waits() == words{"yes", "-", "-", "-", "-"});
    CHECK(d.call->legs()[2].outcome == call_outcome::busy);
    CHECK(d.call->legs()[0].outcome == call_outcome::pending);
    w.time.advance(2s);
    CHECK(d.made.how == "call: answered");
    CHECK(d.waits()[2] == "yes");
    const std::string second = d.call->legs()[1].uuid;
    CHECK(d.result.uuid() == second);
    CHECK(d.call->uuid() == second);
    CHECK(d.result.call().uuid() == second);
    w.time.advance(1s);
    CHECK(others.how == "yes");
    const auto legs = d.call->legs();
    CHECK(legs[0].outcome == call_outcome::lost_race);
    CHECK(legs[0].cause_text == "LOSE_RACE");
    CHECK(legs[1].outcome == call_outcome::answered);
    CHECK(legs[2].cause_text == "USER_BUSY");
    CHECK(w.fake.calls().size() == 1);
    w.fake.hang_up(second, "NORMAL_CLEARING");
    w.time.advance(1s);
    CHECK(d.waits()[4] == "yes NORMAL_CLEARING");
    CHECK(d.ended() == 6);
}

TEST_CASE("nobody of several answers", "[channel][originate]") {
    connected w;
    w.fake.plan("user/1", call_plan().refuses("USER_BUSY", 1s));
    w.fake.plan("user/2", call_plan().refuses("CALL_REJECTED", 2s));
    w.fake.plan("user/3", call_plan().refuses("NO_USER_RESPONSE", 3s));
    dialled d(*w.fs, to_three());
    d.dial();
    w.time.advance(5s);
    CHECK(d.made.count == 1);
    CHECK_FALSE(d.result);
    const auto& legs = d.result.legs();
    REQUIRE(legs.size() == 3);
    CHECK(legs[0].outcome == call_outcome::busy);
    CHECK(legs[1].outcome == call_outcome::rejected);
    CHECK(legs[2].outcome == call_outcome::no_answer);
    CHECK(d.ended() == 6);
}

TEST_CASE("a leg that cannot be made, and one that answers", "[channel][originate]") {
    connected w;
    w.fake.plan("user/1", call_plan().answers_after(1s).stays_up());
    eslio::dial_string both("sofia/gateway/none/1");
    both.also("user/1");
    dialled d(*w.fs, eslio::originate(both));
    ending others;
    d.call->async_wait_for_others(0s, others.handler());
    d.dial();
    w.time.advance(2s);
    CHECK(d.made.how == "call: answered");
    CHECK(d.result.uuid() == d.call->legs()[1].uuid);
    CHECK(d.call->legs()[0].outcome == call_outcome::pending);  // there never was a channel
    CHECK(others.how == "yes");
}

TEST_CASE("alternatives are called one after the other", "[channel][originate]") {
    connected w;
    w.fake.plan("user/1", call_plan().rings_after(100ms).refuses("USER_BUSY", 1s));
    w.fake.plan("user/2", call_plan().rings_after(100ms).answers_after(1s).stays_up());
    eslio::dial_string both("user/1");
    both.then("user/2");
    dialled d(*w.fs, eslio::originate(both));
    d.dial();
    w.time.advance(1500ms);
    CHECK(d.made.count == 0);
    CHECK(d.call->legs()[0].outcome == call_outcome::busy);
    CHECK(d.waits()[4] == "-");
    w.time.advance(1s);
    CHECK(d.made.how == "call: answered");
    CHECK(d.call->uuid() == d.call->legs()[1].uuid);
}

TEST_CASE("a race that is cancelled", "[channel][originate]") {
    for (const auto when : {0ms, 150ms, 1500ms}) {
        connected w;
        w.fake.plan(call_plan().rings_after(100ms).answers_after(10s).stays_up());
        asio::cancellation_signal stop;
        ending made, others;
        eslio::outgoing_call call(*w.fs, to_three());
        call.async_dial(asio::bind_cancellation_slot(stop.slot(), made.handler()));
        call.async_wait_for_others(0s, others.handler());
        w.time.advance(when);
        stop.emit(asio::cancellation_type::partial);
        w.time.advance(5s);
        CHECK(made.count == 1);
        CHECK(others.count == 1);
        CHECK(w.fake.calls().empty());
        if (when > 0ms)
            for (const eslio::call_leg& leg : call.legs())
                CHECK(leg.outcome == call_outcome::cancelled);
    }
}
