// call_outcome: what became of an attempt to call somebody, read from FreeSWITCH's hang-up cause.
#pragma once

#include <eslio/config.hpp>

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

/// What a hang-up cause by name (switch_channel.c: CAUSE_CHART), in any case, says of a call that
/// was not answered. One that says nothing of the called party, as NORMAL_CLEARING, is `failed`,
/// and so is one that this library does not know; no cause is `unknown`.
ESLIO_DECL call_outcome outcome_of_cause(std::string_view cause) noexcept;

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/call_outcome.ipp>
#endif
