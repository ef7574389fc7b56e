// protocol/execution_table.hpp: each execution has one end, found by its Event-UUID.
#include "catch.hpp"
#include "protocol/executions.hpp"

#include <list>
#include <string>
#include <utility>
#include <vector>

namespace execution_table_test {

using namespace std::chrono_literals;
using namespace executions;
using eslio::protocol::time_point;
using how = eslio::execution_result::outcome;

TEST_CASE("completions find their execution in any order", "[protocol][execution]") {
    table t(10);
    ending a, b;
    const auto first = add(t, unlocked("a"), a);
    const auto second = add(t, unlocked("b"), b);
    t.on_reply(first, ok);
    t.on_event(begin("a"));
    t.on_event(complete("b"));  // even before its own reply
    CHECK(b.count == 1);
    CHECK(b.result.ok());
    t.on_reply(second, ok);
    t.on_event(complete("nobody"));
    t.on_event(complete(""));
    CHECK(a.count == 0);
    t.on_event(complete("a"));
    t.on_event(complete("a"));
    t.on_event(private_command("a"));
    CHECK(a.count == 1);
    CHECK(a.result.how() == how::completed);
    CHECK(a.result.response() == "FILE PLAYED");
    CHECK(t.empty());
}

TEST_CASE("loops end by their number or by PRIVATE_COMMAND", "[protocol][execution]") {
    for (const int loops : {2, 3, -1}) {
        table t(10);
        ending a;
        add(t, of("a", "playback", loops), a);
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
}

TEST_CASE("loops end with the call", "[protocol][execution]") {
    table t(10);
    ending a;
    add(t, of("a", "playback", -1), a);
    t.on_event(complete("a"));
    t.on_event(down(complete("a", "PLAYBACK ERROR")));
    CHECK(a.count == 1);
    CHECK(a.result.how() == how::hung_up);
    CHECK(a.result.cause_text() == "USER_BUSY");
}

TEST_CASE("a refusal ends an execution, and a command without an answer", "[protocol][execution]") {
    table t(10);
    ending a, c;
    t.on_reply(add(t, of("a"), a), eslio::reply::of_text("-ERR no\n"));
    CHECK(a.result.how() == how::refused);
    CHECK(a.result.text() == "-ERR no");
    CHECK(a.result.why() == "-ERR no");
    t.on_failure(add(t, of("c"), c), eslio::error::queue_full);
    CHECK(c.ec == eslio::error::queue_full);
    t.on_failure(99, eslio::error::not_sent);
    t.on_reply(99, ok);
    CHECK(t.empty());
    CHECK(a.count + c.count == 2);
}

TEST_CASE("a message that ran nothing ends by PRIVATE_COMMAND", "[protocol][execution]") {
    table t(10);
    ending a, b, c;
    add(t, of("a"), a);
    t.on_event(private_command("a"));
    CHECK(a.result.how() == how::not_run);
    CHECK_FALSE(a.result.ok());
    CHECK_FALSE(a.result.why().empty());
    // Every one that is queued when the call hangs up is answered by it.
    add(t, of("b"), b);
    t.on_event(down(private_command("b")));
    CHECK(b.result.how() == how::hung_up);
    CHECK(b.result.cause_text() == "USER_BUSY");
    // So does an unknown application, which makes FreeSWITCH hang up.
    add(t, of("c"), c);
    t.on_event(down(private_command("c"), "DESTINATION_OUT_OF_ORDER"));
    CHECK(c.result.how() == how::hung_up);
    CHECK(c.result.cause_text() == "DESTINATION_OUT_OF_ORDER");
    CHECK(c.result.why() == "DESTINATION_OUT_OF_ORDER; FreeSWITCH may not know the application");
}

TEST_CASE("what a user's filter may hide is not said not to have run", "[protocol][execution]") {
    table t(10);
    ending a, b;
    t.may_miss_events(true);
    add(t, of("a", "sleep"), a);
    add(t, of("b", "sleep"), b);
    t.on_event(private_command("a"));
    CHECK(a.result.how() == how::unheard);
    CHECK_FALSE(a.result.ok());
    CHECK_FALSE(a.result.why().empty());
    t.on_event(down(private_command("b")));
    CHECK(b.result.how() == how::hung_up);
}

TEST_CASE("what is not locked may go on behind a mark where a filter hides its begin",
          "[protocol][execution]") {
    for (const bool hides : {false, true}) {
        table t(10);
        t.may_miss_events(hides);
        ending a, locked;
        order inner = unlocked("a");
        inner.begin_heard = true;
        add(t, inner, a);
        add(t, of("locked"), locked);
        t.add(of("mark", ""), waiter(), never);
        t.on_event(private_command("mark"));
        CHECK(a.count == (hides ? 0 : 1));
        CHECK(locked.count == 1);
        t.on_event(private_command("a"));
        CHECK(a.count == 1);
        CHECK(a.result.how() == (hides ? how::unheard : how::not_run));
    }
}

TEST_CASE("the end of the call is that of all", "[protocol][execution]") {
    table t(10);
    ending a, b;
    add(t, of("a"), a);
    t.on_reply(add(t, of("b", "playback", 5), b), ok);
    t.add(of("nobody waits"), waiter(), never);
    t.on_event(down(named("CHANNEL_HANGUP")));  // its completions still come
    CHECK(a.count == 0);
    t.on_hangup(hangup_complete());
    for (const ending* x : {&a, &b}) {
        CHECK(x->count == 1);
        CHECK(x->result.how() == how::hung_up);
        CHECK(x->result.cause_text() == "USER_BUSY");
    }
    CHECK(t.empty());
}

TEST_CASE("a cancelled execution keeps its place", "[protocol][execution]") {
    table t(2);
    ending a, b;
    const time_point start{};
    const auto first = t.add(of("a"), waiter(a), start + 5s);
    t.add(of("b"), waiter(b), start + 3s);
    CHECK(t.full());
    CHECK(t.next_deadline(start) == start + 3s);
    t.expire(start + 2999ms);
    CHECK(b.count == 0);
    t.expire(start + 3s);
    CHECK(b.ec == eslio::error::timeout);
    CHECK(t.next_deadline(start) == start + 5s);
    waiter out;
    REQUIRE(t.give_up(first, out));
    CHECK_FALSE(t.give_up(first, out));
    CHECK(t.next_deadline(start) == never);
    CHECK(t.full());
    t.on_event(complete("a"));
    CHECK_FALSE(t.full());
    CHECK(b.count == 1);
    CHECK(a.count == 0);
}

TEST_CASE("a lost connection ends what was answered", "[protocol][execution]") {
    table t(10);
    ending a, b;
    t.on_reply(add(t, of("a"), a), ok);
    const auto second = add(t, of("b"), b);
    t.on_link_end(eslio::error::disconnected, nullptr);
    CHECK(a.ec == eslio::error::disconnected);
    CHECK(b.count == 0);  // its command says more
    t.on_failure(second, eslio::error::outcome_unknown);
    CHECK(b.ec == eslio::error::outcome_unknown);
    CHECK(t.empty());
}

TEST_CASE("a reply that is handled after the connection's end ends the execution",
          "[protocol][execution]") {
    for (const bool over : {false, true}) {
        table t(10);
        ending a, b;
        const auto first = add(t, of("a"), a);
        const auto second = add(t, of("b"), b);
        t.on_failure(second, eslio::error::outcome_unknown);  // before
        CHECK(b.count == 0);
        const event end = hangup_complete();
        t.on_link_end(eslio::error::disconnected, over ? &end : nullptr);
        t.on_reply(first, ok);  // after
        CHECK(a.count + b.count == 2);
        CHECK(a.ec == (over ? eslio::error_code() : eslio::error::disconnected));
        CHECK(b.ec == (over ? eslio::error_code() : eslio::error::outcome_unknown));
        for (const ending* x : {&a, &b})
            if (over) CHECK(x->result.how() == how::hung_up);
        CHECK(t.empty());
    }
}

TEST_CASE("abandoned executions end at once", "[protocol][execution]") {
    table t(10);
    ending c;
    add(t, of("c"), c);
    t.abandon(eslio::error::call_events_refused);
    CHECK(c.ec == eslio::error::call_events_refused);
    CHECK(t.empty());
}

}  // namespace execution_table_test
