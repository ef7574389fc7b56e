// The bodies of the functions of call_outcome.hpp.
#pragma once

#include <eslio/event/call_outcome.hpp>
#include <eslio/wire/ascii.hpp>

namespace eslio {

ESLIO_DECL call_outcome outcome_of_cause(std::string_view cause) noexcept {
    struct meaning {
        std::string_view cause;
        call_outcome outcome;
    };
    using o = call_outcome;
    static constexpr meaning meanings[] = {
        {"USER_BUSY", o::busy},
        {"BUSY_EVERYWHERE", o::busy},
        {"NO_ANSWER", o::no_answer},
        {"NO_USER_RESPONSE", o::no_answer},
        {"ALLOTTED_TIMEOUT", o::no_answer},
        {"PROGRESS_TIMEOUT", o::no_answer},
        {"NO_PICKUP", o::no_answer},
        {"CALL_REJECTED", o::rejected},
        {"DECLINE", o::rejected},
        {"REJECT_ALL", o::rejected},
        {"UNWANTED", o::rejected},
        {"NOT_ACCEPTABLE", o::rejected},
        {"INCOMING_CALL_BARRED", o::rejected},
        {"OUTGOING_CALL_BARRED", o::rejected},
        {"UNALLOCATED_NUMBER", o::invalid_number},
        {"NO_ROUTE_DESTINATION", o::invalid_number},
        {"INVALID_NUMBER_FORMAT", o::invalid_number},
        {"NUMBER_CHANGED", o::invalid_number},
        {"DOES_NOT_EXIST_ANYWHERE", o::invalid_number},
        {"INVALID_URL", o::invalid_number},
        {"SUBSCRIBER_ABSENT", o::unreachable},
        {"USER_NOT_REGISTERED", o::unreachable},
        {"DESTINATION_OUT_OF_ORDER", o::unreachable},
        {"NO_ROUTE_TRANSIT_NET", o::unreachable},
        {"NETWORK_OUT_OF_ORDER", o::unreachable},
        {"RECOVERY_ON_TIMER_EXPIRE", o::unreachable},
        {"INVALID_GATEWAY", o::unreachable},
        {"GATEWAY_DOWN", o::unreachable},
        {"INVALID_PROFILE", o::unreachable},
        {"CHAN_NOT_IMPLEMENTED", o::unreachable},
        {"NORMAL_CIRCUIT_CONGESTION", o::congestion},
        {"SWITCH_CONGESTION", o::congestion},
        {"REQUESTED_CHAN_UNAVAIL", o::congestion},
        {"NORMAL_TEMPORARY_FAILURE", o::congestion},
        {"ORIGINATOR_CANCEL", o::cancelled},
        {"LOSE_RACE", o::lost_race},
        {"PICKED_OFF", o::lost_race},
    };
    if (cause.empty()) return o::unknown;
    for (const meaning& m : meanings)
        if (wire::iequals(cause, m.cause)) return m.outcome;
    return o::failed;
}

}  // namespace eslio
