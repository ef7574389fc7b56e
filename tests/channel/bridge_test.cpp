// channel: bridges, which are done when the two legs are connected, or why not.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <string>

using namespace std::chrono_literals;
using eslio::bridge_result;
using eslio::testing::call_plan;
using test::called;
using test::each_way;
using test::finishes;
using test::outcome;
using test::socket_mode;
using test::switched;

TEST_CASE("a bridge is done when the other leg answers", "[channel][bridge]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.plan("user/2000", call_plan().answers_after(3s).stays_up());
        outcome<bridge_result> o;
        c.async_bridge("user/2000", o.handler());
        w.time.advance(2900ms);
        CHECK(o.count == 0);
        REQUIRE(finishes(w, o, 1s));
        CHECK_FALSE(o.ec);
        CHECK(o.value);
        CHECK_FALSE(o.value.other().empty());
        CHECK(o.value.other() != c.uuid());
        CHECK(o.value.cause_text().empty());
        CHECK(c.outstanding() == 1);  // the application runs on
        w.fake.hang_up(o.value.other());
        w.time.advance(1s);
        CHECK(o.done());
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("a bridge that fails tells why", "[channel][bridge]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.plan("user/2000", call_plan().refuses("USER_BUSY", 1s));
        outcome<bridge_result> o;
        c.async_bridge("user/2000", o.handler());
        REQUIRE(finishes(w, o));
        CHECK_FALSE(o.ec);
        CHECK_FALSE(o.value);
        CHECK(o.value.cause_text() == "USER_BUSY");
        CHECK(o.value.cause() == eslio::hangup_cause::user_busy);
        CHECK(o.value.execution().cause() == c.hangup()->cause());
        CHECK(o.value.other().empty());
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("a caller who gives up while it rings ends the bridge", "[channel][bridge]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        w.fake.plan("user/2000", call_plan().never_answers());
        outcome<bridge_result> o;
        c.async_bridge("user/2000", o.handler());
        w.time.advance(2s);
        w.fake.hang_up(uuid, "ORIGINATOR_CANCEL");
        REQUIRE(finishes(w, o, 5s));
        CHECK_FALSE(o.ec);
        CHECK_FALSE(o.value);
        CHECK(o.value.cause_text() == "ORIGINATOR_CANCEL");
        CHECK(o.done());
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("of two bridges in line the first to be connected is the first", "[channel][bridge]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.plan("user/2000", call_plan().answers_after(1s).hangs_up_after(5s));
        w.fake.plan("user/2001", call_plan().answers_after(1s).stays_up());
        outcome<eslio::reply> keep;
        c.async_set_variable("hangup_after_bridge", "false", keep.handler());
        outcome<bridge_result> first, second;
        c.async_bridge("user/2000", first.handler());
        c.async_bridge("user/2001", second.handler());
        REQUIRE(finishes(w, first));
        CHECK(first.value);
        CHECK(second.count == 0);
        REQUIRE(finishes(w, second));
        CHECK(second.value);
        CHECK(first.value.other() != second.value.other());
    });
}

TEST_CASE("why a bridge failed has nothing to do with the one before", "[channel][bridge]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.plan("user/2000", call_plan().answers_after(1s).hangs_up_after(5s));
        w.fake.plan("user/2001", call_plan().refuses("USER_BUSY", 1s));
        for (const char* name : {"continue_on_fail", "hangup_after_bridge"})
            c.async_set_variable(name, name[0] == 'c' ? "true" : "false", [](auto...) {});
        outcome<bridge_result> first, second;
        c.async_bridge("user/2000", first.handler());
        c.async_bridge("user/2001", second.handler());
        REQUIRE(finishes(w, second));
        CHECK(first.value);
        CHECK_FALSE(second.value);
        CHECK(second.value.cause_text() == "USER_BUSY");
    });
}

TEST_CASE("a bridge has a deadline only by the options, and can be cancelled",
          "[channel][bridge]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.plan("user/2000", call_plan().never_answers());
        asio::cancellation_signal signal;
        outcome<bridge_result> o;
        c.async_bridge("user/2000", asio::bind_cancellation_slot(signal.slot(), o.handler()));
        w.time.advance(2s);
        signal.emit(asio::cancellation_type::terminal);
        w.time.settle();
        REQUIRE(o.done());
        CHECK(o.ec == asio::error::operation_aborted);
    });
    eslio::outbound::session_options options;
    options.channel.execution_timeout = 4s;
    called c(socket_mode::async_full, eslio::testing::call(), options);
    c.fake.plan("user/2000", call_plan().never_answers());
    outcome<bridge_result> o;
    c.s.async_bridge("user/2000", o.handler());
    c.time.advance(4s);
    REQUIRE(o.done());
    CHECK(o.ec == eslio::error::timeout);
}

TEST_CASE("in static mode a bridge is done when it is over", "[channel][bridge][modes]") {
    for (const socket_mode m : {socket_mode::static_full, socket_mode::static_single}) {
        called c(m);
        c.run(eslio::app::answer());
        c.fake.plan("user/2000", call_plan().answers_after(1s).hangs_up_after(5s));
        outcome<bridge_result> o;
        c.s.async_bridge("user/2000", o.handler());
        c.time.advance(5s);
        CHECK(o.count == 0);
        const auto legs = c.fake.calls();
        c.time.advance(2s);
        REQUIRE(o.done());
        CHECK_FALSE(o.ec);
        CHECK(o.value);
        REQUIRE(legs.size() == 2);
        CHECK(o.value.other() == legs[1]);
        CHECK(c.s.outstanding() == 0);

        c.fake.plan("user/2000", call_plan().refuses("USER_BUSY", 1s));
        c.run(eslio::app::set("continue_on_fail", "true"));
        outcome<bridge_result> failed;
        c.s.async_bridge("user/2000", failed.handler());
        c.time.advance(2s);
        REQUIRE(failed.done());
        CHECK_FALSE(failed.value);
        CHECK(failed.value.cause_text() == "USER_BUSY");
    }
    called c(socket_mode::async_single);
    c.fake.plan("user/2000", call_plan().answers_after(1s).stays_up());
    outcome<bridge_result> o;
    c.s.async_bridge("user/2000", o.handler());
    c.time.advance(2s);
    CHECK(o.done());
    CHECK(o.value);
}

TEST_CASE("a bridge that joined nobody has no other leg, whatever was joined before",
          "[channel][bridge][modes]") {
    for (const socket_mode m : test::all_modes)
        for (const char* to : {"user/2001", "error/NO_ANSWER"}) {
            INFO(test::name_of(m) << " " << to);
            called c(m);
            c.run(eslio::app::answer());
            c.run(eslio::app::set("continue_on_fail", "true"));
            c.fake.plan("user/2000", call_plan().answers_after(1s).hangs_up_after(5s));
            c.fake.plan("user/2001", call_plan().refuses("USER_BUSY", 1s));
            outcome<bridge_result> first, second;
            c.s.async_bridge("user/2000", first.handler());
            c.s.async_bridge(to, second.handler());
            REQUIRE(finishes(c, second));
            CHECK(first.value);
            CHECK_FALSE(first.value.other().empty());
            CHECK_FALSE(second.value);
            CHECK(second.value.other().empty());
        }
}

TEST_CASE("a leg that was joined and did not answer is named", "[channel][bridge]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.plan("user/2000",
                    call_plan().goes_early_after(1s).never_answers().refuses("USER_BUSY", 2s));
        outcome<bridge_result> o;
        c.async_bridge("user/2000", o.handler());
        w.time.advance(1500ms);
        const auto legs = w.fake.calls();
        REQUIRE(finishes(w, o));
        CHECK(o.value.cause_text() == "USER_BUSY");
        REQUIRE_FALSE(legs.empty());
        CHECK(o.value.other() == legs.back());
    });
}
