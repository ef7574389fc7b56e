// channel: a hang-up that waits for nothing, not even for an application that runs locked.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <optional>
#include <string>

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using eslio::testing::fake_application;
using test::connected;
using test::each_way;
using test::finishes;
using test::outcome;
using test::switched;

TEST_CASE("a call is hung up in the middle of a bridge", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        w.fake.plan("user/2000", call_plan().answers_after(0s).stays_up());
        outcome<eslio::bridge_result> joined;
        c.async_bridge("user/2000", joined.handler());
        REQUIRE(finishes(w, joined));
        REQUIRE(joined.value);

        outcome<eslio::reply> told;
        outcome<eslio::hangup_info> ended;
        c.async_wait_for_hangup(1s, ended.handler());
        c.async_hangup("ALLOTTED_TIMEOUT", told.handler());
        w.time.settle();
        REQUIRE(told.done());
        CHECK_FALSE(told.ec);
        CHECK(told.value.ok());
        REQUIRE(ended.done());
        CHECK_FALSE(ended.ec);
        CHECK(ended.value.cause() == "ALLOTTED_TIMEOUT");
        CHECK(w.told("api uuid_kill " + uuid + " ALLOTTED_TIMEOUT") == 1);
    });
}

TEST_CASE("a hang-up ends what plays", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        outcome<eslio::execution_result> played;
        outcome<eslio::reply> told;
        c.async_execute(eslio::app::playback("silence_stream://60000"), played.handler());
        w.time.advance(1s);
        c.async_hangup("NORMAL_CLEARING", told.handler());
        w.time.settle();
        CHECK(told.done());
        CHECK(played.done());
        CHECK(c.over());
    });
}

/// A loopback leg tells so of what it plays when its other end hangs up: its media are gone, and
/// its own hang-up is known some milliseconds later.
TEST_CASE("what a hang-up cuts may be told before the hang-up", "[channel][hangup]") {
    using outcome_of = eslio::execution_result::outcome;
    for (const bool hangs_up : {true, false})
        for (const auto mode : test::all_modes) {
            CAPTURE(hangs_up, static_cast<int>(mode));
            test::called c(mode);
            c.run(eslio::app::answer());
            c.fake.application("playback", fake_application(1s, "PLAYBACK ERROR"));
            outcome<eslio::execution_result> played;
            c.s.async_execute(eslio::app::playback("a.wav"), played.handler());
            c.time.advance(1020ms);
            CHECK(played.count == 0);
            CHECK(c.s.outstanding() == 1);
            if (hangs_up) c.fake.hang_up("u-1", "NORMAL_CLEARING");
            c.time.advance(179ms);
            CHECK(played.count == (hangs_up ? 1 : 0));
            c.time.advance(2ms);
            REQUIRE(played.done());
            CHECK_FALSE(played.ec);
            CHECK(played.value.how() == (hangs_up ? outcome_of::hung_up : outcome_of::failed));
            if (!hangs_up) CHECK(played.value.why() == "PLAYBACK ERROR");
            CHECK(c.s.outstanding() == 0);
        }
}

TEST_CASE("a wait for the hang-up that explains a failure can be cancelled", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.application("playback", fake_application(1s, "PLAYBACK ERROR"));
        asio::cancellation_signal signal;
        outcome<eslio::execution_result> played, after;
        c.async_execute(eslio::app::playback("a.wav"),
                        asio::bind_cancellation_slot(signal.slot(), played.handler()));
        c.async_execute(eslio::app::set("a", "b"), after.handler());
        w.time.advance(1050ms);
        CHECK(after.done());  // what comes after it is told before it
        CHECK(played.count == 0);
        signal.emit(asio::cancellation_type::terminal);
        w.time.settle();
        REQUIRE(played.done());
        CHECK(played.ec == asio::error::operation_aborted);
        w.time.advance(1s);
        CHECK(played.done());
    });
}

TEST_CASE("a cause that would forge a command is refused", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        const std::size_t before = w.told("api uuid_kill");
        outcome<eslio::reply> told;
        c.async_hangup("USER_BUSY\n\nexit", told.handler());
        w.time.settle();
        REQUIRE(told.done());
        CHECK(told.ec);
        CHECK_FALSE(c.over());
        CHECK(w.told("api uuid_kill") == before);
    });
}

TEST_CASE("what was sent over a handle that is gone is answered all the same",
          "[channel][hangup]") {
    connected w;
    const std::string uuid = w.call();
    outcome<std::optional<std::string>> got;
    outcome<eslio::reply> set, sent, down;
    outcome<eslio::hangup_info> hung;
    {
        eslio::channel c(w.fs->link(), uuid);
        c.async_set_variable("mine", "x", set.handler());
        c.async_get_variable("mine", got.handler());
        c.async_message(eslio::nomedia("x"), sent.handler());
        c.async_wait_for_hangup(0s, hung.handler());
        c.async_hangup("USER_BUSY", down.handler());
    }
    w.time.advance(1s);
    CHECK((hung.done() && hung.ec == asio::error::operation_aborted));
    CHECK((got.done() && !got.ec && got.value == std::optional<std::string>("x")));
    for (const auto* o : {&set, &sent, &down}) CHECK((o->done() && !o->ec && o->value.ok()));
}
