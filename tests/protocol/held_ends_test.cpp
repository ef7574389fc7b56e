// protocol/held_ends.hpp: what failed as a hang-up makes it fail waits for that hang-up.
#include "catch.hpp"
#include "protocol/executions.hpp"

#include <memory>
#include <string>
#include <utility>

namespace held_ends_test {

using namespace std::chrono_literals;
using namespace executions;
using eslio::protocol::time_point;
using how = eslio::execution_result::outcome;
using held = eslio::protocol::held_ends<waiter>;

namespace {

constexpr time_point start{1h};

/// Of a loopback leg.
event looped(event e) {
    return e.set("Caller-Source", "mod_loopback");
}
event cut(std::string_view uuid) {
    return looped(complete(uuid, "PLAYBACK ERROR"));
}

/// Fired so long after all that has no time.
event at(std::chrono::milliseconds when, event e) {
    return e.set("Event-Date-Timestamp", std::to_string(1795887543000000 + when.count() * 1000));
}

/// What is held is told when the hang-up comes, or it is known that none does.
void check_told(table& t, const ending& held_end, bool hangs_up) {
    CHECK(held_end.count == 0);
    if (hangs_up)
        t.on_hangup(hangup_complete());
    else
        t.before_hangup();
    REQUIRE(held_end.count == 1);
    CHECK(held_end.result.how() == (hangs_up ? how::hung_up : how::failed));
}

}  // namespace

TEST_CASE("a failure before a hang-up was made by it", "[protocol][execution][held]") {
    const event ends[] = {hangup_complete(), down(named("CHANNEL_HANGUP")),
                          down(private_command("a"))};
    for (const event& end : ends) {
        table t(10);
        ending a;
        add(t, of("a"), a);
        t.on_event(begin("a"));
        t.on_event(cut("a"));
        CHECK(a.count == 0);
        CHECK(t.size() == 0);  // FreeSWITCH is done with it
        CHECK(t.held_back() == 1);
        CHECK_FALSE(t.empty());
        t.on_event(private_command("a"));
        t.on_event(cut("a"));
        t.on_event(down(named("CHANNEL_STATE"), ""));  // the cause is set a moment later
        CHECK(a.count == 0);
        t.on_event(end);
        if (end.is(eslio::event_name::channel_hangup_complete)) t.on_hangup(end);
        REQUIRE(a.count == 1);
        CHECK(a.result.how() == how::hung_up);
        CHECK(a.result.cause_text() == "USER_BUSY");
        CHECK(t.empty());
    }
}

TEST_CASE("a failure that no hang-up follows is told as it was", "[protocol][execution][held]") {
    table t(10);
    ending a, b;
    add(t, of("a"), a);
    add(t, of("b"), b);
    t.on_event(cut("a"));
    CHECK(t.next_deadline(start) == start + held::patience);
    t.on_event(cut("b"));
    CHECK(t.next_deadline(start + 50ms) == start + held::patience);
    t.expire(start + held::patience - 1ns);
    CHECK(t.next_deadline(start + held::patience) == start + held::patience);
    t.expire(start + held::patience);  // what has arrived meanwhile is still to be looked at
    CHECK(a.count == 0);
    CHECK(t.next_deadline(start + held::patience) == start + held::patience + held::last_look);
    t.expire(start + held::patience + held::last_look);
    REQUIRE(a.count == 1);
    CHECK(a.result.how() == how::failed);
    CHECK(a.result.why() == "PLAYBACK ERROR");
    CHECK(a.result.details()["Application-UUID"] == "a");
    CHECK(b.count == 0);
    CHECK(t.next_deadline(start + 1s) == start + 50ms + held::patience);
    t.expire(start + 50ms + held::patience);
    t.on_hangup(hangup_complete());
    CHECK(b.count == 1);
    CHECK(b.result.how() == how::hung_up);
    CHECK(t.next_deadline(start + 1s) == never);
    CHECK(t.empty());
}

TEST_CASE("FreeSWITCH's clock tells what a hang-up did not cut", "[protocol][execution][held]") {
    const auto with_time = [](event e, std::string_view us) {
        return e.set("Caller-Channel-Hangup-Time", us);
    };
    const auto up = [](std::string_view name) { return looped(named(name)); };
    struct {
        event next;
        how told;
    } const all[] = {
        {at(60ms, hangup_complete()), how::hung_up},
        {at(61ms, hangup_complete()), how::failed},
        // The last event is fired when all that reports has done so.
        {with_time(at(9s, hangup_complete()), "1795887543020000"), how::hung_up},
        {with_time(at(20ms, hangup_complete()), "0"), how::hung_up},
        {with_time(at(99ms, hangup_complete()), "1795887543061000"), how::failed},
        {at(20ms, hangup_complete().set("variable_current_application", "hangup")), how::failed},
        {at(20ms, hangup_complete().set("variable_current_application", "set")), how::hung_up},
        {hangup_complete(), how::hung_up},
        {with_time(at(20ms, hangup_complete()), "9223372036854775807"), how::hung_up},
        {with_time(at(61ms, hangup_complete()), "18446744073709551615"), how::failed},
        {at(61ms, up("CHANNEL_CALLSTATE")), how::failed},
        {at(61ms, up("PRIVATE_COMMAND")), how::failed},
        {at(1ms, up("CHANNEL_EXECUTE").set("variable_current_application", "hangup")), how::failed},
    };
    for (const auto& x : all) {
        CAPTURE(&x - &all[0]);
        table t(10);
        ending a;
        add(t, of("a"), a);
        t.on_event(at(0ms, cut("a")));
        t.on_event(at(60ms, up("CHANNEL_CALLSTATE")));
        CHECK(a.count == 0);
        t.on_event(x.next);
        if (x.next.is(eslio::event_name::channel_hangup_complete)) t.on_hangup(x.next);
        REQUIRE(a.count == 1);
        CHECK(a.result.how() == x.told);
    }
}

TEST_CASE("this side hangs up: what had failed before had failed", "[protocol][execution][held]") {
    table t(10);
    ending a, b;
    add(t, of("a"), a);
    add(t, of("b"), b);
    t.on_event(cut("a"));
    t.before_hangup();
    CHECK(a.result.how() == how::failed);
    t.on_event(cut("b"));  // but this may be its doing
    CHECK(b.count == 0);
    t.on_hangup(hangup_complete());
    CHECK(b.result.how() == how::hung_up);
}

TEST_CASE("executions are told in the order in which they ended", "[protocol][execution][held]") {
    table t(10);
    ending a, b, c, d;
    add(t, of("a"), a);
    const auto second = t.add(of("b", "set"), waiter(b), start + 50ms);
    add(t, of("c", "set"), c);
    add(t, of("d", "set"), d);
    t.on_event(cut("a"));
    t.on_event(complete("b", "_none_"));
    t.on_event(complete("c", "_none_"));
    CHECK(a.count + b.count + c.count == 0);
    SECTION("a deadline in the time of the last look") {
        ending e;
        t.add(of("e", "set"), waiter(e), start + held::patience + 5ms);
        t.on_event(complete("e", "_none_"));
        waiter out;
        REQUIRE(t.give_up(second, out));
        CHECK(t.next_deadline(start) == start + held::patience);
        t.expire(start + held::patience);
        CHECK(t.next_deadline(start + held::patience) == start + held::patience + 5ms);
        t.expire(start + held::patience + 5ms);
        CHECK(e.count == 1);
    }
    SECTION("the deadline of a later one tells those before it") {
        CHECK(t.next_deadline(start) == start + 50ms);
        t.expire(start + 50ms);
        CHECK(a.result.how() == how::failed);
        CHECK(b.result.how() == how::completed);
        CHECK(c.count == 1);
    }
    SECTION("one that is given up leaves the others") {
        waiter out;
        REQUIRE(t.give_up(second, out));
        CHECK(a.count + c.count == 0);
        t.on_hangup(hangup_complete());
        CHECK(a.result.how() == how::hung_up);
        CHECK(c.result.how() == how::completed);
        CHECK(d.result.how() == how::hung_up);
    }
    SECTION("those after the one that was in doubt are told when that is given up") {
        waiter out;
        REQUIRE(t.give_up(1, out));
        CHECK(b.count + c.count == 2);
        t.on_event(complete("d", "_none_"));
        CHECK(d.count == 1);
    }
}

TEST_CASE("what no hang-up explains is told at once", "[protocol][execution][held]") {
    const auto told = [](const char* application, const event& e) {
        table t(10);
        ending a;
        add(t, of("a", application), a);
        t.on_event(e);
        CHECK(a.result.how() == how::failed);
        return a.count;
    };
    CHECK(told("playback", looped(complete("a", "FILE NOT FOUND"))) == 1);
    CHECK(
        told("bridge",
             looped(complete("a", "_none_")).set("variable_originate_disposition", "USER_BUSY")) ==
        1);
    CHECK(told("bridge", looped(complete("a", "_none_"))) == 1);  // nothing was dialled
    CHECK(told("sleep", looped(complete("a", "-ERR no"))) == 1);
    // It was sent elsewhere, by a transfer.
    CHECK(told("playback",
               cut("a").set("Channel-State", "CS_EXECUTE").set("Channel-State-Number", "2")) == 1);
    // A SIP call is down before its media are gone.
    CHECK(told("playback", cut("a").set("Caller-Source", "mod_sofia")) == 1);
}

TEST_CASE("each application that a hang-up cuts is waited for", "[protocol][execution][held]") {
    struct {
        const char* application;
        event told;
    } const all[] = {
        {"playback", cut("a")},
        {"phrase", cut("a")},
        {"record", complete("a", "_none_")},
        {"read", complete("a", "_none_")},
        {"play_and_get_digits", complete("a", "_none_").set("variable_read_result", "failure")},
        {"answer", complete("a", "_none_").set("Answer-State", "ringing")},
        {"pre_answer", complete("a", "_none_").set("Answer-State", "ringing")},
        {"bridge",
         complete("a", "_none_").set("variable_originate_disposition", "ORIGINATOR_CANCEL")},
        {"play_and_detect_speech", complete("a", "NO INPUT")},
        {"rxfax", complete("a", "_none_")},
    };
    for (const auto& x : all) {
        CAPTURE(x.application);
        for (const bool hangs_up : {false, true}) {
            table t(10);
            ending a;
            add(t, of("a", x.application), a);
            t.on_event(looped(x.told));
            check_told(t, a, hangs_up);
        }
    }
}

TEST_CASE("passes that end at once after one that was cut prove nothing",
          "[protocol][execution][held]") {
    for (const bool hangs_up : {false, true}) {
        table t(10);
        ending a, b;
        add(t, of("a", "playback", 4), a);
        t.on_event(looped(complete("a")));
        t.on_event(cut("a"));
        t.on_event(looped(complete("a")));
        t.on_event(looped(complete("a")));
        check_told(t, a, hangs_up);

        // A pass of a later time shows that no hang-up cut the one before it.
        ending played;
        add(t, of("played", "playback", 3), played);
        t.on_event(at(0ms, cut("played")));
        t.on_event(at(2s, looped(complete("played"))));
        t.on_event(at(4s, looped(complete("played"))));
        CHECK(played.result.how() == how::completed);

        // Of digits the last pass counts.
        add(t, of("b", "read", 2), b);
        t.on_event(looped(complete("b", "_none_")));
        t.on_event(looped(complete("b", "_none_")).set("variable_read_result", "success"));
        CHECK(b.result.how() == how::completed);
    }
}

TEST_CASE("a held end is told when the connection ends, or is cancelled",
          "[protocol][execution][held]") {
    const event end = at(20ms, hangup_complete("NORMAL_CLEARING"));
    const event late = at(90ms, hangup_complete("NORMAL_CLEARING"));
    for (const event* e : {&end, &late, static_cast<const event*>(nullptr)}) {
        table t(10);
        ending a, loops;
        t.on_reply(add(t, of("a"), a), ok);
        t.on_reply(add(t, of("loops", "playback", 3), loops), ok);
        t.on_event(at(0ms, cut("a")));
        t.on_event(at(0ms, cut("loops")));
        t.on_link_end(eslio::error::connection_lost, e);
        REQUIRE(a.count == 1);
        CHECK_FALSE(a.ec);
        CHECK(a.result.how() == (e == &end ? how::hung_up : how::failed));
        REQUIRE(loops.count == 1);  // others were still to be made
        CHECK(loops.ec == (e == nullptr ? eslio::error::connection_lost : eslio::error_code()));
        if (e != nullptr) CHECK(loops.result.how() == how::hung_up);
    }
    table t(2);
    ending a, b;
    const auto first = add(t, of("a"), a);
    add(t, of("b"), b);
    t.on_event(cut("a"));
    t.on_event(cut("b"));
    CHECK(t.full());
    waiter out, none;
    REQUIRE(t.give_up(first, out));
    CHECK_FALSE(t.give_up(first, none));
    CHECK(t.held_back() == 1);
    CHECK_FALSE(t.full());
    t.abandon(eslio::error::call_events_refused);
    CHECK(b.count == 1);
    CHECK(b.ec == eslio::error::call_events_refused);
    CHECK(a.count == 0);
    CHECK(t.empty());
}

TEST_CASE("nobody waits: nothing is held", "[protocol][execution][held]") {
    table t(10);
    t.add(of("a"), waiter(), never);
    t.on_event(cut("a"));
    CHECK(t.empty());
}

TEST_CASE("channel's data of a call that is about to end", "[protocol][execution][held]") {
    for (const bool hangs_up : {false, true}) {
        table t(10);
        ending a;
        order o = of("a");
        o.data_asked = true;
        const auto id = add(t, std::move(o), a);
        t.on_reply(id, ok);
        t.on_data(id,
                  looped(named("CHANNEL_DATA"))
                      .set("variable_current_application_response", "PLAYBACK ERROR"),
                  true);
        check_told(t, a, hangs_up);
    }
}

TEST_CASE("without a last event the application hangup tells whose hang-up it was",
          "[protocol][execution][held]") {
    const event nothing;  // of a call whose end only the goodbye tells
    for (const bool own : {false, true}) {
        table t(10);
        ending a, b;
        order read = of("a", "read"), hangup = of("b", own ? "hangup" : "sleep");
        read.data_asked = hangup.data_asked = true;
        const auto first = add(t, std::move(read), a);
        const auto second = add(t, std::move(hangup), b);
        t.on_reply(first, ok);
        t.on_data(first, looped(named("CHANNEL_DATA")).set("variable_read_result", "failure"),
                  true);
        CHECK(a.count == 0);
        t.on_reply(second, ok);
        t.on_failure(second, eslio::error::disconnected);
        t.on_hangup(nothing);
        t.on_link_end(eslio::error::disconnected, &nothing);
        REQUIRE(a.count == 1);
        CHECK(a.result.how() == (own ? how::failed : how::hung_up));
        CHECK(b.result.how() == (own ? how::completed : how::hung_up));
    }
}

TEST_CASE("data of a later time show that no hang-up cut it", "[protocol][execution][held]") {
    table t(10);
    ending a, b;
    order read = of("a", "read"), sleep = of("b", "sleep");
    read.data_asked = sleep.data_asked = true;
    const auto first = add(t, std::move(read), a);
    const auto second = add(t, std::move(sleep), b);
    const auto data = [](std::chrono::milliseconds when) {
        return at(when, looped(named("CHANNEL_DATA")).set("variable_read_result", "failure"));
    };
    t.on_reply(first, ok);
    t.on_data(first, data(0ms), true);
    CHECK(a.count == 0);
    t.on_reply(second, ok);
    t.on_data(second, data(100ms), true);
    CHECK(a.result.how() == how::failed);
    CHECK(b.count == 1);
}

}  // namespace held_ends_test
