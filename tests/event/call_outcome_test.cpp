// call_outcome.hpp: what a hang-up cause says of a call that was not answered.
#include "catch.hpp"

#include <eslio/event/call_outcome.hpp>

#include <string_view>
#include <utility>

namespace call_outcome_test {

using eslio::call_outcome;
using eslio::outcome_of;

TEST_CASE("causes that tell of the called party", "[event][outcome]") {
    using o = call_outcome;
    for (const auto& [cause, outcome] : {std::pair<std::string_view, o>{"USER_BUSY", o::busy},
                                         {"BUSY_EVERYWHERE", o::busy},
                                         {"NO_ANSWER", o::no_answer},
                                         {"NO_USER_RESPONSE", o::no_answer},
                                         {"ALLOTTED_TIMEOUT", o::no_answer},
                                         {"PROGRESS_TIMEOUT", o::no_answer},
                                         {"CALL_REJECTED", o::rejected},
                                         {"DECLINE", o::rejected},
                                         {"UNALLOCATED_NUMBER", o::invalid_number},
                                         {"NO_ROUTE_DESTINATION", o::invalid_number},
                                         {"USER_NOT_REGISTERED", o::unreachable},
                                         {"SUBSCRIBER_ABSENT", o::unreachable},
                                         {"INVALID_GATEWAY", o::unreachable},
                                         {"RECOVERY_ON_TIMER_EXPIRE", o::unreachable},
                                         {"NORMAL_CIRCUIT_CONGESTION", o::congestion},
                                         {"NORMAL_TEMPORARY_FAILURE", o::congestion},
                                         {"ORIGINATOR_CANCEL", o::cancelled},
                                         {"originator_cancel", o::cancelled},
                                         {"LOSE_RACE", o::lost_race},
                                         {"PICKED_OFF", o::lost_race},
                                         {"NORMAL_CLEARING", o::failed},
                                         {"MANAGER_REQUEST", o::failed},
                                         {"A_NEWER_ONE", o::failed},
                                         {"NONE", o::unknown},
                                         {"", o::unknown}}) {
        INFO(cause);
        CHECK(outcome_of(cause) == outcome);
    }
    STATIC_REQUIRE(outcome_of(eslio::hangup_cause::user_busy) == o::busy);
}

TEST_CASE("outcomes in words", "[event][outcome]") {
    for (auto o = call_outcome::pending; o != call_outcome::unknown;
         o = static_cast<call_outcome>(static_cast<int>(o) + 1)) {
        CHECK_FALSE(to_string(o).empty());
        CHECK((to_string(o) == "unknown") == (o == call_outcome::unknown));
    }
}

}  // namespace call_outcome_test
