// protocol/execution_table.hpp: what was dropped from the queue of a call, and the marks that show
// it.
#include "catch.hpp"
#include "protocol/executions.hpp"

#include <list>
#include <string>
#include <utility>
#include <vector>

namespace execution_dropped_test {

using namespace std::chrono_literals;
using namespace executions;
using eslio::protocol::time_point;
using how = eslio::execution_result::outcome;

TEST_CASE("what was dropped from the call's queue ends with a later one",
          "[protocol][execution][dropped]") {
    table t(10);
    ending running, first, second, later, after;
    add(t, of("running"), running);
    add(t, of("first"), first);
    t.add(of("nobody waits"), waiter(), never);
    add(t, of("second", "sleep"), second);
    t.on_event(complete("running"));  // uuid_break UUID all
    t.on_event(private_command("running"));
    CHECK(first.count + second.count == 0);
    add(t, of("later"), later);
    add(t, of("after"), after);
    t.on_event(begin("later"));
    CHECK(first.count == 0);
    t.on_event(complete("later"));
    for (const ending* x : {&first, &second}) {
        CHECK(x->count == 1);
        CHECK_FALSE(x->ec);
        CHECK(x->result.how() == how::not_run);
        CHECK_FALSE(x->result.why().empty());
        CHECK(x->result.response().empty());
    }
    CHECK(later.result.ok());
    CHECK(after.count == 0);
    CHECK(t.size() == 1);
}

TEST_CASE("a message that does nothing proves that those before it were dropped",
          "[protocol][execution][dropped]") {
    table t(10);
    ending running, dropped, after;
    add(t, of("running"), running);
    CHECK_FALSE(t.wants_mark());
    add(t, of("dropped"), dropped);
    CHECK_FALSE(t.wants_mark());
    t.on_event(complete("running"));  // uuid_break UUID all
    CHECK(t.wants_mark());
    CHECK_FALSE(t.wants_mark());
    t.add(of("mark", ""), waiter(), never);
    CHECK(t.size() == 1);  // it takes nobody's place
    add(t, of("after"), after);
    t.on_event(private_command("mark"));
    CHECK(dropped.count == 1);
    CHECK(dropped.result.how() == how::not_run);
    CHECK(after.count == 0);
    CHECK_FALSE(t.wants_mark());  // of the end of a mark
}

TEST_CASE("there is one mark at a time", "[protocol][execution][dropped]") {
    table t(3);
    ending first, second, third;
    for (ending* x : {&first, &second, &third}) add(t, of(x == &first ? "1" : "2"), *x);
    CHECK(t.full());
    t.on_event(complete("1"));
    CHECK(t.wants_mark());
    t.add(of("mark", ""), waiter(), never);
    CHECK_FALSE(t.full());
    t.on_event(complete("2"));
    CHECK_FALSE(t.wants_mark());
}

TEST_CASE("a mark that was added in doubt keeps no other away", "[protocol][execution][dropped]") {
    table t(10);
    ending first, second;
    add(t, of("1"), first);
    CHECK(t.in_doubt());
    add(t, of("2"), second);
    t.add(of("in doubt", ""), waiter(), never);
    CHECK(t.in_doubt());  // that may have been dropped as well
    t.on_event(complete("1"));
    CHECK(t.wants_mark());
    t.add(of("at the end", ""), waiter(), never);
    t.on_event(private_command("at the end"));
    CHECK(second.result.how() == how::not_run);
    CHECK(t.empty());
}

TEST_CASE("what is kept from beginning is not in doubt", "[protocol][execution][dropped]") {
    table t(3);
    ending first, second, asked;
    CHECK_FALSE(t.in_doubt());
    add(t, of("1"), first);
    t.on_event(begin("1"));
    add(t, of("2"), second);
    CHECK_FALSE(t.in_doubt());
    t.on_event(complete("1"));
    CHECK(t.in_doubt());
    t.on_event(complete("2"));
    CHECK_FALSE(t.in_doubt());

    order data = of("asked");
    data.data_asked = true;
    const auto number = add(t, data, asked);
    CHECK_FALSE(t.in_doubt());
    t.on_failure(number, eslio::error::timeout);
    for (const char* nobody : {"a", "b", "c"}) {
        CHECK_FALSE(t.in_doubt());
        t.add(of(nobody), waiter(), never);
    }
    CHECK(t.in_doubt());  // they fill the table
    t.on_event(complete("c"));
    CHECK(t.empty());

    ending outer, inside;
    add(t, unlocked("outer"), outer);
    t.on_event(begin("outer"));
    CHECK_FALSE(t.in_doubt());
    add(t, of("inside"), inside);
    CHECK(t.in_doubt());
}

TEST_CASE("marks do not fill FreeSWITCH's queue", "[protocol][execution][dropped]") {
    table t(10);
    ending dropped;
    add(t, of("dropped"), dropped);
    int marks = 0;
    for (; t.in_doubt() && marks < 1000; ++marks) t.add(of("mark", ""), waiter(), never);
    CHECK(marks == 249);
    CHECK(t.size() == 1);
    for (eslio::protocol::execution_table<waiter>::id i = 2; i <= 250; ++i) {
        t.entries().sent(i, 1000 + i);
        t.on_reply(i, ok);
    }
    t.entries().forget_unawaited(1002);  // all of them were sent after that command
    CHECK(t.entries().marks() == 249);
    CHECK_FALSE(t.in_doubt());
    t.entries().forget_unawaited(2000);
    CHECK(t.entries().marks() == 0);
    CHECK(t.in_doubt());
    CHECK(t.size() == 1);
}

TEST_CASE("no mark where nobody waits for what may be dropped", "[protocol][execution][dropped]") {
    table t(10);
    ending running, inside, told;
    add(t, unlocked("outer"), running);
    add(t, unlocked("inside"), inside);
    t.add(of("nobody waits"), waiter(), never);
    order asked = of("asked");
    asked.data_asked = true;
    add(t, asked, told);
    t.on_event(begin("outer"));
    t.on_event(begin("inside"));
    t.on_event(complete("inside"));
    CHECK(inside.count == 1);
    CHECK_FALSE(t.wants_mark());
}

TEST_CASE("one inside which others run is not dropped", "[protocol][execution][dropped]") {
    table t(10);
    ending outer, dropped, inner, unheard;
    add(t, unlocked("outer"), outer);
    add(t, unlocked("dropped"), dropped);
    order silent = unlocked("unheard");
    silent.begin_heard = false;
    add(t, silent, unheard);
    add(t, unlocked("inner", "set"), inner);
    t.on_event(begin("outer"));
    t.on_event(begin("inner"));
    t.on_event(complete("inner", "_none_"));
    CHECK(inner.result.how() == how::completed);
    CHECK(outer.count == 0);
    CHECK(dropped.result.how() == how::not_run);
    CHECK(unheard.count == 0);
    t.on_event(complete("outer"));
    CHECK(outer.result.how() == how::completed);
}

TEST_CASE("of loops that have begun none is dropped", "[protocol][execution][dropped]") {
    table t(10);
    ending loops, later;
    order o = unlocked("loops");
    o.loops = 3;
    o.begin_heard = false;
    add(t, o, loops);
    add(t, of("later"), later);
    t.on_event(complete("loops"));
    t.on_event(complete("later"));
    CHECK(loops.count == 0);
    t.on_event(private_command("loops"));
    CHECK(loops.result.ok());
}

TEST_CASE("loops that were stopped end with what comes after them",
          "[protocol][execution][dropped]") {
    for (const bool locked : {true, false}) {
        CAPTURE(locked);
        table t(10);
        ending loops, inside, later;
        order o = of("loops", "playback", 3);
        o.locked = locked;
        add(t, o, loops);
        if (!locked) {  // then others run inside a pass
            add(t, of("inside", "set"), inside);
            t.on_event(begin("loops"));
            t.on_event(begin("inside"));
            t.on_event(complete("inside", "_none_"));
            CHECK(loops.count == 0);
        }
        CHECK(t.in_doubt() == locked);
        t.on_event(complete("loops"));
        CHECK(t.in_doubt());  // whether another pass runs
        if (!locked) {
            t.on_event(begin("loops"));
            CHECK_FALSE(t.in_doubt());
            t.on_event(complete("loops"));
        }
        CHECK(loops.count == 0);
        add(t, of("later", "set"), later);
        t.on_event(complete("later", "_none_"));
        REQUIRE(loops.count == 1);
        CHECK(loops.result.how() == how::completed);
        CHECK(loops.result.details()["Application-UUID"] == "loops");
        CHECK(t.empty());
    }
}

TEST_CASE("what a mark shows not to run was kept from it by the hang-up, if the call is down",
          "[protocol][execution][dropped]") {
    for (const bool is_down : {false, true}) {
        table t(10);
        ending playing, waiting;
        add(t, of("playing"), playing);
        add(t, of("waiting"), waiting);
        t.on_event(begin("playing"));
        t.on_event(is_down ? down(complete("playing")) : complete("playing"));
        REQUIRE(t.wants_mark());
        t.add(of("mark", ""), waiter(), never);
        // The application of a mark runs on a call that is down as well.
        t.on_event(is_down ? down(complete("mark")) : complete("mark"));
        REQUIRE(waiting.count == 1);
        CHECK(waiting.result.how() == (is_down ? how::hung_up : how::not_run));
        if (is_down) CHECK(waiting.result.cause_text() == "USER_BUSY");
    }
}

}  // namespace execution_dropped_test
