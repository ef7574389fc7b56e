// Control of a call by its UUID: uuid_kill, uuid_transfer, uuid_bridge, uuid_hold, ...
//
// They answer `+OK` or `-ERR`; what they bring about is told by events.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/detail/readers.hpp>
#include <eslio/api/request.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/log_level.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace eslio::api {

/// Hangs up, with a cause by its name or number; NORMAL_CLEARING if none is given, and for one that
/// FreeSWITCH does not know (switch_channel_str2cause).
ESLIO_DECL api_request uuid_kill(const any_text& uuid, const any_text& cause = "");
/// The same by a value; `none` leaves it to FreeSWITCH. `unknown` is refused.
ESLIO_DECL api_request uuid_kill(const any_text& uuid, hangup_cause cause);

/// Sends a call, the one bridged to it or both to an extension (mod_commands: transfer_function).
/// An extension that begins with `-` can be said only of call_legs::other and call_legs::both.
ESLIO_DECL api_request uuid_transfer(const any_text& uuid, const extension& to,
                                     call_legs which = call_legs::own);

/// Sends a call to `a` and the one bridged to it to `b` (mod_commands: dual_transfer_function).
/// Slashes part dialplan and context there, so that none of the parts may hold one.
ESLIO_DECL api_request uuid_dual_transfer(const any_text& uuid, const extension& a,
                                          const extension& b);

/// Bridges two calls. The answer is the UUID of the other one (mod_commands: uuid_bridge_function).
inline request<confirmation> uuid_bridge(const any_text& uuid, const any_text& other) {
    return detail::api_writer("uuid_bridge").uuid(uuid).uuid(other).as(detail::read_confirmation);
}

/// How much of what runs on a call is broken off.
enum class break_scope : unsigned char { current, all };

/// Breaks off what is played on a call; with `all` what is queued as well, of which nothing is told
/// then. With `both` on its partner, too (mod_commands: break_function).
ESLIO_DECL api_request uuid_break(const any_text& uuid, break_scope what = break_scope::current,
                                  bool both = false);

/// Puts a call on hold, with a text for the phone's display (mod_commands: uuid_hold_function). The
/// words `off` and `toggle`, which FreeSWITCH takes for orders, are no UUIDs here. The text becomes
/// a name in a SIP header, and may hold no line break, of a stranger no `"`, nor a single backslash
/// at its end; it is not decoded there (mod_sofia: sofia_receive_message).
ESLIO_DECL api_request uuid_hold(const any_text& uuid, const any_text& display = "");
inline api_request uuid_unhold(const any_text& uuid) {
    return detail::api_writer("uuid_hold off").uuid(uuid).request();
}
ESLIO_DECL api_request uuid_hold_toggle(const any_text& uuid, const any_text& display = "");

/// Takes a call out of what it does, until it is told otherwise (switch_ivr_park_session).
inline api_request uuid_park(const any_text& uuid) {
    return detail::api_writer("uuid_park").uuid(uuid).request();
}

/// Answers. Of a call that cannot be it says `-ERROR` (mod_commands: uuid_answer_function).
inline api_request uuid_answer(const any_text& uuid) {
    return detail::api_writer("uuid_answer").uuid(uuid).request();
}

/// Begins early media (switch_channel_pre_answer).
inline api_request uuid_pre_answer(const any_text& uuid) {
    return detail::api_writer("uuid_pre_answer").uuid(uuid).request();
}

/// Tells the caller that it rings, or that the call waits in a queue (SIP 180, 182).
inline api_request uuid_ring_ready(const any_text& uuid, bool queued = false) {
    detail::api_writer line("uuid_ring_ready");
    line.uuid(uuid);
    return (queued ? line.keyword("queued") : line).request();
}

/// Lets early media of a call that is being made count, which `ignore_early_media` holds back. Says
/// nothing but of an unknown call (mod_commands: uuid_early_ok_function).
inline api_request uuid_early_ok(const any_text& uuid) {
    return detail::api_writer("uuid_early_ok").uuid(uuid).request();
}

/// Takes an outgoing call for answered (switch_channel_mark_answered; mod_commands:
/// outgoing_answer_function).
inline api_request uuid_outgoing_answer(const any_text& uuid) {
    return detail::api_writer("uuid_outgoing_answer").uuid(uuid).request();
}

/// Sends the caller elsewhere by SIP: REFER of an answered call, 302 before the answer
/// (mod_commands: uuid_deflect). The answer holds what the endpoint says, if anything.
ESLIO_DECL request<confirmation> uuid_deflect(const any_text& uuid, const any_text& uri);

/// A SIP 302 (mod_commands: uuid_redirect).
ESLIO_DECL request<confirmation> uuid_redirect(const any_text& uuid, const any_text& uri);

/// Takes FreeSWITCH out between two phones, where these can do it (mod_commands:
/// uuid_simplify_function).
inline api_request uuid_simplify(const any_text& uuid) {
    return detail::api_writer("uuid_simplify").uuid(uuid).request();
}

/// Lets a call log at another level; with `both` its partner as well (mod_commands: uuid_loglevel).
ESLIO_DECL api_request uuid_loglevel(const any_text& uuid, log_level level, bool both = false);

/// SESSION_HEARTBEAT events of a call, each so many seconds; the first comes at once, or with
/// `scheduled` after that time (mod_commands: uuid_session_heartbeat_function).
ESLIO_DECL api_request uuid_session_heartbeat(const any_text& uuid, std::chrono::seconds every,
                                              bool scheduled = false);
inline api_request uuid_session_heartbeat_stop(const any_text& uuid) {
    return detail::api_writer("uuid_session_heartbeat").uuid(uuid).keyword("false").request();
}

/// Text for the application that runs on a call, as an event COMMAND in its queue (mod_commands:
/// uuid_chat). FreeSWITCH cuts white space at its end, so that it is refused there.
ESLIO_DECL api_request uuid_chat(const any_text& uuid, const any_text& text);

/// Real-time text (T.140) to the phone (mod_commands: uuid_send_text).
ESLIO_DECL api_request uuid_send_text(const any_text& uuid, const any_text& text);

/// A SIP INFO to the phone, of a type as `text` and `plain`, or of none (mod_commands:
/// uuid_send_info_function).
ESLIO_DECL api_request uuid_send_info(const any_text& uuid, const any_text& text);
ESLIO_DECL api_request uuid_send_info(const any_text& uuid, const any_text& type,
                                      const any_text& subtype, const any_text& text);

/// An event for the phone, as `talk` and `hold` (mod_commands: uuid_phone_event_function).
ESLIO_DECL api_request uuid_phone_event(const any_text& uuid, const any_text& name);

/// What the phone shows of the other end: a name, or `name|number` of the program's own
/// (mod_sofia: SWITCH_MESSAGE_INDICATE_DISPLAY).
ESLIO_DECL api_request uuid_display(const any_text& uuid, const any_text& name);
ESLIO_DECL api_request uuid_display(const any_text& uuid, const any_text& name,
                                    const any_text& number);

/// Hangs up all calls; `none` is MANAGER_REQUEST (mod_commands: hupall_api_function).
ESLIO_DECL request<confirmation> hupall(hangup_cause cause = hangup_cause::manager_request);

/// Hangs up the calls that have a variable of that value; empty ones match nothing and are refused.
ESLIO_DECL request<confirmation> hupall(hangup_cause cause, std::string_view variable,
                                        const any_text& value);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/uuid_control.ipp>
#endif
