// testing/fake_switch: several destinations of one dial string, the far end of a loopback leg, and
// what a caller is told while it waits.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

/// Events as `UUID NAME`, with what there is of application, state and cause.
struct dialling_client : fake_client {
    explicit dialling_client(const std::string& events) {
        login();
        send("event plain " + events);
        receive();
        fake.plan(call().answers());
        fake.plan("user/slow", call().rings().answers_after(3s));
        fake.plan("user/busy", call().rings().refuses("USER_BUSY", 1s));
    }

    static list told(const std::vector<packet>& all) {
        list out;
        for (const packet& p : all) {
            if (p.type != "text/event-plain") continue;
            const eslio::event& e = p.content;
            std::string line(e["Channel-Name"]);
            const std::string name(e.name());
            line += " " + (name.rfind("CHANNEL_", 0) == 0 ? name.substr(8) : name);
            if (e.type() == eslio::event_name::channel_callstate)
                line += " " + std::string(e["Channel-Call-State"]);
            if (!e["Application"].empty()) line += " " + std::string(e["Application"]);
            if (!e["Hangup-Cause"].empty()) line += " " + std::string(e["Hangup-Cause"]);
            out.push_back(std::move(line));
        }
        return out;
    }
    /// Says it; what comes is left for what reads next.
    void say(const std::string& command) { end.send_now(command + "\n\n"); }
    list in(std::chrono::milliseconds time) { return told(wait(time)); }
    std::string answer_of(const std::string& command, std::chrono::milliseconds time) {
        say("api " + command);
        const auto all = wait(time);
        for (const packet& p : all)
            if (p.type == "api/response") return p.body;
        return {};
    }
};

}  // namespace

TEST_CASE("who is called first, who next", "[testing][dialling]") {
    dialling_client c("CHANNEL_DESTROY");
    const auto uuid = [](const std::string& id) { return "[origination_uuid=" + id + "]"; };
    CHECK(c.answer_of("originate user/busy|" + uuid("a") + "null/a &park()", 1s) == "+OK a\n");
    CHECK(c.answer_of("originate user/slow," + uuid("b") + "null/b &park()", 1s) == "+OK b\n");
    CHECK(c.answer_of("originate user/busy,user/slow &park()", 2s).empty());
    c.wait(1s);
    CHECK(c.answer_of("originate error/NO_ANSWER|user/busy &park()", 2s) == "-ERR USER_BUSY\n");
    CHECK(c.answer_of("originate user/busy,error/NO_ANSWER &park()", 2s) == "-ERR NO_ANSWER\n");
    CHECK(c.answer_of("originate {fail_on_single_reject=USER_BUSY}user/busy,user/slow &park()",
                      1s) == "-ERR NO_ANSWER\n");
    CHECK(c.answer_of("originate {originate_timeout=2}user/slow|null/x &park()", 2s) ==
          "-ERR NO_ANSWER\n");
    CHECK(c.answer_of("originate user/busy:_:" + uuid("d") + "user/slow &park()", 3s) == "+OK d\n");
}

TEST_CASE("those who lose are hung up, and destroyed when all is decided", "[testing][dialling]") {
    dialling_client c("CHANNEL_HANGUP CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY");
    c.fake.plan("null/late", call().answers_after(2s));
    c.fake.plan("null/later", call().answers_after(5s));
    c.fake.plan("null/no", call().refuses("CALL_REJECTED", 1s));
    c.say("bgapi originate null/no,null/late,null/later &park()");
    CHECK(c.in(1500ms).size() == 2);
    CHECK(c.in(1s) == list{"null/later HANGUP LOSE_RACE", "null/no DESTROY CALL_REJECTED",
                           "null/later HANGUP_COMPLETE LOSE_RACE", "null/later DESTROY LOSE_RACE"});
}

TEST_CASE("a loopback leg has a far end, which runs the extension", "[testing][dialling]") {
    dialling_client c(
        "CHANNEL_CREATE CHANNEL_PROGRESS CHANNEL_ANSWER CHANNEL_EXECUTE CHANNEL_HANGUP");
    c.fake.extension("9000", {{"ring_ready", ""}, {"sleep", "1000"}, {"answer", ""}, {"park", ""}});
    c.say("bgapi originate {origination_uuid=a,x=1}loopback/9000 &park()");
    CHECK(c.in(900ms) == list{"loopback/9000-a CREATE", "loopback/9000-b CREATE",
                              "loopback/9000-b EXECUTE ring_ready", "loopback/9000-a PROGRESS",
                              "loopback/9000-b PROGRESS", "loopback/9000-b EXECUTE sleep"});
    CHECK(c.in(100ms) == list{"loopback/9000-b EXECUTE answer", "loopback/9000-a ANSWER",
                              "loopback/9000-b ANSWER", "loopback/9000-b EXECUTE park",
                              "loopback/9000-a EXECUTE park"});
    const std::string far = c.fake.variable("a", "other_loopback_leg_uuid");
    CHECK(c.fake.variable(far, "x") == "1");
    CHECK(c.fake.variable(far, "other_loopback_leg_uuid") == "a");
    c.fake.hang_up("a", "CALL_REJECTED");
    CHECK(c.in(0ms) ==
          list{"loopback/9000-a HANGUP CALL_REJECTED", "loopback/9000-b HANGUP CALL_REJECTED"});
    CHECK(c.answer_of("originate loopback/m:^:hangup:USER_BUSY/default/inline &park()", 1s) ==
          "-ERR USER_BUSY\n");
    // What a test says of the destination goes first; a number that there is not is as it says.
    c.fake.plan("loopback/9000", call().refuses("NO_ANSWER"));
    CHECK(c.answer_of("originate loopback/9000 &park()", 1s) == "-ERR NO_ANSWER\n");
    CHECK(c.answer_of("originate {origination_uuid=b}loopback/9999 &park()", 1s) == "+OK b\n");
}

TEST_CASE("a caller who is answered waits for the callee", "[testing][dialling]") {
    dialling_client c("CHANNEL_CALLSTATE");
    c.fake.originate("{origination_uuid=a}null/a &park()");
    c.wait(0ms);
    const auto bridge = [&](const std::string& to) {
        c.say("sendmsg a\ncall-command: execute\nexecute-app-name: bridge\nexecute-app-arg: " + to);
    };
    bridge("error/NO_ANSWER");
    CHECK(c.in(1s) == list{"null/a CALLSTATE RING_WAIT", "null/a CALLSTATE ACTIVE"});
    bridge("null/b");
    CHECK(c.in(1s) ==
          list{"null/a CALLSTATE RING_WAIT", "null/b CALLSTATE ACTIVE", "null/a CALLSTATE ACTIVE"});
    CHECK(c.fake.variable("a", "endpoint_disposition") == "ANSWER");
    const std::string b = c.fake.variable("a", "bridge_uuid");
    c.fake.hang_up(b, "USER_BUSY");
    CHECK(c.fake.variable("a", "last_bridge_hangup_cause") == "USER_BUSY");
}

TEST_CASE("keys on a bridged leg reach the far end of the other", "[testing][dialling]") {
    dialling_client c("DTMF");
    c.fake.extension("9000", {{"answer", ""}, {"park", ""}});
    c.fake.originate("{origination_uuid=a}null/a &bridge(loopback/9000)");
    c.wait(100ms);
    c.fake.press("a", "1");
    CHECK(c.in(0ms) == list{"null/a DTMF", "loopback/9000-b DTMF"});
    c.fake.originate("{origination_uuid=b}null/b &park()");
    c.wait(100ms);
    c.fake.bridge("b", c.fake.variable("a", "bridge_uuid"));
    c.fake.press("b", "2");
    CHECK(c.in(0ms) == list{"null/b DTMF", "loopback/9000-b DTMF"});
}

TEST_CASE("uuid_bridge takes both legs through their states", "[testing][dialling]") {
    dialling_client c(
        "CHANNEL_STATE CHANNEL_EXECUTE CHANNEL_BRIDGE CHANNEL_UNBRIDGE CHANNEL_HANGUP");
    for (const std::string id : {"a", "b", "c"})
        c.fake.originate("{origination_uuid=" + id + "}null/" + id + " &park()");
    c.wait(1s);
    c.send("api uuid_bridge a b");
    CHECK(c.fake.variable("a", "signal_bond") == "b");
    c.say("api uuid_bridge c a");
    const auto all = c.wait(1s);
    const auto told = c.told(all);
    const auto has = [&](const char* line) {
        return std::find(told.begin(), told.end(), line) != told.end();
    };
    CHECK(has("null/a UNBRIDGE"));
    CHECK(has("null/b HANGUP NORMAL_CLEARING"));
    CHECK(has("null/c EXECUTE uuid_bridge"));
    CHECK(has("null/a EXECUTE uuid_bridge"));
    CHECK(has("null/c BRIDGE"));
    CHECK(named(testing_tests::find_event(all, "CHANNEL_BRIDGE"))["Channel-State"] ==
          "CS_SOFT_EXECUTE");
    // The one that was called goes, the other has nothing more to do.
    c.fake.hang_up("a", "USER_BUSY");
    const auto end = c.told(c.wait(1s));
    REQUIRE(end.size() > 3);
    CHECK(end[0] == "null/a HANGUP USER_BUSY");
    CHECK(std::find(end.begin(), end.end(), "null/c HANGUP NORMAL_CLEARING") != end.end());
    CHECK(c.ask("api uuid_bridge c b") == "-ERR Invalid uuid\n");
}

TEST_CASE("a dialled leg has the dialplan of its caller", "[testing][dialling]") {
    dialling_client c("CHANNEL_CREATE");
    c.fake.extension("9000", {{"answer", ""}, {"park", ""}});
    c.say("api originate {origination_uuid=a,continue_on_fail=true}null/x "
          "'m:^:bridge:{origination_uuid=b}loopback/9000/default^park:' inline");
    c.in(100ms);
    CHECK(c.fake.variable("a", "originate_disposition") == "DESTINATION_OUT_OF_ORDER");
    CHECK(c.fake.variable("a", "DIALSTATUS") == "INVALIDARGS");

    c.fake.extension("77", {{"bridge", "{origination_uuid=d}loopback/9000/default"}});
    c.fake.call_in(eslio::testing::incoming_call().to("77").uuid("u"));
    c.in(100ms);
    CHECK(c.ask("api uuid_getvar d dialplan") == "XML");
    CHECK(c.fake.variable("u", "originate_disposition") == "SUCCESS");
}

TEST_CASE("causes of the legs of each group are told", "[testing][dialling]") {
    dialling_client c("CHANNEL_BRIDGE");
    c.fake.originate("{origination_uuid=a}null/a &park()");
    c.say("sendmsg a\ncall-command: execute\nexecute-app-name: bridge\nexecute-app-arg: "
          "[origination_uuid=b]user/busy|[origination_uuid=c]user/c");
    c.in(2s);
    CHECK(c.fake.variable("a", "originate_causes") == "ARRAY::b;USER_BUSY|:c;NONE");
}

TEST_CASE("a SIP leg has its number, and the code of its end", "[testing][dialling]") {
    dialling_client c("CHANNEL_UUID CHANNEL_CREATE CHANNEL_ANSWER CHANNEL_HANGUP");
    const std::string to = "sofia/internal/9000@192.0.2.1";
    c.fake.plan(to, call().answers().hangs_up_after(1s));
    c.say("api originate {origination_uuid=a}" + to + " &park()");
    const auto all = c.wait(3s);
    CHECK(find_event(all, "CHANNEL_UUID").empty());
    const auto created = find_event(all, "CHANNEL_CREATE");
    CHECK(created["Channel-Name"] == to);
    CHECK(created["Caller-Destination-Number"] == "9000");
    CHECK(created["Caller-Callee-ID-Number"] == "9000");
    CHECK(created["Caller-Dialplan"].empty());
    const auto answered = find_event(all, "CHANNEL_ANSWER");
    CHECK(answered["Caller-Callee-ID-Name"] == "9000");
    const auto ended = find_event(all, "CHANNEL_HANGUP");
    CHECK(ended.variable("proto_specific_hangup_cause") == "sip:200");

    c.fake.plan(to, call().refuses("USER_BUSY"));
    c.say("api originate {origination_uuid=a}" + to + " &park()");
    const auto refused = find_event(c.wait(3s), "CHANNEL_HANGUP");
    CHECK(refused.variable("proto_specific_hangup_cause") == "sip:486");
}
