// Every operation on a call, in every way to control it: its result, or that the mode refuses it.
#include "catch.hpp"
#include "scene.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::application;
using eslio::extension;
using eslio::testing::call_plan;
using test::ending;
using test::in_each_way;
using test::not_allowed;
using test::on_connection;
using test::operation;
using test::scene;
namespace app = eslio::app;

auto executed(const application& a) {
    return [a](scene& s, ending& e) { s.call().async_execute(a, e.handler()); };
}

auto sent(const eslio::call_message& m) {
    return [m](scene& s, ending& e) { s.call().async_message(m, e.handler()); };
}

void bridge_to(scene& s, ending& e, call_plan other) {
    s.fake().plan("user/2000", std::move(other));
    s.call().async_bridge("user/2000", e.handler());
}

/// Executions that are more than an application and its end.
std::vector<operation> executions() {
    const auto always = in_each_way("completed");
    return {
        {"execute_extension", executed(app::execute_extension("6000")), in_each_way("ended")},
        {"execute_extension inline",
         executed(app::execute_extension(extension("set:a=1,playback:x.wav", "inline"))),
         in_each_way("ended")},
        {"execute_extension unknown", executed(app::execute_extension(extension("9999", "XML"))),
         in_each_way("ended")},
        {"transfer", executed(app::transfer(extension("6000", "XML", "default"))), always},
        {"loops", executed(app::playback("x.wav").loops(2)), always},
        {"loops that stop early", executed(app::playback("silence_stream://100").loops(3)), always},
        {"without a lock", executed(app::playback("x.wav").lock(false)), always},
        {"with a deadline", executed(eslio::application("echo").timeout(3s)),
         in_each_way("timed out")},
        {"queue",
         [](scene& s, ending& e) { s.call().async_queue(app::playback("x"), e.handler()); },
         in_each_way("accepted")},
        {"bridge",
         [](scene& s, ending& e) {
             bridge_to(s, e, call_plan().answers_after(1s).hangs_up_after(5s));
         },
         in_each_way("bridged")},
        {"bridge that fails",
         [](scene& s, ending& e) { bridge_to(s, e, call_plan().refuses("USER_BUSY", 1s)); },
         // That hangs the call up; without `linger` only a goodbye comes after the reply.
         {"not bridged USER_BUSY", "not bridged USER_BUSY", "not bridged USER_BUSY",
          "not bridged USER_BUSY", "not bridged "}},
        {"prompt",
         [](scene& s, ending& e) {
             s.call().async_prompt(eslio::prompt("menu.wav", 1, 2), e.handler());
             s.time().advance(500ms);
             s.fake().press(s.uuid(), "42");
         },
         in_each_way("digits 42")},
        {"prompt that nobody answers",
         [](scene& s, ending& e) {
             s.call().async_prompt(eslio::prompt("menu.wav", 1, 2), e.handler());
         },
         in_each_way("no digits: failure")},
        {"read",
         [](scene& s, ending& e) {
             s.call().async_read(eslio::digit_reading("x.wav", 1, 2), e.handler());
             s.time().advance(500ms);
             s.fake().press(s.uuid(), "42");
         },
         in_each_way("digits 42")},
        {"read that nobody answers",
         [](scene& s, ending& e) {
             s.call().async_read(eslio::digit_reading("x.wav", 1, 2), e.handler());
         },
         in_each_way("no digits: failure")},
    };
}

/// Messages, breaks and hang-ups, which are done when FreeSWITCH has accepted them.
std::vector<operation> requests() {
    const auto always = in_each_way("accepted");
    return {
        {"unicast", sent(eslio::cmd::unicast().local("127.0.0.1", 8025).remote("127.0.0.1", 8026)),
         always},
        {"nomedia", sent(eslio::cmd::nomedia("u-1")), always},
        {"xferext", sent(eslio::cmd::xferext().application("playback", "x.wav")), always},
        {"message of one's own", sent(eslio::cmd::execute("playback", "x.wav")), always},
        {"unknown message", sent(eslio::call_message("no_such")), always},
        {"hang-up", [](scene& s, ending& e) { s.call().async_hangup("USER_BUSY", e.handler()); },
         always},
        {"break", [](scene& s, ending& e) { s.call().async_break(e.handler()); }, always},
        {"break of what plays",
         [](scene& s, ending& e) {
             s.call().async_execute(app::playback("silence_stream://5000").lock(false),
                                    [](auto...) {});
             s.time().advance(1s);
             s.call().async_break(e.handler());
         },
         always},
        {"set variable",
         [](scene& s, ending& e) { s.call().async_set_variable("a", "1", e.handler()); }, always},
        {"get variable",
         [](scene& s, ending& e) { s.call().async_get_variable("nobody_set_it", e.handler()); },
         in_each_way("is not set")},
        {"command", on_connection([](auto& c, ending& e) {
             c.async_send(eslio::command("filter Unique-ID u-1"), e.handler());
         }),
         always},
        {"divert_events",
         on_connection([](auto& c, ending& e) {
             c.async_send(eslio::cmd::divert_events(true), e.handler());
         }),
         {"refused: -ERR not controlling a session.", "accepted", "accepted", "accepted",
          "accepted"}},
        {"resume",
         on_connection([](auto& c, ending& e) { c.async_send(eslio::cmd::resume(), e.handler()); }),
         {"refused: -ERR command not found", "accepted", "accepted", "accepted", "accepted"}},
        {"linger",
         on_connection(
             [](auto& c, ending& e) { c.async_send(eslio::cmd::linger(5s), e.handler()); }),
         {"refused: -ERR not controlling a session", "accepted", "refused: -ERR command not found",
          "accepted", "refused: -ERR command not found"}},
        {"api",
         on_connection([](auto& c, ending& e) { c.async_api("echo x", e.handler()); }),
         {"said x", "said x", not_allowed, "said x", not_allowed}},
        {"bgapi",
         on_connection([](auto& c, ending& e) { c.async_bgapi("echo x", e.handler()); }),
         {"did x", "did x", not_allowed, "did x", not_allowed}},
        {"subscribe",
         on_connection([](auto& c, ending& e) {
             c.async_subscribe(eslio::subscription(eslio::event_name::channel_park), e.handler());
         }),
         {"accepted", "accepted", not_allowed, "accepted", not_allowed}},
    };
}

/// Waits, and what they wait for. In static mode nobody hears a key between two applications.
std::vector<operation> waits() {
    return {
        {"answer",
         [](scene& s, ending& e) { s.call().async_wait_for_answer(5s, e.handler()); },
         {"CHANNEL_DATA", "done", "done", "done", "done"}},
        {"hang-up",
         [](scene& s, ending& e) {
             s.call().async_wait_for_hangup(5s, e.handler());
             s.time().advance(1s);
             s.fake().hang_up(s.uuid(), "USER_BUSY");
         },
         in_each_way("hung up USER_BUSY")},
        {"hang-up that does not come",
         [](scene& s, ending& e) { s.call().async_wait_for_hangup(5s, e.handler()); },
         in_each_way("timed out")},
        {"event",
         [](scene& s, ending& e) {
             s.call().async_wait_for(
                 [](const eslio::event& x) { return x["Application"] == "playback"; }, 5s,
                 e.handler());
             s.call().async_execute(app::playback("x.wav"), [](auto...) {});
         },
         {"CHANNEL_EXECUTE_COMPLETE", "CHANNEL_EXECUTE", "CHANNEL_EXECUTE", "CHANNEL_EXECUTE",
          "CHANNEL_EXECUTE"}},
        {"next event",
         [](scene& s, ending& e) {
             s.call().async_receive(e.handler());
             s.call().async_execute(app::playback("x.wav"), [](auto...) {});
         },
         {"CHANNEL_EXECUTE_COMPLETE", "CHANNEL_EXECUTE", "CHANNEL_EXECUTE", "CHANNEL_EXECUTE",
          "CHANNEL_EXECUTE"}},
        {"digits",
         [](scene& s, ending& e) {
             s.call().async_digits(eslio::digit_rules(2).first_digit(3s), e.handler());
             s.time().advance(1s);
             s.fake().press(s.uuid(), "42");
         },
         {"digits 42", "digits 42", "digits 42", "timed out", "timed out"}},
        {"digits during an application",
         [](scene& s, ending& e) {
             s.call().async_execute(app::playback("silence_stream://2000"), [](auto...) {});
             s.call().async_digits(eslio::digit_rules(2).first_digit(3s), e.handler());
             s.time().advance(1s);
             s.fake().press(s.uuid(), "42");
         },
         in_each_way("digits 42")},
        {"digits that nobody presses",
         [](scene& s, ending& e) {
             s.call().async_digits(eslio::digit_rules(2).first_digit(3s), e.handler());
         },
         in_each_way("timed out")},
    };
}

void check(const std::vector<operation>& all, bool filtered = false) {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i)
        for (const operation& each : all) {
            INFO(each.what << ", " << test::name_of(test::all_ways[i]));
            scene s(test::all_ways[i]);
            s.fake().extension("6000", {{"playback", "a.wav"}, {"playback", "b.wav"}});
            if (filtered) s.filter();
            ending e;
            each.begin(s, e);
            s.time().run_until([&] { return e.count != 0; }, 60s);
            CHECK(e.how == each.ends[i]);
            s.time().advance(1min);
            CHECK(e.count == 1);
            s.fake().hang_up(s.uuid());  // what was only queued, or has a deadline, ends by that
            s.time().advance(1min);
            CHECK(e.count == 1);
            CHECK(s.call().outstanding() == 0);
        }
}

}  // namespace

TEST_CASE("executions end in every way to control a call", "[channel][modes][operations]") {
    check(executions());
}

TEST_CASE("requests are accepted, or refused at once", "[channel][modes][operations]") {
    check(requests());
}

TEST_CASE("waits end in every way to control a call", "[channel][modes][operations]") {
    check(waits());
}

TEST_CASE("a user's filter keeps no operation from its end", "[channel][modes][operations]") {
    check(executions(), true);
    std::vector<operation> others = waits();
    others.erase(std::remove_if(others.begin(), others.end(),
                                [](const operation& o) {
                                    return std::string(o.what).find("event") != std::string::npos;
                                }),
                 others.end());
    check(others, true);
}

TEST_CASE("loops are waited for to their last pass", "[channel][modes][operations]") {
    for (std::size_t i = 0; i < 2 * test::all_ways.size(); ++i) {
        const bool filtered = i % 2 != 0;
        INFO(test::name_of(test::all_ways[i / 2]) << (filtered ? ", filtered" : ""));
        scene s(test::all_ways[i / 2]);
        if (filtered) s.filter();
        s.fake().application("playback", eslio::testing::fake_application(2s));
        ending whole, early;
        s.call().async_execute(app::playback("x.wav").loops(3), whole.handler());
        s.time().advance(5999ms);
        CHECK(whole.count == 0);
        s.time().advance(1ms);
        CHECK(whole.count == 1);
        s.fake().application("playback", eslio::testing::fake_application(499ms));
        s.call().async_execute(app::playback("x.wav").loops(-1), early.handler());
        s.time().advance(498ms);
        CHECK(early.count == 0);
        s.time().advance(1ms);
        CHECK(early.count == 1);
        CHECK(early.how == "completed");
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("the answer is waited for in every way", "[channel][modes][operations]") {
    for (const auto way : test::all_ways)
        for (const bool comes : {true, false}) {
            INFO(test::name_of(way) << (comes ? ", comes" : ", does not"));
            scene s(way, false);
            ending e;
            s.call().async_wait_for_answer(0s, e.handler());
            s.time().advance(1s);
            CHECK(e.count == 0);
            CHECK_FALSE(s.call().answered());
            if (comes)
                s.call().async_execute(app::answer(), [](auto...) {});
            else
                s.fake().hang_up(s.uuid(), "ORIGINATOR_CANCEL");
            s.time().advance(1min);
            CHECK(e.count == 1);
            CHECK(e.how == (comes ? "CHANNEL_ANSWER" : "hung up ORIGINATOR_CANCEL"));
            CHECK(s.call().answered() == comes);
            CHECK(s.call().outstanding() == 0);
        }
}
