// testing/fake_switch/machine/confirmation, and the keys that end a bridge or the wait for one. The
// values are those of the live suite (originate/group_confirm*, bridge/*_key*).
#include "catch.hpp"
#include "fake_client.hpp"

#include <eslio/testing/fake_switch/machine/confirmation.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::names;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

/// What has come of a call that was begun in the background; empty if it is not over.
std::string job_outcome(const std::vector<packet>& all) {
    const eslio::event e = testing_tests::find_event(all, "BACKGROUND_JOB");
    return std::string(e.body());
}

struct confirming_client : fake_client {
    confirming_client() {
        login();
        send("event plain PLAYBACK_START PLAYBACK_STOP CHANNEL_EXECUTE CHANNEL_BRIDGE "
             "CHANNEL_UNBRIDGE CHANNEL_HANGUP CHANNEL_DESTROY BACKGROUND_JOB");
    }
    /// Begins a call in the background.
    std::vector<packet> begin(const std::string& destination) {
        return send(
            "bgapi originate {origination_uuid=a,group_confirm_key=12,group_confirm_file=ask.wav" +
            destination);
    }
    list press(const std::string& uuid, const std::string& keys) {
        fake.press(uuid, keys);
        return names(receive());
    }
};

TEST_CASE("a callee presses the key that is asked for, in the end", "[testing][legs]") {
    confirming_client c;
    c.fake.plan("null/x", call().answers());
    CHECK(names(c.begin(",group_confirm_error_file=wrong.wav}null/x &park()")) ==
          list{"PLAYBACK_START"});
    CHECK(c.press("a", "13") == list{"PLAYBACK_STOP", "PLAYBACK_START"});
    CHECK(c.press("a", "12").empty());  // they are for what comes after it
    CHECK(names(c.wait(1s)) == list{"PLAYBACK_STOP", "PLAYBACK_START", "PLAYBACK_STOP",
                                    "BACKGROUND_JOB", "CHANNEL_EXECUTE"});
    CHECK(c.fake.application_of("a") == "park");
    CHECK(c.fake.variable("a", "group_dial_status") == "winner");
    CHECK(c.fake.variable("a", "group_confirm_key").empty());
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("who is asked for a key hangs up, is called no more, or has no file", "[testing][legs]") {
    confirming_client c;
    c.fake.plan("null/x", call().answers());
    c.begin("}null/x &park()");
    c.receive();
    c.fake.hang_up("a", "USER_BUSY");
    const auto all = c.receive();
    CHECK(names(all) ==
          list{"CHANNEL_HANGUP", "BACKGROUND_JOB", "PLAYBACK_STOP", "CHANNEL_DESTROY"});
    CHECK(job_outcome(all) == "-ERR USER_BUSY\n");

    c.begin(",originate_timeout=3}null/x &park()");
    CHECK(job_outcome(c.wait(3s)) == "-ERR NO_ANSWER\n");

    c.begin(",leg_timeout=3,group_confirm_timeout=5}null/x &park()");
    CHECK(job_outcome(c.wait(4999ms)).empty());
    CHECK(job_outcome(c.wait(1ms)) == "-ERR ALLOTTED_TIMEOUT\n");

    c.begin(",leg_timeout=3,group_confirm_timeout=0}null/x &park()");
    CHECK(job_outcome(c.wait(50s)).empty());
    c.fake.press("a", "12");
    CHECK(job_outcome(c.receive()) == "+OK a\n");
    c.fake.hang_up("a");
    c.receive();

    c.fake.lacks_file("ask.wav");
    CHECK(job_outcome(c.begin("}null/x &park()")) == "-ERR DESTINATION_OUT_OF_ORDER\n");
}

TEST_CASE("early media is asked for a key, too, and the answer does not ask again",
          "[testing][legs]") {
    confirming_client c;
    c.fake.plan("null/x", call().goes_early().answers(eslio::testing::after(2s)));
    CHECK(names(c.begin("}null/x &park()")) == list{"PLAYBACK_START"});
    CHECK(names(c.wait(1s)) == list{"PLAYBACK_STOP"});
    CHECK(names(c.wait(1s)).empty());
    CHECK(c.press("a", "12") == list{"BACKGROUND_JOB", "CHANNEL_EXECUTE"});
}

TEST_CASE("an application may be run before a callee is connected", "[testing][legs]") {
    confirming_client c;
    c.fake.plan("null/x", call().answers());
    c.send("bgapi originate {origination_uuid=a,group_confirm_key=exec,group_confirm_file='sleep "
           "700'}null/x &park()");
    CHECK(c.fake.application_of("a") == "sleep");
    CHECK(names(c.wait(699ms)).empty());
    CHECK(names(c.wait(1ms)) == list{"BACKGROUND_JOB", "CHANNEL_EXECUTE"});
    c.fake.hang_up("a");
    c.receive();
    c.send("bgapi originate {origination_uuid=a,group_confirm_key=exec,group_confirm_file='hangup "
           "CALL_REJECTED'}null/x &park()");
    CHECK(c.fake.calls().empty());
}

struct confirming_caller : confirming_client {
    confirming_caller() {
        fake.plan("null/a", call().answers());
        send("api originate {origination_uuid=a}null/a &park()");
    }
    void execute(const std::string& name, const std::string& argument) {
        send("sendmsg a\ncall-command: execute\nexecute-app-name: " + name +
             "\nexecute-app-arg: " + argument);
    }
};

TEST_CASE("of two who are asked for a key, the first who presses it is connected",
          "[testing][legs]") {
    confirming_caller c;
    c.fake.plan("null/x", call().answers());
    c.fake.plan("null/y", call().answers().presses("5", eslio::testing::after(3s)));
    c.execute("set", "group_confirm_key=5");
    c.execute("bridge", "[origination_uuid=b]null/x,[origination_uuid=c]null/y");
    c.wait(2s);
    CHECK(c.fake.calls().size() == 3);
    c.wait(1s);
    CHECK(c.fake.variable("a", "bridge_to") == "c");
    CHECK(c.fake.calls() == list{"a", "c"});
}

TEST_CASE("a key of a leg's own ends its bridge", "[testing][legs]") {
    confirming_caller c;
    c.fake.plan("null/y", call().answers());
    for (const char* who : {"a", "b"}) {
        c.execute("set", who == std::string("a") ? "bridge_terminate_key=#*" : "x=y");
        c.execute("unset", who == std::string("a") ? "x" : "bridge_terminate_key");
        c.execute("bridge", who == std::string("a")
                                ? "{origination_uuid=b}null/y"
                                : "{origination_uuid=b,bridge_terminate_key=*}null/y");
        const std::string other = who == std::string("a") ? "b" : "a";
        CHECK(c.press(who, "1").empty());
        CHECK(c.press(other, "*").empty());
        CHECK(c.fake.calls().size() == 2);
        CHECK(c.press(who, "*1") == list{"CHANNEL_HANGUP", "CHANNEL_UNBRIDGE", "CHANNEL_DESTROY"});
        CHECK(c.fake.application_of("a") == "park");
    }
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("a caller gives up with a key", "[testing][legs]") {
    confirming_caller c;
    c.fake.plan("null/y", call().rings());
    c.execute("set", "origination_cancel_key=*");
    c.execute("bridge", "{origination_uuid=b}null/y|error/USER_BUSY");
    CHECK(c.press("a", "1").empty());
    CHECK(c.press("a", "*") == list{"CHANNEL_HANGUP", "CHANNEL_DESTROY"});
    CHECK(c.fake.variable("a", "DIALSTATUS") == "NOANSWER");
    CHECK(c.fake.application_of("a") == "park");
    CHECK(c.press("a", "*").empty());
    CHECK(c.fake.unsupported().empty());
}

}  // namespace
