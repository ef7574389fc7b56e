// client.hpp: what becomes of commands, and of what is wanted, when connections end.
#include "client/client_fixture.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

TEST_CASE("commands wait for a connection, in their order", "[client]") {
    returning c;
    texts order;
    for (const char* text : {"a", "b", "c"})
        c.fs->async_api(std::string("eval ") + text, [&](error_code ec, const api_response& r) {
            order.emplace_back(ec ? ec.message() : std::string(r.text()));
        });
    outcome<job_result> job;
    c.fs->async_bgapi("eval d", job.handler());
    c.time.advance(10s);
    CHECK(order.empty());
    c.come_up();
    c.time.advance(1s);
    CHECK(order == texts{"a", "b", "c"});
    REQUIRE(job.done());
    CHECK(job.value.text() == "d");
}

TEST_CASE("commands that were given up before they were written leave room", "[client]") {
    client_options o;
    o.connection.command_limits.commands = 4;
    returning c(o);
    c.reachable = false;
    c.run();
    outcome<api_response> waits, after;
    c.fs->async_api(api_request("eval a").timeout(0s), waits.handler());
    for (int i = 0; i < 20; ++i) {
        outcome<api_response> cancelled, late;
        asio::cancellation_signal stop;
        c.fs->async_api("eval b", asio::bind_cancellation_slot(stop.slot(), cancelled.handler()));
        c.fs->async_api(api_request("eval c").timeout(1s), late.handler());
        stop.emit(asio::cancellation_type::total);
        c.time.advance(2s);
        CHECK(cancelled.ec == asio::error::operation_aborted);
        CHECK(late.ec == error::timeout);
    }
    c.fs->async_api(api_request("eval d").timeout(0s), after.handler());
    c.reachable = true;
    c.time.advance(1min);
    REQUIRE((waits.done() && after.done()));
    CHECK(waits.value.text() == "a");
    CHECK(after.value.text() == "d");
}

TEST_CASE("or are refused, if the user wants that", "[client]") {
    client_options o;
    o.keeps_unsent = false;
    returning c(o);
    outcome<api_response> early, late;
    outcome<job_result> job;
    outcome<reply> events;
    c.fs->async_api("status", early.handler());
    c.fs->async_bgapi("status", job.handler());
    c.fs->async_subscribe(subscription(event_name::dtmf), events.handler());
    c.time.settle();
    CHECK(early.ec == error::not_connected);
    CHECK(job.ec == error::not_connected);
    CHECK_FALSE(events.ec);
    c.come_up();
    c.fs->async_api("status", late.handler());
    c.fake.drop_all();
    c.time.settle();
    CHECK(late.ec == condition::disconnected);
    CHECK(c.told("event DTMF") == 1);
}

TEST_CASE("deadlines and cancellation hold while there is no connection", "[client]") {
    returning c;
    c.reachable = false;
    c.run();
    outcome<api_response> late, cancelled;
    outcome<job_result> job;
    c.fs->async_api(api_request("status").timeout(5s), late.handler());
    c.fs->async_bgapi(api_request("status").timeout(6s), job.handler());
    asio::cancellation_signal signal;
    c.fs->async_api("status", asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
    c.time.advance(4s);
    CHECK(late.count == 0);
    signal.emit(asio::cancellation_type::total);
    c.time.advance(1s);
    CHECK(late.ec == error::timeout);
    CHECK(cancelled.ec == asio::error::operation_aborted);
    c.time.advance(1s);
    CHECK(job.ec == error::timeout);
    c.reachable = true;
    c.come_back();
    CHECK(c.told("api status") == 0);
    CHECK(c.told("bgapi") == 0);
}

TEST_CASE("what was written and not answered is unknown, or asked again", "[client]") {
    returning c;
    c.come_up();
    c.fake.on_api("slow", [](std::string_view text) {
        return testing::answer_after(10s, std::string(text));
    });
    outcome<api_response> slow, asked, unsent;
    c.fs->async_api(api_request("slow 2").idempotent(), asked.handler());
    c.fs->async_api("slow 1", slow.handler());
    c.time.advance(1s);
    c.drop();
    CHECK(slow.ec == error::outcome_unknown);
    CHECK(asked.count == 0);
    c.fs->async_api("slow 3", unsent.handler());
    c.come_back();
    c.time.advance(1min);
    CHECK(asked.value.text() == "2");
    CHECK(unsent.value.text() == "3");
    CHECK(c.told("api slow 1") == 0);  // FreeSWITCH had not come to it, which nobody knows
    CHECK(c.told("api slow 2") == 2);
}

TEST_CASE("what was to be asked again is unknown if the client is closed before", "[client]") {
    returning c;
    c.come_up();
    outcome<api_response> asked, unsent;
    c.fake.set_silent(true);
    c.fs->async_api(api_request("status").idempotent(), asked.handler());
    c.time.settle();
    c.drop();
    c.fs->async_api(api_request("status").idempotent(), unsent.handler());
    c.fs->close();
    c.time.settle();
    CHECK(c.told("api status") == 1);
    CHECK(asked.ec == error::outcome_unknown);
    CHECK(unsent.ec == error::not_sent);
}

TEST_CASE("what is wanted is in force on every connection", "[client]") {
    returning c;
    outcome<reply> wanted;
    c.fs->async_subscribe(subscription(format::json, event_name::heartbeat)
                              .custom("a::a")
                              .only("Event-Name", "CUSTOM")
                              .log(log_level::info),
                          wanted.handler());
    c.time.settle();
    REQUIRE(wanted.done());
    CHECK(wanted.value.ok());
    c.come_up();
    const auto say = [&] {
        c.fake.fire_heartbeat();  // the filter keeps it back
        c.fake.fire(c.fake.make_custom("a::a"));
        c.fake.fire(c.fake.make_custom("b::b"));
        c.fake.fire_log(7, "debug");
        c.fake.fire_log(6, "info");
        c.time.settle();
        return c.received();
    };
    texts first = say();
    std::sort(first.begin(), first.end());
    CHECK(first == texts{"a::a", "log"});
    c.drop();
    // While there is no connection what is wanted changes, and nothing else happens.
    outcome<reply> more;
    c.fs->async_subscribe(subscription().custom("b::b"), more.handler());
    c.fs->async_send(cmd::nolog(), [](error_code, reply) {});
    c.time.settle();
    CHECK(more.value.text() == "+OK kept for the next connection");
    c.come_back();
    CHECK(say() == texts{"gap", "a::a", "b::b"});
    CHECK(c.told("event json") == 2);
}

TEST_CASE("what may have been carried out is not taken back, though its connection has ended",
          "[client]") {
    returning c;
    c.come_up();
    int carried_out = 0;
    c.fake.on_api("counts", [&](std::string_view) {
        ++carried_out;
        return testing::answer_after(5s, "done");
    });
    asio::cancellation_signal cancel;
    outcome<api_response> asked;
    c.fs->async_api(api_request("counts").idempotent(),
                    asio::bind_cancellation_slot(cancel.slot(), asked.handler()));
    c.time.advance(1s);
    CHECK(carried_out == 1);
    c.reachable = false;
    c.drop();
    cancel.emit(asio::cancellation_type::total);
    c.time.settle();
    CHECK_FALSE(asked.done());
    SECTION("it is asked again") {
        c.reachable = true;
        c.come_back();
        c.time.advance(6s);
        REQUIRE(asked.done());
        CHECK_FALSE(asked.ec);
        CHECK(carried_out == 2);
    }
    SECTION("or no longer waited for") {
        cancel.emit(asio::cancellation_type::partial);
        c.time.settle();
        REQUIRE(asked.done());
        CHECK(asked.ec == asio::error::operation_aborted);
    }
}

TEST_CASE("what FreeSWITCH refuses is told", "[client]") {
    client_options o;
    returning c(o);
    outcome<reply> wanted;
    const auto refuse = [&] {
        c.fake.on_command("event plain HEARTBEAT", [](std::string_view) {
            return std::string("Content-Type: command/reply\nReply-Text: -ERR no\n\n");
        });
    };
    subscription events(format::plain, event_name::heartbeat);
    SECTION("on the first connection that ends the client") {
        refuse();
        c.fs->async_subscribe(events, wanted.handler());
        c.run();
        c.time.advance(1min);
        REQUIRE(c.ended.done());
        CHECK(c.ended.ec == error::state_refused);
        CHECK(c.fs->status().refusal == "-ERR no");
    }
    SECTION("later it is tried again") {
        c.fs->async_subscribe(events, wanted.handler());
        c.come_up();
        refuse();
        c.drop();
        c.time.advance(1min);
        CHECK(c.ended.count == 0);
        CHECK_FALSE(c.fs->is_up());
        CHECK(c.fs->status().why == error::state_refused);
        CHECK(c.attempts > 2);
    }
    SECTION("what was kept for the next connection does not keep it down") {
        c.come_up();
        refuse();
        const bool is_down = GENERATE(false, true);
        if (is_down) c.drop();
        c.fs->async_subscribe(events, wanted.handler());
        if (!is_down) c.drop();
        c.come_back();
        CHECK(wanted.value.text() == "+OK kept for the next connection");
        CHECK(c.fs->status().refusal == "-ERR no");
        c.drop();
        c.come_back();
        CHECK(c.fs->status().refusal == "-ERR no");
    }
    SECTION("what was refused when it was asked for is no surprise") {
        c.come_up();
        refuse();
        c.fs->async_subscribe(events, wanted.handler());
        c.time.settle();
        CHECK_FALSE(wanted.value.ok());
        c.drop();
        c.come_back();
        CHECK(c.fs->status().refusal == "-ERR no");
    }
}

TEST_CASE("the gap stands before events that come between the replies", "[client]") {
    returning c;
    outcome<reply> subscribed, logged;
    c.fs->async_subscribe(subscription(event_name::dtmf), subscribed.handler());
    c.fs->async_log(log_level::info, logged.handler());
    c.come_up();
    c.fake.expect("event").raw(reply_packet("+OK event listener enabled plain") +
                               event_packet("Event-Name: DTMF\nEvent-Sequence: 99\n"));
    c.drop();
    c.come_back();
    message m;
    REQUIRE(c.fs->try_receive(m));
    REQUIRE(m.as_gap() != nullptr);
    REQUIRE(m.as_gap()->interruption() != nullptr);
    CHECK(m.as_gap()->interruption()->next_sequence == "99");
    CHECK(c.received() == texts{"DTMF"});
}

TEST_CASE("a command of a set-up can be cancelled", "[client]") {
    client_options o;
    outcome<api_response> slow;
    asio::cancellation_signal signal;
    o.on_setup = [&](client_setup s) {
        s.async_api("slow", asio::bind_cancellation_slot(signal.slot(), slow.handler()));
    };
    returning c(o);
    c.fake.on_api("slow", [](std::string_view) { return testing::answer_after(5s, "fine"); });
    c.run();
    c.time.advance(1s);
    SECTION("if it may have an effect") {
        signal.emit(asio::cancellation_type::terminal);
        c.time.settle();
        CHECK(slow.done());
        CHECK(slow.ec == asio::error::operation_aborted);
        CHECK_FALSE(c.fs->is_up());
    }
    SECTION("but has it if it may not have one") {
        signal.emit(asio::cancellation_type::total);
        c.time.settle();
        CHECK(slow.count == 0);
    }
    c.time.advance(10s);
    CHECK(slow.done());
    CHECK(c.fs->is_up());
}

TEST_CASE("a client is bound to no call", "[client]") {
    returning c;
    c.come_up();
    outcome<reply> bound;
    c.fs->async_send(command("myevents 1234"), bound.handler());
    c.time.settle();
    CHECK(bound.ec == error::not_allowed);
    CHECK(c.told("myevents") == 0);
    c.drop();
    c.come_back();
}

TEST_CASE("what changes what is heard is taken though the line is full", "[client]") {
    client_options o;
    o.connection.command_limits.commands = 1;
    returning c(o);
    outcome<api_response> waiting, refused;
    outcome<reply> wanted;
    c.fs->async_api("status", waiting.handler());
    c.fs->async_api("status", refused.handler());
    c.fs->async_subscribe(subscription(event_name::dtmf), wanted.handler());
    c.time.settle();
    CHECK(refused.ec == error::queue_full);
    REQUIRE(wanted.done());
    CHECK_FALSE(wanted.ec);
    c.come_up();
    CHECK(c.told("event DTMF") == 1);
    CHECK(waiting.done());
}

TEST_CASE("silence is asked about, and is the end if it lasts", "[client]") {
    returning c;
    c.come_up();
    c.time.advance(10min);
    CHECK(c.told("noop") > 8);
    CHECK(c.told("noop") < 16);
    CHECK(c.way() == "cru");
    c.fake.set_frozen(true);
    c.time.advance(1min);
    CHECK(c.states[3].why == error::unresponsive);
    CHECK(c.fs->is_up());
}
