// testing/fake_switch: calls to those in its directory, attended transfers, heartbeats and
// recordings of calls.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

eslio::testing::fake_switch_options with_users() {
    eslio::testing::fake_switch_options options;
    options.users = {
        {"1000", "home", "x", "", "", true, {"sales"}, {{"dial-string", "null/a"}}},
        {"1001", "home", "x", "", "", true, {"sales"}, {{"dial-string", "error/USER_BUSY"}}},
        {"1002", "home", "x", "", "", true, {"sales"}}};
    return options;
}

struct home_client : fake_client {
    home_client() : fake_client(with_users()) {
        login();
        fake.plan(call().answers());
    }
    std::string result_of(const std::string& destination) {
        std::string all = ask("api originate " + destination + " &park()");
        return all.substr(0, 3) == "+OK" ? "+OK" : all;
    }
    void bridge_a_and_b() {
        for (const std::string id : {"a", "b"})
            result_of("{origination_uuid=" + id + "}null/" + id);
        fake.bridge("a", "b");
    }
    /// By `a`, which is to transfer `b`.
    void ask_for(const std::string& id) {
        send("sendmsg a\ncall-command: execute\nexecute-app-name: att_xfer\n"
             "execute-app-arg: {origination_uuid=" +
             id + "}null/" + id);
        wait(100ms);
    }
};

}  // namespace

TEST_CASE("users are called by their dial strings", "[testing][directory]") {
    home_client c;
    CHECK(c.result_of("{origination_uuid=a}user/1000@home") == "+OK");
    CHECK(c.ask("api uuid_getvar a channel_name") == "null/a");
    CHECK(c.result_of("user/1001@home") == "-ERR USER_BUSY\n");
    CHECK(c.result_of("user/1009@home") == "-ERR SUBSCRIBER_ABSENT\n");
    CHECK(c.result_of("user/1009") == "-ERR SUBSCRIBER_ABSENT\n");
    CHECK(c.result_of("user/1002") == "+OK");
    c.fake.register_user("1009");
    CHECK(c.result_of("user/1009") == "+OK");
    CHECK(c.fake.unsupported().empty());
    c.fake.plan("user/1001@home", call().answers());
    CHECK(c.result_of("user/1001@home") == "+OK");
    CHECK(c.result_of("group/sales@home") == "+OK");
    CHECK(c.result_of("group/none@home") == "-ERR NO_ROUTE_DESTINATION\n");
    CHECK(c.result_of("loopback/") == "-ERR NO_ROUTE_DESTINATION\n");
    CHECK(c.result_of("sofia/nosuch/x@y") == "-ERR INVALID_PROFILE\n");
    CHECK(c.result_of("sofia/gateway/gw/1") == "-ERR INVALID_GATEWAY\n");
    c.fake.plan("sofia/gateway/gw/1", call().answers());
    CHECK(c.result_of("sofia/gateway/gw/1") == "+OK");
    CHECK(c.result_of("sofia/internal/1@y") == "+OK");
}

// As heard of a FreeSWITCH.
TEST_CASE("of what mod_sofia cannot call, a session's end is told", "[testing][directory]") {
    home_client c;
    c.send("event plain CHANNEL_STATE CHANNEL_DESTROY CHANNEL_OUTGOING");
    const auto all = c.send("api originate {origination_uuid=a}sofia/nosuch/x@y &park()");
    REQUIRE(names(all) == list{"CHANNEL_DESTROY", "CHANNEL_STATE"});
    const eslio::event gone = find_event(all, "CHANNEL_DESTROY");
    CHECK(gone["Channel-Name"] == "N/A");
    CHECK(gone["Unique-ID"] == "a");
    CHECK(gone["Channel-State"] == "CS_NONE");
    CHECK(gone["Answer-State"] == "ringing");
    CHECK_FALSE(gone.contains("Caller-Direction"));
    CHECK(gone.variable("call_uuid") == "a");
    const eslio::event state = find_event(all, "CHANNEL_STATE");
    CHECK(state["Channel-State"] == "CS_DESTROY");
    CHECK(state["Channel-State-Number"] == "0");
    CHECK(c.fake.calls().empty());
}

TEST_CASE("without a directory every user is there, which is told", "[testing][directory]") {
    fake_client c;
    c.login();
    c.fake.plan(call().answers());
    c.fake.plan("user/1001", call().answers());
    for (const std::string user : {"1001", "1002"})
        CHECK(c.ask("api originate user/" + user + " &park()").substr(0, 3) == "+OK");
    CHECK(c.fake.unsupported() == std::set<std::string>{"user 1002"});
    CHECK(c.ask("api originate user/1002@nodomain &park()") == "-ERR SUBSCRIBER_ABSENT\n");
}

TEST_CASE("members of a group are called at once, or one after another", "[testing][directory]") {
    auto options = with_users();
    std::swap(options.users[0], options.users[1]);  // the one who is busy first
    options.users.push_back(
        {"1003", "home", "x", "", "", true, {"sales"}, {{"dial-string", "null/c"}}});
    fake_client c(options);
    c.login();
    c.fake.plan(call().answers());
    const auto answer = [&](const std::string& group) {
        return c.ask("api originate " + group + " &park()").substr(0, 3);
    };
    for (const std::string flags : {"", "+A", "+F", "+E", "+FA", "+Fx"})
        CHECK(answer("group/sales@home" + flags) == "+OK");
    CHECK(c.ask("api group_call sales@home+F") == "error/USER_BUSY|null/a|user/1002@home|null/c");
    CHECK(c.ask("api group_call sales@home+FE") ==
          "error/USER_BUSY:_:null/a:_:user/1002@home:_:null/c");
    CHECK(c.fake.unsupported().empty());
    CHECK(answer("group/sales@home+F,null/x") == "+OK");
    CHECK(c.fake.unsupported().count("dial string group/sales@home+F") == 1);
}

TEST_CASE("keys of the one who transfers call it off, or leave the others", "[testing][legs]") {
    home_client c;
    c.bridge_a_and_b();
    const auto press = [&](const std::string& key) {
        CHECK(c.fake.press("a", key));
        c.wait(100ms);
    };
    c.ask_for("c");
    press("5");
    CHECK(c.fake.variable("a", "bridge_uuid") == "c");
    press("#");
    CHECK(c.fake.variable("a", "bridge_uuid") == "b");
    CHECK(c.fake.calls() == list{"a", "b"});
    press("*");
    CHECK(c.fake.calls() == list{"a", "b"});
    c.send("api uuid_setvar a attxfer_hangup_key 7");
    c.ask_for("d");
    press("0");
    CHECK(c.fake.unsupported() == std::set<std::string>{"key attxfer_conf_key"});
    press("*");
    CHECK(c.fake.calls() == list{"a", "b", "d"});
    press("7");
    CHECK(c.fake.calls() == list{"b", "d"});
    CHECK(c.fake.variable("b", "bridge_uuid") == "d");
}

TEST_CASE("an attended transfer comes back, or connects the two", "[testing][legs]") {
    home_client c;
    c.bridge_a_and_b();
    c.ask_for("c");
    CHECK(c.fake.variable("a", "bridge_uuid") == "c");
    c.fake.hang_up("c");
    c.wait(100ms);
    CHECK(c.fake.variable("a", "bridge_uuid") == "b");
    CHECK(c.fake.calls() == list{"a", "b"});
    c.ask_for("d");
    c.fake.hang_up("a");
    c.wait(100ms);
    CHECK(c.fake.calls() == list{"b", "d"});
    CHECK(c.fake.variable("b", "bridge_uuid") == "d");
}

TEST_CASE("calls are parked in a lot, and fetched", "[testing][legs]") {
    home_client c;
    c.send("event plain CUSTOM valet_parking::info");
    const auto park = [&](const std::string& id, const std::string& words) {
        c.fake.originate("{origination_uuid=" + id + "}null/" + id + " '&valet_park(" + words +
                         ")'");
        return c.wait(1500ms);
    };
    auto all = park("a", "lot auto in 6001 6002");
    CHECK(named(find_event(all, "CUSTOM"))["Action"] == "hold");
    CHECK(c.ask("api valet_info lot") ==
          "<lots>\n  <lot name=\"lot\">\n    <extension uuid=\"a\">6001</extension>\n  </lot>\n"
          "</lots>\n");
    all = park("b", "lot 6001");
    REQUIRE(names(all) == list{"CUSTOM", "CUSTOM"});
    CHECK(all[0].content["Action"] == "bridge");
    CHECK(all[0].content["Bridge-To-UUID"] == "b");
    CHECK(all[1].content["Action"] == "exit");
    CHECK(c.fake.variable("a", "bridge_uuid") == "b");
    park("c", "lot");
    CHECK(c.fake.calls() == list{"a", "b"});
    c.fake.originate("{origination_uuid=d}null/d &callcenter(nosuch)");
    c.receive();
    CHECK(c.fake.calls() == list{"a", "b"});
}

TEST_CASE("heartbeats and recordings of a call are told", "[testing][applications]") {
    home_client c;
    c.send("event plain SESSION_HEARTBEAT RECORD_START RECORD_STOP MEDIA_BUG_START MEDIA_BUG_STOP");
    c.result_of("{origination_uuid=a}null/a");
    c.receive();
    CHECK(c.ask("api uuid_session_heartbeat a 2") == "+OK\n");
    CHECK(names(c.wait(4s)) == list{"SESSION_HEARTBEAT", "SESSION_HEARTBEAT"});
    CHECK(c.ask("api uuid_session_heartbeat a 0") == "+OK\n");
    CHECK(names(c.wait(4s)).empty());
    CHECK(names(c.send("api uuid_record a start /tmp/a.wav 1")) ==
          list{"RECORD_START", "MEDIA_BUG_START"});
    auto all = c.wait(1s);
    CHECK(names(all) == list{"RECORD_STOP", "MEDIA_BUG_STOP"});
    CHECK(named(find_event(all, "RECORD_STOP"))["Record-Completion-Cause"] == "success-maxtime");
    CHECK(c.fake.variable("a", "record_ms") == "1000");
    c.send("api uuid_record a start /tmp/b.wav");
    c.fake.hang_up("a");
    all = c.receive();
    CHECK(names(all) == list{"RECORD_STOP", "MEDIA_BUG_STOP"});
    CHECK(named(find_event(all, "RECORD_STOP"))["Record-Completion-Cause"] == "success-silence");
}

TEST_CASE("record tells of the codec that it sets, and sets back", "[testing][record]") {
    home_client c;
    c.result_of("{origination_uuid=a}null/a");
    c.send("event plain CODEC RECORD_START RECORD_STOP CHANNEL_EXECUTE_COMPLETE");
    auto begun = c.send("sendmsg a\ncall-command: execute\nexecute-app-name: record\n"
                        "execute-app-arg: /tmp/x.wav 1");
    for (packet& p : c.wait(500ms)) begun.push_back(std::move(p));
    CHECK(names(begun) == list{"CODEC", "RECORD_START"});
    CHECK(named(find_event(begun, "CODEC"))["channel-read-codec-rate"] == "8000");
    CHECK(names(c.wait(1s)) == list{"RECORD_STOP", "CODEC", "CHANNEL_EXECUTE_COMPLETE"});
}

TEST_CASE("the leg to a user knows whom it is for, and is told of twice", "[testing][directory]") {
    home_client c;
    c.send("event plain CHANNEL_OUTGOING CHANNEL_CREATE CHANNEL_BRIDGE");
    c.fake.originate("{origination_uuid=a}null/a &park()");
    c.receive();
    const auto all =
        c.send("sendmsg a\ncall-command: execute\nexecute-app-name: bridge\nexecute-app-arg: "
               "{origination_uuid=b}user/1000@home");
    list told = names(all);
    for (const packet& p : c.wait(100ms)) told.emplace_back(p.content.name());
    CHECK(told == list{"CHANNEL_OUTGOING", "CHANNEL_CREATE", "CHANNEL_OUTGOING", "CHANNEL_BRIDGE"});
    CHECK(c.fake.variable("b", "dialed_user") == "1000");
    CHECK(c.fake.variable("b", "dialed_domain") == "home");
    CHECK(c.fake.variable("b", "presence_id") == "1000@home");
    CHECK(c.fake.variable("b", "originate_endpoint") == "user");
    CHECK(c.fake.variable("a", "dialed_user") == "1000");
    CHECK(c.fake.variable("a", "originate_causes") == "ARRAY::b;NONE|:b;NONE");
}
