// testing/fake_switch/machine: whom the queues of mod_callcenter call, and what those of mod_fifo
// tell. The values are those of the live suite (applications/callcenter_*, applications/fifo_*).
#include "catch.hpp"
#include "fake_client.hpp"
#include "support/named.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::fake_client;
using testing_tests::packet;
using list = std::vector<std::string>;

namespace {

struct queue_client : fake_client {
    explicit queue_client(const std::string& strategy = "longest-idle-agent") {
        login();
        fake.plan(call().answers());
        fake.callcenter_queue("q@x", strategy);
        send("event plain CUSTOM callcenter::info fifo::info");
    }
    /// The answer, which events may have come before.
    std::string api(const std::string& command) {
        for (const packet& p : send("api " + command))
            if (p.type == "api/response") return p.body;
        return {};
    }
    /// What comes of a command.
    std::vector<packet> after(const std::string& command) {
        std::vector<packet> all = send("api " + command);
        for (packet& p : wait(100ms)) all.push_back(std::move(p));
        return all;
    }
    void agent(const std::string& name, const std::string& contact, const std::string& place) {
        for (const std::string& command :
             {"agent add " + name + " callback", "agent set contact " + name + " " + contact,
              "agent set status " + name + " Available", "tier add q@x " + name + " " + place})
            CHECK(api("callcenter_config " + command) == "+OK\n");
    }
    /// The agents of those events of a call that waits for so long, and is hung up then.
    list agents_of(const std::string& action, std::chrono::seconds span = 2s) {
        const std::string uuid = fake.originate("null/x &callcenter(q@x)");
        const auto all = wait(span);
        fake.hang_up(uuid);
        wait(2s);
        list names;
        for (const packet& p : all)
            if (p.content["CC-Action"] == action) names.emplace_back(p.content["CC-Agent"]);
        return names;
    }
};

list actions_of(const std::vector<packet>& packets, const std::string& uuid) {
    list all;
    for (const packet& p : packets)
        if (p.content.unique_id() == uuid && !p.content["FIFO-Action"].empty())
            all.emplace_back(p.content["FIFO-Action"]);
    return all;
}

}  // namespace

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

TEST_CASE("a caller of a fifo is served, and both are told", "[testing][fifo]") {
    queue_client c;
    const auto start = [&](const std::string& id, const std::string& what) {
        c.fake.originate("{origination_uuid=" + id + "}null/" + id + " '&fifo(line " + what + ")'");
        return c.wait(100ms);
    };
    CHECK(actions_of(start("a", "in"), "a") == list{"push"});
    CHECK(actions_of(start("c", "in"), "c") == list{"push"});
    CHECK(c.fake.variable("c", "fifo_position") == "2");
    const auto served = start("b", "out nowait");
    CHECK(actions_of(served, "a") == list{"caller_pop", "bridge-caller-start"});
    CHECK(actions_of(served, "b") == list{"consumer_start", "consumer_pop",
                                          "channel-consumer-start", "bridge-consumer-start"});
    CHECK(c.api("fifo count line") == "line:0:1:0:0:0\n");
    CHECK(c.fake.variable("b", "fifo_status") == "TALKING");
    CHECK(c.fake.variable("b", "bridge_to") == "a");
    c.fake.hang_up("a");
    const auto over = c.wait(100ms);
    CHECK(actions_of(over, "a") == list{"bridge-caller-stop"});
    // Nowait: only that one.
    CHECK(actions_of(over, "b") ==
          list{"channel-consumer-stop", "bridge-consumer-stop", "consumer_stop"});
    CHECK(c.fake.calls() == list{"c"});
}

TEST_CASE("who serves a fifo waits for callers, who may give up", "[testing][fifo]") {
    queue_client c;
    c.fake.originate("{origination_uuid=b}null/b '&fifo(line out wait)'");
    c.wait(100ms);
    CHECK(c.api("fifo count line") == "line:1:0:0:0:0\n");
    c.fake.originate("{origination_uuid=a}null/a '&fifo(line in)'");
    c.wait(100ms);
    CHECK(c.fake.variable("b", "bridge_to") == "a");
    c.fake.originate("{origination_uuid=d}null/d '&fifo(line in)'");
    c.wait(100ms);
    c.fake.hang_up("d");
    CHECK(actions_of(c.wait(100ms), "d") == list{"abort"});
    c.fake.hang_up("a");
    c.wait(100ms);
    CHECK(c.fake.calls() == list{"b"});
    c.fake.hang_up("b");
    CHECK(actions_of(c.wait(100ms), "b") == list{"consumer_stop"});
}

TEST_CASE("who is moved away from a fifo waits there no more", "[testing][fifo]") {
    for (const std::string away : {"uuid_transfer a park inline", "uuid_bridge a p"}) {
        CAPTURE(away);
        queue_client c;
        c.fake.originate("{origination_uuid=a}null/a '&fifo(line in)'");
        c.fake.originate("{origination_uuid=p}null/p &park");
        c.wait(100ms);
        CHECK(c.api("fifo count line") == "line:0:1:0:0:0\n");
        CHECK(actions_of(c.after(away), "a") == list{"abort"});
        CHECK(c.fake.variable("a", "fifo_status") == "ABORTED");
        CHECK(c.api("fifo count line") == "line:0:0:0:0:0\n");
        const std::string bridged = c.fake.variable("a", "bridge_to");
        c.fake.originate("{origination_uuid=b}null/b '&fifo(line out wait)'");
        c.wait(100ms);
        CHECK(c.fake.variable("a", "bridge_to") == bridged);
        CHECK(actions_of(c.after("uuid_transfer b park inline"), "b") == list{"consumer_stop"});
        c.fake.originate("{origination_uuid=d}null/d '&fifo(line in)'");
        c.wait(100ms);
        CHECK(c.api("fifo count line") == "line:0:1:0:0:0\n");
    }
}

// mod_fifo.c: fifo_function tells of it at its end.
TEST_CASE("each run of a fifo tells once that it serves no more", "[testing][fifo]") {
    queue_client c;
    const auto run = [&](const std::string& argument) {
        list all;
        for (const auto& packets :
             {c.send("sendmsg b\ncall-command: execute\nexecute-app-name: fifo\n"
                     "execute-app-arg: " +
                     argument),
              c.wait(100ms)})
            for (const std::string& action : actions_of(packets, "b")) all.push_back(action);
        return all;
    };
    c.fake.plan(call().answers().stays_up());
    c.fake.originate("{origination_uuid=b}null/b &park()");
    c.wait(0ms);
    for (int i = 0; i < 2; ++i) {
        CHECK(run("line out nowait") == list{"consumer_start", "consumer_stop"});
    }
    CHECK(run("line out wait") == list{"consumer_start"});
    c.fake.hang_up("b");
    CHECK(actions_of(c.wait(100ms), "b") == list{"consumer_stop"});
}

TEST_CASE("who is moved away from a caller of a fifo is done with both", "[testing][fifo]") {
    for (const std::string how : {"wait", "nowait"}) {
        CAPTURE(how);
        queue_client c;
        c.fake.originate("{origination_uuid=a}null/a '&fifo(line in)'");
        c.wait(100ms);
        c.fake.originate("{origination_uuid=b}null/b '&fifo(line out " + how + ")'");
        c.wait(100ms);
        CHECK(c.fake.variable("b", "bridge_to") == "a");
        CHECK(actions_of(c.after("uuid_transfer b park inline"), "b") ==
              list{"channel-consumer-stop", "bridge-consumer-stop", "consumer_stop"});
        c.fake.hang_up("b");
        CHECK(actions_of(c.wait(100ms), "b").empty());
    }
}

// Its bridge is over, and it goes on (mod_fifo.c: fifo_function).
TEST_CASE("who serves a fifo takes the next caller when one is moved away", "[testing][fifo]") {
    queue_client c;
    for (const std::string id : {"a", "d"})
        c.fake.originate("{origination_uuid=" + id + "}null/" + id + " '&fifo(line in)'");
    c.fake.originate("{origination_uuid=b}null/b '&fifo(line out wait)'");
    c.wait(100ms);
    CHECK(c.fake.variable("b", "bridge_to") == "a");
    const auto moved = c.after("uuid_transfer a park inline");
    CHECK(actions_of(moved, "a") == list{"bridge-caller-stop"});
    CHECK(actions_of(moved, "b") ==
          list{"channel-consumer-stop", "bridge-consumer-stop", "consumer_wrapup"});
    CHECK(c.fake.application_of("a") == "park");
    CHECK(c.wait(4s).empty());
    CHECK(actions_of(c.wait(1s), "b") == list{"consumer_reentrance", "consumer_pop",
                                              "channel-consumer-start", "bridge-consumer-start"});
    CHECK(c.fake.variable("b", "bridge_to") == "d");
}

TEST_CASE("a variable says how long who serves a fifo is left alone", "[testing][fifo]") {
    queue_client c;
    c.fake.originate("{origination_uuid=a}null/a '&fifo(line in)'");
    c.fake.originate("{origination_uuid=b,fifo_consumer_wrapup_time=300}null/b '&fifo(line out)'");
    c.wait(100ms);
    c.fake.hang_up("a");
    c.fake.originate("{origination_uuid=d}null/d '&fifo(line in)'");
    for (const char* other : {"", "d"}) {
        c.wait(200ms);
        CHECK(c.fake.variable("b", "bridge_to") == other);
    }
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
