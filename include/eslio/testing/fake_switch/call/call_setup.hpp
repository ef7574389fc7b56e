// How a new channel is filled in: profile and first variables, for calls out and calls in.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/incoming_call.hpp>

#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// `user`, `sofia`, `loopback`, `null`
inline std::string_view endpoint_of(const originate_request& wanted) noexcept {
    return std::string_view(wanted.destination).substr(0, wanted.destination.find('/'));
}

ESLIO_DECL std::string pick_caller(const originate_request& wanted, std::string_view variable,
                                   const std::string& given, std::string_view otherwise);

/// Whether early media is not enough (switch_ivr_originate.c: switch_ivr_originate, `early_ok`).
ESLIO_DECL bool waits_for_answer(const event& variables);

/// Where a call is sent.
struct dialplan_place {
    std::string extension;  ///< of the dialplan `inline` the applications themselves
    std::string dialplan;
    std::string context;

    bool is_inline() const noexcept { return wire::iequals(dialplan, "inline"); }
    /// The dialplan that extensions are of is named, among others, or none is.
    bool is_xml() const noexcept;
};

/// `loopback/extension/context/dialplan`: what is not named is the caller's, if one dials
/// (mod_loopback.c: channel_outgoing_channel).
ESLIO_DECL dialplan_place loopback_place(const originate_request& wanted);

/// The far end of a loopback leg has the variables that are given to the call (mod_loopback.c:
/// channel_on_init).
ESLIO_DECL void set_far_end_variables(channel& far, channel& near, const event& given);

/// `9000` of `9000@example.com`.
ESLIO_DECL std::string_view user_part(std::string_view address) noexcept;

/// What SIP refuses a call with that has that cause (mod_sofia.c: hangup_cause_to_sip).
ESLIO_DECL int sip_code(std::string_view cause) noexcept;

/// The far end of a leg has ended it; nothing is noted if that is no SIP leg (mod_sofia.c:
/// sofia_receive_message; sofia.c: sofia_handle_sip_i_state).
ESLIO_DECL void note_sip_end(channel& leg, int code);

ESLIO_DECL void fill_outgoing(channel& leg, const originate_request& wanted);

ESLIO_DECL void fill_incoming(channel& leg, const incoming_call& wanted);

ESLIO_DECL void set_media_variables(variables& v);

ESLIO_DECL void set_outgoing_variables(channel& leg, const std::string& first_uuid);

ESLIO_DECL void set_incoming_variables(channel& leg, const incoming_call& wanted);

/// The endpoint makes the channel, and names it, before it is told who calls
/// (switch_core_session.c: switch_core_session_outgoing_channel).
ESLIO_DECL void fire_new_uuid(channel& leg, const std::string& old_uuid);

/// mod_sofia makes a session before it looks for the profile, and gives it up (mod_sofia.c:
/// sofia_outgoing_channel).
ESLIO_DECL void fire_aborted_session(core& inside, std::string_view wanted_uuid);

/// Where a transfer came from is told last: `bl_xfer:extension/context/dialplan`.
ESLIO_DECL bool begin_transfer(channel& leg, const dialplan_place& to);
ESLIO_DECL void end_transfer(channel& leg, const dialplan_place& to);
ESLIO_DECL void note_transfer_source(channel& leg, const std::string& where);

/// A call that is transferred has a new caller profile, of the old one and the new number. False
/// after too many transfers (switch_ivr.c: switch_ivr_session_transfer).
ESLIO_DECL bool note_transfer(channel& leg, const dialplan_place& to);

/// The dialplan is asked; that of the name `inline` takes the number that it reads away
/// (mod_dptools.c: inline_dialplan_hunt).
ESLIO_DECL void route(channel& leg);

/// `originate` turns the answered leg round: who was called is now the caller.
ESLIO_DECL void flip_caller_and_callee(channel& leg);

/// The same for a leg that was called, as it goes into an extension (switch_channel.c:
/// switch_channel_sort_cid).
ESLIO_DECL void sort_caller_and_callee(channel& leg);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/call_setup.ipp>
#endif
