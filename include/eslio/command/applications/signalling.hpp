// Applications that tell the far end something, or do so at a later time: hang-ups, answers, names.
#pragma once

#include <eslio/command/application.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/argument_writer.hpp>
#include <eslio/command/detail/cause.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/hangup_cause.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::app {

/// Hangs up, with a cause by FreeSWITCH's name or by number; without one it is NORMAL_CLEARING, and
/// so is one that FreeSWITCH does not know (mod_dptools: hangup_function,
/// switch_channel_str2cause).
ESLIO_DECL application hangup(std::string_view cause = {});
/// The same by a value; `none` leaves it to FreeSWITCH. `unknown` is refused.
inline application hangup(hangup_cause cause) {
    if (argument_error wrong = eslio::detail::check_cause(cause))
        return application::invalid(std::move(wrong));
    return hangup(eslio::detail::cause_word(cause));
}

/// Answers the INVITE with a final status, 300 to 699, and ends the call; the phrase is SIP's own
/// if it is empty. Only before the answer, and only of SIP (mod_sofia: sofia_receive_message).
ESLIO_DECL application respond(int status, const any_text& phrase = std::string_view());

/// Sends the caller elsewhere before the answer (302). FreeSWITCH takes several addresses,
/// separated by commas; of a stranger's text it takes one that may name any place.
ESLIO_DECL application redirect(const any_text& uri);

/// Ringing (180), told as 182 Queued.
inline application ring_ready_queued() {
    return application("ring_ready", "queued");
}

/// Answers the INVITE with 100 Trying.
inline application acknowledge_call() {
    return application("acknowledge_call");
}

/// Waits until the call is answered by its far end.
inline application wait_for_answer() {
    return application("wait_for_answer");
}

/// Shows a name and a number on the phone (mod_sofia splits them at `|`). The name may hold none.
ESLIO_DECL application send_display(const any_text& name,
                                    const any_text& number = std::string_view());

/// Sends a SIP INFO with that text.
inline application sip_info(const any_text& text) {
    return eslio::detail::whole_argument("send_info", "text", text);
}

/// Hangs up after that time, or at once if it is 0. `call_legs::other` is the leg that the call is
/// bridged to by then, which can be hung up alone; both at once cannot (switch_ivr_async.c:
/// sch_hangup_callback).
ESLIO_DECL application sched_hangup(std::chrono::seconds after, std::string_view cause = {},
                                    call_legs legs = call_legs::own);
/// The same by a value; `none` leaves it to FreeSWITCH. `unknown` is refused.
inline application sched_hangup(std::chrono::seconds after, hangup_cause cause,
                                call_legs legs = call_legs::own) {
    if (argument_error wrong = eslio::detail::check_cause(cause))
        return application::invalid(std::move(wrong));
    return sched_hangup(after, eslio::detail::cause_word(cause), legs);
}

/// Goes on in the dialplan after that time.
ESLIO_DECL application sched_transfer(std::chrono::seconds after, const extension& to);

/// Plays a file after that time. What it may be of a stranger: see `broadcast`.
ESLIO_DECL application sched_broadcast(std::chrono::seconds after, const any_text& file,
                                       call_legs legs = call_legs::own);

/// Cancels what the call has scheduled; or a group, or the task of that number, whose it may be.
inline application sched_cancel(std::string_view group = {}) {
    if (group.empty()) return application("sched_cancel");
    return eslio::detail::whole_argument("sched_cancel", "group", group);
}

/// Fires a SESSION_HEARTBEAT of the call in that interval, a second at least: 0 means a minute
/// there (switch_core_session_enable_heartbeat). Only `uuid_session_heartbeat` ends them.
ESLIO_DECL application enable_heartbeat(std::chrono::seconds interval);

/// The same, and asks the far end in that interval whether it is there.
ESLIO_DECL application enable_keepalive(std::chrono::seconds interval);

}  // namespace eslio::app

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/applications/impl/signalling.ipp>
#endif
