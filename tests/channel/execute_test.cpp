// channel: executions, each of which ends exactly once, however it ends.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <list>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::app::playback;
using eslio::testing::fake_application;
using test::called;
using test::connected;
using test::each_way;
using test::finishes;
using test::outcome;
using test::socket_mode;
using test::switched;
using result = eslio::execution_result;
using ran = eslio::execution_result::outcome;

TEST_CASE("an execution is done when CHANNEL_EXECUTE_COMPLETE comes", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.application("playback", fake_application(3s, "FILE PLAYED"));
        outcome<result> o;
        c.async_execute(playback("a.wav"), o.handler());
        CHECK(c.outstanding() == 1);
        w.time.advance(2999ms);
        CHECK(o.count == 0);
        w.time.advance(1ms);
        REQUIRE(o.done());
        CHECK_FALSE(o.ec);
        CHECK(o.value.ok());
        CHECK(o.value.response() == "FILE PLAYED");
        CHECK(o.value.details()["Application-Data"] == "a.wav");
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("in every mode an execution ends with its application", "[channel][modes]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        c.run(eslio::app::answer());
        c.fake.application("playback", fake_application(3s, "FILE PLAYED"));
        outcome<result> o;
        c.s.async_execute(playback("a.wav"), o.handler());
        c.time.advance(2999ms);
        CHECK(o.count == 0);
        c.time.advance(1ms);
        REQUIRE(o.done());
        CHECK(o.value.ok());
        CHECK(o.value.response() == "FILE PLAYED");
        CHECK(c.s.answered());
        CHECK(c.s.outstanding() == 0);
    }
}

TEST_CASE("two playbacks of the same file at once are told apart", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        // The second starts inside the first, so it ends first.
        w.fake.application("playback", fake_application(3s));
        outcome<result> first, second;
        c.async_execute(playback("same.wav").lock(false), first.handler());
        w.time.advance(1s);
        w.fake.application("playback", fake_application(500ms));
        c.async_execute(playback("same.wav").lock(false), second.handler());
        w.time.advance(600ms);
        CHECK(second.done());
        CHECK(first.count == 0);
        REQUIRE(finishes(w, first));
        CHECK(first.value.details()["Application-UUID"] !=
              second.value.details()["Application-UUID"]);
        CHECK(first.done());
        CHECK(second.done());
    });
}

TEST_CASE("what is executed after each other runs after each other", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        std::vector<int> order;
        for (int i = 0; i < 20; ++i)
            c.async_execute(playback(std::to_string(i)), [&order, i](eslio::error_code, result r) {
                if (r.details()["Application-Data"] == std::to_string(i)) order.push_back(i);
            });
        CHECK(c.outstanding() == 20);
        w.time.advance(60s);
        REQUIRE(order.size() == 20);
        for (int i = 0; i < 20; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
    });
}

TEST_CASE("the end of the call ends every execution, with its cause", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        std::list<outcome<result>> all;
        for (int i = 0; i < 5; ++i) c.async_execute(playback("x"), all.emplace_back().handler());
        w.time.advance(500ms);
        CHECK(w.fake.hang_up(uuid, "USER_BUSY"));
        w.time.advance(5s);
        for (const auto& o : all) {
            REQUIRE(o.done());
            CHECK_FALSE(o.ec);
            // The one that ran is told its own end before the call's.
            if (&o == &all.front() && o.value.ok()) continue;
            CHECK(o.value.how() == ran::hung_up);
            CHECK(o.value.cause_text() == "USER_BUSY");
        }
        CHECK(c.outstanding() == 0);
        CHECK(c.over());
        REQUIRE(c.hangup());
        CHECK(c.hangup()->cause_text() == "USER_BUSY");

        outcome<result> late;  // and what is begun afterwards
        c.async_execute(playback("x"), late.handler());
        w.time.settle();
        REQUIRE(late.done());
        CHECK_FALSE(late.ec);
        CHECK(late.value.how() == ran::hung_up);
        CHECK(late.value.cause_text() == "USER_BUSY");
    });
}

TEST_CASE("whoever is told that the call hangs up finds it over", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string& uuid) {
        int told = 0;
        for (int i = 0; i < 3; ++i)
            c.async_execute(playback("x"), [&](eslio::error_code ec, const result& r) {
                if (ec || (r.how() != ran::hung_up && r.details()["Answer-State"] != "hangup"))
                    return;
                ++told;
                CHECK(c.over());
            });
        CHECK_FALSE(c.over());
        w.time.advance(500ms);
        CHECK(w.fake.hang_up(uuid, "USER_BUSY"));
        w.time.advance(5s);
        CHECK(told > 0);
    });
}

TEST_CASE("the end of the connection ends every execution", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        std::list<outcome<result>> all;
        for (int i = 0; i < 3; ++i) c.async_execute(playback("x"), all.emplace_back().handler());
        w.time.advance(500ms);
        c.async_execute(playback("unanswered"), all.emplace_back().handler());
        w.fake.drop_all();
        w.time.settle();
        for (const auto& o : all) {
            REQUIRE(o.done());
            CHECK(o.ec == eslio::condition::disconnected);
        }
        CHECK(c.outstanding() == 0);
        outcome<result> late;
        c.async_execute(playback("x"), late.handler());
        w.time.settle();
        REQUIRE(late.done());
        CHECK(late.ec == eslio::condition::disconnected);
    });
}

TEST_CASE("an execution has a deadline, and keeps its place behind it", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.application("playback", fake_application(10s));
        outcome<result> o;
        c.async_execute(playback("x").timeout(2s), o.handler());
        w.time.advance(1999ms);
        CHECK(o.count == 0);
        w.time.advance(1ms);
        REQUIRE(o.done());
        CHECK(o.ec == eslio::error::timeout);
        CHECK(c.outstanding() == 1);  // FreeSWITCH still runs it
        w.time.advance(9s);
        CHECK(o.done());
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("the usual deadline is the channel's, and zero is none", "[channel]") {
    connected w;
    const std::string uuid = w.call();
    eslio::channel_options options;
    options.execution_timeout = 2s;
    eslio::channel c(w.fs->link(), uuid, options);
    w.fake.application("playback", fake_application(1h));
    outcome<result> usual, none;
    c.async_execute(playback("x"), usual.handler());
    c.async_execute(playback("x").timeout(0s).lock(false), none.handler());
    w.time.advance(2s);
    CHECK(usual.ec == eslio::error::timeout);
    CHECK(none.count == 0);
    w.time.advance(2h);
    CHECK(none.done());
    CHECK_FALSE(none.ec);
}

TEST_CASE("a cancelled execution completes with operation_aborted", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        asio::cancellation_signal signal;
        outcome<result> o;
        c.async_execute(playback("x"), asio::bind_cancellation_slot(signal.slot(), o.handler()));
        w.time.advance(500ms);
        signal.emit(asio::cancellation_type::total);  // what was sent cannot be undone
        w.time.settle();
        CHECK(o.count == 0);
        signal.emit(asio::cancellation_type::terminal);
        CHECK(o.count == 0);  // never inside the call
        w.time.settle();
        REQUIRE(o.done());
        CHECK(o.ec == asio::error::operation_aborted);
        w.time.advance(10s);
        CHECK(o.done());
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("a handle that goes aborts what is outstanding", "[channel]") {
    connected w;
    const std::string uuid = w.call();
    outcome<result> executed;
    outcome<eslio::wait_result> answered;
    outcome<eslio::hangup_info> hung_up;
    outcome<eslio::collected_digits> digits;
    outcome<eslio::message> received;
    outcome<eslio::wait_result> waited;
    outcome<eslio::bridge_result> bridged;
    {
        eslio::channel c(w.fs->link(), uuid);
        w.time.settle();
        c.async_execute(playback("x"), executed.handler());
        c.async_bridge("user/2", bridged.handler());
        c.async_wait_for_hangup(0s, hung_up.handler());
        c.async_digits(eslio::digit_rules(1), digits.handler());
        c.async_receive(received.handler());
        c.async_wait_for([](const eslio::event&) { return false; }, 0s, waited.handler());
        eslio::channel moved = std::move(c);
        CHECK(moved.outstanding() == 5);
    }
    w.time.settle();
    for (const auto* ec :
         {&executed.ec, &hung_up.ec, &digits.ec, &received.ec, &waited.ec, &bridged.ec})
        CHECK(*ec == asio::error::operation_aborted);
    CHECK(executed.done());
    CHECK(bridged.done());
    CHECK(hung_up.done());
    CHECK(digits.done());
    CHECK(received.done());
    CHECK(waited.done());
    w.time.advance(60s);
    CHECK(executed.done());
}

TEST_CASE("a session that goes aborts its executions and closes", "[channel]") {
    called w;
    outcome<result> executed;
    outcome<eslio::hangup_info> hung_up;
    w.s.async_execute(playback("x"), executed.handler());
    w.s.async_wait_for_hangup(0s, hung_up.handler());
    w.time.settle();
    { const eslio::outbound::session gone = std::move(w.s); }
    w.time.settle();
    CHECK(executed.done());
    CHECK(executed.ec == asio::error::operation_aborted);
    CHECK(hung_up.done());
    CHECK(hung_up.ec == asio::error::operation_aborted);
    CHECK(w.fake.open_connections() == 0);
}

TEST_CASE("loops are one execution, also if they stop early", "[channel]") {
    each_way([](switched& w, eslio::channel& c, const std::string&) {
        w.fake.application("playback", fake_application(2s));
        outcome<result> whole;
        c.async_execute(playback("x").loops(3), whole.handler());
        w.time.advance(5999ms);
        CHECK(whole.count == 0);
        w.time.advance(1ms);
        CHECK(whole.done());
        CHECK(whole.value.ok());

        w.fake.application("playback", fake_application(100ms, "FILE PLAYED"));
        outcome<result> early;
        c.async_execute(playback("x").loops(3), early.handler());
        w.time.advance(200ms);
        REQUIRE(early.done());
        CHECK(early.value.ok());
        CHECK(early.value.response() == "FILE PLAYED");
        CHECK(c.outstanding() == 0);
    });
}

TEST_CASE("an unknown application ends its execution and the call", "[channel]") {
    for (const socket_mode m : test::all_modes) {
        called c(m);
        outcome<result> o;
        c.s.async_execute(eslio::application("nosuchapp"), o.handler());
        c.time.advance(1s);
        REQUIRE(o.done());
        CHECK_FALSE(o.value.ok());
        CHECK_FALSE(o.ec);
        CHECK(o.value.how() == ran::hung_up);
        if (m == socket_mode::async_full)
            CHECK(o.value.why() ==
                  "DESTINATION_OUT_OF_ORDER; FreeSWITCH may not know the application");
        outcome<eslio::outbound::session_end> end;
        c.s.async_wait_for_end(end.handler());
        REQUIRE(finishes(c, end));
        if (m != socket_mode::static_single && m != socket_mode::async_single)
            CHECK(end.value.cause_text() == "DESTINATION_OUT_OF_ORDER");
        CHECK(c.s.outstanding() == 0);
    }
}

TEST_CASE("executions are bounded below FreeSWITCH's own bound", "[channel]") {
    connected w;
    const std::string uuid = w.call();
    eslio::channel_options options;
    options.most_executions = 4;
    eslio::channel c(w.fs->link(), uuid, options);
    std::list<outcome<result>> all;
    for (int i = 0; i < 3; ++i) c.async_execute(playback("x"), all.emplace_back().handler());
    outcome<eslio::reply> queued, too_much;
    c.async_queue(playback("x"), queued.handler());
    outcome<result> refused;
    c.async_execute(playback("x"), refused.handler());
    c.async_queue(playback("x"), too_much.handler());
    w.time.settle();
    CHECK(refused.ec == eslio::error::queue_full);
    CHECK(too_much.ec == eslio::error::queue_full);
    CHECK(queued.done());
    CHECK(queued.value.ok());
    w.time.advance(1s);  // one has run
    outcome<result> again;
    c.async_execute(playback("x"), again.handler());
    w.time.advance(10s);
    CHECK(again.done());
    CHECK_FALSE(again.ec);
    for (const auto& o : all) CHECK(o.done());
    CHECK(c.outstanding() == 0);
}

TEST_CASE("a call that does not exist refuses", "[channel]") {
    connected w;
    eslio::channel c(w.fs->link(), "00000000-0000-0000-0000-000000000000");
    outcome<result> executed;
    outcome<eslio::reply> queued, hung_up, broken, set;
    outcome<eslio::wait_result> answered;
    outcome<eslio::hangup_info> ended;
    outcome<std::optional<std::string>> variable;
    c.async_execute(playback("x"), executed.handler());
    c.async_queue(playback("x"), queued.handler());
    c.async_hangup("USER_BUSY", hung_up.handler());
    c.async_break(broken.handler());
    c.async_set_variable("a", "b", set.handler());
    c.async_get_variable("a", variable.handler());
    c.async_wait_for_answer(0s, answered.handler());
    c.async_wait_for_hangup(0s, ended.handler());
    w.time.advance(1s);  // events may be behind the replies
    CHECK(executed.done());
    CHECK(executed.value.how() == ran::refused);
    CHECK(executed.value.text().substr(0, 23) == "-ERR invalid session id");
    for (const auto* r : {&queued, &hung_up, &broken, &set}) {
        CHECK(r->done());
        CHECK_FALSE(r->value.ok());
    }
    CHECK(variable.ec == eslio::error::no_such_call);
    CHECK(answered.ec == eslio::error::no_such_call);
    CHECK(ended.ec == eslio::error::no_such_call);
    CHECK(c.outstanding() == 0);
}
