// testing/fake_switch.hpp: what scripted callers do, digits, and messages inside each other.
#include "catch.hpp"
#include "outbound_program.hpp"
#include "support/named.hpp"

#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::after;
using eslio::testing::call;
using eslio::testing::socket_mode;
using eslio::testing::stream;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::program;
using testing_tests::split;
using list = std::vector<std::string>;

TEST_CASE("scripted callers press keys, hold, hang up and give up", "[testing][outbound]") {
    program p(socket_mode::async_full, call()
                                           .presses("12#", after(1s))
                                           .holds(after(1s))
                                           .unholds(after(1s))
                                           .hangs_up(after(2s), "USER_BUSY"));
    p.connect();
    p.send("event plain DTMF CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_CALLSTATE CHANNEL_HANGUP");
    CHECK(p.wait(10s).empty());  // he waits for the answer
    p.execute("answer");
    auto all = p.wait(1s);
    REQUIRE(names(all) == list{"DTMF"});
    CHECK(all[0].content["DTMF-Digit"] == "1");
    CHECK(all[0].content["DTMF-Duration"] == "2000");
    CHECK(names(p.wait(400ms)) == list{"DTMF", "DTMF"});
    all = p.wait(1s);
    CHECK(names(all) == list{"CHANNEL_CALLSTATE", "CHANNEL_HOLD"});
    CHECK(all[0].content["Channel-Call-State"] == "HELD");
    CHECK(names(p.wait(1s)) == list{"CHANNEL_CALLSTATE", "CHANNEL_UNHOLD", "CHANNEL_CALLSTATE"});
    all = p.wait(2s);
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Hangup-Cause"] == "USER_BUSY");

    program impatient(socket_mode::async_full, call().gives_up(after(5s)));
    impatient.connect();
    impatient.send("event plain CHANNEL_HANGUP");
    all = impatient.wait(5s);
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Hangup-Cause"] == "ORIGINATOR_CANCEL");
}

TEST_CASE("digits are collected", "[testing][outbound]") {
    program p(socket_mode::async_full, call().presses("12#", after(500ms)));
    p.connect();
    p.send("event plain CHANNEL_EXECUTE_COMPLETE DTMF");
    p.execute("answer", {}, "event-lock: true\n");
    p.execute("play_and_get_digits",
              "1 4 3 5000 # silence_stream://300 silence_stream://100 pin ^\\d+$",
              "event-lock: true\n");
    auto all = p.wait(900ms);
    CHECK(names(all).back() == "CHANNEL_EXECUTE_COMPLETE");
    CHECK(p.ask("getvar pin") == "12");
    CHECK(p.ask("getvar read_terminator_used") == "#");
    p.execute("read", "2 3 silence_stream://300 more 2000 #");
    CHECK(p.wait(2299ms).empty());
    CHECK(names(p.wait(1ms)) == list{"CHANNEL_EXECUTE_COMPLETE"});
    CHECK(p.ask("getvar more") == "-ERR command not found");
    CHECK(p.ask("getvar read_result") == "failure");
    p.execute("read", "2 3 silence_stream://300 more 2000 #");
    p.fake.press("u-1", "789");
    CHECK(names(p.receive()) == list{"DTMF", "DTMF", "DTMF", "CHANNEL_EXECUTE_COMPLETE"});
    CHECK(p.ask("getvar more") == "789");
    CHECK(p.ask("getvar read_result") == "success");
}

TEST_CASE("a wrong number is asked for again", "[testing][outbound]") {
    program p;
    p.connect();
    p.send("event plain PLAYBACK_START CHANNEL_EXECUTE_COMPLETE");
    p.execute("play_and_get_digits",
              "2 2 2 1000 # silence_stream://100 silence_stream://100 pin ^[5-9]+$");
    p.receive();
    p.fake.press("u-1", "12");
    CHECK(names(p.receive()) == list{"PLAYBACK_START"});  // that it was wrong
    p.fake.press("u-1", "67");
    CHECK(names(p.wait(99ms)).empty());
    CHECK(names(p.wait(1ms)) == list{"PLAYBACK_START", "CHANNEL_EXECUTE_COMPLETE"});
    CHECK(p.ask("getvar pin") == "67");
}

TEST_CASE("diverted digits go to their connection alone", "[testing][outbound]") {
    program p;
    stream other = p.fake.connect(p.context.get_executor());
    other.send_now("auth ClueCon\n\nevent plain DTMF\n\n");
    p.time.settle();
    other.take_received();
    p.connect();
    p.send("divert_events on");
    p.send("event plain HEARTBEAT");  // delivery is switched on; DTMF is not subscribed
    p.fake.press("u-1", "5");
    CHECK(names(p.receive()) == list{"DTMF"});
    CHECK(other.take_received().empty());
    p.send("divert_events off");
    p.fake.press("u-1", "6");
    CHECK(names(p.receive()).empty());
    CHECK(names(split(other.take_received())) == list{"DTMF"});
}

TEST_CASE("an event sent to a call waits in its queue", "[testing][outbound]") {
    program p(socket_mode::static_full);
    p.connect();
    CHECK(p.ask("sendevent CUSTOM\nEvent-Subclass: a::b\nUnique-ID: u-1").substr(0, 4) == "+OK ");
    p.send("event plain HEARTBEAT");
    const auto all = p.send("divert_events on");
    REQUIRE_FALSE(all.empty());
    CHECK(all.back().content["Event-Subclass"] == "a::b");
}

TEST_CASE("an unlocked message runs inside the one before", "[testing][outbound]") {
    program p;
    p.connect();
    p.send("event plain CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE");
    p.execute("playback", "silence_stream://1000", "Event-UUID: outer\n");
    CHECK(names(p.wait(400ms)).empty());
    p.execute("playback", "silence_stream://500", "Event-UUID: inner\n");
    auto all = p.wait(500ms);
    REQUIRE(names(all) == list{"CHANNEL_EXECUTE_COMPLETE"});
    CHECK(all[0].content["Application-UUID"] == "inner");
    CHECK(names(p.wait(599ms)).empty());  // the outer one stood still
    all = p.wait(1ms);
    REQUIRE(names(all) == list{"CHANNEL_EXECUTE_COMPLETE"});
    CHECK(all[0].content["Application-UUID"] == "outer");
}

TEST_CASE("a short pass ends a loop", "[testing][outbound]") {
    program p;
    p.connect();
    p.send("event plain CHANNEL_EXECUTE_COMPLETE");
    p.execute("playback", "silence_stream://60", "loops: 3\n");
    CHECK(names(p.wait(10s)).size() == 1);
    p.execute("playback", "silence_stream://600", "loops: 3\n");
    CHECK(names(p.wait(10s)).size() == 3);
    p.execute("playback", "silence_stream://600", "loops: -1\n");
    CHECK(names(p.wait(6100ms)).size() == 10);
}

TEST_CASE("getvar finds what is known of the caller, and global variables", "[testing][outbound]") {
    program p;
    p.connect();
    p.send("api global_setvar everywhere=yes");
    CHECK(p.ask("getvar caller_id_number") == "1001");
    CHECK(p.ask("getvar caller_id_name") == "Ann");
    CHECK(p.ask("getvar destination_number") == "5000");
    CHECK(p.ask("getvar context") == "default");
    CHECK(p.ask("getvar dialplan") == "XML");
    CHECK(p.ask("getvar everywhere") == "yes");
    CHECK(p.ask("getvar rdnis") == "-ERR command not found");
    CHECK(p.ask("getvar nosuch") == "-ERR command not found");
}
