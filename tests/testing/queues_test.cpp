// testing/fake_switch/machine: whom the queues of mod_callcenter call. The values are those of the
// live suite (applications/callcenter_*).
#include "catch.hpp"
#include "queue_client.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::packet;
using testing_tests::queue_client;
using list = std::vector<std::string>;

TEST_CASE("a queue calls its agents in the order of its strategy", "[testing][callcenter]") {
    struct expected {
        std::string strategy;
        list who;
    };
    const expected all[] = {{"longest-idle-agent", {"a", "b", "c", "a"}},
                            {"round-robin", {"a", "b", "c", "a"}},
                            {"agent-with-fewest-calls", {"a", "b", "c", "a"}},
                            {"agent-with-least-talk-time", {"a", "b", "c", "a"}},
                            {"top-down", {"a", "a", "a", "a"}},
                            {"sequentially-by-agent-order", {"a", "a", "a", "a"}},
                            {"nosuch", {"a", "a", "a", "a"}}};
    for (const expected& e : all) {
        INFO(e.strategy);
        queue_client c(e.strategy);
        c.agent("c", "null/c", "1 3");
        c.agent("a", "null/a", "1 1");
        c.agent("b", "null/b", "1 2");
        c.agent("later", "null/d", "2 1");
        for (const std::string& who : e.who) CHECK(c.agents_of("bridge-agent-start") == list{who});
    }
    queue_client c("random");
    c.agent("a", "null/a", "1 1");
    c.agent("b", "null/b", "2 1");
    for (int i = 0; i < 4; ++i) CHECK(c.agents_of("bridge-agent-start") == list{"a"});
}

TEST_CASE("top-down goes on to the next agent after one that failed", "[testing][callcenter]") {
    queue_client c("top-down");
    c.agent("a", "error/USER_BUSY", "1 1");
    c.agent("b", "null/b", "1 2");
    CHECK(c.agents_of("agent-offering") == list{"a", "b"});
    CHECK(c.agents_of("bridge-agent-start") == list{"b"});
}

TEST_CASE("ring-all calls all agents, ring-progressively one after another",
          "[testing][callcenter]") {
    queue_client c("ring-all");
    c.fake.plan("user/slow", call().rings());
    c.agent("a", "user/slow", "1 1");
    c.agent("b", "null/b", "1 2");
    CHECK(c.agents_of("agent-offering") == list{"a", "b"});
    CHECK(c.agents_of("bridge-agent-fail") == list{"a"});
    CHECK(c.agents_of("bridge-agent-start") == list{"b"});
    CHECK(c.api("callcenter_config agent get state a") == "Waiting");
    queue_client p("ring-progressively");
    p.fake.plan("user/slow", call().rings());
    p.agent("a", "user/slow", "1 1");
    p.agent("b", "null/b", "1 2");
    CHECK(p.agents_of("agent-offering", 9s) == list{"a"});
    CHECK(p.fake.calls().empty());
    CHECK(p.agents_of("agent-offering", 12s) == list{"a", "b"});
}

TEST_CASE("an agent who does not answer is on a break in the end", "[testing][callcenter]") {
    queue_client c;
    c.agent("a", "error/NO_ANSWER", "1 1");
    CHECK(c.api("callcenter_config agent set max_no_answer a 2") == "+OK\n");
    CHECK(c.agents_of("agent-max-no-answer") == list{"a"});
    CHECK(c.api("callcenter_config agent get status a") == "On Break");
    CHECK(c.api("callcenter_config tier list") ==
          "queue|agent|state|level|position\nq@x|a|No Answer|1|1\n+OK\n");
}

TEST_CASE("an agent on demand is idle after a call", "[testing][callcenter]") {
    queue_client c;
    c.agent("a", "null/a", "1 1");
    c.api("callcenter_config agent set status a 'Available (On Demand)'");
    CHECK(c.agents_of("bridge-agent-start") == list{"a"});
    CHECK(c.api("callcenter_config agent get state a") == "Idle");
    CHECK(c.agents_of("agent-offering").empty());
}

TEST_CASE("who is moved away from a queue waits there no more", "[testing][callcenter]") {
    queue_client c;
    c.fake.originate("{origination_uuid=a}null/a &callcenter(q@x)");
    c.wait(100ms);
    list ends;
    for (const packet& p : c.after("uuid_transfer a park inline"))
        if (p.content["CC-Action"] == "member-queue-end")
            ends.emplace_back(p.content["CC-Cancel-Reason"]);
    CHECK(ends == list{"BREAK_OUT"});
    c.agent("late", "null/late", "1 1");
    for (const packet& p : c.wait(2s)) CHECK(p.content["CC-Action"] != "agent-offering");
    c.fake.hang_up("a");
    for (const packet& p : c.wait(2s)) CHECK(p.content["CC-Action"] != "member-queue-end");
}

// mod_callcenter.c: callcenter_function, outbound_agent_thread_run
TEST_CASE("what is told of a member of a queue", "[testing][callcenter]") {
    queue_client c;
    c.agent("x", "{origination_uuid=x}null/x", "1 1");
    const auto told = [&](const std::vector<packet>& packets) {
        list all;
        for (const packet& p : packets)
            if (!p.content["CC-Action"].empty()) all.emplace_back(p.content["CC-Action"]);
        return all;
    };
    c.fake.originate("{origination_uuid=a}null/a &callcenter(q@x)");
    CHECK(told(c.wait(2s)) == list{"member-queue-start", "members-count", "agent-state-change",
                                   "agent-offering", "bridge-agent-start", "members-count",
                                   "agent-state-change"});
    CHECK(c.fake.variable("a", "cc_cause") == "answered");
    c.fake.hang_up("a");
    CHECK(told(c.wait(2s)) == list{"bridge-agent-end", "member-queue-end", "agent-state-change"});
    c.api("callcenter_config agent set status x 'Logged Out'");
    c.fake.extension("9000", {{"callcenter", "q@x"}});
    c.fake.call_in(eslio::testing::incoming_call().uuid("b").to("9000"));
    c.wait(100ms);
    CHECK(c.fake.variable("b", "endpoint_disposition") == "ANSWER");
    CHECK(told(c.after("uuid_transfer b park inline")) ==
          list{"member-queue-end", "members-count"});
}

// mod_callcenter.c: outbound_agent_thread_run
TEST_CASE("who goes on after an agent has left the queue", "[testing][callcenter]") {
    queue_client c;
    c.agent("x", "{origination_uuid=x}null/x", "1 1");
    c.fake.originate("{origination_uuid=a,park_after_bridge=true}null/a &callcenter(q@x)");
    c.wait(2s);
    CHECK(c.fake.variable("a", "bridge_to") == "x");
    const auto ends = [&](const std::string& id) {
        list all;
        c.fake.hang_up(id);
        for (const packet& p : c.wait(2s))
            for (const char* end : {"bridge-agent-end", "member-queue-end"})
                if (p.content["CC-Action"] == end)
                    all.push_back(end + (" " + std::string(p.content.unique_id())));
        return all;
    };
    CHECK(ends("x") == list{"bridge-agent-end x", "member-queue-end a"});
    CHECK(c.api("callcenter_config queue count members q@x") == "0\n");
    CHECK(c.fake.application_of("a").empty());
    CHECK(ends("a").empty());
}

TEST_CASE("who is moved away from a parking lot is there no more", "[testing][valet]") {
    queue_client c;
    c.fake.originate("{origination_uuid=a}null/a '&valet_park(lot 1)'");
    c.wait(100ms);
    CHECK(c.api("valet_info lot").find("\"a\"") != std::string::npos);
    c.after("uuid_transfer a park inline");
    CHECK(c.api("valet_info lot").find("\"a\"") == std::string::npos);
}

// Where it is chosen for them it is announced first, which takes a second and a half.
TEST_CASE("who parks again hears the music of the second place in its own time",
          "[testing][valet]") {
    queue_client c;
    c.send("event plain CUSTOM valet_parking::info");
    const auto told = [&](std::chrono::milliseconds span) {
        list all;
        for (const packet& p : c.wait(span)) all.emplace_back(p.content["Action"]);
        return all;
    };
    c.fake.originate("{origination_uuid=a}null/a '&valet_park(lot auto in 1 9)'");
    c.wait(500ms);
    c.api("uuid_transfer a park inline");
    c.wait(500ms);
    c.api("uuid_transfer a 'valet_park:lot auto in 1 9' inline");
    CHECK(told(1400ms).empty());
    CHECK(told(100ms) == list{"hold"});
}

TEST_CASE("a tier may have any level", "[testing][callcenter]") {
    for (const std::string strategy : {"longest-idle-agent", "ring-all", "top-down"}) {
        CAPTURE(strategy);
        queue_client c(strategy);
        c.agent("first", "null/first", "-1 1");
        CHECK(c.agents_of("agent-offering") == (strategy == "top-down" ? list{} : list{"first"}));
    }
}

TEST_CASE("an agent's call that waits is joined with one caller after another",
          "[testing][callcenter]") {
    queue_client c;
    c.fake.originate("{origination_uuid=s,park_after_bridge=true}null/s &park()");
    for (const char* command : {"agent add a uuid-standby", "agent set uuid a s",
                                "agent set status a Available", "tier add q@x a 1 1"})
        CHECK(c.api(std::string("callcenter_config ") + command) == "+OK\n");
    for (int i = 0; i < 2; ++i) {
        const std::string caller = c.fake.originate("null/x &callcenter(q@x)");
        c.wait(2s);
        CHECK(c.fake.variable("s", "bridge_to") == caller);
        CHECK(c.api("callcenter_config agent get state a") == "In a queue call");
        c.fake.hang_up(caller);
        c.wait(2s);
        CHECK(c.api("callcenter_config agent get state a") == "Waiting");
        CHECK(c.api("callcenter_config agent get uuid a") == "s");
    }
    c.fake.hang_up("s");
    c.wait(1s);
    CHECK(c.agents_of("bridge-agent-fail") == list{"a"});
    CHECK(c.api("callcenter_config agent get status a") == "Logged Out");
    CHECK(c.fake.unsupported().empty());
}

// mod_callcenter.c: callcenter_function, outbound_agent_thread_run
TEST_CASE("an agent who rings is told of as failed when the caller gives up",
          "[testing][callcenter]") {
    queue_client c;
    c.fake.plan("user/slow", call().rings());
    c.agent("x", "user/slow", "1 1");
    c.fake.originate("{origination_uuid=a}null/a &callcenter(q@x)");
    c.wait(2s);
    c.fake.hang_up("a");
    list told;
    for (const packet& p : c.wait(1s))
        if (!p.content["CC-Action"].empty())
            told.push_back(std::string(p.content["CC-Action"]) + " " +
                           std::string(p.content["CC-Hangup-Cause"]));
    CHECK(told == list{"member-queue-end ", "members-count ", "bridge-agent-fail ORIGINATOR_CANCEL",
                       "agent-state-change "});
    CHECK(c.api("callcenter_config agent get state x") == "Waiting");
}

// The same, and switch_ivr_bridge.c: switch_ivr_uuid_bridge.
TEST_CASE("an agent's call is not turned round, and is the member's callee",
          "[testing][callcenter]") {
    queue_client c;
    c.agent("x", "{origination_uuid=x}null/7000", "1 1");
    c.fake.extension("9000", {{"callcenter", "q@x"}});
    c.send("event plain CALL_UPDATE CHANNEL_CREATE CHANNEL_STATE CHANNEL_BRIDGE");
    c.fake.call_in(eslio::testing::incoming_call().uuid("a").from("1001", "Ann").to("9000"));
    const auto all = c.wait(2s);
    list of_agent, states;
    for (const packet& p : all) {
        if (p.content.unique_id() != "x") continue;
        if (p.content.name() == "CHANNEL_STATE")
            states.emplace_back(p.content["Channel-State"]);
        else
            of_agent.emplace_back(p.content.name());
        if (p.content.name() == "CHANNEL_CREATE")
            for (const char* name : {"ignore_early_media", "loopback_bowout",
                                     "origination_caller_id_number", "cc_member_pre_answer_uuid"})
                CHECK(!p.content["variable_" + std::string(name)].empty());
    }
    CHECK(of_agent == list{"CHANNEL_CREATE", "CUSTOM"});
    for (const std::string& state : states) CHECK(state != "CS_EXECUTE");
    const eslio::event bridge = testing_tests::find_event(all, "CHANNEL_BRIDGE");
    CHECK(bridge.unique_id() == "a");
    CHECK(bridge["Caller-Caller-ID-Number"] == "1001");
    CHECK(bridge["Caller-Callee-ID-Number"] == "7000");
    CHECK(bridge["Other-Leg-Caller-ID-Number"] == "1001");
    CHECK(bridge["Other-Leg-Callee-ID-Number"] == "7000");
    CHECK(bridge["variable_cc_agent"].empty());
    CHECK(c.fake.variable("a", "cc_agent") == "x");
    CHECK(c.fake.variable("x", "cc_member_pre_answer_uuid").empty());
}

// mod_callcenter.c: outbound_agent_thread_run
TEST_CASE("of an agent over loopback whom the far end talks with is joined",
          "[testing][callcenter]") {
    queue_client c;
    c.fake.extension("9000", {{"answer", ""}, {"park", ""}});
    c.fake.extension("9001", {{"answer", ""}, {"bridge", "{origination_uuid=r}null/real"}});
    c.agent("x", "{origination_uuid=x}loopback/9000/default", "1 1");
    const auto told = [&](const char* action, std::chrono::seconds span) {
        list all;
        for (const packet& p : c.wait(span))
            if (p.content["CC-Action"] == action)
                all.push_back(std::string(p.content["CC-Hangup-Cause"]) + " " +
                              std::string(p.content["CC-Agent-UUID"]));
        return all;
    };
    c.fake.originate("{origination_uuid=a}null/a &callcenter(q@x)");
    CHECK(told("bridge-agent-fail", 5s).empty());
    CHECK(c.fake.variable("a", "bridge_to").empty());
    CHECK(told("bridge-agent-fail", 1s) == list{"SUCCESS "});
    c.api("callcenter_config agent set contact x {origination_uuid=x}loopback/9001/default");
    CHECK(told("bridge-agent-start", 8s) == list{" r"});
    CHECK(c.fake.variable("a", "bridge_to") == "r");
    CHECK(c.fake.variable("r", "cc_agent") == "x");
    CHECK(c.fake.unsupported().empty());
    c.wait(1s);
    CHECK(c.fake.calls() == list{"a", "r"});
    c.fake.hang_up("a");
    CHECK(told("bridge-agent-end", 1s) == list{"SUCCESS r"});
}
