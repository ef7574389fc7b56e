// protocol/subscription_state.hpp: raw commands are read to the blank as FreeSWITCH reads them.
#include "catch.hpp"
#include "protocol/subscription_state_fixture.hpp"

#include <string>
#include <string_view>

namespace subscription_state_raw_test {

using namespace test;
using eslio::event;
using eslio::event_name;

TEST_CASE("any blanks may stand after the word filter, and one between the others",
          "[protocol][subscription]") {
    for (const char* all : {"filter  delete all", "FILTER    delete ALL x", "filter delete all "}) {
        subscription_state l = after({"filter Unique-ID 1"});
        CHECK(plan(l, all) == texts{all});
        CHECK(plan(l, "filter X y") == texts{cover, "filter X y"});  // nothing was left
    }
    for (const char* other : {"filter delete  all", "filter delete  Unique-ID", "filter delete"}) {
        subscription_state l = after({"filter Unique-ID 1"});
        CHECK(plan(l, other) == texts{other});
        CHECK(plan(l, "filter X y") == texts{"filter X y"});
    }
    // A filter on a header without a name: nothing passes any more.
    subscription_state l = after({"event DTMF", "filter add  Unique-ID 1"});
    l.need(eslio::detail::types_of({event_name::dtmf}));
    event e(event_name::dtmf);
    e.add("Unique-ID", "1");
    CHECK_FALSE(l.wants(e));
}

TEST_CASE("an array for the header that covers moves the cover", "[protocol][subscription]") {
    // FreeSWITCH puts it into the first filter of that header, which would be the library's.
    for (const char* array : {"filter Event-Name ARRAY::A|:B", "filter event-name[2] A"}) {
        subscription_state l = after({"filter Unique-ID 1"});
        CHECK(plan(l, array) ==
              texts{other_cover, "own: filter delete Event-Name BACKGROUND_JOB", array});
        subscription_state first = after({});
        CHECK(plan(first, array) == texts{other_cover, array});
    }
    subscription_state l = after({"filter Unique-ID 1"});
    CHECK(plan(l, "filter Unique-ID ARRAY::2").size() == 1);
}

TEST_CASE("a cover that equals the user's own filter is not deleted with it",
          "[protocol][subscription]") {
    subscription_state l = after({"filter X y"});
    plan(l, "filter Event-Name BACKGROUND_JOB");
    CHECK(lines(l.need(eslio::detail::types_of({event_name::dtmf}))) ==
          texts{"own: filter add Event-Name /^(DTMF|BACKGROUND_JOB)$/", "own: event DTMF"});
}

TEST_CASE("on a connection that logged in a format is no UUID", "[protocol][subscription]") {
    subscription_state l;
    l.controls_no_call();
    for (const char* line : {"myevents json\n\n", "MyEvents XML\n\n", "myevents plain\n\n"})
        CHECK(l.check(line) == eslio::error::not_allowed);
    for (const char* line : {"myevents\n\n", "myevents 1234\n\n", "myevents json xml\n\n",
                             "myevents  json\n\n", "myeventsjson\n\n", "event json\n\n"})
        CHECK_FALSE(l.check(line));
    subscription_state outbound;
    CHECK_FALSE(outbound.check("myevents json\n\n"));
    // Without a second word the events of all calls would come if there is no such call.
    CHECK(plan(l, "myevents 1234") == texts{"myevents 1234 plain"});
    CHECK(plan(l, "myevents ") == texts{"myevents  plain"});
    CHECK(plan(l, "myevents 1234 x") == texts{"myevents 1234 x"});
    CHECK(plan(l, "myevents") == texts{"myevents"});
    CHECK(plan(outbound, "myevents json") == texts{"myevents json"});
    const subscription_state::steps with_header = l.plan("myevents 1\nX: y\n\n");
    REQUIRE(with_header.size() == 1);
    CHECK(with_header[0].bytes == "myevents 1 plain\nX: y\n\n");
}

TEST_CASE("myevents is left as it was given, if that is wished", "[protocol][subscription]") {
    subscription_state l;
    l.controls_no_call();
    l.leave_myevents();
    for (const char* line : {"myevents json", "myevents 1234", "myevents "}) {
        CHECK_FALSE(l.check(std::string(line) + "\n\n"));
        CHECK(plan(l, line) == texts{line});
    }
}

TEST_CASE("a second myevents is refused, and subscribes to nothing", "[protocol][subscription]") {
    subscription_state l = after({"myevents", "noevents"});
    l.my_events_answered(true);
    l.need(eslio::detail::types_of({event_name::dtmf}));
    CHECK_FALSE(l.wants(event(event_name::dtmf)));
    plan(l, "myevents");
    CHECK_FALSE(l.wants(event(event_name::dtmf)));
    l.my_events_answered(false);
    CHECK_FALSE(l.wants(event(event_name::dtmf)));
    plan(l, "event DTMF");
    CHECK(l.wants(event(event_name::dtmf)));
    // Without a call there is none but with a UUID.
    subscription_state inbound;
    inbound.controls_no_call();
    inbound.need(eslio::detail::types_of({event_name::dtmf}));
    plan(inbound, "myevents");
    CHECK_FALSE(inbound.wants(event(event_name::dtmf)));
    plan(inbound, "myevents 1234 plain");
    CHECK(inbound.wants(event(event_name::dtmf)));
}

TEST_CASE("a format alone subscribes to nothing", "[protocol][subscription]") {
    for (const char* line : {"event json", "event plain ", "event", "nixevent", "nixevent "}) {
        subscription_state l = after({"event DTMF"});
        plan(l, "noevents");
        plan(l, line);
        CHECK_FALSE(l.wants(event(event_name::talk)));
        plan(l, "nixevent DTMF");
        CHECK(l.wants(event(event_name::talk)));  // it would, if it came
    }
    // The second word is no format, nor is one for nixevent.
    subscription_state l = after({"event DTMF"});
    l.need(eslio::detail::types_of({event_name::dtmf}));
    plan(l, "nixevent json DTMF");
    CHECK_FALSE(l.wants(event(event_name::dtmf)));
    plan(l, "event  json DTMF");
    CHECK(l.wants(event(event_name::dtmf)));
}

TEST_CASE("divert_events is read to the blank", "[protocol][subscription]") {
    subscription_state l;
    l.need(eslio::detail::types_of({event_name::dtmf}));
    const event digit(event_name::dtmf);
    for (const char* on : {"divert_events on", "DIVERT_EVENTS   ON", "divert_eventson"}) {
        plan(l, on);
        CHECK(l.wants(digit));
        for (const char* nothing : {"divert_events", "divert_events  "}) {
            plan(l, nothing);
            CHECK(l.wants(digit));
        }
        plan(l, "divert_events on ");  // a blank after it makes it another word
        CHECK_FALSE(l.wants(digit));
    }
    subscription_state inbound;
    inbound.controls_no_call();
    inbound.need(eslio::detail::types_of({event_name::dtmf}));
    plan(inbound, "divert_events on");
    CHECK_FALSE(inbound.wants(digit));
    plan(inbound, "myevents 1 x");
    plan(inbound, "noevents");
    plan(inbound, "event TALK");
    plan(inbound, "divert_events on");
    CHECK(inbound.wants(digit));
}

TEST_CASE("diverted digits are the user's, whatever is subscribed", "[protocol][subscription]") {
    subscription_state l;
    l.need(eslio::detail::types_of({event_name::dtmf, event_name::background_job}));
    plan(l, "filter Unique-ID 1");
    CHECK_FALSE(l.wants(event(event_name::dtmf)));
    plan(l, "divert_events on");
    CHECK(l.wants(event(event_name::dtmf)));
    CHECK_FALSE(l.wants(job()));
    plan(l, "divert_events off");
    CHECK_FALSE(l.wants(event(event_name::dtmf)));
}

TEST_CASE("a refused myevents brings nothing", "[protocol][subscription]") {
    subscription_state l;
    l.controls_no_call();
    l.need(eslio::detail::types_of({event_name::dtmf, event_name::talk}));
    plan(l, "event TALK");
    REQUIRE(l.plan("myevents 1\n\n").back().my_events);
    CHECK(l.wants(event(event_name::dtmf)));
    SECTION("of what it would have brought") {
        l.my_events_answered(false);
        CHECK_FALSE(l.wants(event(event_name::dtmf)));
        CHECK(l.wants(event(event_name::talk)));
    }
    SECTION("but what was asked for since stays") {
        plan(l, "event DTMF");
        l.my_events_answered(false);
        CHECK(l.wants(event(event_name::dtmf)));
    }
    SECTION("unless another is under way") {
        plan(l, "myevents 2");
        l.my_events_answered(false);
        CHECK(l.wants(event(event_name::dtmf)));
        SECTION("and accepted") {
            l.my_events_answered(true);
            CHECK(l.wants(event(event_name::dtmf)));
        }
        SECTION("and refused") {
            l.my_events_answered(false);
            CHECK_FALSE(l.wants(event(event_name::dtmf)));
        }
    }
}

}  // namespace subscription_state_raw_test
