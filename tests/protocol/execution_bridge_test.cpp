// protocol/execution_table.hpp and bridge_progress.hpp: a bridge is done when the other leg has
// answered, which early media is not.
#include "catch.hpp"
#include "protocol/executions.hpp"

#include <string>
#include <string_view>

namespace execution_bridge_test {

using namespace executions;
using how = eslio::execution_result::outcome;

namespace {

/// CHANNEL_BRIDGE; `answered`: when the other leg answered, "0" if it has not.
event joined(std::string_view leg, std::string_view answered, bool caller_answered = true) {
    event e = named("CHANNEL_BRIDGE")
                  .add("Bridge-B-Unique-ID", leg)
                  .add("Other-Leg-Channel-Answered-Time", answered);
    if (!caller_answered) e.set("Answer-State", "early");
    return e;
}

event bridge_complete(std::string_view uuid, std::string_view disposition,
                      std::string_view cause = {}) {
    event e = complete(uuid, "_none_");
    e.add("Caller-Channel-Answered-Time", "1795821294000000")
        .add("Other-Leg-Channel-Answered-Time", "0")
        .add("variable_originate_disposition", disposition);
    if (!cause.empty()) e.add("variable_bridge_hangup_cause", cause);
    return e;
}

table hearing() {
    table t(10);
    t.hears_legs(true);
    return t;
}

}  // namespace

TEST_CASE("a bridge is done when the leg has answered, the oldest first",
          "[protocol][execution][bridge]") {
    table t = hearing();
    ending plain, a, b;
    add(t, of("plain"), plain);
    add(t, bridging("a"), a);
    t.on_event(begin("a"));
    add(t, bridging("b"), b);
    t.on_event(begin("b"));
    t.on_event(joined("leg-1", "1795821294000000"));
    CHECK(plain.count == 0);
    CHECK(a.count == 1);
    CHECK(a.result.how() == how::completed);
    CHECK(a.result.details().is(eslio::event_name::channel_bridge));
    CHECK(b.count == 0);
    CHECK(t.size() == 3);  // it runs on
    t.on_event(complete("plain"));
    t.on_event(bridge_complete("a", "SUCCESS", "NORMAL_CLEARING"));
    t.on_event(bridge_complete("b", "USER_BUSY"));
    CHECK(a.count == 1);
    CHECK(b.count == 1);
    CHECK(b.result.how() == how::failed);
    CHECK(b.result.why() == "USER_BUSY");
    t.on_event(joined("leg-2", "1"));
    CHECK(t.empty());
}

TEST_CASE("a bridge that has not begun is not what joined the legs",
          "[protocol][execution][bridge]") {
    table t = hearing();
    ending plays, a;
    add(t, of("plays"), plays);
    add(t, bridging("a"), a);
    t.on_event(joined("of uuid_bridge", "1795821294000000"));
    CHECK(a.count == 0);
    t.on_event(complete("plays"));
    t.on_event(begin("a"));
    CHECK(a.count == 0);
    t.on_event(joined("leg", "1795821294000000"));
    CHECK(a.count == 1);
    CHECK(a.result.details()["Bridge-B-Unique-ID"] == "leg");
}

TEST_CASE("early media is no answer", "[protocol][execution][bridge]") {
    for (const bool answers : {false, true}) {
        table t = hearing();
        ending a;
        add(t, bridging("a"), a);
        t.on_event(begin("a"));
        CHECK(t.unanswered_leg().empty());
        t.on_event(joined("leg", "0"));
        CHECK(a.count == 0);
        CHECK(t.unanswered_leg() == "leg");
        t.on_leg_answered("another");
        t.on_event(named("CHANNEL_ANSWER"));  // the caller had been answered before
        CHECK(a.count == 0);
        if (answers) t.on_leg_answered("leg");
        CHECK(a.count == (answers ? 1 : 0));
        CHECK(t.unanswered_leg() == (answers ? "" : "leg"));
        t.on_event(down(bridge_complete("a", "SUCCESS", "USER_BUSY")));
        CHECK(a.count == 1);
        CHECK(a.result.how() == (answers ? how::completed : how::failed));
        CHECK(a.result.why() == (answers ? "" : "USER_BUSY"));
        CHECK(t.unanswered_leg().empty());
    }
}

TEST_CASE("an execution of bridge is judged in the same way", "[protocol][execution][bridge]") {
    for (const bool answers : {false, true}) {
        table t = hearing();
        ending a;
        add(t, bridging("a", false), a);
        t.on_event(begin("a"));
        t.on_event(joined("leg", "0"));
        if (answers) t.on_leg_answered("leg");
        CHECK(a.count == 0);
        t.on_event(bridge_complete("a", "SUCCESS", "NORMAL_CLEARING"));
        CHECK(a.result.how() == (answers ? how::completed : how::failed));
    }
}

TEST_CASE("a caller who was not answered is by the other leg's answer",
          "[protocol][execution][bridge]") {
    for (const bool hears : {false, true}) {
        table t(10);
        t.hears_legs(hears);
        ending a, b;
        add(t, bridging("a"), a);
        t.on_event(begin("a"));
        t.on_event(joined("leg", "0", false));
        CHECK(a.count == 0);
        t.on_event(named("CHANNEL_ANSWER"));
        CHECK(a.count == (hears ? 0 : 1));  // by somebody's uuid_answer, where the leg is heard
        t.on_leg_answered("leg");
        CHECK(a.count == 1);
        CHECK(a.result.how() == how::completed);
        t.on_event(bridge_complete("a", "SUCCESS"));

        add(t, bridging("b"), b);

        t.on_event(begin("b"));
        t.on_event(joined("leg", "0", false));
        t.on_event(
            bridge_complete("b", "SUCCESS", "USER_BUSY").set("Caller-Channel-Answered-Time", "0"));
        CHECK(b.count == 1);
        CHECK(b.result.how() == how::failed);
        CHECK(b.result.why() == "USER_BUSY");
    }
}

TEST_CASE("where the answer cannot be heard early media is all that is known",
          "[protocol][execution][bridge]") {
    table t(10);
    ending a, b;
    add(t, bridging("a"), a);
    t.on_event(begin("a"));
    t.on_event(joined("leg", "0"));
    CHECK(a.count == 1);
    CHECK(a.result.how() == how::ended);
    CHECK(a.result.details()["Bridge-B-Unique-ID"] == "leg");
    t.on_event(bridge_complete("a", "SUCCESS", "NORMAL_CLEARING"));
    CHECK(a.count == 1);
    add(t, bridging("b", false), b);
    t.on_event(begin("b"));
    t.on_event(joined("leg", "0"));
    t.on_event(bridge_complete("b", "SUCCESS", "NORMAL_CLEARING"));
    CHECK(b.result.how() == how::ended);
}

TEST_CASE("a filter may hide the answer", "[protocol][execution][bridge]") {
    table t = hearing();
    t.may_miss_events(true);
    ending a;
    add(t, bridging("a"), a);
    t.on_event(begin("a"));
    t.on_event(joined("leg", "0"));
    t.on_event(bridge_complete("a", "SUCCESS", "NORMAL_CLEARING"));
    CHECK(a.result.how() == how::ended);
}

TEST_CASE("where a filter may have hidden the begin, a bridge joins what it runs for",
          "[protocol][execution][bridge]") {
    for (const bool begin_heard : {true, false}) {
        table t = hearing();
        t.may_miss_events(begin_heard);
        order o = bridging("a");
        o.begin_heard = begin_heard;
        o.argument = "user/1000";
        ending a;
        add(t, o, a);
        // Another program's `uuid_bridge` or bridge, while `a` is queued.
        t.on_event(joined("stranger", "1").add("variable_current_application", "playback"));
        t.on_event(joined("stranger", "1")
                       .add("variable_current_application", "bridge")
                       .add("variable_current_application_data", "user/2000"));
        CHECK(a.count == 0);
        t.on_event(joined("leg", "1")
                       .add("variable_current_application", "bridge")
                       .add("variable_current_application_data", "user/1000"));
        CHECK(a.count == 1);
        CHECK(a.result.how() == how::completed);
        CHECK(a.result.details()["Bridge-B-Unique-ID"] == "leg");
        // What is expanded cannot be compared.
        ending b;
        o.uuid = "b";
        o.argument = "user/${number}";
        add(t, o, b);
        t.on_event(joined("other", "1")
                       .add("variable_current_application", "bridge")
                       .add("variable_current_application_data", "user/2000"));
        CHECK(b.result.how() == how::completed);
    }
}

TEST_CASE("data of a bridge wait for the leg's answer where it would be heard",
          "[protocol][execution][bridge][data]") {
    const auto data = [](std::string_view answered) {
        return named("CHANNEL_DATA")
            .add("variable_originate_disposition", "SUCCESS")
            .add("Other-Leg-Channel-Answered-Time", answered)
            .add("Caller-Channel-Answered-Time", "1");
    };
    order o = bridging("a");
    o.data_asked = true;
    for (const bool answers : {false, true}) {
        table t = hearing();
        ending a;
        const auto id = add(t, o, a);
        t.on_reply(id, ok);
        t.on_event(begin("a"));
        CHECK_FALSE(t.needs_leg_answer(id, data("1")));
        CHECK(t.needs_leg_answer(id, data("1")
                                         .add("Other-Leg-Unique-ID", "stranger")
                                         .add("variable_originated_legs", "leg;Ann;1000")));
        CHECK(t.needs_leg_answer(id, data("0")));
        CHECK_FALSE(t.needs_leg_answer(99, data("0")));
        t.on_event(joined("leg", "0"));
        if (answers) t.on_leg_answered("leg");
        CHECK(a.count == 0);
        t.on_data(id, data("0"), true);
        CHECK(a.result.how() == (answers ? how::completed : how::failed));
    }
    for (const bool over : {false, true}) {  // CHANNEL_EXECUTE_COMPLETE came
        table t = hearing();
        ending a;
        const auto id = add(t, o, a);
        t.on_event(begin("a"));
        if (over) t.on_event(joined("leg", "0"));
        if (over) t.on_event(bridge_complete("a", "SUCCESS", "USER_BUSY"));
        t.on_data(id, data("0"), true, false);
        CHECK(a.result.how() == (over ? how::failed : how::ended));
    }
    table t(10);
    ending a, b, c;
    const auto first = add(t, o, a);
    CHECK_FALSE(t.needs_leg_answer(first, data("0")));
    t.on_data(first, data("0"), true);
    CHECK(a.result.how() == how::ended);
    t.on_data(add(t, o, b), data("0"), false);  // the caller was answered by it
    CHECK(b.result.how() == how::completed);
    t.on_data(add(t, o, c), data("0").set("Caller-Channel-Answered-Time", "0"), false);
    CHECK(c.result.how() == how::failed);
}

TEST_CASE("a leg may answer before it is joined", "[protocol][execution][bridge]") {
    for (const std::string answered : {"leg", "another"}) {
        table t = hearing();
        ending a;
        order o = bridging("a");
        const auto leg = o.joined;
        add(t, o, a);
        t.on_event(begin("a"));
        t.on_leg_answered("busy");
        t.on_leg_answered(answered);
        CHECK(a.count == 0);
        CHECK(leg->empty());
        t.on_event(joined("leg", "0"));
        CHECK(*leg == "leg");
        CHECK(a.count == (answered == "leg" ? 1 : 0));
        t.on_event(bridge_complete("a", "SUCCESS", "NORMAL_CLEARING"));
        CHECK(a.result.how() == (answered == "leg" ? how::completed : how::failed));
    }
}

TEST_CASE("the answer of a leg that somebody else joined is none",
          "[protocol][execution][bridge]") {
    for (const bool hears : {false, true})
        for (const std::string newest : {"leg", "stranger"}) {
            table t(10);
            t.hears_legs(hears);
            ending a;
            add(t, bridging("a", false), a);
            t.on_event(begin("a"));
            t.on_event(joined("leg", "0"));
            t.on_event(bridge_complete("a", "SUCCESS", "NORMAL_CLEARING")
                           .add("Other-Leg-Unique-ID", newest)
                           .set("Other-Leg-Channel-Answered-Time", "1795821294000000"));
            const how none = hears ? how::failed : how::ended;
            CHECK(a.result.how() == (newest == "leg" ? how::completed : none));
        }
}

}  // namespace execution_bridge_test
