// protocol/event_leases.hpp, and what subscription_state.hpp says when a need is over.
#include "catch.hpp"
#include "protocol/subscription_state_fixture.hpp"

#include <eslio/protocol/event_leases.hpp>
#include <eslio/protocol/time.hpp>

#include <chrono>
#include <string>

namespace event_leases_test {

using namespace std::chrono_literals;
using namespace test;
using eslio::event_name;
using eslio::detail::types_of;
using eslio::protocol::event_leases;
using eslio::protocol::never;
using eslio::protocol::time_point;

namespace {

const time_point start{};
const auto calls = types_of({event_name::channel_answer, event_name::dtmf});
const auto a_job = types_of({event_name::background_job});

/// What is said when the last need is over.
texts when_let_go(subscription_state& l) {
    l.give_back(l.held, start);
    CHECK(lines(l.end_unneeded(start + event_leases::patience - 1s)).empty());
    return lines(l.end_unneeded(start + event_leases::patience));
}

}  // namespace

TEST_CASE("a need is over some time after its last holder has let go", "[protocol][leases]") {
    event_leases all;
    const auto first = all.take({calls});
    const auto second = all.take({calls});
    CHECK(first == second);
    all.give_back(first, start);
    CHECK(all.next_end() == never);
    all.give_back(second, start + 10s);
    CHECK(all.next_end() == start + 70s);
    CHECK(all.types() == calls);
    CHECK(all.take_expired(start + 69s).empty());
    SECTION("for good") {
        REQUIRE(all.take_expired(start + 70s).size() == 1);
        CHECK(all.types().none());
        CHECK(all.next_end() == never);
        all.give_back(first, start + 80s);  // too often: without effect
        CHECK(all.next_end() == never);
        CHECK(all.take({a_job}) == first);  // its place is used again
    }
    SECTION("unless another one comes in time") {
        CHECK(all.take({calls}) == first);
        CHECK(all.take_expired(start + 70s).empty());
        CHECK(all.types() == calls);
        CHECK(all.next_end() == never);
    }
    SECTION("and others stay") {
        all.take({a_job});
        REQUIRE(all.take_expired(start + 70s).size() == 1);
        CHECK(all.types() == a_job);
    }
    all.give_back(0, start);
    all.give_back(77, start);
}

TEST_CASE("an end that cannot be said is put off", "[protocol][leases][subscription]") {
    subscription_state l = after({"filter X y"});
    l.give_back(l.held, start);
    l.put_off_ends(start + 60s);
    CHECK(l.needs(event_name::background_job));
    CHECK(lines(l.end_unneeded(start + 119s)).empty());
    CHECK(lines(l.end_unneeded(start + 120s)) ==
          texts{"own: nixevent BACKGROUND_JOB", "own: filter delete Event-Name BACKGROUND_JOB"});
}

TEST_CASE("some are needed as long as the connection", "[protocol][leases]") {
    event_leases all;
    all.take_always(a_job);
    all.give_back(all.take({calls | a_job}), start);
    REQUIRE(all.take_expired(start + 60s).size() == 1);
    CHECK(all.types() == a_job);
}

TEST_CASE("what nobody needs any more is taken back", "[protocol][leases][subscription]") {
    subscription_state l;
    l.need(calls);
    CHECK(when_let_go(l) == texts{"own: nixevent CHANNEL_ANSWER DTMF"});
    CHECK_FALSE(l.needs(event_name::dtmf));
    CHECK_FALSE(l.wants(eslio::event(event_name::dtmf)));  // one that is still on its way
    CHECK(lines(l.need(calls)) == texts{"own: event CHANNEL_ANSWER DTMF"});
}

TEST_CASE("what somebody needs or wants is not taken back", "[protocol][leases][subscription]") {
    SECTION("another holder") {
        subscription_state l;
        l.need(a_job | calls);
        const auto both = l.held;
        l.need(calls);
        l.give_back(both, start);
        CHECK(lines(l.end_unneeded(start + 60s)) == texts{"own: nixevent BACKGROUND_JOB"});
        CHECK(l.needs(event_name::dtmf));
    }
    SECTION("the user, by name") {
        subscription_state l = after({"event DTMF"}, false);
        l.need(calls);
        CHECK(when_let_go(l) == texts{"own: nixevent CHANNEL_ANSWER"});
    }
    SECTION("the user's ALL") {
        subscription_state l = after({"event ALL"}, false);
        l.need(calls);
        CHECK(when_let_go(l).empty());
    }
    SECTION("without full") {
        subscription_state l = after({"myevents plain"}, false);
        l.rely_on_myevents(calls);
        l.need(calls | a_job);
        CHECK(when_let_go(l).empty());
        CHECK(l.needs(event_name::dtmf));
    }
}

TEST_CASE("the filter of what was needed goes after the events",
          "[protocol][leases][subscription]") {
    const std::string uncover = "own: filter delete Event-Name BACKGROUND_JOB";
    SECTION("the last need") {
        subscription_state l = after({"filter X y"});
        CHECK(when_let_go(l) == texts{"own: nixevent BACKGROUND_JOB", uncover});
        CHECK(plan(l, "filter delete X") == texts{"filter delete X"});
    }
    SECTION("one of two") {
        subscription_state l = after({"filter X y"});
        l.need(calls);
        CHECK(when_let_go(l) ==
              texts{"own: nixevent CHANNEL_ANSWER DTMF",
                    "own: filter add Event-Name BACKGROUND_JOB",
                    "own: filter delete Event-Name /^(CHANNEL_ANSWER|DTMF|BACKGROUND_JOB)$/"});
    }
    SECTION("a filter of the user's that equals it stays") {
        subscription_state l = after({"filter X y", "filter Event-Name BACKGROUND_JOB"});
        CHECK(when_let_go(l) == texts{"own: nixevent BACKGROUND_JOB"});
        CHECK(plan(l, "filter delete Event-Name") == texts{"filter delete Event-Name"});
    }
    SECTION("after noevents") {
        subscription_state l = after({"event ALL"});
        plan(l, "noevents");
        CHECK(when_let_go(l) == texts{"own: nixevent BACKGROUND_JOB"});
        CHECK(plan(l, "noevents") == texts{"noevents"});
    }
}

TEST_CASE("another call is not heard any more over a call's connection",
          "[protocol][leases][subscription]") {
    subscription_state l;
    l.hear_only("1", eslio::format::plain, calls);
    subscription_state::steps said;
    subscription_state::lease held = 0;
    REQUIRE(l.hear_also("Unique-ID", "2", held, said));
    CHECK(lines(said) == texts{"own: filter add Unique-ID 2"});
    l.held = held;
    CHECK(when_let_go(l) == texts{"own: filter delete Unique-ID 2"});
    // That of the call itself stays.
    REQUIRE(l.hear_also("Unique-ID", "1", l.held, said));
    CHECK(when_let_go(l).empty());
}

TEST_CASE("a filter deleted with those of its header is not begun for nothing",
          "[protocol][subscription]") {
    subscription_state l = after({"filter X y"});
    l.refused(a_job);
    // An empty one would delete the user's.
    CHECK(plan(l, "filter delete Event-Name") == texts{"filter delete Event-Name"});
    CHECK(plan(l, "filter delete X") == texts{"filter delete X"});
}

}  // namespace event_leases_test
