// Commands of a connection that controls a call: connect, getvar, myevents, linger, resume, ...
//
// A connection controls a call when FreeSWITCH made it for that call (outbound), or after
// `myevents <uuid>` (inbound); else these are refused with `-ERR command not found` or
// `-ERR not controlling a session`. Without `full`, an outbound connection has no `linger`.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/format.hpp>
#include <eslio/wire/line_writer.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::cmd {

/// `connect`: the reply is the channel's data (`reply::data()`), with Socket-Mode and Control; see
/// `socket_mode_of`. May be sent again for fresh data (mod_event_socket: parse_command).
inline command connect() {
    return command("connect");
}

/// `getvar <name>`: a channel variable, read from the reply by `variable_of`, which tells of its
/// limits. `api uuid_getvar` has none of them.
ESLIO_DECL command getvar(std::string_view name);

/// `myevents`, on an outbound connection: the call's events (23 types), and from then on no others
/// but those of jobs started here. The limit stays for ever; a second one is refused with
/// `-ERR aready enabled.`
inline command myevents() {
    return command("myevents");
}

/// `myevents <format>`, on an outbound connection. `plain` changes nothing: JSON stays JSON.
inline command myevents(format type) {
    return command("myevents " + std::string(to_string(type)));
}

/// `myevents <uuid> plain`, on an inbound connection: binds it to the call. When the call ends
/// FreeSWITCH closes the connection, so it should not be a shared one; `filter` is the way there.
///
/// The second word changes nothing but the case of an unknown UUID: without it FreeSWITCH agrees
/// and sends the events of all calls, or crashes (v1.10.2 to v1.10.7); with it, it refuses.
ESLIO_DECL command myevents(std::string_view uuid);
inline command myevents(const std::string& uuid) {
    return myevents(std::string_view(uuid));
}
inline command myevents(const char* uuid) {
    return myevents(std::string_view(uuid));
}

/// `linger`: when the call ends, the connection stays without limit, for the last events. Whoever
/// does not `exit` then keeps the dead channel in FreeSWITCH's memory for ever.
inline command linger() {
    return command("linger");
}

/// `linger <seconds>`: the connection stays that long after the call's end. Sent again during the
/// linger, it closes the connection at once. Refused are negative times and more than fits.
ESLIO_DECL command linger(std::chrono::seconds time);

/// `nolinger`: with the call the connection ends, and its last events are lost.
inline command nolinger() {
    return command("nolinger");
}

/// `resume`: when the connection ends, what runs on the call is broken off, and the call goes on in
/// the dialplan. An `outbound::session` needs none: without it the call goes on as well, after what
/// runs. Sent as it is, it leaves the call in CS_RESET for ever where the socket application has no
/// `async`, and in async mode where the call was transferred meanwhile. It leaves the variable
/// `socket_resume` on the call, which does the same to a socket without `async` later in its
/// dialplan (mod_event_socket: listener_run, socket_function).
inline command resume() {
    return command("resume");
}

/// `divert_events on|off`: events for the call's own queue (DTMF, speech) come here, whatever is
/// subscribed and filtered, as long as events are on at all.
inline command divert_events(bool on) {
    return command(on ? "divert_events on" : "divert_events off");
}

}  // namespace eslio::cmd

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/call_control.ipp>
#endif
