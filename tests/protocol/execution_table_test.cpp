// protocol/execution_table.hpp: each execution has one end, found by its Event-UUID.
#include "catch.hpp"

#include <eslio/protocol/execution_table.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::event;
using eslio::execution_result;
using how = eslio::execution_result::outcome;

namespace {

struct ending {
    int count = 0;
    eslio::error_code ec;
    execution_result result;
};

struct waiter {
    ending* to = nullptr;
    waiter() = default;
    explicit waiter(ending& e) : to(&e) {}
    waiter(waiter&& other) noexcept : to(std::exchange(other.to, nullptr)) {}
    waiter& operator=(waiter&& other) noexcept {
        to = std::exchange(other.to, nullptr);
        return *this;
    }
    explicit operator bool() const noexcept { return to != nullptr; }
    void complete(eslio::error_code ec, execution_result r) {
        ending* const e = std::exchange(to, nullptr);
        ++e->count;
        e->ec = ec;
        e->result = std::move(r);
    }
};

using table = eslio::protocol::execution_table<waiter>;
using eslio::protocol::never;
using eslio::protocol::time_point;

event named(std::string_view name, std::string_view header = {}, std::string_view value = {}) {
    event e;
    e.add("Event-Name", name);
    if (!header.empty()) e.add(header, value);
    return e;
}
event complete(std::string_view uuid) {
    return named("CHANNEL_EXECUTE_COMPLETE", "Application-UUID", uuid);
}
event private_command(std::string_view uuid) {
    return named("PRIVATE_COMMAND", "Event-UUID", uuid);
}
const eslio::reply ok = eslio::reply::of_text("+OK");

}  // namespace

TEST_CASE("completions find their execution in any order", "[protocol][execution]") {
    table t(10);
    ending a, b;
    const auto first = t.add("a", 1, waiter(a), never);
    const auto second = t.add("b", 1, waiter(b), never);
    t.on_reply(first, ok, false);
    t.on_event(complete("b"));  // even before its own reply
    CHECK(b.count == 1);
    CHECK(b.result.ok());
    t.on_reply(second, ok, false);
    t.on_event(complete("nobody"));
    t.on_event(complete(""));
    CHECK(a.count == 0);
    t.on_event(complete("a"));
    t.on_event(complete("a"));
    t.on_event(private_command("a"));
    CHECK(a.count == 1);
    CHECK(t.empty());
}

TEST_CASE("loops end by their number or by PRIVATE_COMMAND", "[protocol][execution]") {
    for (const int loops : {2, 3, -1}) {
        table t(10);
        ending a;
        t.add("a", loops, waiter(a), never);
        t.on_event(complete("a"));
        CHECK(a.count == 0);
        t.on_event(complete("a"));
        CHECK(a.count == (loops == 2 ? 1 : 0));
        t.on_event(private_command("a"));
        CHECK(a.count == 1);
        CHECK(a.result.ok());
        CHECK(a.result.details()["Application-UUID"] == "a");
        CHECK(t.empty());
    }
    table t(10);
    ending a;
    t.add("a", 1, waiter(a), never);
    t.on_event(private_command("a"));
    CHECK(a.result.how() == how::not_run);
}

TEST_CASE("replies refuse, or stand for the end in static mode", "[protocol][execution]") {
    table t(10);
    ending a, b, c;
    t.on_reply(t.add("a", 1, waiter(a), never), eslio::reply::of_text("-ERR no\n"), false);
    CHECK(a.result.how() == how::refused);
    CHECK(a.result.text() == "-ERR no");
    t.on_reply(t.add("b", 1, waiter(b), never), ok, true);
    CHECK(b.result.ok());
    CHECK(b.result.details().empty());
    t.on_failure(t.add("c", 1, waiter(c), never), eslio::error::not_sent);
    CHECK(c.ec == eslio::error::not_sent);
    t.on_failure(99, eslio::error::not_sent);
    t.on_reply(99, ok, true);
    CHECK(t.empty());
    CHECK(a.count + b.count + c.count == 3);
}

TEST_CASE("the end of the call is that of all", "[protocol][execution]") {
    table t(10);
    ending a, b;
    t.add("a", 1, waiter(a), never);
    t.on_reply(t.add("b", 5, waiter(b), never), ok, false);
    t.add("nobody waits", 1, waiter(), never);
    event e = named("CHANNEL_HANGUP", "Hangup-Cause", "USER_BUSY");
    t.on_event(e);  // its completions still come
    CHECK(a.count == 0);
    t.on_event(named("CHANNEL_HANGUP_COMPLETE", "Hangup-Cause", "USER_BUSY"));
    for (const ending* x : {&a, &b}) {
        CHECK(x->count == 1);
        CHECK(x->result.how() == how::hung_up);
        CHECK(x->result.cause() == "USER_BUSY");
    }
    CHECK(t.empty());
}

TEST_CASE("who gives up keeps his place", "[protocol][execution]") {
    table t(2);
    ending a, b;
    const time_point start{};
    const auto first = t.add("a", 1, waiter(a), start + 5s);
    t.add("b", 1, waiter(b), start + 3s);
    CHECK(t.full());
    CHECK(t.next_deadline() == start + 3s);
    t.expire(start + 2999ms);
    CHECK(b.count == 0);
    t.expire(start + 3s);
    CHECK(b.ec == eslio::error::timeout);
    CHECK(t.next_deadline() == start + 5s);
    waiter out;
    REQUIRE(t.give_up(first, out));
    CHECK_FALSE(t.give_up(first, out));
    CHECK(t.next_deadline() == never);
    CHECK(t.full());
    t.on_event(complete("b"));
    CHECK_FALSE(t.full());
    CHECK(b.count == 1);
    CHECK(a.count == 0);
}

TEST_CASE("a lost connection ends those that were answered", "[protocol][execution]") {
    table t(10);
    ending a, b;
    t.on_reply(t.add("a", 1, waiter(a), never), ok, false);
    const auto second = t.add("b", 1, waiter(b), never);
    t.fail(eslio::error::disconnected);
    CHECK(a.ec == eslio::error::disconnected);
    CHECK(b.count == 0);  // its command says more
    t.on_failure(second, eslio::error::outcome_unknown);
    CHECK(b.ec == eslio::error::outcome_unknown);
    ending c;
    t.add("c", 1, waiter(c), never);
    t.abandon(eslio::error::call_events_refused);
    CHECK(c.ec == eslio::error::call_events_refused);
    CHECK(t.empty());
}

TEST_CASE("a bridge is done when connected, the oldest first", "[protocol][execution]") {
    table t(10);
    ending plain, a, b;
    t.add("plain", 1, waiter(plain), never);
    t.add("a", 1, waiter(a), never, true);
    t.add("b", 1, waiter(b), never, true);
    t.on_event(named("CHANNEL_BRIDGE"));
    CHECK(plain.count == 0);
    CHECK(a.count == 1);
    CHECK(a.result.details().is(eslio::event_name::channel_bridge));
    CHECK(b.count == 0);
    CHECK(t.size() == 3);  // it runs on
    t.on_event(complete("a"));
    t.on_event(complete("b"));  // failed: its completion says so
    CHECK(a.count == 1);
    CHECK(b.count == 1);
    t.on_event(named("CHANNEL_BRIDGE"));
    CHECK(t.size() == 1);
}
