// The commands of a connection that controls a call: myevents, connect, getvar, linger, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/socket/commands_listen.hpp>
#include <eslio/testing/fake_switch/socket/session.hpp>

#include <cstdlib>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

inline constexpr event_name my_events_types[] = {
    event_name::channel_answer,
    event_name::channel_application,
    event_name::channel_bridge,
    event_name::channel_create,
    event_name::channel_data,
    event_name::channel_destroy,
    event_name::channel_execute,
    event_name::channel_execute_complete,
    event_name::channel_hangup,
    event_name::channel_hangup_complete,
    event_name::channel_originate,
    event_name::channel_uuid,
    event_name::channel_outgoing,
    event_name::channel_park,
    event_name::channel_progress,
    event_name::channel_progress_media,
    event_name::channel_state,
    event_name::channel_unbridge,
    event_name::channel_unpark,
    event_name::detected_speech,
    event_name::dtmf,
    event_name::notalk,
    event_name::talk,
};

/// The call that the connection controls; it stays while the connection lingers.
inline call* controlled_call(const session& s) noexcept {
    return s.state.controlled.get();
}

/// The format's name is looked for anywhere in the command, which on inbound was cut after the
/// UUID.
ESLIO_DECL void take_format(session& s, std::string_view text);

/// On inbound an unknown call is refused only if a second word follows it; without one FreeSWITCH
/// delivers the events of all calls. On outbound a format may follow.
ESLIO_DECL void run_myevents(machine& m, session& s, const request& r);

/// The channel data as an event without an envelope.
ESLIO_DECL void run_connect(machine& m, session& s, const request&);

ESLIO_DECL void run_getvar(machine&, session& s, const request& r);

ESLIO_DECL void run_resume(machine&, session& s, const request&);

/// Any blanks, or none, stand before the word.
ESLIO_DECL void run_divert_events(machine&, session& s, const request& r);

ESLIO_DECL void run_linger(machine&, session& s, const request& r);

ESLIO_DECL void run_nolinger(machine&, session& s, const request&);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/commands_call.ipp>
#endif
