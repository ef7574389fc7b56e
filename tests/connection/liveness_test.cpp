// A connection that is silent is asked whether it is still there.
#include "catch.hpp"
#include "support/peer.hpp"

#include <chrono>
#include <string>

using namespace eslio;
using namespace std::chrono_literals;
using test::outcome;
using test::reply_packet;

namespace {

connection_options watched() {
    connection_options o;
    o.probe_after = 30s;
    return o;
}

}  // namespace

TEST_CASE("a silent connection is asked, whoever uses it", "[connection][liveness]") {
    test::peer p(watched());
    outcome<message> received;
    p.fs->async_receive(received.handler());
    p.time.advance(29s);
    CHECK(p.said().empty());
    p.time.advance(1s);
    CHECK(p.said() == "noop\n\n");
    SECTION("and answers") {
        p.server.send_now(reply_packet("-ERR command not found"));
        p.time.advance(1h);
        CHECK(received.count == 1);  // the next question was not answered
        CHECK(received.ec == error::unresponsive);
    }
    SECTION("and does not") {
        p.time.advance(14s);
        CHECK(p.fs->is_open());
        p.time.advance(1s);
        CHECK_FALSE(p.fs->is_open());
        CHECK(received.ec == error::unresponsive);
        CHECK(p.fs->reason() == condition::timed_out);
    }
    SECTION("anything that comes is an answer") {
        p.server.send_now(test::event_packet("Event-Name: HEARTBEAT\n\n"));
        p.time.advance(44s);
        CHECK(received.count == 1);
        CHECK_FALSE(received.ec);
        CHECK(p.fs->is_open());
    }
}

TEST_CASE("a connection on which nothing is ever done is asked in time", "[connection][liveness]") {
    connection_options o;
    o.probe_after = 4s;
    test::peer p(o, false);
    SECTION("logged in") {
        p.login();
    }
    SECTION("attached") {
        outcome<void> opened;
        p.fs->async_attach(opened.handler());
        p.time.settle();
        REQUIRE(opened.done());
    }
    p.time.advance(4s);
    CHECK(p.said() == "noop\n\n");
    p.time.advance(2s);
    CHECK_FALSE(p.fs->is_open());
}

TEST_CASE("while a command is executed nothing is asked", "[connection][liveness]") {
    test::peer p(watched());
    outcome<api_response> slow;
    p.fs->async_api(api_request("msleep 3000000").timeout(0s), slow.handler());
    p.time.advance(1h);
    CHECK(p.said() == "api msleep 3000000\n\n");
    CHECK(p.fs->is_open());
    p.server.send_now(test::api_packet("+OK"));
    p.time.advance(29s);
    CHECK(slow.done());
    CHECK(p.said().empty());
    p.time.advance(16s);
    CHECK(p.said() == "noop\n\n");
}

TEST_CASE("a silent connection is asked while FreeSWITCH is to answer at once",
          "[connection][liveness]") {
    test::peer p(watched());
    outcome<job_result> job;
    outcome<reply> changed;
    std::string asked = "noop\n\n";
    SECTION("a job whose result may take for ever") {
        p.fs->async_bgapi(api_request("originate null/x &park").timeout(0s), job.handler());
        p.time.settle();
        REQUIRE(p.said().find("BACKGROUND_JOB") != std::string::npos);
        SECTION("that FreeSWITCH has not agreed to send") {
            asked.clear();  // nothing is said before it has agreed
        }
        SECTION("and that it has not begun") {
            p.server.send_now(reply_packet("+OK event listener enabled plain"));
            p.time.settle();
            REQUIRE(p.said().find("bgapi originate") != std::string::npos);
        }
    }
    SECTION("a job that was given up") {
        p.fs->async_bgapi(api_request("status").timeout(10s), job.handler());
        p.time.settle();
        p.server.send_now(reply_packet("+OK event listener enabled plain"));
        p.time.settle();
        REQUIRE(p.said().find("bgapi status") != std::string::npos);
    }
    SECTION("a change of what is heard") {
        p.fs->async_subscribe(subscription(event_name::dtmf), changed.handler());
        p.time.settle();
        REQUIRE(p.said() == "event DTMF\n\n");
    }
    p.time.advance(29s);
    CHECK(p.said().empty());
    p.time.advance(31s);
    CHECK(p.said() == asked);
    CHECK_FALSE(p.fs->is_open());
    CHECK(job.count + changed.count == 1);
}

TEST_CASE("after a job an api that takes long is waited for", "[connection][liveness]") {
    test::peer p(watched());
    outcome<job_result> job;
    outcome<api_response> slow;
    p.fs->async_bgapi(api_request("status").timeout(0s), job.handler());
    p.fs->async_api(api_request("msleep 3000000").timeout(0s), slow.handler());
    p.time.settle();
    p.server.send_now(reply_packet("+OK event listener enabled plain"));
    p.time.settle();
    p.server.send_now(reply_packet("+OK Job-UUID: 1"));
    p.time.advance(1h);
    CHECK(p.fs->is_open());
    CHECK_FALSE(slow.done());
}

TEST_CASE("FreeSWITCH is nudged while somebody waits", "[connection][nudging]") {
    connection_options o;
    o.nudge_interval = 1ms;
    test::peer p(o);
    outcome<message> received;
    p.time.advance(10ms);
    CHECK(p.said().empty());
    p.fs->async_receive(received.handler());
    p.server.send_now(test::event_packet("Event-Name: API\n\n"));
    p.time.advance(10ms);
    REQUIRE(received.count == 1);
    CHECK(p.said().empty());
    outcome<message> next;
    p.fs->async_receive(next.handler());
    outcome<api_response> api;
    p.fs->async_api("status", api.handler());
    p.time.advance(10ms);
    CHECK(p.said() == "api status\n\n");  // FreeSWITCH is busy with that
    p.server.send_now(test::api_packet("up"));
    p.time.advance(10ms);
    CHECK(p.said() == std::string(10, '\n'));
    p.time.advance(1min);
    CHECK(p.said().size() < 5001);
    p.time.advance(1min);
    CHECK(p.said().empty());
    p.server.send_now(test::event_packet("Event-Name: API\n\n"));
    p.time.settle();
    CHECK(next.done());
    p.time.advance(10ms);
    CHECK(p.said().empty());
}

TEST_CASE("FreeSWITCH is nudged from the beginning of a wait on", "[connection][nudging]") {
    connection_options o;
    o.nudge_interval = 1ms;
    test::peer p(o);
    message lent;
    outcome<message> received;
    outcome<void> into;
    SECTION("of a receive") {
        p.fs->async_receive(received.handler());
    }
    SECTION("of a receive with a time-out") {
        p.fs->async_receive(1s, received.handler());
    }
    SECTION("of a receive into a message") {
        p.fs->async_receive(lent, into.handler());
    }
    p.time.advance(3ms);
    CHECK(p.said() == "\n\n\n");
    p.server.send_now(test::event_packet("Event-Name: API\n\n"));
    p.time.advance(3ms);
    CHECK(received.count + into.count == 1);
    CHECK(p.said().empty());
    outcome<message> next;
    p.fs->async_receive(next.handler());
    p.time.advance(2ms);
    CHECK(p.said() == "\n\n");
}

TEST_CASE("by default nothing is asked", "[connection][liveness]") {
    test::peer p;
    p.time.advance(24h);
    CHECK(p.said().empty());
    CHECK(p.fs->is_open());
}
