// testing/fake_switch.hpp: every fault on command, met by a connection: each operation ends once,
// with the right reason.
#include "catch.hpp"
#include "fault_fixture.hpp"
#include "support/named.hpp"

#include <string>

using namespace std::chrono_literals;
using eslio::error;
using eslio::testing::after;
using eslio::testing::fault_plan;
using testing_tests::client;

TEST_CASE("fragments and delays change nothing but the time", "[testing][faults]") {
    client c;
    c.fake.fail(fault_plan().fragments(1).delays(after(1ms)));
    auto& status = c.api("echo some text");
    auto& sent = c.send("noop");
    CHECK(c.pending() == 2);
    c.time.advance(2s);
    CHECK(status.done());
    CHECK(status.value.text() == "some text");
    CHECK(sent.value.text() == "-ERR command not found");
    CHECK(c.fs->is_open());
}

TEST_CASE("a late answer is swallowed, the next is right", "[testing][faults]") {
    client c;
    auto late = c.fake.expect("api echo first").replies_late(after(5s));
    auto& first = c.api(eslio::api_request("echo first").timeout(2s));
    auto& second = c.api("echo second");
    c.time.advance(2s);
    CHECK(first.ended_with(error::timeout));
    CHECK(second.count == 0);
    c.time.advance(3s);
    CHECK(second.done());
    CHECK(second.value.text() == "second");
    CHECK(first.count == 1);
    CHECK(late.count() == 1);
    CHECK(c.fake.unmet().empty());
}

TEST_CASE("an answer that never comes times out, and all behind it", "[testing][faults]") {
    client c;
    c.fake.expect("api echo lost").never_replies();
    auto& lost = c.api("echo lost");
    auto& next = c.send("noop");
    c.time.advance(1h);
    CHECK(lost.done());
    CHECK(next.done());
    CHECK((lost.ec || next.ec));  // by order alone the answer to the next is taken for the lost one
    CHECK(c.pending() == 0);
}

TEST_CASE("a stream cut at any byte ends all operations once", "[testing][faults]") {
    for (std::size_t at = 0; at <= 200; at += 7) {
        INFO(at);
        client c;
        c.fake.fail(fault_plan().drops_at(at));
        c.submit_all();
        c.time.advance(1s);
        CHECK(c.pending() == 0);
        CHECK(c.ended_once());
        CHECK_FALSE(c.fs->is_open());
        CHECK(c.fs->reason() == error::connection_lost);
    }
}

TEST_CASE("a reset at any byte ends all operations once", "[testing][faults]") {
    for (std::size_t at = 0; at <= 200; at += 7) {
        INFO(at);
        client c;
        c.fake.fail(fault_plan().resets_at(at));
        c.submit_all();
        c.time.advance(1s);
        CHECK(c.pending() == 0);
        CHECK(c.ended_once());
        CHECK_FALSE(c.fs->is_open());
        CHECK(c.fs->reason() == error::connection_reset);
    }
}

TEST_CASE("a command behind which the switch drops or resets", "[testing][faults]") {
    for (const bool hard : {false, true}) {
        client c;
        auto rule = c.fake.expect("api echo last");
        hard ? rule.resets() : rule.drops();
        auto& last = c.api("echo last");
        auto& behind = c.send("noop");
        c.time.advance(1s);
        CHECK(last.done());
        CHECK(behind.done());
        if (!hard) CHECK(last.value.text() == "last");
        CHECK(behind.ec);
        CHECK_FALSE(c.fs->is_open());
    }
}

TEST_CASE("a truncated answer takes what follows for its rest", "[testing][faults]") {
    client c;
    c.fake.expect("api echo 12345").truncates(60);
    auto& cut = c.api("echo 1234567890123456789012345678901234567890");
    auto& next = c.api("echo next");
    auto& other = c.send("noop");
    c.time.advance(2h);
    CHECK(cut.count == 1);
    CHECK(next.count == 1);
    CHECK(other.count == 1);
    CHECK(c.pending() == 0);
}

TEST_CASE("a wrong Content-Length loses the framing, not the operations", "[testing][faults]") {
    for (const std::ptrdiff_t by : {-3, 3, 1'000'000'000, -100}) {
        INFO(by);
        client c;
        c.fake.expect("api echo").wrong_length(by).times(1);
        auto& wrong = c.api("echo some text");
        auto& next = c.send("noop");
        c.time.advance(2h);
        CHECK(wrong.count == 1);
        CHECK(next.count == 1);
        if (by == -100 || by == 1'000'000'000) {
            CHECK_FALSE(c.fs->is_open());
            CHECK(c.fs->reason() == eslio::condition::protocol);
        }
    }
}

TEST_CASE("api is answered by a command/reply, others by an api/response", "[testing][faults]") {
    client c;
    c.fake.expect("api status").command_reply("-ERR permission denied");
    c.fake.expect("noop").api_response("+OK body\n");
    auto& status = c.api("status");
    auto& noop = c.send("noop");
    c.time.settle();
    CHECK(status.done());
    CHECK_FALSE(status.ec);
    CHECK_FALSE(status.value.ok());
    CHECK(status.value.text() == "-ERR permission denied");
    CHECK(noop.done());
    CHECK_FALSE(noop.ec);
    CHECK(c.fs->is_open());
}

TEST_CASE("bytes that are no UTF-8 are handed on as they are", "[testing][faults]") {
    client c;
    c.fake.expect("api echo").invalid_utf8();
    c.fake.expect("noop").invalid_utf8();
    auto& body = c.api("echo text");
    auto& text = c.send("noop");
    c.time.settle();
    CHECK(body.value.text() == "text\xff\xfe\x80");
    CHECK(text.value.text() == "-ERR command not found\xff\xfe\x80");
    CHECK(c.fs->is_open());
}

TEST_CASE("a flood is bounded and shows its gap, replies come through", "[testing][faults]") {
    eslio::connection_options options;
    options.event_limits.messages = 100;
    client c(options);
    c.subscribe(eslio::event_name::heartbeat);
    c.fake.flood(c.fake.make_event(eslio::event_name::heartbeat), 50'000);
    auto& after_all = c.api("echo still here");
    c.time.advance(1s);
    CHECK(after_all.value.text() == "still here");
    CHECK(c.fs->usage().messages_lost >= 49'000);
    eslio::message m;
    int events = 0, gaps = 0;
    while (c.fs->try_receive(m)) {
        if (m.as_event() != nullptr) ++events;
        if (m.as_gap() != nullptr) ++gaps;
    }
    CHECK(events <= 100);
    CHECK(gaps >= 1);
}

TEST_CASE("a frozen switch is noticed by deadlines, and may thaw", "[testing][faults]") {
    client c;
    c.fake.set_frozen(true);
    auto& first = c.api(eslio::api_request("echo 1").timeout(3s));
    auto& second = c.api(eslio::api_request("echo 2").timeout(10s));
    c.time.advance(3s);
    CHECK(first.ended_with(error::timeout));
    CHECK(second.count == 0);
    c.fake.set_frozen(false);
    c.time.settle();
    CHECK(second.value.text() == "2");
    CHECK(first.count == 1);

    client other;
    other.fake.fail(fault_plan().freezes_at(10));
    auto& lost = other.api(eslio::api_request("status").timeout(3s));
    other.time.advance(3s);
    CHECK(lost.ended_with(error::timeout));
    other.time.advance(1h);
    CHECK(lost.count == 1);
}

TEST_CASE("a restart drops all and is another Core-UUID", "[testing][faults]") {
    client c;
    const std::string before(named(c.fake.make_event(eslio::event_name::heartbeat))["Core-UUID"]);
    auto& job = c.bgapi("msleep 5000");
    auto& waiting = c.api("msleep 5000");
    c.time.advance(1s);
    c.fake.restart();
    c.time.settle();
    CHECK(job.done());
    CHECK(job.ec);
    CHECK(waiting.done());
    CHECK(waiting.ec);
    CHECK_FALSE(c.fs->is_open());
    c.connect();
    CHECK(c.fs->is_open());
    CHECK(named(c.fake.make_event(eslio::event_name::heartbeat))["Core-UUID"] != before);
}

TEST_CASE("a restart ends the jobs that run", "[testing][faults]") {
    client c;
    c.bgapi("msleep 5000");
    c.time.advance(1s);
    c.fake.restart();
    c.connect();
    c.subscribe(eslio::event_name::background_job);
    auto& heard = c.receive();
    c.time.advance(10s);
    CHECK(heard.count == 0);
}

TEST_CASE("one of two connections is dropped", "[testing][faults]") {
    client c;
    test::connection other(c.fake.connect(c.context.get_executor()));
    c.time.settle();
    CHECK_FALSE(c.fake.drop_one(2));
    CHECK(c.fake.drop_one(0));
    c.time.settle();
    CHECK_FALSE(c.fs->is_open());
    CHECK(c.fake.open_connections() == 1);
}

TEST_CASE("a door that was closed opens on the same run", "[testing][faults]") {
    client c;
    const std::string before(named(c.fake.make_event(eslio::event_name::heartbeat))["Core-UUID"]);
    auto& job = c.bgapi("msleep 5000");
    c.time.settle();
    c.fake.refuse_connections();
    CHECK(c.fs->is_open());
    c.time.advance(6s);
    CHECK(job.ended_with({}));
    c.connect();
    CHECK_FALSE(c.fs->is_open());
    c.fake.accept_connections();
    c.connect();
    CHECK(c.fs->is_open());
    CHECK(named(c.fake.make_event(eslio::event_name::heartbeat))["Core-UUID"] == before);
}

TEST_CASE("the switch shuts down, kills, refuses", "[testing][faults]") {
    client c;
    auto& waiting = c.api("msleep 5000");
    c.fake.shutdown();
    c.time.settle();
    CHECK(waiting.done());
    CHECK(waiting.ec);
    CHECK_FALSE(c.fs->is_open());
    c.connect();
    CHECK_FALSE(c.fs->is_open());
    c.fake.restart();
    c.fake.options().acl_deny = true;
    c.connect();
    CHECK(c.fs->reason() == eslio::condition::rejected);
    c.fake.options().acl_deny = false;
    c.fake.options().password = "other";
    c.connect();
    CHECK(c.fs->reason() == eslio::condition::rejected);
}

TEST_CASE("reload of mod_event_socket answers by api/response and ends", "[testing][faults]") {
    client c;
    auto& reload = c.send("bgapi reload mod_event_socket");
    c.time.settle();
    CHECK(reload.done());
    CHECK_FALSE(reload.ec);
    CHECK(c.fs->is_open());
    c.time.advance(1s);
    CHECK_FALSE(c.fs->is_open());
    c.connect();
    CHECK(c.fs->is_open());
}
