// protocol/held_failures.hpp: what failed as a hang-up makes it fail waits for that hang-up.
#include "catch.hpp"
#include "protocol/executions.hpp"

#include <memory>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using namespace executions;
using eslio::protocol::time_point;
using how = eslio::execution_result::outcome;
using held = eslio::protocol::held_failures<waiter>;

namespace {

constexpr time_point start{1h};

event cut(std::string_view uuid) {
    return complete(uuid, "PLAYBACK ERROR");
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
        CHECK(a.result.cause() == "USER_BUSY");
        CHECK(t.empty());
    }
}

TEST_CASE("a failure that no hang-up follows is told as it was", "[protocol][execution][held]") {
    table t(10);
    ending a, b;
    add(t, of("a"), a);
    add(t, of("b"), b);
    t.on_event(cut("a"));
    CHECK(t.next_deadline(start) == start + held::most_time);
    t.on_event(cut("b"));
    CHECK(t.next_deadline(start + 50ms) == start + held::most_time);
    t.expire(start + held::most_time - 1ns);
    CHECK(a.count == 0);
    t.expire(start + held::most_time);
    REQUIRE(a.count == 1);
    CHECK(a.result.how() == how::failed);
    CHECK(a.result.why() == "PLAYBACK ERROR");
    CHECK(a.result.details()["Application-UUID"] == "a");
    CHECK(b.count == 0);
    CHECK(t.next_deadline(start + 1s) == start + 50ms + held::most_time);
    t.expire(start + 50ms + held::most_time);
    CHECK(b.count == 1);
    CHECK(t.next_deadline(start + 1s) == never);
    CHECK(t.empty());
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
    const auto with = [](event e, std::string_view name, std::string_view value) {
        return e.set(name, value);
    };
    CHECK(told("playback", complete("a", "FILE NOT FOUND")) == 1);
    CHECK(told("bridge",
               with(complete("a", "_none_"), "variable_originate_disposition", "USER_BUSY")) == 1);
    CHECK(told("sleep", complete("a", "-ERR no")) == 1);
    // It was sent elsewhere, by a transfer.
    CHECK(told("playback", with(with(cut("a"), "Channel-State", "CS_EXECUTE"),
                                "Channel-State-Number", "2")) == 1);
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
            t.on_event(x.told);
            CHECK(a.count == 0);
            CHECK(t.next_deadline(start) == start + held::most_time);
            if (hangs_up)
                t.on_hangup(hangup_complete());
            else
                t.expire(start + held::most_time);
            REQUIRE(a.count == 1);
            CHECK(a.result.how() == (hangs_up ? how::hung_up : how::failed));
        }
    }
}

TEST_CASE("a held failure ends with the connection, and with a cancellation",
          "[protocol][execution][held]") {
    const event end = hangup_complete("NORMAL_CLEARING");
    for (const bool known_over : {false, true}) {
        table t(10);
        ending a;
        add(t, of("a"), a);
        t.on_event(cut("a"));
        t.on_link_end(eslio::error::connection_lost, known_over ? &end : nullptr);
        REQUIRE(a.count == 1);
        CHECK_FALSE(a.ec);
        CHECK(a.result.how() == (known_over ? how::hung_up : how::failed));
    }
    table t(10);
    ending a, b;
    const auto first = add(t, of("a"), a);
    add(t, of("b"), b);
    t.on_event(cut("a"));
    t.on_event(cut("b"));
    waiter out;
    REQUIRE(t.give_up(first, out));
    waiter none;
    CHECK_FALSE(t.give_up(first, none));
    CHECK(t.held_back() == 1);
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
        t.on_data(
            id,
            named("CHANNEL_DATA").set("variable_current_application_response", "PLAYBACK ERROR"),
            true);
        CHECK(a.count == 0);
        if (hangs_up)
            t.on_hangup(hangup_complete());
        else
            t.expire(t.next_deadline(start));
        REQUIRE(a.count == 1);
        CHECK(a.result.how() == (hangs_up ? how::hung_up : how::failed));
    }
}
