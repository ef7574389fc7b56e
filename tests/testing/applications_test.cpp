// testing/fake_switch/machine/call_applications.hpp: what applications do to a call, and their
// events.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <eslio/command/applications.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using eslio::testing::incoming_call;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

/// A client whose calls are answered at once and parked, and that has them execute applications.
struct executing_client : fake_client {
    explicit executing_client(const std::string& events = "") {
        login();
        fake.plan(call().answers());
        if (!events.empty()) hear(events);
    }
    void hear(const std::string& events) { send("event plain " + events); }

    void up(const std::string& id) {
        fake.originate("{origination_uuid=" + id + "}user/" + id + " &park()");
        receive();
    }
    /// A loopback leg; returns its far end.
    std::string up_far(const std::string& id) {
        fake.extension("far", {{"answer", ""}, {"park", ""}});
        fake.originate("{origination_uuid=" + id + "}loopback/far &park()");
        wait(20ms);  // a park looks for keys with the next frame
        return fake.variable(id, "other_loopback_leg_uuid");
    }
    /// What comes of it, without the reply.
    std::vector<packet> run(const std::string& id, const eslio::application& a) {
        end.send_now(eslio::command(a.message("app").on(id)).bytes());
        auto all = receive();
        REQUIRE_FALSE(all.empty());
        CHECK(all.front().reply() == "+OK");
        all.erase(all.begin());
        return all;
    }
    std::vector<packet> run(const std::string& id, const std::string& name,
                            const std::string& argument = "") {
        return run(id, eslio::application(name, argument));
    }
    /// `digit@duration source` of each DTMF of a call.
    static list digits_of(const std::vector<packet>& packets, std::string_view id) {
        list all;
        for (const packet& p : packets)
            if (p.content.name() == "DTMF" && p.content.unique_id() == id)
                all.push_back(std::string(p.content["DTMF-Digit"]) + "@" +
                              std::string(p.content["DTMF-Duration"]));
        return all;
    }
};

std::string position(const eslio::event& e, std::string_view name) {
    std::size_t at = 0;
    for (const eslio::event_header h : e.headers()) {
        if (h.name() == name) return std::to_string(at);
        ++at;
    }
    return "none";
}

}  // namespace

TEST_CASE("an application is told of by two events", "[testing][applications]") {
    executing_client c("CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE");
    c.up("a");
    for (const char* name : {"info", "log", "hash", "limit", "flush_dtmf", "verbose_events"}) {
        INFO(name);
        const auto all = c.run("a", name, "some text");
        REQUIRE(names(all) == list{"CHANNEL_EXECUTE", "CHANNEL_EXECUTE_COMPLETE"});
        for (const packet& p : all) {
            CHECK(p.content["Application"] == name);
            CHECK(p.content["Application-Data"] == "some text");
            CHECK(p.content["Application-UUID"] == "app");
            CHECK(p.content.unique_id() == "a");
            CHECK(p.content.variable("current_application") == name);
        }
        CHECK_FALSE(all[0].content.contains("Application-Response"));
        CHECK(all[1].content["Application-Response"] == "_none_");
    }
    const auto bare = c.run("a", "info");
    CHECK_FALSE(find_event(bare, "CHANNEL_EXECUTE").contains("Application-Data"));
}

TEST_CASE("the applications that this library offers are known", "[testing][applications]") {
    namespace app = eslio::app;
    for (const eslio::application& a : {app::answer(),
                                        app::pre_answer(),
                                        app::ring_ready(),
                                        app::playback("x"),
                                        app::tone("x"),
                                        app::say("en", "number", "iterated", "1"),
                                        app::speak("e", "v", "x"),
                                        app::sleep(1s),
                                        app::record("x"),
                                        app::record_session("x"),
                                        app::stop_record_session("x"),
                                        app::set("a", "b"),
                                        app::multiset({{"a", "b"}}),
                                        app::unset("a"),
                                        app::export_variable("a", "b"),
                                        app::send_dtmf("1"),
                                        app::hold(),
                                        app::unhold(),
                                        app::break_playback(),
                                        app::conference("room"),
                                        app::park()}) {
        INFO(a.name());
        executing_client c("CHANNEL_EXECUTE CHANNEL_HANGUP");
        c.up("a");
        CHECK(names(c.run("a", a)) == list{"CHANNEL_EXECUTE"});
    }
    executing_client c("CHANNEL_EXECUTE CHANNEL_HANGUP");
    c.up("a");
    const auto unknown = c.run("a", "no_such_application");
    REQUIRE(names(unknown) == list{"CHANNEL_HANGUP"});
    CHECK(unknown[0].content["Hangup-Cause"] == "DESTINATION_OUT_OF_ORDER");
}

TEST_CASE("variables are set and unset by applications", "[testing][applications]") {
    namespace app = eslio::app;
    executing_client c;
    c.up("a");
    c.run("a", app::set("one", "1 = 2, 3"));
    CHECK(c.fake.variable("a", "ONE") == "1 = 2, 3");
    c.run("a", app::unset("one"));
    CHECK(c.fake.variable("a", "one").empty());
    c.run("a", app::multiset({{"x", "1 2"}, {"y", ""}, {"z", "p=q"}}));
    CHECK(c.fake.variable("a", "x") == "1 2");
    CHECK(c.fake.variable("a", "y").empty());
    CHECK(c.fake.variable("a", "z") == "p=q");
    c.run("a", app::set("x", ""));
    CHECK(c.fake.variable("a", "x").empty());
    c.run("a", app::set("lines", "1\n2"));
    CHECK(c.fake.variable("a", "lines") == "1\n2");
    c.run("a", "multiset", "p=1 q=2");
    CHECK(c.fake.variable("a", "q") == "2");
}

TEST_CASE("answer, ring_ready and pre_answer change a call that comes in",
          "[testing][applications]") {
    executing_client c("CHANNEL_ANSWER CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA");
    c.fake.extension("1", {{"ring_ready", ""},
                           {"pre_answer", ""},
                           {"sleep", "1000"},
                           {"answer", ""},
                           {"answer", ""},
                           {"park", ""}});
    c.fake.call_in(incoming_call().to("1").uuid("a"));
    CHECK(names(c.receive()) == list{"CHANNEL_PROGRESS", "CHANNEL_PROGRESS_MEDIA"});
    const auto all = c.wait(1s);
    REQUIRE(names(all) == list{"CHANNEL_ANSWER"});
    CHECK(all[0].content["Answer-State"] == "answered");
    CHECK(c.fake.application_of("a") == "park");
}

TEST_CASE("hold and unhold tell of it", "[testing][applications]") {
    executing_client c("CHANNEL_HOLD CHANNEL_UNHOLD");
    c.up("a");
    CHECK(names(c.run("a", "hold")) == list{"CHANNEL_HOLD"});
    CHECK(names(c.run("a", "hold")).empty());
    CHECK(names(c.run("a", "unhold")) == list{"CHANNEL_UNHOLD"});
    CHECK(names(c.run("a", "unhold")).empty());
}

TEST_CASE("transfer sends a call elsewhere", "[testing][applications]") {
    executing_client c("CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE CHANNEL_HANGUP");
    c.fake.extension("6000", {{"set", "seen=yes"}, {"echo", ""}});
    c.up("a");
    const auto all = c.run("a", "transfer", "6000 XML default");
    list executed;
    for (const packet& p : all)
        executed.push_back(std::string(p.content.name().substr(8)) + " " +
                           std::string(p.content["Application"]));
    CHECK(executed == list{"EXECUTE transfer", "EXECUTE_COMPLETE transfer", "EXECUTE_COMPLETE park",
                           "EXECUTE set", "EXECUTE_COMPLETE set", "EXECUTE echo"});
    CHECK(all.back().content["Caller-Destination-Number"] == "6000");
    CHECK(c.fake.variable("a", "seen") == "yes");
    c.run("a", "transfer", "set:b=c,park inline");
    CHECK(c.fake.application_of("a") == "park");
    CHECK(c.fake.variable("a", "b") == "c");
    const auto gone = c.run("a", "transfer", "9999 XML default");
    CHECK(named(find_event(gone, "CHANNEL_HANGUP"))["Hangup-Cause"] == "NO_ROUTE_DESTINATION");
    CHECK(c.fake.calls().empty());
}

TEST_CASE("transfer leaves the other leg behind", "[testing][applications]") {
    executing_client c("CHANNEL_UNBRIDGE CHANNEL_HANGUP");
    c.fake.extension("6000", {{"echo", ""}});
    c.up("a");
    c.up("b");
    c.fake.bridge("a", "b");
    c.receive();
    const auto all = c.run("a", "transfer", "6000");
    REQUIRE(names(all) == list{"CHANNEL_UNBRIDGE", "CHANNEL_HANGUP"});
    CHECK(all[0].content["Bridge-A-Unique-ID"] == "a");
    CHECK(all[0].content["Bridge-B-Unique-ID"] == "b");
    CHECK(all[1].content.unique_id() == "b");
    CHECK(all[1].content["Hangup-Cause"] == "NORMAL_CLEARING");
    CHECK(c.fake.application_of("a") == "echo");
}

TEST_CASE("a hang-up is scheduled", "[testing][applications]") {
    executing_client c("CHANNEL_HANGUP HEARTBEAT");
    for (const char* id : {"a", "b", "c", "d"}) c.up(id);
    CHECK(names(c.run("a", "sched_hangup", "+10 USER_BUSY")).empty());
    CHECK(names(c.run("b", "sched_hangup", "+5")).empty());
    CHECK(names(c.run("c", "sched_hangup", "+7")).empty());
    c.fake.hang_up("c");
    c.receive();
    CHECK(names(c.wait(4999ms)).empty());
    auto all = c.wait(1ms);
    REQUIRE(names(all) == list{"CHANNEL_HANGUP"});
    CHECK(all[0].content.unique_id() == "b");
    CHECK(all[0].content["Hangup-Cause"] == "ALLOTTED_TIMEOUT");
    CHECK(names(c.wait(4999ms)).empty());
    all = c.wait(1ms);
    REQUIRE(names(all) == list{"CHANNEL_HANGUP"});
    CHECK(all[0].content.unique_id() == "a");
    CHECK(all[0].content["Hangup-Cause"] == "USER_BUSY");
    // Without the plus it is a date, which may be past.
    const auto now = c.fake.make_event(eslio::event_name::heartbeat).timestamp();
    REQUIRE(now);
    const auto date =
        std::chrono::duration_cast<std::chrono::seconds>(now->time_since_epoch()).count();
    CHECK(names(c.run("d", "sched_hangup", std::to_string(date + 3) + " NO_ANSWER")).empty());
    CHECK(names(c.wait(1900ms)).empty());
    all = c.wait(1100ms);
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Hangup-Cause"] == "NO_ANSWER");
    c.up("e");
    all = c.run("e", "sched_hangup", std::to_string(date - 100));
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Hangup-Cause"] == "ALLOTTED_TIMEOUT");
}

TEST_CASE("event fires CHANNEL_APPLICATION, without the call's variables",
          "[testing][applications]") {
    executing_client c("CHANNEL_APPLICATION");
    c.up("a");
    c.run("a", "set", "k=v");
    for (const char* argument : {"One=1, Two = a b", "Event-Name=NO_SUCH,One=1,Two = a b"}) {
        const auto all = c.run("a", "event", argument);
        REQUIRE(names(all) == list{"CHANNEL_APPLICATION"});
        const eslio::event& e = all[0].content;
        CHECK(e["One"] == "1");
        CHECK(e.contains("Two"));
        CHECK(e.values("Event-Name").size() == 1);
        CHECK(e.unique_id() == "a");
        CHECK(e["Channel-State"] == "CS_EXECUTE");
        CHECK(e.variable("k").empty());
        // The argument's headers come before those of the channel.
        CHECK(std::stoi(position(e, "One")) < std::stoi(position(e, "Channel-State")));
        CHECK(std::stoi(position(e, "Event-Sequence")) < std::stoi(position(e, "One")));
    }
    CHECK(names(c.run("a", "event")) == list{"CHANNEL_APPLICATION"});
}

TEST_CASE("event fires what its argument names", "[testing][applications]") {
    executing_client c("MESSAGE CHANNEL_DATA CUSTOM a::b");
    c.up("a");
    c.run("a", "set", "k=v");
    auto all = c.run("a", "event", "k=1,Event-Subclass=a::b,Event-Name=CUSTOM");
    REQUIRE(names(all) == list{"CUSTOM"});
    CHECK(position(all[0].content, "Event-Subclass") == "0");
    CHECK(all[0].content.values("Event-Subclass").size() == 1);
    CHECK(all[0].content.subclass() == "a::b");
    CHECK(all[0].content["k"] == "1");
    CHECK(all[0].content.variable("k") == "v");
    CHECK(names(c.run("a", "event", "Event-Subclass=c::d,Event-Name=CUSTOM")).empty());
    all = c.run("a", "event", "event-name=MESSAGE,k=2");
    REQUIRE(names(all) == list{"MESSAGE"});
    CHECK(all[0].content.variable("k").empty());
    all = c.run("a", "event", "Event-Name=CHANNEL_DATA");
    REQUIRE(names(all) == list{"CHANNEL_DATA"});
    CHECK(all[0].content.variable("k") == "v");
}

TEST_CASE("record_session and its end are told", "[testing][applications]") {
    executing_client c("RECORD_START RECORD_STOP");
    c.up("a");
    c.run("a", "set", "k=v");
    for (const char* application : {"record_session", "stop_record_session"}) {
        const auto all = c.run("a", application, "/tmp/a b.wav");
        REQUIRE(names(all) == list{application[0] == 'r' ? "RECORD_START" : "RECORD_STOP"});
        CHECK(all[0].content["Record-File-Path"] == "/tmp/a b.wav");
        CHECK(all[0].content.variable("k") == "v");
        CHECK(all[0].content.unique_id() == "a");
    }
}

TEST_CASE("break ends what plays", "[testing][applications]") {
    executing_client c("PLAYBACK_START PLAYBACK_STOP CHANNEL_EXECUTE_COMPLETE");
    c.up("a");
    CHECK(names(c.run("a", eslio::app::playback("silence_stream://60000").lock(false))) ==
          list{"PLAYBACK_START"});
    const auto all = c.run("a", eslio::app::break_playback().lock(false));
    CHECK(names(all) ==
          list{"CHANNEL_EXECUTE_COMPLETE", "PLAYBACK_STOP", "CHANNEL_EXECUTE_COMPLETE"});
    CHECK(named(find_event(all, "PLAYBACK_STOP"))["Playback-Status"] == "break");
    CHECK(named(find_event(all, "PLAYBACK_STOP"))["Playback-File-Path"] ==
          "silence_stream://60000");
    CHECK(all.back().content["Application"] == "playback");
    CHECK(c.fake.application_of("a") == "park");
    // Nothing plays: the call stays parked.
    CHECK(names(c.run("a", "break")) == list{"CHANNEL_EXECUTE_COMPLETE"});
    CHECK(c.fake.application_of("a") == "park");
}

TEST_CASE("send_dtmf is heard by the phone, that of a loopback leg its far end",
          "[testing][applications]") {
    executing_client c("DTMF");
    c.up("x");
    c.up("y");
    c.fake.bridge("x", "y");
    CHECK(names(c.run("x", "send_dtmf", "12")).empty());
    const std::string b = c.up_far("a");
    auto all = c.run("a", "send_dtmf", "1*D@100");
    CHECK(c.digits_of(all, b) == list{"1@800", "*@800", "D@800"});
    CHECK(c.digits_of(all, "a").empty());
    c.wait(20ms);
    all = c.run(b, "send_dtmf", "2");
    CHECK(c.digits_of(all, "a") == list{"2@2000"});
    c.wait(20ms);
    all = c.run("a", "send_dtmf", "3w4Wx5");
    CHECK(c.digits_of(all, b) == list{"3@2000"});
    CHECK(c.wait(499ms).empty());
    CHECK(c.digits_of(c.wait(1ms), b) == list{"4@2000"});
    CHECK(c.wait(999ms).empty());
    CHECK(c.digits_of(c.wait(1ms), b) == list{"5@2000"});
    all = c.run("a", "send_dtmf", "~1@100+23@20");
    CHECK(c.digits_of(all, b) == list{"1@800", "2@2000", "3@2000"});
    c.run("a", "send_dtmf", "w6");
    c.fake.hang_up(b);
    c.receive();
    CHECK(c.wait(1s).empty());
}

TEST_CASE("queue_dtmf is as if the caller had pressed the keys", "[testing][applications]") {
    executing_client c("DTMF");
    c.up("a");
    CHECK(c.run("a", "queue_dtmf", "7wx8@100").empty());
    auto all = c.wait(20ms);
    CHECK(c.digits_of(all, "a") == list{"7@800", "w@800", "8@800"});
    CHECK(named(find_event(all, "DTMF"))["DTMF-Source"] == "APP");
    all = c.send("api uuid_recv_dtmf a 1+2@100");
    CHECK(c.digits_of(all, "a") == list{"1@2000", "2@800"});
}

TEST_CASE("uuid_send_dtmf waits at its pauses", "[testing][applications]") {
    executing_client c("DTMF");
    const std::string b = c.up_far("a");
    auto all = c.send("bgapi uuid_send_dtmf a 3w4W5x@100");
    CHECK(c.digits_of(all, b) == list{"3@800"});
    CHECK(c.wait(499ms).empty());
    CHECK(c.digits_of(c.wait(1ms), b) == list{"4@800"});
    CHECK(c.wait(999ms).empty());
    CHECK(c.digits_of(c.wait(1ms), b) == list{"5@800"});
}

TEST_CASE("uuid_send_dtmf is answered after its pauses", "[testing][applications]") {
    executing_client c("DTMF");
    const std::string b = c.up_far("a");
    CHECK(c.send("api uuid_send_dtmf a 3w4W5x@100").empty());
    CHECK(c.wait(1499ms).empty());
    const auto all = c.wait(1ms);
    REQUIRE_FALSE(all.empty());
    CHECK(all.front().body == "+OK a sent DTMF 3w4W5x@100.\n");
    CHECK(c.digits_of(all, b) == list{"3@800", "4@800", "5@800"});
}
