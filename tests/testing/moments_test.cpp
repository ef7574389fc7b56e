// testing/fake_switch: what is bound to moments of a call, and what ends a call by itself.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using list = std::vector<std::string>;

namespace {

struct bound_client : fake_client {
    explicit bound_client(const std::string& events) {
        login();
        send("event plain " + events);
        receive();
        fake.plan(call().rings().answers_after(1s));
    }
    void make(const std::string& variables, const std::string& application = "park()") {
        fake.originate("{origination_uuid=a," + variables + "}null/x &" + application);
        receive();
    }
};

}  // namespace

TEST_CASE("applications and API commands are bound to moments", "[testing][moments]") {
    bound_client c("CHANNEL_PROGRESS CHANNEL_ANSWER CHANNEL_EXECUTE CHANNEL_CALLSTATE");
    c.make("execute_on_originate=set\\smade=1,execute_on_ring=set\\srung=1,"
           "execute_on_answer_1=set\\sup=1,execute_on_answer_2=set\\sup2=2,"
           "api_on_answer=uuid_setvar\\sa\\sby_api\\s3");
    CHECK(c.fake.variable("a", "made") == "1");
    CHECK(c.fake.variable("a", "rung") == "1");
    CHECK(c.fake.variable("a", "up").empty());
    const auto all = c.wait(1s);
    CHECK(names(all) == list{"CHANNEL_ANSWER", "CHANNEL_EXECUTE", "CHANNEL_EXECUTE",
                             "CHANNEL_CALLSTATE", "CHANNEL_EXECUTE"});
    CHECK(named(find_event(all, "CHANNEL_EXECUTE"))["Channel-State"] == "CS_CONSUME_MEDIA");
    CHECK(c.fake.variable("a", "up2") == "2");
    CHECK(c.fake.variable("a", "by_api") == "3");
}

TEST_CASE("an API command is run when a call ends", "[testing][moments]") {
    bound_client c("CHANNEL_HANGUP_COMPLETE");
    c.make("x=1");
    c.wait(1s);
    c.send("api uuid_setvar a api_hangup_hook global_setvar why=${hangup_cause}");
    c.fake.hang_up("a", "CALL_REJECTED");
    CHECK(named(find_event(c.receive(), "CHANNEL_HANGUP_COMPLETE"))["variable_digits_dialed"] ==
          "none");
    CHECK(c.ask("api global_getvar why") == "CALL_REJECTED");
}

TEST_CASE("a command that comes later than what is due finds it done", "[testing][moments]") {
    bound_client c("CUSTOM");
    c.send("api sched_api +1 none global_setvar late=yes");
    c.receive();
    c.end.send_now("api global_getvar late\n\n");  // read before the timer wakes anybody, but late
    eslio::environment::of(c.context.get_executor()).advance(2s);
    const auto answer = c.receive();
    REQUIRE(answer.size() == 1);
    CHECK(answer.front().body == "yes");
}

TEST_CASE("a park has a limit", "[testing][moments]") {
    bound_client c("CHANNEL_HANGUP");
    c.make("park_timeout=2:USER_BUSY");
    CHECK(names(c.wait(2999ms)).empty());
    CHECK(named(find_event(c.wait(1ms), "CHANNEL_HANGUP"))["Hangup-Cause"] == "USER_BUSY");
    c.make("x=1");
    c.wait(1s);
    c.send("api uuid_broadcast a sleep!CALL_REJECTED::500");
    CHECK(named(find_event(c.wait(500ms), "CHANNEL_HANGUP"))["Hangup-Cause"] == "CALL_REJECTED");
}

TEST_CASE("a broadcast is told as what it was made as, and as done", "[testing][moments]") {
    bound_client c("CHANNEL_HANGUP");
    c.make("x=1");
    c.wait(1s);
    c.send("event json PRIVATE_COMMAND");
    auto all = c.send("api uuid_broadcast a set::x=2");
    for (const auto& later : c.wait(100ms)) all.push_back(later);
    REQUIRE(all.size() == 2);
    const std::string& told = all.back().body;
    const std::size_t made = told.find("\"Event-Name\":\"COMMAND\"");
    CHECK(made != std::string::npos);
    CHECK(told.find("\"Event-Name\":\"PRIVATE_COMMAND\"") > made);
    CHECK(told.find("\"Event-Name\":\"PRIVATE_COMMAND\"") != std::string::npos);
}

TEST_CASE("a transfer breaks what is queued", "[testing][moments]") {
    bound_client c("CHANNEL_EXECUTE_COMPLETE");
    c.make("x=1");
    c.wait(1s);
    for (const char* file : {"silence_stream://3000", "silence_stream://300"})
        c.send(std::string("sendmsg a\ncall-command: execute\nexecute-app-name: playback\n"
                           "event-lock: true\nexecute-app-arg: ") +
               file);
    c.end.send_now("api uuid_transfer a park: inline\n\n");
    auto all = c.receive();
    all.erase(all.begin());  // the answer
    REQUIRE(all.size() == 3);
    CHECK(all[0].content["Application-Data"] == "silence_stream://3000");
    CHECK(all[0].content["Application-Response"] == "PLAYBACK ERROR");
    CHECK(all[1].content["Application-Data"] == "silence_stream://300");
    CHECK(all[1].content["Application-Response"] == "PLAYBACK ERROR");
    CHECK(all[2].content["Application"] == "park");
}

TEST_CASE("a number that there is not has no route", "[testing][moments]") {
    bound_client c("CHANNEL_HANGUP");
    c.fake.originate("{origination_uuid=b}null/x 9999 XML default");
    CHECK(named(find_event(c.wait(1s), "CHANNEL_HANGUP"))["Hangup-Cause"] ==
          "NO_ROUTE_DESTINATION");
}
