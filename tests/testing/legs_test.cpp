// testing/fake_switch.hpp: two legs, transfers, conferences, registrations, and their API commands.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::after;
using eslio::testing::call;
using eslio::testing::incoming_call;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using list = std::vector<std::string>;

namespace {

/// A client that is logged in and hears calls that are answered at once.
struct listening_client : fake_client {
    listening_client() {
        login();
        fake.plan(call().answers());
        send("event plain CHANNEL_ANSWER CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HANGUP DTMF "
             "CHANNEL_HANGUP_COMPLETE CUSTOM conference::maintenance sofia::register "
             "sofia::unregister");
    }
    std::string up(const std::string& destination, const std::string& id) {
        fake.originate("{origination_uuid=" + id + "}" + destination + " &park()");
        receive();
        return id;
    }
};

}  // namespace

TEST_CASE("bridge calls a second leg and joins them", "[testing][legs]") {
    listening_client c;
    c.fake.plan("user/2000", call().rings().answers(after(2s)).presses("7").hangs_up(after(3s)));
    c.fake.extension("5000", {{"set", "hangup_after_bridge=true"}, {"bridge", "user/2000"}});
    const std::string a = c.fake.call_in(incoming_call().from("1001", "Ann").to("5000").uuid("a"));
    CHECK(names(c.wait(1900ms)).empty());
    auto all = c.wait(100ms);
    CHECK(names(all) == list{"CHANNEL_ANSWER", "CHANNEL_ANSWER", "CHANNEL_BRIDGE"});
    const eslio::event bridged = find_event(all, "CHANNEL_BRIDGE");
    const std::string b(bridged["Bridge-B-Unique-ID"]);
    CHECK(bridged["Bridge-A-Unique-ID"] == a);
    CHECK(bridged["Unique-ID"] == a);
    CHECK(bridged["Other-Type"] == "originatee");
    CHECK(bridged["Other-Leg-Unique-ID"] == b);
    CHECK(c.fake.variable(a, "bridge_uuid") == b);
    CHECK(c.ask("api uuid_getvar " + b + " bridge_uuid") == a);
    c.receive();
    CHECK(names(c.wait(1s)) == list{"DTMF"});
    all = c.wait(3s);
    CHECK(names(all) == list{"CHANNEL_HANGUP", "CHANNEL_UNBRIDGE", "CHANNEL_HANGUP",
                             "CHANNEL_HANGUP_COMPLETE", "CHANNEL_HANGUP_COMPLETE"});
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Unique-ID"] == b);
    CHECK(c.fake.calls().empty());
}

// mod_commands.c: uuid_broadcast_function, sched_broadcast_function; mod_dptools.c:
// broadcast_function, sched_broadcast_function
TEST_CASE("each command names the legs that hear a broadcast in its own way", "[testing][legs]") {
    const auto app = [](const std::string& name, const std::string& legs) {
        return "sendmsg a\ncall-command: execute\nexecute-app-name: " + name +
               "\nexecute-app-arg: " + (name == "broadcast" ? "" : "+1 ") + "set::heard=yes" + legs;
    };
    struct {
        std::string command;
        std::string heard;
    } const cases[] = {
        {"api uuid_broadcast a set::heard=yes", "a"},
        {"api uuid_broadcast a set::heard=yes BOTH", "ab"},
        {"api uuid_broadcast a set::heard=yes aleg,bleg", "ab"},
        {"api uuid_broadcast a set::heard=yes bleg", "b"},
        {"api uuid_broadcast a set::heard=yes nosuch", ""},
        {app("broadcast", ""), "ab"},
        {app("broadcast", " aleg"), "ab"},
        {app("broadcast", " holdb"), "a"},
        {app("broadcast", " aleg more"), ""},
        {app("sched_broadcast", ""), "a"},
        {app("sched_broadcast", " both"), "ab"},
        {app("sched_broadcast", " bleg"), "b"},
        {app("sched_broadcast", " aleg,bleg"), ""},
        {app("sched_broadcast", " BLEG"), ""},
        {"api sched_broadcast +1 a set::heard=yes", "a"},
        {"api sched_broadcast +1 a set::heard=yes BLEG", "b"},
        {"api sched_broadcast +1 a set::heard=yes both", "ab"},
        {"api sched_broadcast +1 a set::heard=yes aleg,bleg", ""},
    };
    for (const auto& x : cases) {
        INFO(x.command);
        listening_client c;
        c.up("null/x", "a");
        c.up("null/y", "b");
        c.send("api uuid_bridge a b");
        c.send(x.command);
        c.wait(2s);
        std::string heard;
        for (const char* id : {"a", "b"})
            if (c.fake.variable(id, "heard") == "yes") heard += id;
        CHECK(heard == x.heard);
    }
}

// As heard of a FreeSWITCH with two null legs.
TEST_CASE("legs tell which of the two they were, and what was pressed", "[testing][legs]") {
    const auto told = [](const std::vector<testing_tests::packet>& all, std::string_view name,
                         std::string_view uuid) {
        for (const testing_tests::packet& p : all)
            if (p.content.name() == name && p.content["Unique-ID"] == uuid)
                return std::string(p.content["variable_last_bridge_role"]) + '/' +
                       std::string(p.content["variable_digits_dialed"]) + '/' +
                       std::string(p.content["variable_bridge_to"]);
        return std::string("nothing");
    };
    listening_client c;
    c.up("null/x", "a");
    c.up("null/y", "b");
    c.send("api uuid_bridge a b");
    c.send("api uuid_recv_dtmf a 12#");
    c.wait(1s);
    auto all = c.send("api uuid_kill b");
    CHECK(told(all, "CHANNEL_HANGUP_COMPLETE", "b") == "originatee/none/");
    CHECK(told(all, "CHANNEL_HANGUP_COMPLETE", "a") == "/12#/");
    c.up("null/x", "a");
    c.up("null/y", "b");
    c.send("api uuid_bridge a b");
    c.wait(1s);
    all = c.send("api uuid_kill a");
    CHECK(told(all, "CHANNEL_HANGUP", "a") == "originator//b");
    CHECK(told(all, "CHANNEL_UNBRIDGE", "a") == "originator//");
    CHECK(told(all, "CHANNEL_HANGUP", "b") == "//");
}

// As heard of a FreeSWITCH with two null legs.
TEST_CASE("who leads a bridge waits for the other to come and to go", "[testing][legs]") {
    listening_client c;
    c.send("event plain CHANNEL_EXECUTE CHANNEL_UNPARK CHANNEL_DESTROY");
    c.up("null/x", "a");
    c.up("null/y", "b");
    std::vector<testing_tests::packet> all;
    const auto order = [&] {
        list told;
        for (const testing_tests::packet& p : all)
            if (!p.content.name().empty())
                told.push_back(std::string(p.content.name()) + ' ' +
                               std::string(p.content["Unique-ID"]));
        return told;
    };
    const auto heard = [&](const char* name, const char* uuid, const char* header) {
        for (const testing_tests::packet& p : all)
            if (p.content.name() == name && p.content["Unique-ID"] == uuid)
                return std::string(p.content[header]);
        return std::string("nothing");
    };
    all = c.send("api uuid_bridge a b");
    CHECK(order() == list{"CHANNEL_UNPARK a", "CHANNEL_UNPARK b", "CHANNEL_EXECUTE a",
                          "CHANNEL_EXECUTE b", "CHANNEL_BRIDGE a"});
    CHECK(heard("CHANNEL_UNPARK", "b", "Channel-Call-UUID") == "b");
    CHECK(heard("CHANNEL_EXECUTE", "b", "Event-Calling-Function") == "uuid_bridge_on_soft_execute");
    all = c.send("api uuid_kill a");
    CHECK(order() == list{"CHANNEL_HANGUP a", "CHANNEL_HANGUP b", "CHANNEL_HANGUP_COMPLETE b",
                          "CHANNEL_UNBRIDGE a", "CHANNEL_HANGUP_COMPLETE a", "CHANNEL_DESTROY a",
                          "CHANNEL_DESTROY b"});
    CHECK(heard("CHANNEL_HANGUP_COMPLETE", "b", "variable_call_uuid") == "a");
    CHECK(heard("CHANNEL_HANGUP_COMPLETE", "b", "variable_bridge_hangup_cause").empty());
    CHECK(heard("CHANNEL_UNBRIDGE", "a", "variable_bridge_hangup_cause") == "NORMAL_CLEARING");
    CHECK(heard("CHANNEL_DESTROY", "b", "variable_call_uuid") == "b");
    CHECK(heard("CHANNEL_DESTROY", "b", "variable_bridge_hangup_cause") == "NORMAL_CLEARING");
}

// As heard of a FreeSWITCH (mod_loopback.c: channel_on_hangup).
TEST_CASE("a loopback leg is there until its far end has hung up", "[testing][legs]") {
    listening_client c;
    c.fake.extension("5000", {{"answer", ""}, {"park", ""}});
    c.send("event plain CHANNEL_DESTROY");
    c.up("loopback/5000", "a");
    c.wait(20ms);
    list told;
    for (const testing_tests::packet& p : c.send("api uuid_kill a"))
        if (!p.content.name().empty())
            told.push_back(std::string(p.content.name()) + ' ' +
                           std::string(p.content["Channel-Name"]));
    CHECK(told == list{"CHANNEL_HANGUP loopback/5000-a", "CHANNEL_HANGUP loopback/5000-b",
                       "CHANNEL_HANGUP_COMPLETE loopback/5000-a",
                       "CHANNEL_HANGUP_COMPLETE loopback/5000-b", "CHANNEL_DESTROY loopback/5000-b",
                       "CHANNEL_DESTROY loopback/5000-a"});
    CHECK(c.fake.calls().empty());
}

TEST_CASE("a bridge that fails hangs up, or goes on", "[testing][legs]") {
    for (const bool go_on : {false, true}) {
        listening_client c;
        c.fake.plan("user/2000", call().refuses("USER_BUSY"));
        c.fake.extension("5000", {{"set", go_on ? "continue_on_fail=true" : "x=y"},
                                  {"bridge", "user/2000"},
                                  {"echo", ""}});
        const std::string a = c.fake.call_in(incoming_call().to("5000"));
        const auto all = c.receive();
        CHECK(c.fake.calls().size() == (go_on ? 1 : 0));
        if (go_on) CHECK(c.fake.application_of(a) == "echo");
        if (go_on) CHECK(c.fake.variable(a, "originate_disposition") == "USER_BUSY");
    }
}

TEST_CASE("the caller hangs up while the second leg rings", "[testing][legs]") {
    listening_client c;
    c.fake.plan("user/2000", call().rings());
    c.fake.extension("5000", {{"bridge", "user/2000"}});
    const std::string a = c.fake.call_in(incoming_call().to("5000"));
    c.time.advance(1s);
    CHECK(c.fake.calls().size() == 2);
    c.fake.hang_up(a, "NORMAL_CLEARING");
    const auto all = c.receive();
    std::string causes;
    for (const auto& p : all)
        if (p.content.name() == "CHANNEL_HANGUP") causes.append(p.content["Hangup-Cause"]) += ' ';
    CHECK(causes == "NORMAL_CLEARING ORIGINATOR_CANCEL ");
}

TEST_CASE("uuid_bridge and what is said of legs", "[testing][legs]") {
    listening_client c;
    c.up("user/1", "a");
    c.up("user/2", "b");
    CHECK(c.ask("api uuid_bridge a") == "-USAGE: <uuid> <other_uuid>\n");
    CHECK(c.ask("api uuid_bridge a x") == "-ERR Invalid uuid\n");
    CHECK(c.ask("api uuid_bridge a b") == "+OK b\n");
    c.receive();
    CHECK(c.ask("api show bridged_calls").find("\n\n1 total.\n") != std::string::npos);
    CHECK(c.ask("api uuid_send_dtmf a 1@100") == "+OK a sent DTMF 1@100.\n");
    CHECK(c.ask("api uuid_recv_dtmf a 2") == "+OK a received DTMF 2.\n");
    CHECK(c.ask("api uuid_recv_dtmf x 2") == "-ERR Cannot locate session!\n");
    CHECK(c.ask("api uuid_hold a") == "+OK Success\n");
    CHECK(c.ask("api uuid_hold a") == "-ERR Operation failed\n");
    CHECK(c.ask("api uuid_hold off a") == "+OK Success\n");
    CHECK(c.ask("api uuid_hold toggle a") == "+OK Success\n");
    CHECK(c.ask("api uuid_hold") ==
          "-USAGE: [off|toggle] <uuid> [<display>]\n-ERR Operation failed\n");
    CHECK(c.ask("api uuid_record a start /tmp/x.wav") == "+OK Success\n");
    CHECK(c.ask("api uuid_record x start /tmp/x.wav") == "-ERR Cannot locate session!\n");
    CHECK(c.ask("api uuid_broadcast a beep.wav") == "+OK Message sent\n");
    CHECK(c.ask("api uuid_broadcast x beep.wav") == "-ERR invalid uuid\n");
    CHECK(c.ask("api uuid_break a all") == "+OK\n");
    CHECK(c.ask("api uuid_park a") == "+OK\n");
    c.receive();
    CHECK(c.fake.calls() == list{"a"});
    CHECK(c.fake.application_of("a").empty());
    CHECK(c.ask("api uuid_dump a").find("Channel-State: CS_PARK") != std::string::npos);
}

TEST_CASE("calls are transferred", "[testing][legs]") {
    listening_client c;
    c.fake.extension("6000", {{"echo", ""}});
    c.up("user/1", "a");
    CHECK(c.ask("api uuid_transfer a 6000 XML default") == "+OK\n");
    CHECK(c.fake.application_of("a") == "echo");
    CHECK(c.ask("api uuid_transfer a playback:x.wav,park inline") == "+OK\n");
    CHECK(c.fake.application_of("a") == "playback");
    c.time.advance(1s);
    CHECK(c.fake.application_of("a") == "park");

    CHECK(c.ask("api uuid_transfer x 6000") == "-ERR No such channel!\n");
    CHECK(c.ask("api uuid_transfer a") ==
          "-USAGE: <uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]\n");
    CHECK(c.ask("api uuid_transfer a 9999") == "+OK\n");
    CHECK(find_event(c.receive(), "CHANNEL_HANGUP_COMPLETE").empty());  // came with the reply
    CHECK(c.fake.calls().empty());
}

TEST_CASE("conferences tell what happens in them", "[testing][legs]") {
    listening_client c;
    c.fake.originate("{origination_uuid=a}user/1 &conference(room@default)");
    c.fake.originate("{origination_uuid=b}user/2 &conference(room@default)");
    const auto actions = [&](const std::vector<testing_tests::packet>& packets) {
        list all;
        for (const auto& p : packets)
            if (p.content.contains("Action")) all.emplace_back(p.content["Action"]);
        return all;
    };
    CHECK(actions(c.receive()) ==
          list{"conference-create", "add-member", "floor-change", "add-member"});
    CHECK(c.ask("api conference room list count") == "2");
    const std::string members = c.ask("api conference room list");
    CHECK(members.substr(0, 39) == "2;sofia/internal/2@127.0.0.1;b;Outbound");
    auto all = c.send("api conference room mute 2");
    CHECK(all.front().body == "+OK mute 2\n");
    CHECK(actions(all) == list{"mute-member"});
    CHECK(all.back().content["Speak"] == "false");
    CHECK(c.ask("api conference room unmute last") == "+OK unmute 2\n");
    CHECK(c.ask("api conference room mute 9") == "-ERR Non-Existant ID 9\n");
    CHECK(c.ask("api conference room lock") == "+OK room locked\n");
    CHECK(c.ask("api conference nowhere list") == "-ERR Conference nowhere not found\n");
    c.receive();
    c.fake.hang_up("a");
    CHECK(actions(c.receive()) == list{"floor-change", "del-member", "floor-change"});
    all = c.send("api conference room kick all");
    CHECK(all.front().body == "+OK kicked 2\n");
    CHECK(actions(all) == list{"kick-member"});
    CHECK(actions(c.wait(10ms)) == list{"floor-change", "del-member", "conference-destroy"});
    CHECK(c.fake.calls().empty());
}

// As heard of a FreeSWITCH (mod_conference.c: conference_thread_run).
TEST_CASE("the newest member has the floor next, even as all is over", "[testing][legs]") {
    listening_client c;
    c.fake.originate("{origination_uuid=a}user/1 &conference(room@default+flags{endconf})");
    c.fake.originate("{origination_uuid=b}user/2 &conference(room@default)");
    c.fake.originate("{origination_uuid=c}user/3 &conference(room@default)");
    const auto told = [](const std::vector<testing_tests::packet>& packets) {
        list all;
        for (const auto& p : packets)
            if (p.content.contains("Action"))
                all.push_back(std::string(p.content["Action"]) + ' ' +
                              std::string(p.content["Unique-ID"]));
        return all;
    };
    auto all = c.receive();
    const eslio::event made = find_event(all, "CUSTOM");
    CHECK(made["Event-Calling-Function"] == "conference_new");
    CHECK(c.ask("api uuid_getvar c app_session_uuid") ==
          c.ask("api uuid_getvar c conference_uuid"));
    CHECK(c.ask("api uuid_getvar c conference_call_key").substr(0, 16) == "conference_room_");
    c.receive();
    c.fake.hang_up("a");
    all = c.receive();
    CHECK(told(all) == list{"floor-change ", "del-member a", "floor-change c", "floor-change ",
                            "del-member c", "del-member b", "conference-destroy "});
    for (const auto& p : all)
        if (p.content["Action"] == "del-member")
            CHECK(p.content["Event-Calling-Function"] == "conference_member_del");
}

TEST_CASE("a conference is bridged to", "[testing][legs]") {
    listening_client c;
    c.fake.originate(
        "{origination_uuid=a}user/1 &conference(bridge:room:{origination_uuid=b}user/2)");
    c.receive();
    CHECK(c.ask("api conference room list count") == "2");
    CHECK(c.fake.application_of("b") == "conference");
    // With one of two it ends.
    c.fake.hang_up("b");
    c.receive();
    CHECK(c.fake.calls().empty());
    c.fake.originate("{origination_uuid=a}user/1 &conference(bridge:room:error/USER_BUSY)");
    c.receive();
    CHECK(c.fake.calls().empty());
}

TEST_CASE("phones register", "[testing][legs]") {
    listening_client c;
    CHECK(c.ask("api sofia_contact 1000@127.0.0.1") == "error/user_not_registered");
    c.fake.register_user("1000");
    const auto all = c.receive();
    REQUIRE(names(all) == list{"CUSTOM"});
    CHECK(all[0].content["Event-Subclass"] == "sofia::register");
    CHECK(all[0].content["from-user"] == "1000");
    CHECK(c.ask("api sofia_contact 1000@127.0.0.1") == "sofia/internal/sip:1000@10.0.0.7:5060");
    CHECK(c.ask("api show registrations count") == "\n1 total.\n");
    c.fake.unregister_user("1000");
    CHECK(c.receive().front().content["Event-Subclass"] == "sofia::unregister");
}

TEST_CASE("a module of the user's own fires events", "[testing][legs]") {
    listening_client c;
    c.send("event plain CUSTOM my::module");
    eslio::event e = c.fake.make_custom("my::module");
    e.add("Key", "value");
    c.fake.fire(e);
    const auto all = c.receive();
    REQUIRE(names(all) == list{"CUSTOM"});
    CHECK(all[0].content["Key"] == "value");
}
