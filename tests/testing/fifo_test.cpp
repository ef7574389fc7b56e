// testing/fake_switch/machine: what the queues of mod_fifo tell. The values are those of the live
// suite (applications/fifo_*).
#include "catch.hpp"
#include "queue_client.hpp"

#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::testing::call;
using testing_tests::actions_of;
using testing_tests::queue_client;
using list = std::vector<std::string>;

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
    CHECK(c.api("fifo count line") == "line:1:0:0:0:1\n");
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

// mod_fifo.c: fifo_function; the numbers are those of a caller who came in.
TEST_CASE("who talks in a fifo has the other's name and number", "[testing][fifo]") {
    queue_client c;
    c.fake.extension("9000", {{"fifo", "line in"}});
    c.fake.call_in(eslio::testing::incoming_call().uuid("a").from("1001", "Ann").to("9000"));
    c.wait(100ms);
    c.send("event plain CHANNEL_BRIDGE CHANNEL_HANGUP_COMPLETE CHANNEL_DESTROY");
    c.fake.originate("{origination_uuid=b}null/b '&fifo(line out nowait)'");
    const auto numbers = [](const eslio::event& e) {
        list all;
        for (const char* name : {"Caller-Caller-ID-Number", "Caller-Callee-ID-Number",
                                 "Other-Leg-Caller-ID-Number", "variable_fifo_status"})
            all.emplace_back(e[name]);
        return all;
    };
    const auto begun = c.wait(100ms);
    CHECK(numbers(testing_tests::find_event(begun, "CHANNEL_BRIDGE")) ==
          list{"b", "1001", "1001", "TALKING"});
    c.wait(2s);
    c.fake.hang_up("a");
    const auto over = c.wait(100ms);
    CHECK(numbers(testing_tests::find_event(over, "CHANNEL_HANGUP_COMPLETE")) ==
          list{"b", "1001", "b", "TALKING"});
    list ends;
    for (const auto& p : over)
        if (p.content.name() == "CHANNEL_DESTROY" && p.content.unique_id() == "a")
            ends = {std::string(p.content["variable_fifo_status"]),
                    std::string(p.content["variable_fifo_bridge_seconds"])};
    CHECK(ends == list{"DONE", "2"});
}

// mod_fifo.c: node_thread_run, outbound_ringall_thread_run, fifo_track_call_function
TEST_CASE("a member of a fifo is called for a caller, and serves them", "[testing][fifo]") {
    queue_client c;
    CHECK(c.api("fifo_member add line {origination_uuid=m}null/m 1 60 2") == "+OK\n");
    c.fake.originate("{origination_uuid=a}null/a '&fifo(line in)'");
    CHECK(actions_of(c.wait(100ms), "a") == list{"push"});
    CHECK(c.fake.calls() == list{"a"});
    const auto called = c.wait(1s);
    CHECK(actions_of(called, "a") == list{"pre-dial", "caller_pop", "bridge-caller-start"});
    CHECK(actions_of(called, "m") == list{"post-dial", "consumer_start", "consumer_pop",
                                          "channel-consumer-start", "bridge-consumer-start"});
    for (const auto& p : called) {
        if (p.content["FIFO-Action"] == "pre-dial")
            CHECK(p.content["originate_string"] == "[leg_timeout=60,fifo_outbound_uuid=" +
                                                       c.fake.variable("m", "fifo_outbound_uuid") +
                                                       ",fifo_name=line]null/m,");
        if (p.content["FIFO-Action"] == "channel-consumer-start")
            CHECK(p.content["FIFO-Consumer-Use-Count"] == "1");
    }
    CHECK(c.fake.variable("m", "origination_caller_id_number") == "a");
    CHECK(c.fake.variable("m", "bridge_to") == "a");
    CHECK(c.fake.variable("m", "channel_cid_flipped") == "yes");
    CHECK(c.api("fifo count line") == "line:0:0:1:0:0\n");
    c.fake.hang_up("a");
    CHECK(actions_of(c.wait(100ms), "m") == list{"channel-consumer-stop", "bridge-consumer-stop",
                                                 "consumer_stop", "channel-consumer-start",
                                                 "channel-consumer-stop"});
    CHECK(c.fake.calls().empty());
    // It is left alone for as long as its lag says, and a second.
    c.fake.originate("{origination_uuid=d}null/d '&fifo(line in)'");
    c.wait(1500ms);
    CHECK(c.fake.calls() == list{"d"});
    c.wait(3s);
    CHECK(c.fake.variable("m", "bridge_to") == "d");
    CHECK(c.fake.unsupported().empty());
}

TEST_CASE("a member of a fifo who fails is called again, and with the caller no more",
          "[testing][fifo]") {
    queue_client c;
    c.fake.plan("user/slow", call().rings());
    CHECK(c.api("fifo_member add line error/USER_BUSY 1 10 1") == "+OK\n");
    const auto ends = [&](std::chrono::milliseconds span) {
        list all;
        for (const auto& p : c.wait(span))
            if (p.content["FIFO-Action"] == "post-dial")
                all.push_back(std::string(p.content["result"]) + " " +
                              std::string(p.content["cause"]) + " " +
                              std::string(p.content["acceptable"]));
        return all;
    };
    c.fake.originate("{origination_uuid=a}null/a '&fifo(line in)'");
    CHECK(ends(4s) == list{"failure USER_BUSY false", "failure USER_BUSY false"});
    CHECK(c.api("fifo_member del line error/USER_BUSY") == "+OK\n");
    CHECK(ends(4s).empty());
    CHECK(c.api("fifo_member add line user/slow") == "+OK\n");
    CHECK(ends(2s).empty());
    CHECK(c.api("fifo count line") == "line:0:1:1:1:0\n");
    c.fake.hang_up("a");
    CHECK(ends(100ms) == list{"failure ORIGINATOR_CANCEL true"});
    CHECK(c.fake.calls().empty());
    CHECK(c.api("fifo count line") == "line:0:0:1:0:0\n");
}

TEST_CASE("all members of a fifo who are free are called at once", "[testing][fifo]") {
    queue_client c;
    c.fake.plan("user/slow", call().rings());
    c.api("fifo_member add line {fifo_outbound_uuid=slow}loopback/nobody");
    c.api("fifo_member del line {fifo_outbound_uuid=slow}null/x");
    CHECK(c.api("fifo count line") == "line:0:0:0:0:0\n");
    c.api("fifo_member add line user/slow");
    c.api("fifo_member add line user/1001");
    c.fake.originate("{origination_uuid=a}null/a '&fifo(line in)'");
    list dialled;
    for (const auto& p : c.wait(2s))
        if (p.content["FIFO-Action"] == "pre-dial")
            dialled.emplace_back(p.content["FIFO-Outbound-UUID-List"]);
    REQUIRE(dialled.size() == 1);
    CHECK(dialled[0].find(',') == 32);
    CHECK(c.fake.calls().size() == 2);
    CHECK(!c.fake.variable("a", "bridge_to").empty());
}

TEST_CASE("a caller of the first slot of a fifo is served first", "[testing][fifo]") {
    queue_client c;
    list slots;
    for (const std::string id : {"d3", "d1", "d0"}) {
        c.fake.originate("{origination_uuid=" + id + ",fifo_priority=" + id.substr(1) + "}null/" +
                         id + " '&fifo(line in)'");
        for (const auto& p : c.wait(100ms)) slots.emplace_back(p.content["FIFO-Slot"]);
        CHECK(c.fake.variable(id, "fifo_position") == "1");
    }
    CHECK(slots == list{"3", "1", "0"});
    for (const char* next : {"d0", "d1", "d3"}) {
        c.fake.originate("{origination_uuid=b}null/b '&fifo(line out nowait)'");
        c.wait(100ms);
        CHECK(c.fake.variable("b", "bridge_to") == next);
        c.fake.hang_up(next);
        c.wait(100ms);
    }
}

TEST_CASE("what fifo_add_outbound has wait is told as not supported when it is served",
          "[testing][fifo]") {
    queue_client c;
    CHECK(c.api("fifo_add_outbound line null/x") == "1");
    CHECK(c.fake.unsupported().empty());
    c.fake.originate("{origination_uuid=b}null/b '&fifo(line out nowait)'");
    c.wait(100ms);
    CHECK(c.fake.unsupported().count("fifo_add_outbound") == 1);
}
