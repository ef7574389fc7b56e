// outgoing_call over sessions, in each mode, and over a connection whose kind is forgotten.
#include "catch.hpp"
#include "dialled.hpp"

#include <eslio/connection/any_connection.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using test::called;
using test::dialled;
using test::ending;
using test::outcome;
using test::socket_mode;
using test::to_user;
using test::words;

TEST_CASE("a session hears the other leg without the user's doing", "[channel][originate]") {
    for (const socket_mode mode : {socket_mode::async_full, socket_mode::static_full}) {
        INFO(test::name_of(mode));
        called s(mode);
        s.run(eslio::app::answer());
        s.fake.plan("user/2000", call_plan().rings_after(1s).answers_after(3s).hangs_up_after(20s));
        dialled d(s.s, to_user("user/2000"));
        d.dial();
        s.time.advance(2s);
        CHECK(d.waits() == words{"yes", "-", "-", "-", "-"});
        s.time.advance(2s);
        CHECK(d.made.how == "call: answered");
        CHECK(d.waits() == words{"yes", "no: answered", "yes", "-", "-"});
        CHECK_FALSE(s.s.over());
        CHECK(s.s.outstanding() == 0);
        if (mode.async) {
            // The caller and the called one are joined, and part.
            s.s.async_api("uuid_bridge " + s.s.uuid() + " " + d.call->uuid(), [](auto...) {});
            s.time.advance(1s);
            CHECK(d.waits()[3] == "yes");
        }
        // The other leg's channel is controlled.
        outcome<eslio::hangup_info> hung;
        eslio::channel other = std::move(d.result).call();
        other.async_wait_for_hangup(0s, hung.handler());
        s.time.advance(30s);
        CHECK(hung.value.cause_text() == "NORMAL_CLEARING");
        CHECK(d.waits()[4] == "yes NORMAL_CLEARING");
        CHECK(d.ended() == 6);
    }
}

TEST_CASE("a session is told the outcome of a call that is not answered", "[channel][originate]") {
    for (const socket_mode mode : {socket_mode::async_full, socket_mode::static_full}) {
        called s(mode);
        s.fake.plan("user/2000", call_plan().rings_after(1s).refuses("USER_BUSY", 2s));
        dialled d(s.s, to_user("user/2000"));
        d.dial();
        s.time.advance(4s);
        CHECK(d.made.how == "no call: busy USER_BUSY");
        CHECK(d.waits()[0] == "yes");
        CHECK(d.ended() == 6);
        CHECK(d.result.times().ringing);
    }
}

TEST_CASE("the session's own call ends while the other rings", "[channel][originate]") {
    called s(socket_mode::async_full);
    s.fake.plan("user/2000", call_plan().answers_after(60s).stays_up());
    dialled d(s.s, to_user("user/2000").timeout(90s));
    d.dial();
    s.time.advance(2s);
    s.fake.hang_up("u-1", "NORMAL_CLEARING");
    s.time.advance(10s);
    CHECK(d.made.count == 1);
    CHECK(d.made.how == "disconnected");
    CHECK(d.ended() == 6);
}

TEST_CASE("a leg of a UUID that cannot be followed is ended, and said to be unheard",
          "[channel][originate]") {
    called s(socket_mode::async_full);
    s.fake.on_api("originate", [](auto) { return eslio::testing::api_answer("+OK -odd"); });
    dialled d(s.s, to_user("user/2000"));
    d.dial();
    s.time.advance(1s);
    CHECK(d.made.how == make_error_code(eslio::error::unwritable_text).message());
    CHECK(d.made.count == 1);
    CHECK(s.told("bgapi originate") == 1);
    CHECK(s.told("api uuid_kill -odd") == 1);
    s.time.advance(60s);
    CHECK(d.ended() == 6);
}

TEST_CASE("without full nothing can be originated, and it is said at once",
          "[channel][originate]") {
    for (const socket_mode mode : {socket_mode::async_single, socket_mode::static_single}) {
        called s(mode);
        s.fake.forget_commands();
        dialled d(s.s, to_user("user/2000"));
        d.dial();
        ending plain, waits;
        eslio::async_originate(s.s, to_user("user/2000"), plain.handler());
        eslio::channel other(s.s, "u-2");
        other.async_wait_for_answer(0s, waits.handler());
        s.time.settle();
        CHECK(d.made.how == test::not_allowed);
        CHECK(d.waits() == words(5, test::not_allowed));
        CHECK(plain.how == test::not_allowed);
        CHECK(waits.how == test::not_allowed);
        CHECK(s.fake.commands().empty());
    }
}

TEST_CASE("a connection whose kind is forgotten", "[channel][originate]") {
    test::connected w;
    w.fake.plan(call_plan().answers_after(1s).stays_up());
    eslio::any_connection fs(std::move(*w.fs));
    dialled d(fs, to_user());
    outcome<eslio::originate_result> made;
    eslio::async_originate(fs, to_user("user/1001"), made.handler());
    d.dial();
    w.time.advance(2s);
    CHECK(d.made.how == "call: answered");
    CHECK(made.value.answered());
}

TEST_CASE("handlers may destroy the handle and the connection", "[channel][originate]") {
    for (const int what : {0, 1, 2}) {
        test::connected w;
        w.fake.plan(call_plan().rings_after(1s).answers_after(2s).stays_up());
        std::optional<eslio::outgoing_call> call(std::in_place, *w.fs, to_user());
        int ended = 0;
        const auto act = [&] {
            ++ended;
            if (what == 0) call.reset();
            if (what == 1) w.fs.reset();
            if (what == 2) w.fs->close();
        };
        call->async_wait_for_ringing(0s, [&](auto, const auto&) { act(); });
        call->async_wait_for_answer(0s, [&](auto, const auto&) { ++ended; });
        call->async_dial([&](auto, const auto&) { ++ended; });
        w.time.advance(10s);
        CHECK(ended == 3);
        if (what == 0) CHECK(w.fake.calls().empty());
    }
}

TEST_CASE("the context ends while it rings", "[channel][originate]") {
    auto count = std::make_shared<int>(0);
    {
        test::connected w;
        w.fake.plan(call_plan().never_answers());
        auto call = std::make_shared<eslio::outgoing_call>(*w.fs, to_user());
        call->async_wait_for_answer(0s, [call, count](auto, const auto&) { ++*count; });
        call->async_dial([call, count](auto, const auto&) { ++*count; });
        eslio::async_originate(*w.fs, to_user(), [count](auto, const auto&) { ++*count; });
        w.time.advance(1s);
    }
    CHECK(*count == 0);
    CHECK(count.use_count() == 1);
}
