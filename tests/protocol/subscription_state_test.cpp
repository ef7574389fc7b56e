// protocol/subscription_state.hpp: what is written for each command, before and after jobs are
// needed.
#include "catch.hpp"
#include "protocol/subscription_state_fixture.hpp"

#include <string>
#include <string_view>

namespace subscription_state_test {

using namespace test;
using eslio::event;
using eslio::event_name;

namespace {

bool contains(const std::string& line, const std::string& word) {
    return (line + " ").find(" " + word + " ") != std::string::npos;
}

}  // namespace

TEST_CASE("only what changes the subscription is planned", "[protocol][subscription]") {
    for (const char* line : {"filter x y", "FILTER  delete all", "event ALL", "Events ALL",
                             "nixevent ALL", "noevents", "NOEVENTS", "noeventsx", "myevents plain",
                             "myevents", "divert_events on", "divert_eventson", "log 7", "nolog"})
        CHECK(subscription_state::concerns(line));
    for (const char* line :
         {"", "filter", "filter\tx y", " filter x y", "api event", "bgapi x", "noop", "sendevent X",
          "exit", "linger", "event reload mod_event_socket",
          "filter X y\nZ: unload MOD_EVENT_SOCKET"})
        CHECK_FALSE(subscription_state::concerns(line));
}

TEST_CASE("before jobs are needed all is written as it is", "[protocol][subscription]") {
    subscription_state l;
    CHECK_FALSE(l.needs(eslio::event_name::background_job));
    for (const char* line :
         {"event ALL", "nixevent ALL", "nixevent BACKGROUND_JOB", "noevents", "filter X y",
          "filter delete X", "filter delete all", "myevents x y"}) {
        const subscription_state::steps s = l.plan(std::string(line) + "\n\n");
        CHECK(lines(s) == texts{line});
        CHECK_FALSE(s[0].replaces_noevents);
    }
    CHECK(l.wants(job()));
}

TEST_CASE("headers of a raw command are written with it", "[protocol][subscription]") {
    subscription_state l;
    const subscription_state::steps s = l.plan("event DTMF\nX: y\n\n");
    REQUIRE(s.size() == 1);
    CHECK(s[0].bytes == "event DTMF\nX: y\n\n");
}

TEST_CASE("the first job subscribes, with the library's filter first", "[protocol][subscription]") {
    subscription_state plain;
    CHECK(lines(plain.need(eslio::detail::types_of({eslio::event_name::background_job}))) ==
          texts{jobs});
    CHECK(plain.needs(eslio::event_name::background_job));
    CHECK(plain.need(eslio::detail::types_of({eslio::event_name::background_job})).empty());
    subscription_state filtered = after({"filter Unique-ID 1"}, false);
    CHECK(lines(filtered.need(eslio::detail::types_of({eslio::event_name::background_job}))) ==
          texts{cover, jobs});
    subscription_state unfiltered = after({"filter Unique-ID 1", "filter delete Unique-ID"}, false);
    CHECK(lines(unfiltered.need(eslio::detail::types_of({eslio::event_name::background_job}))) ==
          texts{jobs});
    subscription_state emptied = after({"filter Unique-ID 1", "filter Unique-ID "}, false);
    CHECK(lines(emptied.need(eslio::detail::types_of({eslio::event_name::background_job}))) ==
          texts{jobs});
    subscription_state nothing = after({"filter add Unique-ID", "filter delete"}, false);
    CHECK(lines(nothing.need(eslio::detail::types_of({eslio::event_name::background_job}))) ==
          texts{jobs});
}

TEST_CASE("a subscription that was refused is asked for again", "[protocol][subscription]") {
    subscription_state l = after({"event ALL", "filter X y"});
    l.refused(eslio::detail::types_of({eslio::event_name::background_job}));
    CHECK_FALSE(l.needs(eslio::event_name::background_job));
    // The filter that covers it is still there.
    CHECK_FALSE(l.wants(job()));
    CHECK(lines(l.need(eslio::detail::types_of({eslio::event_name::background_job}))) ==
          texts{jobs});
}

TEST_CASE("what a refused subscription left on does not reach the user",
          "[protocol][subscription]") {
    // FreeSWITCH keeps the names in front of the one that it refused.
    const auto calls = eslio::detail::types_of({event_name::channel_answer, event_name::dtmf});
    const event answer(event_name::channel_answer);
    subscription_state l;
    plan(l, "event HEARTBEAT");
    l.need(calls);
    l.refused(calls);
    CHECK_FALSE(l.wants(answer));
    CHECK(l.wants(event(event_name::heartbeat)));
    SECTION("until they ask for it") {
        plan(l, "event CHANNEL_ANSWER");
        CHECK(l.wants(answer));
        CHECK_FALSE(l.wants(event(event_name::dtmf)));
        plan(l, "nixevent CHANNEL_ANSWER");
        CHECK_FALSE(l.wants(answer));
    }
    SECTION("or for all") {
        plan(l, "event ALL");
        CHECK(l.wants(answer));
    }
    SECTION("nor do their commands keep it") {
        CHECK(plan(l, "noevents") == texts{"noevents"});
        CHECK(plan(l, "nixevent CHANNEL_ANSWER") == texts{"nixevent CHANNEL_ANSWER"});
        CHECK(plan(l, "filter X y") == texts{"filter X y"});
    }
    SECTION("while other events are needed") {
        l.need(eslio::detail::types_of({event_name::background_job}));
        CHECK_FALSE(l.wants(answer));
        CHECK_FALSE(contains(plan(l, "noevents")[0], "BACKGROUND_JOB"));
    }
    SECTION("and it is asked for again") {
        CHECK(lines(l.need(calls)) == texts{"own: event CHANNEL_ANSWER DTMF"});
        CHECK(l.needs(event_name::channel_answer));
    }
}

TEST_CASE("what is needed later is covered by one filter, too", "[protocol][subscription]") {
    subscription_state l = after({"filter X y"});
    const auto calls = eslio::detail::types_of(
        {event_name::dtmf, event_name::channel_answer, event_name::background_job});
    CHECK(lines(l.need(calls)) ==
          texts{"own: filter add Event-Name /^(CHANNEL_ANSWER|DTMF|BACKGROUND_JOB)$/",
                "own: filter delete Event-Name BACKGROUND_JOB", "own: event CHANNEL_ANSWER DTMF"});
    CHECK(l.need(calls).empty());
    CHECK(plan(l, "noevents").at(0).find("DTMF") == std::string::npos);
    CHECK(plan(l, "filter delete X") ==
          texts{"filter delete X",
                "own: filter delete Event-Name /^(CHANNEL_ANSWER|DTMF|BACKGROUND_JOB)$/"});
}

TEST_CASE("myevents subscribes the user to its types", "[protocol][subscription]") {
    subscription_state l = after({"myevents plain"});
    l.need(eslio::detail::types_of({event_name::dtmf, event_name::private_command}));
    event digit(event_name::dtmf);
    event through(event_name::private_command);
    CHECK(l.wants(digit));
    CHECK_FALSE(l.wants(through));
}

TEST_CASE("where only filters count, they are covered and the rest is as it is",
          "[protocol][subscription]") {
    subscription_state l = after({"myevents plain"}, false);
    const auto calls = eslio::detail::types_of({event_name::channel_answer, event_name::dtmf});
    l.rely_on_myevents(calls);
    CHECK(l.need(calls).empty());
    const event digit(event_name::dtmf);
    for (const char* line : {"event HEARTBEAT", "nixevent ALL", "nixevent DTMF", "noevents"}) {
        CHECK(plan(l, line) == texts{line});
        CHECK(l.wants(digit));
        CHECK(l.wants(event(event_name::channel_park)));
    }
    // Not even the refusal of more takes them back.
    const auto more = eslio::detail::types_of({event_name::dtmf, event_name::private_command});
    CHECK(lines(l.need(more)) == texts{"own: event PRIVATE_COMMAND"});
    l.refused(more);
    CHECK(plan(l, "filter X y") ==
          texts{"own: filter add Event-Name /^(CHANNEL_ANSWER|DTMF)$/", "filter X y"});
    CHECK_FALSE(l.wants(digit));
    CHECK(plan(l, "filter delete all") == texts{"filter delete all"});
    CHECK(l.wants(digit));
}

TEST_CASE("the user's first filter comes after the library's", "[protocol][subscription]") {
    subscription_state l = after({});
    CHECK(plan(l, "filter Unique-ID 1") == texts{cover, "filter Unique-ID 1"});
    CHECK(plan(l, "filter add Unique-ID 2") == texts{"filter add Unique-ID 2"});
    CHECK(plan(l, "filter Unique-ID") == texts{"filter Unique-ID"});
}

TEST_CASE("with the user's last filter the library's goes too", "[protocol][subscription]") {
    const std::string uncover = "own: filter delete Event-Name BACKGROUND_JOB";
    for (const std::string last : {"filter delete Unique-ID", "filter delete unique-id 1",
                                   "filter Unique-ID ", "filter add Unique-ID "}) {
        subscription_state l = after({"filter Unique-ID 1"});
        CHECK(plan(l, last) == texts{last, uncover});
        CHECK(plan(l, "filter X y") == texts{cover, "filter X y"});
    }
    subscription_state l = after({"filter Unique-ID 1", "filter Unique-ID 2"});
    CHECK(plan(l, "filter delete Unique-ID 3") == texts{"filter delete Unique-ID 3"});
    CHECK(plan(l, "filter delete Unique-ID 2") == texts{"filter delete Unique-ID 2"});
    CHECK(plan(l, "filter delete all") == texts{"filter delete all"});
    CHECK(plan(l, "filter X y") == texts{cover, "filter X y"});
}

TEST_CASE("the other filter covers while the first is deleted", "[protocol][subscription]") {
    for (const std::string deletion :
         {"filter delete Event-Name", "filter delete event-name BACKGROUND_JOB",
          "filter Event-Name "}) {
        subscription_state l = after({"filter Unique-ID 1"});
        CHECK(plan(l, deletion) == texts{other_cover, deletion});
        CHECK(plan(l, deletion) == texts{deletion});
        CHECK(plan(l, "filter delete Core-UUID") == texts{cover, "filter delete Core-UUID"});
    }
    subscription_state l = after({"filter Event-Name X"});
    CHECK(plan(l, "filter delete Event-Name") == texts{"filter delete Event-Name"});
    CHECK(plan(l, "filter X y") == texts{cover, "filter X y"});
}

TEST_CASE("a filter on a header named all is not all filters", "[protocol][subscription]") {
    subscription_state l = after({"filter Unique-ID 1", "filter all x"});
    CHECK(plan(l, "filter all ") == texts{"filter all "});
    CHECK(plan(l, "filter delete Unique-ID").size() == 2);
}

TEST_CASE("noevents becomes a nixevent of all but jobs", "[protocol][subscription]") {
    subscription_state l = after({"event DTMF NEW_TYPE CUSTOM a::a b::b"});
    const subscription_state::steps s = l.plan("noevents\n\n");
    REQUIRE(s.size() == 1);
    CHECK(s[0].replaces_noevents);
    CHECK_FALSE(s[0].internal);
    const std::string line = lines(s)[0];
    CHECK(line.rfind("nixevent ", 0) == 0);
    for (const char* word : {"DTMF", "HEARTBEAT", "CERT_RELOAD", "NEW_TYPE", "CUSTOM a::a b::b"})
        CHECK(contains(line, word));
    CHECK_FALSE(contains(line, "BACKGROUND_JOB"));
    CHECK_FALSE(contains(line, "ALL"));
    CHECK(line.find("CUSTOM") > line.find("NEW_TYPE"));
}

TEST_CASE("a nixevent that would end the jobs is rewritten", "[protocol][subscription]") {
    subscription_state l = after({"event ALL"});
    CHECK(plan(l, "nixevent DTMF") == texts{"nixevent DTMF"});
    CHECK(plan(l, "nixevent BACKGROUND_JOB") == texts{"nixevent CLONE"});
    CHECK(plan(l, "NIXEVENT switch_event_background_job DTMF CUSTOM a::a") ==
          texts{"nixevent CLONE DTMF CUSTOM a::a"});
    CHECK(plan(l, "nixevent CUSTOM BACKGROUND_JOB") == texts{"nixevent CUSTOM BACKGROUND_JOB"});
    const std::string all = plan(l, "nixevent ALL CUSTOM a::a")[0];
    CHECK(contains(all, "HEARTBEAT"));
    CHECK(contains(all, "CUSTOM a::a"));
    CHECK_FALSE(contains(all, "BACKGROUND_JOB"));
}

TEST_CASE("the library's own events do not reach the user", "[protocol][subscription]") {
    CHECK_FALSE(after({}).wants(job()));
    CHECK_FALSE(after({"event DTMF"}).wants(job()));
    CHECK_FALSE(after({"event BACKGROUND_JOB", "nixevent Background_Job"}).wants(job()));
    CHECK_FALSE(after({"event CUSTOM BACKGROUND_JOB"}).wants(job()));
    CHECK_FALSE(after({"event ALL", "filter Unique-ID 1"}).wants(job()));
    CHECK(after({"event BACKGROUND_JOB"}).wants(job()));
    CHECK(after({"event json background_job"}).wants(job()));
    CHECK(after({"events SWITCH_EVENT_BACKGROUND_JOB"}).wants(job()));
    CHECK(after({"event ALL"}).wants(job()));
    CHECK(after({"event ALL", "nixevent DTMF"}).wants(job()));
    CHECK(after({"event ALL", "filter Job-UUID 1"}).wants(job()));
    CHECK(after({}).wants(event(event_name::heartbeat)));
}

TEST_CASE("after noevents nothing reaches the user", "[protocol][subscription]") {
    subscription_state l = after({"event ALL"});
    plan(l, "noevents");
    // Even what FreeSWITCH had queued before.
    for (const auto type : {event_name::heartbeat, event_name::background_job})
        CHECK_FALSE(l.wants(event(type)));
    CHECK_FALSE(l.wants(event::custom("a::a")));
    plan(l, "event HEARTBEAT CUSTOM a::a");
    CHECK(l.wants(event(event_name::heartbeat)));
    CHECK(l.wants(event::custom("a::a")));
    CHECK_FALSE(l.wants(event::custom("b::b")));
    CHECK_FALSE(l.wants(job()));
    plan(l, "event ALL");
    CHECK(l.wants(event::custom("b::b")));
    CHECK(l.wants(job()));
}

TEST_CASE("CUSTOM events given up with ALL or by name do not come back",
          "[protocol][subscription]") {
    for (const std::string first : {"event ALL", "event CUSTOM a::a"}) {
        subscription_state l = after({first});
        plan(l, "nixevent ALL");
        CHECK_FALSE(l.wants(event::custom("a::a")));
        CHECK_FALSE(l.wants(event(event_name::custom)));
        plan(l, "event CUSTOM c::c");
        CHECK(l.wants(event::custom("c::c")));
        CHECK(l.wants(event(event_name::custom)));
    }
}

TEST_CASE("an event that only the other cover selects is not the user's",
          "[protocol][subscription]") {
    subscription_state l = after({"filter Unique-ID 1"});
    plan(l, "filter delete Event-Name");
    event e(event_name::api);
    e.add("Job-UUID", "x");
    CHECK_FALSE(l.wants(e));
    e.add("Unique-ID", "1");
    CHECK(l.wants(e));
}

}  // namespace subscription_state_test
