// API commands on the legs of calls: uuid_bridge, uuid_transfer, uuid_hold, digits, answers, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

ESLIO_DECL std::string answer_uuid_bridge(const api_call& c);

ESLIO_DECL std::string answer_uuid_transfer(const api_call& c);

/// `exten[/dialplan][/context]` of A, then of B.
ESLIO_DECL std::string answer_uuid_dual_transfer(const api_call& c);

/// To hold a call that is not there is a success, to take back one that is not held a failure
/// (switch_ivr_hold_uuid, switch_ivr_unhold_uuid).
ESLIO_DECL std::string answer_uuid_hold(const api_call& c);

ESLIO_DECL std::string answer_uuid_park(const api_call& c);

ESLIO_DECL std::string answer_uuid_answer(const api_call& c);

ESLIO_DECL std::string answer_uuid_outgoing_answer(const api_call& c);

ESLIO_DECL std::string answer_uuid_pre_answer(const api_call& c);

inline std::string answer_uuid_early_ok(const api_call& c) {
    return c.inside.find_live(c.arguments) == nullptr ? "-ERROR\n" : "";
}

ESLIO_DECL std::string answer_uuid_ring_ready(const api_call& c);

/// With any second word, as `all`, what waits is forgotten too (break_function).
ESLIO_DECL std::string answer_uuid_break(const api_call& c);

ESLIO_DECL std::string answer_uuid_flush_dtmf(const api_call& c);

/// Whether a text holds a key at all.
inline bool names_keys(std::string_view text) noexcept {
    return text.find_first_of("0123456789*#ABCDFWabcdfw") != std::string_view::npos;
}

/// The digits are sent to the other side: the other leg of a bridge hears them.
ESLIO_DECL void run_uuid_send_dtmf(const api_call& c);

/// As if the caller had pressed the digits.
ESLIO_DECL std::string answer_uuid_recv_dtmf(const api_call& c);

/// Four words or more are wanted, whatever the usage says (uuid_drop_dtmf).
ESLIO_DECL std::string answer_uuid_drop_dtmf(const api_call& c);

inline constexpr api_entry leg_apis[] = {
    {"break", "<uuid> [all]", "uuid_break", answer_uuid_break},
    {"uuid_answer", "<uuid>", "answer", answer_uuid_answer},
    {"uuid_break", "<uuid> [all]", "Break out of media sent to channel", answer_uuid_break},
    {"uuid_bridge", "", "Bridge call legs", answer_uuid_bridge},
    {"uuid_drop_dtmf", "<uuid> [on | off ] [ mask_digits <digits> | mask_file <file>]",
     "Drop all DTMF or replace it with a mask", answer_uuid_drop_dtmf},
    {"uuid_dual_transfer",
     "<uuid> <A-dest-exten>[/<A-dialplan>][/<A-context>] "
     "<B-dest-exten>[/<B-dialplan>][/<B-context>]",
     "Transfer a session and its partner", answer_uuid_dual_transfer},
    {"uuid_early_ok", "<uuid>", "stop ignoring early media", answer_uuid_early_ok},
    {"uuid_flush_dtmf", "<uuid>", "Flush dtmf on a given uuid", answer_uuid_flush_dtmf},
    {"uuid_hold", "[off|toggle] <uuid> [<display>]", "Place call on hold", answer_uuid_hold},
    {"uuid_outgoing_answer", "<uuid>", "Answer outgoing channel", answer_uuid_outgoing_answer},
    {"uuid_park", "<uuid>", "Park channel", answer_uuid_park},
    {"uuid_pre_answer", "<uuid>", "pre_answer", answer_uuid_pre_answer},
    {"uuid_recv_dtmf", "<uuid> <dtmf_data>", "Receive dtmf digits", answer_uuid_recv_dtmf},
    {"uuid_ring_ready", "<uuid> [queued]", "Sending ringing to a channel", answer_uuid_ring_ready},
    {"uuid_send_dtmf", "<uuid> <dtmf_data>", "Send dtmf digits", run_uuid_send_dtmf},
    {"uuid_transfer", "<uuid> [-bleg|-both] <dest-exten> [<dialplan>] [<context>]",
     "Transfer a session", answer_uuid_transfer},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/legs.ipp>
#endif
