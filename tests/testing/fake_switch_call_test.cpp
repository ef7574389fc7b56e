// testing/fake_switch.hpp: calls and their events, plans, API commands on calls.
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <eslio/testing/recording.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using eslio::testing::fake_application;
using testing_tests::fake_client;
using testing_tests::find_event;
using testing_tests::names;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

constexpr const char* uuid = "d8f80f26-45c8-44f9-b493-5f65ea993cc2";

call_plan as_recorded() {
    return call_plan().does_not_ring().answers_after(0s).stays_up();
}

/// The events of leg A of the recorded call with the names of their headers, but for what depends
/// on the other leg.
[[maybe_unused]] list shape(const std::vector<packet>& packets) {
    list all;
    for (const packet& p : packets) {
        const std::string_view channel = p.content["Channel-Name"];
        if (channel.find("9200") == std::string_view::npos || channel.back() != 'a') continue;
        if (p.content.name() == "DTMF") continue;
        std::string text(p.content.name());
        for (const char* header : {"Channel-State", "Channel-Call-State", "Channel-State-Number",
                                   "Answer-State", "Application"})
            text.append(" ").append(p.content[header]);
        for (const eslio::event_header h : p.content.headers()) {
            const std::string_view n = h.name();
            const bool other = n.find("loopback") != std::string_view::npos ||
                               n == "variable_last_dtmf_duration" || n == "variable_digits_dialed";
            if (!other) text.append("\n    ").append(n);
        }
        all.push_back(std::move(text));
    }
    return all;
}

}  // namespace

#ifdef ESLIO_SHARED_CAPTURES
TEST_CASE("a call runs through the recorded events", "[testing][fake_switch][call]") {
    const auto r = eslio::testing::recording::load(ESLIO_SHARED_CAPTURES, "call_plain");
    fake_client c;
    c.fake.plan("loopback/9200/default", as_recorded());
    c.receive();
    std::vector<packet> heard;
    for (const auto& step : r.steps()) {
        c.end.send_now(step.bytes);
        for (packet& p : c.wait(300ms)) heard.push_back(std::move(p));
    }
    const list expected = shape(testing_tests::split(r.server()));
    const list got = shape(heard);
    for (std::size_t i = 0; i < std::min(got.size(), expected.size()); ++i)
        CHECK(got[i] == expected[i]);
    CHECK(got.size() == expected.size());
}
#endif

TEST_CASE("by default a call rings, is answered and hung up", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.send("event plain ALL");
    auto all = c.send("bgapi originate user/1000 &park()\nJob-UUID: j1");
    CHECK(all.front().reply() == "+OK Job-UUID: j1");
    CHECK(names(all) == list{"CHANNEL_OUTGOING", "CHANNEL_STATE", "CHANNEL_CREATE",
                             "CHANNEL_ORIGINATE", "CHANNEL_STATE", "CHANNEL_STATE",
                             "CHANNEL_PROGRESS", "CHANNEL_CALLSTATE"});
    CHECK(names(c.wait(99ms)).empty());
    all = c.wait(1ms);
    CHECK(names(all) == list{"CHANNEL_ANSWER", "CHANNEL_CALLSTATE", "CALL_UPDATE", "API",
                             "BACKGROUND_JOB", "CHANNEL_STATE", "CHANNEL_EXECUTE", "CHANNEL_PARK"});
    const eslio::event job = find_event(all, "BACKGROUND_JOB");
    CHECK(job["Job-UUID"] == "j1");
    CHECK(job["Job-Command-Arg"] == "user/1000 &park()");
    REQUIRE(c.fake.calls().size() == 1);
    CHECK(job.body() == "+OK " + c.fake.calls().front() + "\n");
    CHECK(names(c.wait(1999ms)).empty());
    all = c.wait(1ms);
    CHECK(names(all) == list{"CHANNEL_HANGUP", "CHANNEL_UNPARK", "CHANNEL_EXECUTE_COMPLETE",
                             "CHANNEL_STATE", "CHANNEL_CALLSTATE", "CHANNEL_STATE",
                             "CHANNEL_HANGUP_COMPLETE", "CHANNEL_DESTROY", "CHANNEL_STATE"});
    const eslio::event end = find_event(all, "CHANNEL_HANGUP_COMPLETE");
    CHECK(end.values("Hangup-Cause").size() == 2);
    CHECK(end.variable("billsec") == "2");
    CHECK(end.variable("hangup_cause_q850") == "16");
    CHECK(c.fake.calls().empty());
}

TEST_CASE("plans decide over calls", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    c.fake.plan("user/busy", call_plan().refuses("USER_BUSY"));
    c.fake.plan("user/slow", call_plan().answers_after(3s));
    c.fake.plan("user/deaf", call_plan().never_answers());
    CHECK(c.ask("api originate user/busy &park()") == "-ERR USER_BUSY\n");
    CHECK(c.ask("api originate user/slow &park()").empty());
    CHECK(c.send("api version").empty());  // the connection is busy
    auto all = c.wait(3s);
    REQUIRE(all.size() == 2);
    CHECK(all[0].body.substr(0, 4) == "+OK ");
    CHECK(c.ask("api originate {originate_timeout=20}user/deaf &park()").empty());
    all = c.wait(20s);
    REQUIRE(all.size() == 1);
    CHECK(all[0].body == "-ERR NO_ANSWER\n");
    CHECK(c.ask("api originate [leg_timeout=2]user/slow &park()").empty());
    all = c.wait(2s);
    REQUIRE(all.size() == 1);
    CHECK(all[0].body == "-ERR ALLOTTED_TIMEOUT\n");
    c.fake.plan("user/mute", call_plan().does_not_ring().answers_after(3s));
    CHECK(c.ask("api originate [leg_progress_timeout=1]user/mute &park()").empty());
    all = c.wait(1s);
    REQUIRE(all.size() == 1);
    CHECK(all[0].body == "-ERR PROGRESS_TIMEOUT\n");
    CHECK(c.ask("api originate foo/bar &park()") == "-ERR CHAN_NOT_IMPLEMENTED\n");
    CHECK(c.ask("api originate error/user_busy &park()") == "-ERR USER_BUSY\n");
    std::string heard;
    c.fake.on_originate([&](const eslio::testing::originate_request& wanted) {
        heard += wanted.destination + "|" + wanted.application + "|" + wanted.argument + "|" +
                 std::string(wanted.variables["a"]) + "\n";
        return std::optional(call_plan().refuses("CALL_REJECTED"));
    });
    CHECK(c.ask("api originate {a=\\'x,\\sy\\'}sofia/gw/1|user/2 '&playback(a b)'") ==
          "-ERR CALL_REJECTED\n");
    CHECK(heard == "sofia/gw/1|playback|a b|x, y\nuser/2|playback|a b|x, y\n");
}

TEST_CASE("API commands see and change a call", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    const std::string id(uuid);
    CHECK(c.ask("api originate {origination_uuid=" + id + ",k=v}null/x &park()") ==
          "+OK " + id + "\n");
    CHECK(c.ask("api uuid_exists " + id) == "true");
    CHECK(c.ask("api uuid_getvar " + id + " k") == "v");
    CHECK(c.ask("api uuid_getvar " + id + " nothing") == "_undef_");
    CHECK(c.ask("api uuid_setvar " + id + " k new value") == "+OK\n");
    CHECK(c.ask("api uuid_getvar " + id + " K") == "new value");
    CHECK(c.ask("api uuid_setvar_multi " + id + " a=1;b=2") == "+OK\n");
    CHECK(c.ask("api uuid_getvar " + id + " b") == "2");
    // As recorded: quotes are taken off, blanks at the ends, escapes.
    CHECK(c.ask("api uuid_setvar " + id + " k a&b<c>\"d\"'e'") == "+OK\n");
    CHECK(c.ask("api uuid_getvar " + id + " k") == "a&b<c>\"d\"e");
    CHECK(c.ask("api uuid_setvar " + id + " k   lead \\\\ and\\strail  ") == "+OK\n");
    CHECK(c.ask("api uuid_getvar " + id + " k") == "lead \\ and trail");
    CHECK(c.ask("api uuid_setvar " + id + " k ${uuid}") == "+OK\n");
    CHECK(c.ask("api uuid_getvar " + id + " k") == "${uuid}");
    CHECK(c.ask("api uuid_setvar_multi " + id + " k='x;y';a=") == "+OK\n");
    CHECK(c.ask("api uuid_getvar " + id + " k") == "x;y");
    CHECK(c.ask("api uuid_getvar " + id + " a") == "_undef_");
    CHECK(c.ask("api uuid_setvar " + id + " k") == "+OK\n");
    CHECK(c.ask("api uuid_getvar " + id + " k") == "_undef_");
    CHECK(c.ask("api uuid_setvar " + id + " k new value") == "+OK\n");
    CHECK(c.ask("api uuid_getvar none b") == "-ERR No such channel!\n");
    CHECK(c.ask("api show channels count") == "\n1 total.\n");
    const std::string json = c.ask("api show channels as json");
    CHECK(json.substr(0, 69) == "{\"row_count\":1,\"rows\":[{\"uuid\":\"" + id + "\"");
    const std::string dump = c.ask("api uuid_dump " + id);
    CHECK(dump.find("\nvariable_k: new%20value\n") != std::string::npos);
    CHECK(c.ask("api originate {origination_uuid=" + id + "}user/x &park()") ==
          "-ERR CALL_REJECTED\n");
    CHECK(c.ask("api uuid_kill " + id + " USER_BUSY") == "+OK\n");
    CHECK(c.ask("api uuid_kill " + id) == "-ERR No such channel!\n");
    c.fake.originate("user/1 &park()");
    CHECK(c.ask("api hupall") == "+OK hangup all channels with cause MANAGER_REQUEST\n");
    CHECK(c.ask("api show channels") == "\n0 total.\n");
}

TEST_CASE("variables are kept as FreeSWITCH keeps them", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    c.ask("api originate {origination_uuid=u1,x=ARRAY::x,y=ARRAY::a|:b,z=ARRAY::,w=${x}}user/1 "
          "&park()");
    const auto get = [&](const std::string& name) { return c.ask("api uuid_getvar u1 " + name); };
    c.wait(5s);
    CHECK(get("x") == "x");
    CHECK(get("y") == "ARRAY::a|:b");
    CHECK(get("z") == "_undef_");
    CHECK(get("w") == "_undef_");  // a dial string sets nothing that holds a reference
    const auto set = [&](const std::string& value) {
        CHECK(c.ask("api uuid_setvar u1 q " + value) == "+OK\n");
        return get("q");
    };
    CHECK(set("${x}") == "${x}");
    CHECK(set("ARRAY::x") == "x");
    CHECK(set("ARRAY::|:b") == "b");
    CHECK(set("ARRAY::a|:") == "ARRAY::a|:");
    CHECK(set("ARRAY::") == "_undef_");
    c.ask("api uuid_setvar_multi u1 q=1;r=${x}");
    CHECK(get("q") == "1");
    CHECK(get("r") == "_undef_");
    // An element that is set is read by its index; the array stays until it grows.
    c.ask("api uuid_setvar u1 y[1] z");
    CHECK(get("y") == "ARRAY::a|:b");
    CHECK(get("y[1]") == "z");
    c.ask("api uuid_setvar u1 y[2] c");
    CHECK(get("y") == "ARRAY::a|:z|:c");
    c.ask("api uuid_setvar u1 y[0] w");
    c.ask("api uuid_setvar u1 y ARRAY::p|:q");
    CHECK(get("y[0]") == "p");
    c.ask("api uuid_setvar u1 x[1] two");  // what is no array had no elements
    CHECK(get("x") == "ARRAY::|:two");
}

TEST_CASE("an application that FreeSWITCH drops ends the call", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    c.send("event plain CHANNEL_EXECUTE CHANNEL_HANGUP_COMPLETE");
    const list ended = {"CHANNEL_HANGUP_COMPLETE"};
    CHECK(names(c.send("api originate {origination_uuid=u1}user/1 &set(a\\\\'b)")) == ended);
    CHECK(names(c.send("api originate {origination_uuid=u2}user/1 &park()")).size() == 1);
    CHECK(names(c.send("sendmsg u2\ncall-command: xferext\napplication: set a=b\\'c")) == ended);
}

TEST_CASE("an originate to undef ends the switch", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    c.send("api originate user/1 &park()");
    const auto ended = c.send("api originate user/1 Undef");
    CHECK(ended.empty());
    CHECK(c.fake.open_connections() == 0);
    CHECK(c.fake.calls().empty());
    c.fake.restart();
    CHECK(c.fake.connect(c.context.get_executor()).is_open());
}

TEST_CASE("locked messages are executed one after another", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    c.fake.application("collect", fake_application(1s, "1234"));
    const std::string id = c.fake.originate("user/1 &park()");
    c.receive();
    c.send("event plain CHANNEL_EXECUTE CHANNEL_EXECUTE_COMPLETE PRIVATE_COMMAND CHANNEL_HANGUP");
    const std::string to = "sendmsg " + id + "\ncall-command: ";
    auto all = c.send(to + "execute\nexecute-app-name: collect\nevent-uuid: e1\nloops: 2\n"
                           "event-lock: true");
    CHECK(all.front().reply() == "+OK");
    CHECK(names(all) == list{"CHANNEL_EXECUTE"});
    CHECK(named(find_event(all, "CHANNEL_EXECUTE"))["Application-UUID"] == "e1");
    all = c.send(to + "execute\nexecute-app-name: set\nexecute-app-arg: a=b");
    CHECK(names(all).empty());
    all = c.wait(2s);
    CHECK(names(all) == list{"CHANNEL_EXECUTE_COMPLETE", "CHANNEL_EXECUTE",
                             "CHANNEL_EXECUTE_COMPLETE", "PRIVATE_COMMAND", "CHANNEL_EXECUTE",
                             "CHANNEL_EXECUTE_COMPLETE", "PRIVATE_COMMAND"});
    CHECK(named(find_event(all, "CHANNEL_EXECUTE_COMPLETE"))["Application-Response"] == "1234");
    CHECK(c.ask("api uuid_getvar " + id + " a") == "b");
    c.receive();
    c.send(to + "execute\nexecute-app-name: sleep\nexecute-app-arg: 5000\nevent-lock: true");
    all = c.send(to + "hangup\nhangup-cause: USER_BUSY");
    CHECK(names(all).empty());
    CHECK(c.fake.hang_up(id, "NO_ANSWER"));
    // The `sleep`, the `hangup` that waited for its end, then the `park`.
    CHECK(names(c.receive()) == list{"CHANNEL_HANGUP", "CHANNEL_EXECUTE_COMPLETE",
                                     "PRIVATE_COMMAND", "PRIVATE_COMMAND",
                                     "CHANNEL_EXECUTE_COMPLETE"});
    CHECK(c.ask(to + "hangup") == "-ERR invalid session id [" + id + "]");
    const std::string other = c.fake.originate("user/1 &park()");
    c.receive();
    all = c.send("sendmsg " + other + "\ncall-command: execute\nexecute-app-name: nosuchapp");
    CHECK(named(find_event(all, "CHANNEL_HANGUP"))["Hangup-Cause"] == "DESTINATION_OUT_OF_ORDER");
}

TEST_CASE("a full message queue closes the connection", "[testing][fake_switch][call]") {
    eslio::testing::fake_switch_options options;
    options.message_queue = 3;
    fake_client c(options);
    c.login();
    c.fake.plan(as_recorded());
    const std::string id = c.fake.originate("user/1 &park()");
    c.receive();
    std::vector<packet> all;
    for (int i = 0; i < 6; ++i)
        all = c.send("sendmsg " + id +
                     "\ncall-command: execute\nexecute-app-name: sleep\nexecute-app-arg: 1000"
                     "\nevent-lock: true");
    CHECK(c.fake.open_connections() == 0);
}

TEST_CASE("a connection that controls a call ends with it", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    const std::string id = c.fake.originate("{x=1}user/1 &park()");
    c.receive();
    CHECK(c.ask("myevents foo plain") == "-ERR invalid uuid");
    CHECK(c.ask("myevents " + id) == "+OK Events Enabled");
    CHECK(c.ask("myevents " + id) == "-ERR aready enabled.");
    CHECK(c.ask("getvar x") == "1");
    CHECK(c.ask("getvar y") == "-ERR command not found");
    CHECK(c.ask("divert_events on") == "+OK events diverted");
    c.fake.originate("user/2 &park()");
    CHECK(names(c.receive()).empty());
    c.fake.hang_up(id);
    const auto all = c.receive();
    CHECK(names(all).back() == "CHANNEL_HANGUP_COMPLETE");
    CHECK(all.back().headers == "Content-Type: text/disconnect-notice\nControlled-Session-UUID: " +
                                    id + "\nContent-Disposition: disconnect\nContent-Length: 67\n");
    CHECK(c.fake.open_connections() == 0);
}

TEST_CASE("a lingering connection outlives its call", "[testing][fake_switch][call]") {
    fake_client c;
    c.login();
    c.fake.plan(as_recorded());
    const std::string id = c.fake.originate("user/1 &park()");
    c.receive();
    c.send("myevents " + id);
    CHECK(c.ask("linger 10") == "+OK will linger 10 seconds");
    c.fake.hang_up(id);
    auto all = c.receive();
    REQUIRE(all.size() > 2);
    CHECK(all[0].content.name() == "CHANNEL_HANGUP");
    CHECK(all[1].headers == "Content-Type: text/disconnect-notice\nControlled-Session-UUID: " + id +
                                "\nContent-Disposition: linger\n"
                                "Channel-Name: sofia/internal/1@127.0.0.1\n"
                                "Linger-Time: 10\nContent-Length: 0\n");
    CHECK(find_event(all, "CHANNEL_DESTROY").empty());
    CHECK(c.ask("api echo still here") == "still here");
    CHECK(c.wait(9s).empty());
    all = c.wait(1s);
    REQUIRE(all.size() == 1);
    CHECK(all[0].type == "text/disconnect-notice");
    CHECK(c.fake.open_connections() == 0);
}
