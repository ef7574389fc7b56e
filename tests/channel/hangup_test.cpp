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
        CHECK(ended.value.cause_text() == "ALLOTTED_TIMEOUT");
        CHECK(w.told("api uuid_kill " + uuid + " ALLOTTED_TIMEOUT") == 1);
    });
}

TEST_CASE("a hang-up ends what plays", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        outcome<eslio::execution_result> played;
        outcome<eslio::reply> told;
        c.async_execute(eslio::app::playback("silence_stream://60000"), played.handler());
        w.time.advance(1s);
        c.async_hangup(eslio::hangup_cause::call_rejected, told.handler());
        w.time.settle();
        CHECK(told.done());
        CHECK(played.done());
        CHECK(c.over());
        CHECK(c.hangup()->cause() == eslio::hangup_cause::call_rejected);
        CHECK(played.value.cause() == eslio::hangup_cause::call_rejected);
    });
}

TEST_CASE("a call is hung up by a cause that is a value", "[channel][hangup]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        outcome<eslio::reply> unknown, none, later;
        w.fake.forget_commands();
        c.async_hangup(eslio::hangup_cause::unknown, unknown.handler());
        w.time.settle();
        CHECK(unknown.ec == eslio::condition::invalid_argument);
        CHECK(w.fake.commands().empty());
        c.async_schedule_hangup(60s, eslio::hangup_cause::no_answer, later.handler());
        w.time.settle();
        CHECK(later.value.ok());
        c.async_hangup(eslio::hangup_cause::none, none.handler());
        w.time.settle();
        CHECK(none.value.ok());
        CHECK(w.told("api sched_hangup +60 " + uuid + " NO_ANSWER") == 1);
        CHECK(w.told("api uuid_kill " + uuid + " NORMAL_CLEARING") == 1);
    });
}

namespace {

using how = eslio::execution_result::outcome;

/// A call that a loopback leg is, on which `playback` ends after a second as a cut one does.
struct looped : connected {
    looped() : uuid(call("loopback/9000")), c(fs->link(), uuid) {
        fake.application("playback", fake_application(1s, "PLAYBACK ERROR"));
        time.settle();
        c.async_execute(eslio::app::playback("a.wav"), played.handler());
    }

    std::string uuid;
    eslio::channel c;
    outcome<eslio::execution_result> played;
};

}  // namespace

/// A loopback leg tells so of what it plays when its other end hangs up: its media are gone, and
/// its own hang-up is known some milliseconds later.
TEST_CASE("what a hang-up cuts may be told before the hang-up", "[channel][hangup][held]") {
    looped s;
    s.time.advance(1020ms);
    CHECK(s.played.count == 0);
    CHECK(s.c.outstanding() == 1);
    s.fake.hang_up(s.uuid, "USER_BUSY");
    s.time.advance(1ms);
    REQUIRE(s.played.done());
    CHECK_FALSE(s.played.ec);
    CHECK(s.played.value.how() == how::hung_up);
    CHECK(s.played.value.cause_text() == "USER_BUSY");
    CHECK(s.c.outstanding() == 0);
}

TEST_CASE("a failure that no hang-up cut is told as that", "[channel][hangup][held]") {
    looped s;
    SECTION("there is none") {
        s.time.advance(1199ms);
        CHECK(s.played.count == 0);
        s.time.advance(1ms);
    }
    SECTION("it comes later") {
        s.time.advance(1070ms);
        CHECK(s.played.count == 0);
        s.fake.hang_up(s.uuid, "USER_BUSY");
        s.time.advance(1ms);
    }
    SECTION("this side hangs up") {
        s.time.advance(1001ms);
        CHECK(s.played.count == 0);
        s.c.async_hangup("USER_BUSY", [](auto...) {});
        s.time.advance(1ms);
    }
    SECTION("this side had asked for it") {
        outcome<eslio::execution_result> set, hung_up;
        s.c.async_execute(eslio::app::set("a", "b"), set.handler());
        s.c.async_execute(eslio::application("hangup", "USER_BUSY"), hung_up.handler());
        s.time.advance(1100ms);
        CHECK(set.value.how() == how::completed);
        CHECK(hung_up.value.how() == how::completed);
    }
    REQUIRE(s.played.done());
    CHECK_FALSE(s.played.ec);
    CHECK(s.played.value.how() == how::failed);
    CHECK(s.played.value.why() == "PLAYBACK ERROR");
    CHECK(s.c.outstanding() == 0);
}

TEST_CASE("a hang-up that is not sent explains nothing away", "[channel][hangup][held]") {
    looped s;
    s.time.advance(1001ms);
    outcome<eslio::reply> told;
    s.c.async_hangup("A\nB", told.handler());
    s.time.settle();
    CHECK(told.ec);
    s.fake.hang_up(s.uuid, "USER_BUSY");
    s.time.advance(1ms);
    REQUIRE(s.played.done());
    CHECK(s.played.value.how() == how::hung_up);
}

TEST_CASE("executions are told in order, in time, and can be cancelled",
          "[channel][hangup][held]") {
    looped s;
    asio::cancellation_signal signal;
    std::string order;
    const auto tells = [&order](char name) {
        return [&order, name](eslio::error_code ec, const eslio::execution_result&) {
            order += ec ? '!' : name;
        };
    };
    s.c.async_execute(eslio::app::playback("b.wav").timeout(2050ms),
                      asio::bind_cancellation_slot(signal.slot(), tells('b')));
    s.c.async_execute(eslio::app::set("c", "c"), tells('c'));
    s.time.advance(1500ms);
    CHECK(s.played.value.how() == how::failed);
    s.time.advance(549ms);
    CHECK(order.empty());
    SECTION("in time") {
        s.time.advance(1ms);
        CHECK(order == "bc");
    }
    SECTION("cancelled") {
        signal.emit(asio::cancellation_type::terminal);
        s.time.settle();
        CHECK(order.size() == 2);
    }
    CHECK(s.c.outstanding() == 0);
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
        c.async_message(eslio::cmd::nomedia("x"), sent.handler());
        c.async_wait_for_hangup(0s, hung.handler());
        c.async_hangup("USER_BUSY", down.handler());
    }
    w.time.advance(1s);
    CHECK((hung.done() && hung.ec == asio::error::operation_aborted));
    CHECK((got.done() && !got.ec && got.value == std::optional<std::string>("x")));
    for (const auto* o : {&set, &sent, &down}) CHECK((o->done() && !o->ec && o->value.ok()));
}
