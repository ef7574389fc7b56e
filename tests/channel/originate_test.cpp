// outgoing_call and async_originate: what comes of an attempt to call somebody.
#include "catch.hpp"
#include "dialled.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::call_outcome;
using eslio::originate;
using eslio::testing::call_plan;
using test::connected;
using test::dialled;
using test::ending;
using test::outcome;
using test::to_user;
using test::words;

TEST_CASE("a call that rings, is answered, and ends", "[channel][originate]") {
    connected w;
    w.fake.plan(call_plan().rings_after(1s).answers_after(3s).hangs_up_after(5s));
    dialled d(*w.fs, to_user().timeout(30s));
    w.time.settle();
    CHECK(w.told("bgapi originate") == 0);
    CHECK(d.call->outcome() == call_outcome::pending);
    d.dial();
    w.time.settle();
    CHECK(w.told("bgapi originate {origination_uuid=" + d.call->uuid()) == 0);
    CHECK(w.told("bgapi originate") == 1);
    CHECK(d.ended() == 0);
    w.time.advance(1s);
    CHECK(d.waits() == words{"yes", "-", "-", "-", "-"});
    w.time.advance(2s);
    CHECK(d.made.how == "call: answered");
    CHECK(d.waits() == words{"yes", "no: answered", "yes", "-", "-"});
    CHECK(d.result.answered());
    CHECK(d.result.uuid() == d.call->uuid());
    CHECK(d.result.times().answered);
    CHECK(*d.result.times().answered - *d.result.times().ringing == 2s);
    eslio::channel c = std::move(d.result).call();
    CHECK(c.uuid() == d.call->uuid());
    CHECK(c.answered());
    outcome<eslio::hangup_info> hung;
    c.async_wait_for_hangup(0s, hung.handler());
    w.time.advance(5s);
    CHECK(hung.value.cause_text() == "NORMAL_CLEARING");
    CHECK(d.waits() == words{"yes", "no: answered", "yes", "no: answered NORMAL_CLEARING",
                             "yes NORMAL_CLEARING"});
    CHECK(d.ended() == 6);
    CHECK(d.call->legs()[0].cause_text == "NORMAL_CLEARING");
    CHECK(d.call->legs()[0].cause() == eslio::hangup_cause::normal_clearing);
    CHECK(d.call->legs()[0].outcome == call_outcome::answered);
    // What is begun now is told at once.
    ending late;
    d.call->async_wait_for_answer(0s, late.handler());
    w.time.settle();
    CHECK(late.how == "yes NORMAL_CLEARING");
    CHECK(w.told("api uuid_dump") == 0);
}

TEST_CASE("the call of a result that has none is refused with the reason", "[channel][originate]") {
    eslio::originate_result busy(call_outcome::busy, "USER_BUSY", {});
    CHECK_THROWS_WITH(busy.call(), "there is no call: USER_BUSY");
    CHECK_THROWS_AS(std::move(busy).call(), eslio::refused);
}

TEST_CASE("what an attempt comes to is told by its cause", "[channel][originate]") {
    struct attempt {
        const char* cause;
        call_outcome outcome;
    };
    for (const auto& [cause, expected] : {attempt{"USER_BUSY", call_outcome::busy},
                                          {"NO_ANSWER", call_outcome::no_answer},
                                          {"CALL_REJECTED", call_outcome::rejected},
                                          {"UNALLOCATED_NUMBER", call_outcome::invalid_number},
                                          {"USER_NOT_REGISTERED", call_outcome::unreachable},
                                          {"SWITCH_CONGESTION", call_outcome::congestion},
                                          {"ORIGINATOR_CANCEL", call_outcome::cancelled},
                                          {"NORMAL_CLEARING", call_outcome::failed}}) {
        INFO(cause);
        connected w;
        w.fake.plan(call_plan().rings_after(500ms).refuses(cause, 1s));
        dialled d(*w.fs, to_user());
        d.dial();
        w.time.advance(2s);
        const std::string how = std::string(to_string(expected)) + " " + cause;
        CHECK(d.made.how == "no call: " + how);
        CHECK(d.result.outcome() == expected);
        CHECK(d.result.uuid().empty());
        CHECK(d.result.times().ringing);
        CHECK(d.waits() ==
              words{"yes", "no: " + how, "no: " + how, "no: " + how, std::string("yes ") + cause});
        CHECK(d.ended() == 6);
        CHECK(d.call->outcome() == expected);
        CHECK(d.call->legs()[0].cause_text == cause);
    }
}

TEST_CASE("no channel at all: an endpoint that fails at once", "[channel][originate]") {
    for (const auto& [to, how] : {std::pair{"error/USER_BUSY", "busy USER_BUSY"},
                                  {"sofia/gateway/none/1", "unreachable INVALID_GATEWAY"},
                                  {"nosuch/1", "unreachable CHAN_NOT_IMPLEMENTED"},
                                  {"user/nobody@nowhere", "unreachable SUBSCRIBER_ABSENT"}}) {
        INFO(to);
        connected w;
        dialled d(*w.fs, to_user(to));
        d.dial();
        w.time.advance(1s);
        const std::string no = std::string("no: ") + how;
        CHECK(d.made.how == std::string("no call: ") + how);
        CHECK(d.waits()[0] == no);
        CHECK(d.waits()[3] == no);
        CHECK(d.ended() == 6);
    }
}

TEST_CASE("FreeSWITCH's own time-out is no answer", "[channel][originate]") {
    connected w;
    w.fake.plan(call_plan().never_answers());
    dialled d(*w.fs, to_user().timeout(20s));
    d.dial();
    w.time.advance(19s);
    CHECK(d.made.count == 0);
    w.time.advance(3s);
    CHECK(d.made.how == "no call: no answer NO_ANSWER");
    CHECK(d.ended() == 6);
    CHECK(w.told("api uuid_kill") == 0);
}

TEST_CASE("early media makes a call that is not answered", "[channel][originate]") {
    connected w;
    w.fake.plan(call_plan().goes_early_after(1s).answers_after(4s).stays_up());
    dialled d(*w.fs, to_user());
    d.dial();
    w.time.advance(2s);
    CHECK(d.made.how == "call: early media");
    CHECK_FALSE(d.result.answered());
    CHECK(d.result.times().early_media);
    CHECK(d.waits()[1] == "yes");
    CHECK(d.waits()[2] == "-");
    CHECK(d.call->outcome() == call_outcome::early_media);
    w.time.advance(3s);
    CHECK(d.waits()[2] == "yes");
    CHECK(d.call->outcome() == call_outcome::answered);

    connected only_answers;
    only_answers.fake.plan(call_plan().goes_early_after(1s).answers_after(4s).stays_up());
    dialled e(*only_answers.fs, to_user().variable("ignore_early_media", "true"));
    e.dial();
    only_answers.time.advance(2s);
    CHECK(e.made.count == 0);
    CHECK(e.waits()[1] == "yes");
    only_answers.time.advance(3s);
    CHECK(e.made.how == "call: answered");
}

TEST_CASE("early media that ends unanswered", "[channel][originate]") {
    connected w;
    w.fake.plan(call_plan().goes_early_after(1s).refuses("USER_BUSY", 3s));
    dialled d(*w.fs, to_user());
    d.dial();
    w.time.advance(2s);
    CHECK(d.made.how == "call: early media");
    w.time.advance(2s);
    CHECK(d.waits()[2] == "no: busy USER_BUSY");
    CHECK(d.waits()[4] == "yes USER_BUSY");
    CHECK(d.call->outcome() == call_outcome::busy);
}

TEST_CASE("somebody hangs up in the middle", "[channel][originate]") {
    for (const auto when : {0ms, 500ms, 1500ms, 2500ms}) {
        INFO(when.count());
        connected w;
        w.fake.plan(call_plan().rings_after(1s).answers_after(2s).stays_up());
        dialled d(*w.fs, to_user());
        d.dial();
        w.time.advance(when);
        w.time.settle();
        REQUIRE(w.fake.calls().size() == 1);
        w.fake.hang_up(d.call->uuid(), "MANAGER_REQUEST");
        w.time.advance(1s);
        CHECK(d.made.how == (when > 2s ? "call: answered" : "no call: failed MANAGER_REQUEST"));
        CHECK(d.ended() == 6);
        CHECK(d.waits()[4] == "yes MANAGER_REQUEST");
    }
}

TEST_CASE("a bridge is waited for, whichever leg the call is", "[channel][originate]") {
    for (const bool is_first : {true, false}) {
        connected w;
        w.fake.plan(call_plan().answers_after(0s).stays_up());
        dialled a(*w.fs, to_user()), b(*w.fs, to_user("user/1001"));
        a.dial();
        b.dial();
        w.time.advance(1s);
        const std::string first = (is_first ? a : b).call->uuid();
        const std::string second = (is_first ? b : a).call->uuid();
        w.fs->async_api("uuid_bridge " + first + " " + second, [](auto...) {});
        w.time.advance(1s);
        CHECK(a.waits()[3] == "yes");
        CHECK(b.waits()[3] == "yes");
    }
}

TEST_CASE("it is refused before anything is written", "[channel][originate]") {
    connected w;
    SECTION("an invalid argument") {
        dialled d(*w.fs, to_user().timeout(0s));
        d.dial();
        w.time.settle();
        CHECK(d.made.how == make_error_code(eslio::error::number_out_of_range).message());
        CHECK(d.waits()[0] == d.made.how);
        CHECK(d.ended() == 6);
        CHECK(w.told("bgapi") == 0);
    }
    SECTION("twice") {
        dialled d(*w.fs, to_user());
        d.dial();
        ending again;
        d.call->async_dial(again.handler());
        w.time.settle();
        CHECK(again.how == make_error_code(eslio::error::operation_in_progress).message());
        CHECK(w.told("bgapi") == 1);
    }
    SECTION("the user may not run it") {
        w.fake.expect("bgapi originate").reply("-ERR permission denied");
        dialled d(*w.fs, to_user());
        d.dial();
        w.time.settle();
        CHECK(d.made.how == "no call: refused -ERR permission denied");
        CHECK(d.waits()[4] == "yes -ERR permission denied");
    }
    SECTION("there is no such command") {
        w.fake.on_api("originate", [](auto) { return eslio::testing::api_answer("-USAGE: ..."); });
        dialled d(*w.fs, to_user());
        d.dial();
        w.time.settle();
        CHECK(d.made.how == "no call: refused -USAGE: ...");
    }
    SECTION("there is no connection") {
        w.fs->close();
        w.time.settle();
        dialled d(*w.fs, to_user());
        d.dial();
        w.time.settle();
        CHECK(d.made.how == "disconnected");
        CHECK(d.ended() == 6);
    }
}

TEST_CASE("async_originate gives the call, or why there is none", "[channel][originate]") {
    connected w;
    w.fake.plan("user/1000", call_plan().answers_after(1s).stays_up());
    w.fake.plan("user/1001", call_plan().refuses("USER_BUSY", 1s));
    outcome<eslio::originate_result> made, busy;
    eslio::async_originate(*w.fs, to_user(), made.handler());
    eslio::async_originate(*w.fs, to_user("user/1001"), busy.handler());
    w.time.advance(2s);
    REQUIRE(made.done());
    REQUIRE(busy.done());
    CHECK(busy.value.outcome() == call_outcome::busy);
    eslio::channel c = std::move(made.value).call();
    outcome<eslio::execution_result> played;
    c.async_execute(eslio::app::playback("x.wav"), played.handler());
    w.time.advance(10s);
    CHECK(played.value);
}

TEST_CASE("the attempt is ended when dialling is cancelled, at every stage",
          "[channel][originate]") {
    for (const bool by_handle : {false, true})
        for (const auto when : {-1ms, 0ms, 10ms, 500ms, 1500ms}) {
            INFO(when.count() << by_handle);
            connected w;
            w.fake.plan(call_plan().rings_after(1s).answers_after(2s).stays_up());
            asio::cancellation_signal stop;
            ending made, rang, ended;
            eslio::outgoing_call call(*w.fs, to_user());
            call.async_wait_for_ringing(0s, rang.handler());
            call.async_wait_for_end(0s, ended.handler());
            w.time.settle();
            if (when < 0ms) w.fs->next_layer().stall_writes();
            call.async_dial(asio::bind_cancellation_slot(stop.slot(), made.handler()));
            if (when > 0ms) w.time.advance(when);
            if (by_handle)
                eslio::outgoing_call gone(std::move(call));
            else
                stop.emit(asio::cancellation_type::terminal);
            w.time.run_until([&] { return made.count != 0; }, 1s);
            CHECK(made.how == std::error_code(asio::error::operation_aborted).message());
            if (when < 0ms) w.fs->next_layer().release();
            w.time.advance(10s);
            CHECK(w.fake.calls().empty());
            CHECK(made.count == 1);
            CHECK(ended.count == 1);
            if (when < 0ms) CHECK(w.told("bgapi") == 0);
            if (when < 0ms) CHECK(w.told("api uuid_kill") == 0);
            if (when > 0ms && !by_handle) CHECK(ended.how == "yes ORIGINATOR_CANCEL");
        }
}

TEST_CASE("total cancellation takes back what is not written, and nothing else",
          "[channel][originate]") {
    for (const bool is_written : {false, true}) {
        connected w;
        w.fake.plan(call_plan().answers_after(2s).stays_up());
        outcome<eslio::originate_result> made;
        asio::cancellation_signal stop;
        w.time.settle();
        if (!is_written) w.fs->next_layer().stall_writes();
        eslio::async_originate(*w.fs, to_user(),
                               asio::bind_cancellation_slot(stop.slot(), made.handler()));
        if (is_written) w.time.advance(10ms);
        stop.emit(asio::cancellation_type::total);
        if (!is_written) w.fs->next_layer().release();
        w.time.advance(5s);
        REQUIRE(made.done());
        if (is_written) CHECK(made.value.answered());
        if (!is_written) CHECK(made.ec == asio::error::operation_aborted);
        CHECK(w.told("bgapi") == (is_written ? 1 : 0));
        CHECK(w.told("api uuid_kill") == 0);
    }
}

TEST_CASE("alternatives that come after the cancellation are ended, too", "[channel][originate]") {
    connected w;
    w.fake.plan(call_plan().never_answers());
    eslio::dial_string both("user/1000");
    both.then("user/1001").then("user/1002");
    outcome<eslio::originate_result> made;
    asio::cancellation_signal stop;
    eslio::async_originate(*w.fs, originate(both),
                           asio::bind_cancellation_slot(stop.slot(), made.handler()));
    w.time.advance(1s);
    stop.emit(asio::cancellation_type::terminal);
    w.time.advance(10s);
    CHECK(made.ec == asio::error::operation_aborted);
    CHECK(w.fake.calls().empty());
}

TEST_CASE("a switch that tells nothing ends the dialling, and the attempt",
          "[channel][originate]") {
    connected w;
    bool created = false;
    w.fake.expect("bgapi originate").reply("+OK Job-UUID: x");
    dialled d(*w.fs, to_user().timeout(20s));
    d.dial();
    w.time.advance(29s);
    CHECK(d.made.count == 0);
    w.time.advance(2s);
    CHECK(d.made.how == make_error_code(eslio::error::timeout).message());
    CHECK(w.told("api uuid_kill " + d.call->uuid() + " ORIGINATOR_CANCEL") == 1);
    w.time.advance(60s);
    CHECK(d.ended() == 6);
    static_cast<void>(created);
}

TEST_CASE("a wait has its own time-out and is cancelled by itself", "[channel][originate]") {
    connected w;
    w.fake.plan(call_plan().rings_after(1s).answers_after(3s).stays_up());
    dialled d(*w.fs, to_user());
    ending impatient, cancelled, none_left;
    asio::cancellation_signal stop;
    d.call->async_wait_for_answer(2s, impatient.handler());
    d.call->async_wait_for_answer(0s,
                                  asio::bind_cancellation_slot(stop.slot(), cancelled.handler()));
    d.call->async_wait_for_answer(-1s, none_left.handler());
    d.dial();
    w.time.advance(1s);
    CHECK(none_left.how == make_error_code(eslio::error::timeout).message());
    stop.emit(asio::cancellation_type::total);
    w.time.settle();
    CHECK(cancelled.how == std::error_code(asio::error::operation_aborted).message());
    w.time.advance(1s);
    CHECK(impatient.how == make_error_code(eslio::error::timeout).message());
    w.time.advance(1s);
    CHECK(d.waits()[2] == "yes");
}

TEST_CASE("the connection ends while it rings", "[channel][originate]") {
    connected w;
    w.fake.plan(call_plan().answers_after(5s).stays_up());
    dialled d(*w.fs, to_user());
    d.dial();
    w.time.advance(1s);
    w.fake.drop_all();
    w.time.advance(1s);
    CHECK(d.made.count == 1);
    CHECK(d.made.how == "disconnected");  // job_lost
    CHECK(d.waits()[0] == "yes");
    CHECK(d.waits()[2] == "disconnected");
    CHECK(d.ended() == 6);
}
