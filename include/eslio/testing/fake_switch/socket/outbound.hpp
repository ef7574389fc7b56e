// A call in the hands of a program: what joins a call with the connection that its `socket` opened.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/socket/session.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace eslio::testing::fake {

/// What the two threads of FreeSWITCH know of each other: that of the connection (mod_event_socket:
/// listener_run) and, in async mode, that of the call (socket_function).
struct socket_control {
    std::string application;  ///< Application-UUID of the `socket`
    bool async = false;
    bool connected = false;  ///< the program has said `connect`
    bool resumes = false;    ///< it has said `resume`
    bool ended = false;      ///< the connection
};
using control_ptr = std::shared_ptr<socket_control>;

/// So long the thread of a call needs to notice `connect`: half of the millisecond that it sleeps
/// between two looks (switch_cond_next).
inline constexpr std::chrono::microseconds time_to_park{500};

/// `resume` sets the variable as well, which other sockets of the call's dialplan obey, too.
inline bool resumes(call& c, const socket_control& control) {
    return control.resumes || is_true(c.leg().vars["socket_resume"]);
}

/// The call's thread would leave its state for CS_RESET, in which nobody does anything with it.
ESLIO_DECL void strand(call& c);

/// The call does not park. What is queued still begins, one after another, but does not go on
/// (socket_function: switch_ivr_parse_all_events); then the dialplan does.
ESLIO_DECL void pass_park(call& c, const std::string& application);

/// The call's thread comes to the park. If the connection has ended by then without `resume`,
/// nobody will ever end it.
ESLIO_DECL void enter_park(call& c, const socket_control& control);

/// The connection of a static `socket` has ended; the dialplan goes on.
ESLIO_DECL void leave_static(call& c, const socket_control& control);

/// The connection of an async `socket` has ended, and with it any park of its call: if that was
/// transferred, one that it has entered since.
ESLIO_DECL void leave_async(call& c, const socket_control& control);

/// Gives the call to a connection, before that starts.
ESLIO_DECL void hand_over(call& c, session& s, bool async, bool full);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/outbound.ipp>
#endif
