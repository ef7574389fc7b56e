// call_outcome: what became of an attempt to call somebody, read from FreeSWITCH's hang-up cause.
#pragma once

#include <eslio/event/hangup_cause.hpp>

#include <string_view>

namespace eslio {

/// What became of an attempt to call somebody. FreeSWITCH's own word is the cause, as `USER_BUSY`.
enum class call_outcome : unsigned char {
    pending,         ///< nothing is decided yet
    answered,        ///< there is a call, and the far end answered it
    early_media,     ///< there is a call that hears the far end's media, which has not answered
    busy,            ///< the called party is on the phone
    no_answer,       ///< it rang, or seemed to, and nobody answered in time
    rejected,        ///< the called party, or who decides for them, does not want the call
    invalid_number,  ///< nobody has that number or address
    unreachable,     ///< the phone is not registered, or the way to it is down
    congestion,      ///< there was no room for the call, somewhere on its way
    cancelled,       ///< this side ended the attempt
    lost_race,       ///< another leg of the same attempt, or another phone, took the call
    refused,         ///< FreeSWITCH did not take the command: no call was attempted
    failed,          ///< for another reason: see the cause
    unknown,         ///< it has ended, and how was not heard
};

/// The name of the outcome.
constexpr std::string_view to_string(call_outcome o) noexcept {
    switch (o) {
        case call_outcome::pending: return "pending";
        case call_outcome::answered: return "answered";
        case call_outcome::early_media: return "early media";
        case call_outcome::busy: return "busy";
        case call_outcome::no_answer: return "no answer";
        case call_outcome::rejected: return "rejected";
        case call_outcome::invalid_number: return "invalid number";
        case call_outcome::unreachable: return "unreachable";
        case call_outcome::congestion: return "congestion";
        case call_outcome::cancelled: return "cancelled";
        case call_outcome::lost_race: return "lost race";
        case call_outcome::refused: return "refused";
        case call_outcome::failed: return "failed";
        case call_outcome::unknown: return "unknown";
    }
    return "unknown";
}

/// What a hang-up cause says of a call that was not answered. One that says nothing of the called
/// party, as NORMAL_CLEARING, is `failed`, and so is one that this library does not know; none is
/// `unknown`.
constexpr call_outcome outcome_of(hangup_cause cause) noexcept {
    using c = hangup_cause;
    switch (cause) {
        case c::none: return call_outcome::unknown;
        case c::user_busy:
        case c::busy_everywhere: return call_outcome::busy;
        case c::no_answer:
        case c::no_user_response:
        case c::allotted_timeout:
        case c::progress_timeout:
        case c::no_pickup: return call_outcome::no_answer;
        case c::call_rejected:
        case c::decline:
        case c::reject_all:
        case c::unwanted:
        case c::not_acceptable:
        case c::incoming_call_barred:
        case c::outgoing_call_barred: return call_outcome::rejected;
        case c::unallocated_number:
        case c::no_route_destination:
        case c::invalid_number_format:
        case c::number_changed:
        case c::does_not_exist_anywhere:
        case c::invalid_url: return call_outcome::invalid_number;
        case c::subscriber_absent:
        case c::user_not_registered:
        case c::destination_out_of_order:
        case c::no_route_transit_net:
        case c::network_out_of_order:
        case c::recovery_on_timer_expire:
        case c::invalid_gateway:
        case c::gateway_down:
        case c::invalid_profile:
        case c::chan_not_implemented: return call_outcome::unreachable;
        case c::normal_circuit_congestion:
        case c::switch_congestion:
        case c::requested_chan_unavail:
        case c::normal_temporary_failure:
        case c::service_unavailable: return call_outcome::congestion;
        case c::originator_cancel: return call_outcome::cancelled;
        case c::lose_race:
        case c::picked_off: return call_outcome::lost_race;
        default: return call_outcome::failed;
    }
}

/// The same of a cause by its name, in any case; of no text `unknown`.
constexpr call_outcome outcome_of(std::string_view cause) noexcept {
    return cause.empty() ? call_outcome::unknown : outcome_of(parse_hangup_cause(cause));
}

}  // namespace eslio
