// testing/fake_switch/call/execution.hpp, application_media.hpp, bridge.hpp: how applications end:
// by themselves, by a key, by a missing file, by the end of the call; and bridges by early media.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <eslio/command/applications.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using eslio::testing::call_plan;
using eslio::testing::fake_application;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

/// A call `a` that is parked and stays up.
struct parking_client : fake_client {
    explicit parking_client(const std::string& more_events = "") {
        login();
        fake.plan(call().answers().stays_up());
        fake.originate("{origination_uuid=a}user/a &park()");
        receive();
        send("event plain CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE PRIVATE_COMMAND "
             "CHANNEL_HANGUP_COMPLETE DTMF " +
             more_events);
    }

    /// Executes it locked, and returns what came at once, beside the reply.
    std::vector<packet> execute(const std::string& id, const eslio::application& a) {
        end.send_now(eslio::command(a.message(id).on("a")).bytes());
        auto all = receive();
        REQUIRE_FALSE(all.empty());
        CHECK(all.front().reply() == "+OK");
        all.erase(all.begin());
        return all;
    }

    /// Events in short: the name, and what it is about.
    static list told(const std::vector<packet>& packets) {
        list all;
        for (const packet& p : packets) {
            if (p.type != "text/event-plain") continue;
            const eslio::event& e = p.content;
            std::string line(e.name());
            const bool of_execution = e.contains("Application");
            for (const char* header : {"Application", "Application-Response"})
                if (e.contains(header)) line.append(" ").append(e[header]);
            for (const char* header : {"Event-UUID", "DTMF-Digit", "Hangup-Cause"})
                if (!of_execution && e.contains(header)) line.append(" ").append(e[header]);
            all.push_back(std::move(line));
        }
        return all;
    }
};

/// A client whose `a` executes a bridge to `user/b`, which behaves as planned.
struct bridging_client : parking_client {
    explicit bridging_client(call_plan b, const std::string& variables = "")
        : parking_client("CHANNEL_BRIDGE CHANNEL_ANSWER CHANNEL_PROGRESS_MEDIA") {
        fake.plan("user/b", std::move(b));
        execute("bridge",
                eslio::application("bridge", "{origination_uuid=b" + variables + "}user/b"));
    }

    /// `NAME of whom` of what tells of legs.
    static list legs(const std::vector<packet>& packets) {
        list all;
        for (const packet& p : packets)
            for (const char* name : {"CHANNEL_BRIDGE", "CHANNEL_ANSWER", "CHANNEL_PROGRESS_MEDIA",
                                     "CHANNEL_HANGUP_COMPLETE"})
                if (p.content.name() == name)
                    all.push_back(name + (" " + std::string(p.content.unique_id())));
        return all;
    }
};

}  // namespace

TEST_CASE("a key ends a sleep, and stays for what comes next", "[testing][ends]") {
    parking_client c;
    c.execute("s", eslio::app::sleep(2s));
    c.wait(500ms);
    REQUIRE(c.fake.press("a", "5"));
    CHECK(c.told(c.receive()) ==
          list{"CHANNEL_EXECUTE_COMPLETE sleep _none_", "PRIVATE_COMMAND s"});
    CHECK(c.told(c.wait(19ms)).empty());
    CHECK(c.told(c.wait(1ms)) == list{"DTMF 5"});
}

TEST_CASE("a sleep that eats digits lasts", "[testing][ends]") {
    parking_client c;
    c.ask("api uuid_setvar a sleep_eat_digits true");
    c.execute("s", eslio::app::sleep(2s));
    c.wait(500ms);
    REQUIRE(c.fake.press("a", "5"));
    CHECK(c.told(c.receive()) == list{"DTMF 5"});
    CHECK(c.told(c.wait(1500ms)) ==
          list{"CHANNEL_EXECUTE_COMPLETE sleep _none_", "PRIVATE_COMMAND s"});
}

TEST_CASE("a file that is not there is said not to be found", "[testing][ends]") {
    parking_client c("PLAYBACK_START PLAYBACK_STOP");
    c.fake.lacks_file("gone.wav");
    CHECK(c.told(c.execute("p", eslio::app::playback("gone.wav"))) ==
          list{"CHANNEL_EXECUTE playback", "CHANNEL_EXECUTE_COMPLETE playback FILE NOT FOUND",
               "PRIVATE_COMMAND p"});
    const auto read =
        c.execute("r", eslio::application("play_and_get_digits", "1 1 3 5000 # gone.wav '' d"));
    const eslio::event end = find_event(read, "CHANNEL_EXECUTE_COMPLETE");
    CHECK_FALSE(end.empty());
    CHECK(end.variable("read_result").empty());
}

TEST_CASE("a folder that is not there ends a recording, and the call", "[testing][ends]") {
    parking_client c;
    c.fake.lacks_file("/gone/x.wav");
    const auto all = c.execute("r", eslio::application("record", "/gone/x.wav 20"));
    CHECK(named(find_event(all, "CHANNEL_HANGUP_COMPLETE"))["Hangup-Cause"] ==
          "DESTINATION_OUT_OF_ORDER");
    const eslio::event end = find_event(all, "CHANNEL_EXECUTE_COMPLETE");
    CHECK(end["Application"] == "record");
    CHECK(end["Answer-State"] == "hangup");
    CHECK(end.variable("record_ms").empty());
}

TEST_CASE("the end of a call ends what runs, and takes what is queued", "[testing][ends]") {
    parking_client c;
    c.execute("first", eslio::app::playback("silence_stream://9000"));
    c.execute("second", eslio::app::set("x", "1"));
    c.execute("third", eslio::app::playback("silence_stream://9000"));
    c.end.send_now("sendmsg a\ncall-command: nothing\nEvent-UUID: fourth\n\n");
    c.wait(1s);
    const auto all = c.send("api uuid_kill a USER_BUSY");
    CHECK(c.told(all) ==
          list{"CHANNEL_EXECUTE_COMPLETE playback PLAYBACK ERROR",
               "PRIVATE_COMMAND first USER_BUSY", "CHANNEL_EXECUTE set",
               "CHANNEL_EXECUTE_COMPLETE set _none_", "PRIVATE_COMMAND second USER_BUSY",
               "PRIVATE_COMMAND third USER_BUSY", "PRIVATE_COMMAND fourth USER_BUSY",
               "CHANNEL_EXECUTE_COMPLETE park _none_", "CHANNEL_HANGUP_COMPLETE USER_BUSY"});
    for (const packet& p : all) {
        if (p.type == "text/event-plain") CHECK(p.content["Answer-State"] == "hangup");
    }
    const eslio::event last = find_event(all, "CHANNEL_HANGUP_COMPLETE");
    CHECK(last.variable("x") == "1");
    CHECK(last.variable("app_uuid") == "third");  // it was not run
}

TEST_CASE("what a caller cut short is a recording", "[testing][ends]") {
    parking_client c;
    c.execute("r", eslio::app::record("x.wav"));
    c.wait(620ms);
    const eslio::event end = find_event(c.send("api uuid_kill a"), "CHANNEL_EXECUTE_COMPLETE");
    CHECK(end["Answer-State"] == "hangup");
    CHECK(end.variable("record_ms") == "620");
    CHECK(end.variable("current_application_response").empty());
}

TEST_CASE("a prompt that is cut by the end of the call", "[testing][ends]") {
    const std::string prompt = "2 4 1 5000 # silence_stream://1000 '' d";
    for (const bool plays : {true, false}) {
        parking_client c;
        c.execute("d", eslio::application("play_and_get_digits", prompt));
        c.wait(plays ? 500ms : 1500ms);
        if (!plays) REQUIRE(c.fake.press("a", "77"));
        const eslio::event end = find_event(c.send("api uuid_kill a"), "CHANNEL_EXECUTE_COMPLETE");
        CHECK(end.variable("read_result") == (plays ? "" : "success"));
        CHECK(end.variable("d") == (plays ? "" : "77"));
    }
}

TEST_CASE("early media joins two legs, whose answer comes later", "[testing][ends][legs]") {
    bridging_client c(call().goes_early(eslio::testing::after(500ms)).answers_after(2s).stays_up());
    const auto early = c.wait(600ms);
    CHECK(c.legs(early) == list{"CHANNEL_PROGRESS_MEDIA b", "CHANNEL_BRIDGE a"});
    const eslio::event joined = find_event(early, "CHANNEL_BRIDGE");
    CHECK(joined["Other-Leg-Channel-Answered-Time"] == "0");
    CHECK(joined["Bridge-B-Unique-ID"] == "b");
    CHECK(c.fake.variable("a", "originate_disposition") == "SUCCESS");
    const auto answered = c.wait(1500ms);
    CHECK(c.legs(answered) == list{"CHANNEL_ANSWER b"});
    CHECK(named(find_event(answered, "CHANNEL_ANSWER"))["Other-Leg-Unique-ID"] == "a");
}

TEST_CASE("tones play one after the other, as often as they are told to", "[testing][ends]") {
    const std::string two = "tone_stream://v=-20;%(400,100,392);%(400,600,523)";
    const auto plays = [](const std::string& file, std::chrono::milliseconds time) {
        parking_client c;
        c.execute("t", eslio::app::playback(file));
        const bool before =
            !named(find_event(c.wait(time - 10ms), "CHANNEL_EXECUTE_COMPLETE")).name().empty();
        return !before &&
               !named(find_event(c.wait(20ms), "CHANNEL_EXECUTE_COMPLETE")).name().empty();
    };
    CHECK(plays(two, 1500ms));
    CHECK(plays(two + ";loops=3", 4500ms));
    CHECK(plays("tone_stream://%(150,100,440);loops=15", 3750ms));
    parking_client c;
    c.execute("t", eslio::app::playback(two + ";loops=-1"));
    CHECK(named(find_event(c.wait(1h), "CHANNEL_EXECUTE_COMPLETE")).name().empty());
}

TEST_CASE("the time that a test gives an application counts, not its argument's",
          "[testing][ends]") {
    struct {
        const char* name;
        const char* argument;
    } const cases[] = {
        {"sleep", "2000"},
        {"playback", "tone_stream://%(2000,0,440)"},
        {"playback", "silence_stream://2000"},
        {"playback", "tone_stream://%(100,0,440);loops=-1"},
        {"playback", "welcome.wav"},
        {"endless_playback", "tone_stream://%(100,0,440)"},
        {"endless_playback", "music.wav"},
        {"loop_playback", "+9 silence_stream://100"},
        {"record", "x.wav"},
        {"record", "x.wav 2"},
        {"gentones", "%(2000,0,440)"},
        {"gentones", "%(100,0,440)|-1"},
        {"wait_for_silence", "200 15 10 2000"},
        {"soft_hold", "* silence_stream://2000"},
        {"park", ""},
        {"echo", ""},
    };
    for (const auto& x : cases) {
        INFO(x.name << " " << x.argument);
        parking_client c;
        c.fake.application(x.name, fake_application(700ms));
        c.execute("x", eslio::application(x.name, x.argument));
        CHECK(find_event(c.wait(690ms), "CHANNEL_EXECUTE_COMPLETE").empty());
        CHECK_FALSE(find_event(c.wait(10ms), "CHANNEL_EXECUTE_COMPLETE").empty());

        parking_client lasts;
        lasts.fake.application(x.name, fake_application::endless());
        lasts.execute("x", eslio::application(x.name, x.argument));
        CHECK(find_event(lasts.wait(1h), "CHANNEL_EXECUTE_COMPLETE").empty());
    }
}

TEST_CASE("the time that a test gives a prompt is that of each file", "[testing][ends]") {
    for (const char* file : {"tone_stream://%(2000,0,440)", "silence_stream://2000", "menu.wav"}) {
        INFO(file);
        parking_client c("PLAYBACK_STOP");
        c.fake.application("play_and_get_digits", fake_application(300ms));
        c.fake.application("read", fake_application(400ms));
        const std::string prompt = "1 1 1 1000 # " + std::string(file) + " " + file + " d";
        c.execute("p", eslio::application("play_and_get_digits", prompt));
        CHECK(find_event(c.wait(290ms), "PLAYBACK_STOP").empty());
        CHECK_FALSE(find_event(c.wait(10ms), "PLAYBACK_STOP").empty());  // they may think now
        CHECK(find_event(c.wait(1290ms), "PLAYBACK_STOP").empty());
        const auto over = c.wait(10ms);  // the file for what is invalid has been played as well
        CHECK_FALSE(find_event(over, "PLAYBACK_STOP").empty());
        CHECK_FALSE(find_event(over, "CHANNEL_EXECUTE_COMPLETE").empty());

        c.execute("r", eslio::application("read", "1 1 " + std::string(file) + " d 1000 #"));
        CHECK(find_event(c.wait(390ms), "PLAYBACK_STOP").empty());
        CHECK_FALSE(find_event(c.wait(10ms), "PLAYBACK_STOP").empty());
    }
}

TEST_CASE("early media ends an originate, unless it waits for the answer", "[testing][ends]") {
    for (const bool waits : {false, true}) {
        INFO((waits ? "waits" : "does not wait"));
        fake_client c;
        c.login();
        c.fake.plan(call().goes_early(eslio::testing::after(500ms)).answers_after(2s).stays_up());
        c.send("event plain BACKGROUND_JOB CHANNEL_EXECUTE CHANNEL_ANSWER");
        const std::string wait = waits ? ",ignore_early_media=true" : "";
        c.send("bgapi originate {origination_uuid=a" + wait + "}user/a &park()");
        const auto early = c.wait(600ms);
        CHECK(named(find_event(early, "BACKGROUND_JOB")).body() == (waits ? "" : "+OK a\n"));
        CHECK(named(find_event(early, "CHANNEL_EXECUTE"))["Answer-State"] ==
              (waits ? "" : "early"));
        const auto answered = c.wait(1500ms);
        CHECK(named(find_event(answered, "CHANNEL_ANSWER"))["Unique-ID"] == "a");
        CHECK(named(find_event(answered, "BACKGROUND_JOB")).body() == (waits ? "+OK a\n" : ""));
        CHECK(named(find_event(answered, "CHANNEL_EXECUTE"))["Answer-State"] ==
              (waits ? "answered" : ""));
    }
}

TEST_CASE("ignore_early_media joins at the answer", "[testing][ends][legs]") {
    bridging_client c(call().goes_early(eslio::testing::after(500ms)).answers_after(2s).stays_up(),
                      ",ignore_early_media=true");
    CHECK(c.legs(c.wait(1s)) == list{"CHANNEL_PROGRESS_MEDIA b"});
    const auto answered = c.wait(1s);
    CHECK(c.legs(answered) == list{"CHANNEL_ANSWER b", "CHANNEL_BRIDGE a"});
    CHECK(named(find_event(answered, "CHANNEL_BRIDGE"))["Other-Leg-Channel-Answered-Time"] != "0");
}

TEST_CASE("a leg that was early and never answered", "[testing][ends][legs]") {
    bridging_client c(call().goes_early().never_answers().refuses("USER_BUSY", 1500ms));
    const auto all = c.wait(2s);
    list legs = c.legs(all);
    std::sort(legs.begin(), legs.end());  // each is told by its own thread
    CHECK(legs == list{"CHANNEL_HANGUP_COMPLETE a", "CHANNEL_HANGUP_COMPLETE b"});
    const eslio::event end = find_event(all, "CHANNEL_EXECUTE_COMPLETE");
    CHECK(end["Hangup-Cause"] == "USER_BUSY");
    CHECK(end.variable("originate_disposition") == "SUCCESS");
    CHECK(end.variable("bridge_hangup_cause") == "USER_BUSY");
}

TEST_CASE("hangup_after_bridge does not count for a leg that never answered",
          "[testing][ends][legs]") {
    for (const bool goes_on : {false, true}) {
        fake_client c;
        c.login();
        c.fake.plan(call().answers().stays_up());
        c.fake.plan("user/b", call().goes_early().never_answers().refuses("USER_BUSY", 1s));
        const std::string on_fail = goes_on ? ",continue_on_fail=true" : "";
        c.fake.originate("{origination_uuid=a,hangup_after_bridge=true" + on_fail +
                         "}user/a &park()");
        c.receive();
        c.end.send_now(
            eslio::command(eslio::application("bridge", "user/b").message("x").on("a")).bytes());
        c.wait(2s);
        CHECK(c.ask("api uuid_exists a") == (goes_on ? "true" : "false"));
    }
}

TEST_CASE("a call goes on after those failures of a bridge that it names",
          "[testing][ends][legs]") {
    struct {
        const char* variable;
        const char* value;
        const char* cause;
        bool goes_on;
    } const cases[] = {
        {"none", "", "USER_BUSY", false},
        {"none", "", "NO_ANSWER", true},
        {"none", "", "NO_USER_RESPONSE", true},
        {"continue_on_fail", "true", "USER_BUSY", true},
        {"continue_on_fail", "CALL_REJECTED,USER_BUSY", "USER_BUSY", true},
        {"continue_on_fail", "17", "USER_BUSY", true},
        {"continue_on_fail", "CALL_REJECTED", "USER_BUSY", false},
        {"continue_on_fail", "CALL_REJECTED", "NO_ANSWER", false},
        {"failure_causes", "CALL_REJECTED", "USER_BUSY", true},
        {"failure_causes", "USER_BUSY", "USER_BUSY", false},
    };
    for (const auto& x : cases) {
        INFO(x.variable << "=" << x.value << ": " << x.cause);
        parking_client c;
        c.ask("api uuid_setvar a " + (x.variable + (" " + std::string(x.value))));
        c.fake.plan("user/b", call().refuses(x.cause, 10ms));
        c.execute("bridge", eslio::app::bridge("user/b"));
        const auto all = c.wait(1s);
        const eslio::event end = find_event(all, "CHANNEL_EXECUTE_COMPLETE");
        CHECK((end["Answer-State"] == "answered") == x.goes_on);
        CHECK(end.variable("originate_disposition") == x.cause);
        CHECK(end.variable("DIALSTATUS") == (x.cause == std::string("USER_BUSY")   ? "BUSY"
                                             : x.cause == std::string("NO_ANSWER") ? "NOANSWER"
                                                                                   : x.cause));
    }
}
