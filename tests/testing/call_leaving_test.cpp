// testing/fake_switch: what a call tells of itself as it leaves what it does, and in its report.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

/// A client that hears these events of a call `a`, which is parked.
struct leaving_client : fake_client {
    explicit leaving_client(const std::string& events, const std::string& application = "park()") {
        login();
        fake.plan(call().answers());
        fake.extension("lot", {{"answer", ""}, {"park", ""}});
        fake.originate("{origination_uuid=a}null/a &" + application);
        wait(0ms);
        send("event plain " + events);
    }
    void plays(const std::string& file) {
        send("sendmsg a\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: " +
             file);
        wait(20ms);
    }
    std::vector<packet> hear(const std::string& command) {
        auto all = send(command);
        for (packet& p : wait(20ms)) all.push_back(std::move(p));
        return all;
    }
    list states(const std::string& command) {
        list all;
        for (const packet& p : hear(command))
            if (!p.content.empty())
                all.push_back(std::string(p.content["Channel-State"]) + ' ' +
                              std::string(p.content["Channel-State-Number"]));
        return all;
    }
};

}  // namespace

TEST_CASE("what plays inside of another playback ends together with it", "[testing][break]") {
    for (const char* command : {"api uuid_break a", "api uuid_break a all"}) {
        INFO(command);
        leaving_client c("CHANNEL_EXECUTE_COMPLETE");
        for (const char* file : {"silence_stream://9000", "silence_stream://8000", "x.wav"})
            c.plays(file);
        CHECK(names(c.hear(command)) == list(3, "CHANNEL_EXECUTE_COMPLETE"));
        CHECK(c.fake.application_of("a") == "park");
    }
}

TEST_CASE("what the dialplan plays ends with what a message plays", "[testing][break]") {
    leaving_client c("CHANNEL_EXECUTE_COMPLETE CHANNEL_HANGUP", "playback(silence_stream://9000)");
    c.plays("silence_stream://8000");
    const auto all = c.hear("api uuid_break a");
    CHECK(names(all) ==
          list{"CHANNEL_EXECUTE_COMPLETE", "CHANNEL_EXECUTE_COMPLETE", "CHANNEL_HANGUP"});
    CHECK(named(find_event(all, "CHANNEL_EXECUTE_COMPLETE"))["Application-Data"] ==
          "silence_stream://8000");
}

TEST_CASE("a call that leaves has its next state already", "[testing][legs]") {
    const std::string events = "CHANNEL_UNPARK CHANNEL_EXECUTE_COMPLETE";
    leaving_client c(events);
    CHECK(c.states("api uuid_transfer a lot") ==
          list{"CS_EXECUTE 2", "CS_EXECUTE 2", "CS_EXECUTE 4"});
    c.fake.originate("{origination_uuid=b}null/b &park()");
    c.wait(0ms);
    CHECK(c.states("api uuid_bridge a b") == list(4, "CS_EXECUTE 8"));
}

TEST_CASE("an extension that a message brings without an application ends the call",
          "[testing][legs]") {
    leaving_client c("CHANNEL_STATE CHANNEL_EXECUTE CHANNEL_HANGUP");
    const auto all = c.hear("sendmsg a\ncall-command: xferext");
    REQUIRE(all.size() > 3);
    CHECK(list{std::string(all[1].content["Channel-State"]),
               std::string(all[2].content["Channel-State"]),
               std::string(all[3].content["Hangup-Cause"])} ==
          list{"CS_ROUTING", "CS_EXECUTE", "NORMAL_CLEARING"});
}

TEST_CASE("a conference sets the codec that a member is heard with, and sets it back",
          "[testing][legs]") {
    leaving_client c("CODEC CHANNEL_EXECUTE_COMPLETE CUSTOM conference::maintenance");
    const auto joined = c.hear("api uuid_transfer a conference:room inline");
    CHECK(names(joined) == list{"CHANNEL_EXECUTE_COMPLETE", "CUSTOM", "CODEC", "CUSTOM", "CUSTOM"});
    const eslio::event codec = find_event(joined, "CODEC");
    CHECK(codec["channel-read-codec-rate"] == "8000");
    CHECK(codec.variable("uuid").empty());
    CHECK(names(c.hear("api conference room kick all")) ==
          list{"CUSTOM", "CUSTOM", "CUSTOM", "CODEC", "CHANNEL_EXECUTE_COMPLETE", "CUSTOM"});
}

// mod_conference.c: conference_function takes the member out at its end.
TEST_CASE("who is moved away from a conference is no member any more", "[testing][legs]") {
    for (const char* away : {"api uuid_transfer a park inline", "api uuid_bridge a b"}) {
        INFO(away);
        leaving_client c("CODEC CHANNEL_EXECUTE_COMPLETE CUSTOM conference::maintenance",
                         "conference(room)");
        c.fake.originate("{origination_uuid=b}null/b &park()");
        c.fake.originate("{origination_uuid=d}null/d &conference(room)");
        c.wait(20ms);
        list told;
        for (const packet& p : c.hear(away))
            if (p.content.unique_id() == "a")
                told.push_back(std::string(p.content.name()) + ' ' +
                               std::string(p.content["Action"]));
        CHECK(told == list{"CUSTOM del-member", "CODEC ", "CHANNEL_EXECUTE_COMPLETE "});
        CHECK(c.ask("api conference room list count") == "1");
    }
}

// The one that was asked to call has gone (mod_conference.c: conference_outcall_run).
TEST_CASE("a conference is not told of a call of an older one of its name", "[testing][legs]") {
    leaving_client c("CUSTOM conference::maintenance", "conference(room)");
    c.fake.plan("user/busy", call().refuses("USER_BUSY", 2s));
    const auto results = [&](std::chrono::milliseconds span) {
        list all;
        for (const packet& p : c.wait(span))
            if (p.content["Action"] == "bgdial-result") all.emplace_back(p.content["Result"]);
        return all;
    };
    c.send("api conference room bgdial user/busy");
    CHECK(results(3s) == list{"USER_BUSY"});
    c.send("api conference room bgdial user/busy");
    c.send("api uuid_kill a");
    c.wait(1s);
    CHECK(c.ask("api conference room list count") == "-ERR Conference room not found\n");
    c.fake.originate("{origination_uuid=d}null/d &conference(room)");
    CHECK(results(3s).empty());
}

TEST_CASE("a report counts whole seconds of the clock", "[testing][legs]") {
    int seconds = 0;
    for (int i = 0; i < 10; ++i) {
        leaving_client c("CHANNEL_HANGUP_COMPLETE");
        c.send("api uuid_kill a");
        c.wait(std::chrono::milliseconds(100 * i));
        c.fake.plan(call().rings().answers(eslio::testing::after(200ms)));
        c.fake.originate("{origination_uuid=b}null/b &park()");
        c.wait(300ms);
        const auto end = find_event(c.hear("api uuid_kill b"), "CHANNEL_HANGUP_COMPLETE");
        const auto number = [&](const std::string& name) {
            return std::atoll(std::string(end.variable(name)).c_str());
        };
        CHECK(number("duration") == number("end_epoch") - number("start_epoch"));
        CHECK(number("billsec") == number("end_epoch") - number("answer_epoch"));
        CHECK(number("flow_billsec") == number("duration"));
        CHECK(number("flow_billusec") == number("uduration"));
        CHECK(number("billusec") < number("uduration"));
        seconds += static_cast<int>(number("duration"));
    }
    CHECK(seconds == 3);
}

TEST_CASE("a report tells since when the call has had its profile, and when it was held",
          "[testing][legs]") {
    leaving_client c("CHANNEL_HANGUP_COMPLETE");
    c.fake.originate("{origination_uuid=b}user/b &park()");
    c.wait(1500ms);
    c.send("api uuid_transfer b lot");
    c.wait(1s);
    for (const char* command : {"api uuid_hold b", "api uuid_hold off b", "api uuid_hold b"}) {
        c.send(command);
        c.wait(1s);
    }
    const eslio::event end = find_event(c.hear("api uuid_kill b"), "CHANNEL_HANGUP_COMPLETE");
    CHECK(end.variable("profile_start_uepoch") == end["Caller-Profile-Created-Time"]);
    CHECK(end.variable("profile_start_uepoch") != end.variable("start_uepoch"));
    const long long over = std::atoll(std::string(end.variable("end_uepoch")).c_str());
    const auto at = [&](int before) { return std::to_string(over - before * 1'000'000LL); };
    CHECK(end.variable("hold_events") ==
          "{{" + at(1) + ',' + at(0) + "},{" + at(3) + ',' + at(2) + "}}");
}

TEST_CASE("a leg that was called turns round as it goes into an extension", "[testing][legs]") {
    leaving_client c("CALL_UPDATE CHANNEL_UNBRIDGE");
    c.fake.originate("{origination_uuid=b}null/b &park()");
    c.wait(0ms);
    c.send("api uuid_bridge a b");
    c.wait(20ms);
    const auto all = c.hear("api uuid_transfer a -both lot");
    const eslio::event end = find_event(all, "CHANNEL_UNBRIDGE");
    CHECK(end["Channel-State-Number"] == "2");
    CHECK(end.variable("signal_bond").empty());
    const eslio::event update = find_event(all, "CALL_UPDATE");
    CHECK(update["Unique-ID"] == "b");
    CHECK(update["Channel-HIT-Dialplan"] == "true");
    CHECK(update["Caller-Callee-ID-Number"] == "a");  // that was its caller
    CHECK(names(all) == list{"CHANNEL_UNBRIDGE", "CALL_UPDATE"});
}

TEST_CASE("a leg that comes in has met the dialplan from its first event on", "[testing][legs]") {
    leaving_client c("CODEC");
    std::string met;
    for (const packet& p : c.hear("api originate loopback/lot &park()"))
        if (!p.content.empty()) met += p.content["Channel-HIT-Dialplan"] == "true" ? 'y' : 'n';
    CHECK(met == "nnyy");
}

TEST_CASE("who loses the race to the answer is told so", "[testing][legs]") {
    leaving_client c("CHANNEL_HANGUP");
    c.fake.plan("user/late", call().answers(eslio::testing::after(1s)));
    const auto all = c.hear("api originate user/late,null/b &park()");
    const eslio::event lost = find_event(all, "CHANNEL_HANGUP");
    CHECK(lost["Hangup-Cause"] == "LOSE_RACE");
    CHECK(lost.variable("group_dial_status") == "loser");
}

TEST_CASE("an application that there is not ends the call in its first pass", "[testing][legs]") {
    leaving_client c("CHANNEL_HANGUP CHANNEL_DESTROY");
    const auto all =
        c.hear("sendmsg a\ncall-command: execute\nexecute-app-name: nosuchapp\nloops: 3\n"
               "Event-UUID: id");
    const eslio::event down = find_event(all, "CHANNEL_HANGUP");
    const eslio::event gone = find_event(all, "CHANNEL_DESTROY");
    CHECK(down.variable("total_loops") == "3");
    CHECK(down.variable("app_uuid") == "id");
    CHECK(gone.variable("total_loops").empty());
}

TEST_CASE("a loopback leg hands on to its far end what is displayed", "[testing][legs]") {
    leaving_client c("CHANNEL_HANGUP");
    c.fake.originate("{origination_uuid=b}null/b &bridge(loopback/lot/default)");
    c.wait(20ms);
    std::string callee;
    for (const packet& p : c.hear("api uuid_kill b"))
        if (p.content["Call-Direction"] == "inbound") callee = p.content["Caller-Callee-ID-Number"];
    CHECK(callee == "b");
}

TEST_CASE("a file is read ahead of what is played of it", "[testing][break]") {
    const struct {
        const char* file;
        std::chrono::milliseconds played;
        const char* read;
        const char* offset;
    } cases[] = {{"silence_stream://9000", 250ms, "2048", "2080"},
                 {"silence_stream://9000", 2200ms, "4096", "17600"},
                 {"silence_stream://1000", 250ms, "1000", "2080"},
                 {"silence_stream://-1", 4300ms, "6144", "34400"},
                 {"x.wav", 250ms, "1000", "2080"}};
    for (const auto& x : cases) {
        INFO(x.file << " " << x.played.count());
        leaving_client c("PLAYBACK_STOP");
        c.plays(x.file);
        c.wait(x.played - 20ms);
        const eslio::event end = find_event(c.hear("api uuid_break a"), "PLAYBACK_STOP");
        CHECK(end.variable("playback_ms") == x.read);
        CHECK(end.variable("playback_last_offset_pos") == x.offset);
    }
}

TEST_CASE("causes are numbers, too, of which not each has a name", "[testing][legs]") {
    struct {
        const char* said;
        const char* told;  ///< as the header; empty: there is none
        const char* kept;
        const char* q850;
    } const all[] = {
        {"486", "UNKNOWN", "UNKNOWN", "16"},
        {"12", "UNKNOWN", "UNKNOWN", "12"},
        {"31 ", "NORMAL_UNSPECIFIED", "NORMAL_UNSPECIFIED", "31"},
        {"0", "", "NONE", "0"},
        {"none", "", "NONE", "0"},
        {"x17", "NORMAL_CLEARING", "NORMAL_CLEARING", "16"},
    };
    for (const auto& x : all) {
        INFO(x.said);
        leaving_client c("CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE");
        const auto heard = c.hear("api uuid_kill a " + std::string(x.said));
        const auto begun = find_event(heard, "CHANNEL_HANGUP");
        CHECK(begun["Hangup-Cause"] == x.told);
        const auto end = find_event(heard, "CHANNEL_HANGUP_COMPLETE");
        CHECK(end["Hangup-Cause"] == x.kept);
        CHECK(end.variable("hangup_cause") == x.kept);
        CHECK(end.variable("hangup_cause_q850") == x.q850);
    }
}
