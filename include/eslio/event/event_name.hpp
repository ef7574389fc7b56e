// The types of event FreeSWITCH knows, as an enumeration.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eslio {

/// Type of an event (switch_event.c: EVENT_NAMES). The numbers are ours: in FreeSWITCH they change
/// between versions and only the names are protocol. A type that this list lacks is `unknown`; its
/// name is in `event::name()`.
enum class event_name : std::uint8_t {
    custom,
    clone,
    channel_create,
    channel_destroy,
    channel_state,
    channel_callstate,
    channel_answer,
    channel_hangup,
    channel_hangup_complete,
    channel_execute,
    channel_execute_complete,
    channel_hold,
    channel_unhold,
    channel_bridge,
    channel_unbridge,
    channel_progress,
    channel_progress_media,
    channel_outgoing,
    channel_park,
    channel_unpark,
    channel_application,
    channel_originate,
    channel_uuid,
    api,
    log,
    inbound_chan,
    outbound_chan,
    startup,
    shutdown,
    publish,
    unpublish,
    talk,
    notalk,
    session_crash,
    module_load,
    module_unload,
    dtmf,
    message,
    presence_in,
    notify_in,
    presence_out,
    presence_probe,
    message_waiting,
    message_query,
    roster,
    codec,
    background_job,
    detected_speech,
    detected_tone,
    private_command,
    heartbeat,
    trap,
    add_schedule,
    del_schedule,
    exe_schedule,
    re_schedule,
    reloadxml,
    notify,
    phone_feature,
    phone_feature_subscribe,
    send_message,
    recv_message,
    request_params,
    channel_data,
    general,
    command,
    session_heartbeat,
    client_disconnected,
    server_disconnected,
    send_info,
    recv_info,
    recv_rtcp_message,
    send_rtcp_message,
    call_secure,
    nat,
    record_start,
    record_stop,
    playback_start,
    playback_stop,
    call_update,
    failure,
    socket_data,
    media_bug_start,
    media_bug_stop,
    conference_data_query,
    conference_data,
    call_setup_req,
    call_setup_result,
    call_detail,
    device_state,
    text,
    shutdown_requested,
    cert_reload,
    all,
    unknown,  ///< not in this list; cannot be subscribed to
};

namespace detail {

// clang-format off
inline constexpr std::array<std::string_view, 94> event_name_texts{{
    "CUSTOM", "CLONE", "CHANNEL_CREATE", "CHANNEL_DESTROY", "CHANNEL_STATE", "CHANNEL_CALLSTATE",
    "CHANNEL_ANSWER", "CHANNEL_HANGUP", "CHANNEL_HANGUP_COMPLETE", "CHANNEL_EXECUTE",
    "CHANNEL_EXECUTE_COMPLETE", "CHANNEL_HOLD", "CHANNEL_UNHOLD", "CHANNEL_BRIDGE",
    "CHANNEL_UNBRIDGE", "CHANNEL_PROGRESS", "CHANNEL_PROGRESS_MEDIA", "CHANNEL_OUTGOING",
    "CHANNEL_PARK", "CHANNEL_UNPARK", "CHANNEL_APPLICATION", "CHANNEL_ORIGINATE", "CHANNEL_UUID",
    "API", "LOG", "INBOUND_CHAN", "OUTBOUND_CHAN", "STARTUP", "SHUTDOWN", "PUBLISH", "UNPUBLISH",
    "TALK", "NOTALK", "SESSION_CRASH", "MODULE_LOAD", "MODULE_UNLOAD", "DTMF", "MESSAGE",
    "PRESENCE_IN", "NOTIFY_IN", "PRESENCE_OUT", "PRESENCE_PROBE", "MESSAGE_WAITING",
    "MESSAGE_QUERY", "ROSTER", "CODEC", "BACKGROUND_JOB", "DETECTED_SPEECH", "DETECTED_TONE",
    "PRIVATE_COMMAND", "HEARTBEAT", "TRAP", "ADD_SCHEDULE", "DEL_SCHEDULE", "EXE_SCHEDULE",
    "RE_SCHEDULE", "RELOADXML", "NOTIFY", "PHONE_FEATURE", "PHONE_FEATURE_SUBSCRIBE",
    "SEND_MESSAGE", "RECV_MESSAGE", "REQUEST_PARAMS", "CHANNEL_DATA", "GENERAL", "COMMAND",
    "SESSION_HEARTBEAT", "CLIENT_DISCONNECTED", "SERVER_DISCONNECTED", "SEND_INFO", "RECV_INFO",
    "RECV_RTCP_MESSAGE", "SEND_RTCP_MESSAGE", "CALL_SECURE", "NAT", "RECORD_START", "RECORD_STOP",
    "PLAYBACK_START", "PLAYBACK_STOP", "CALL_UPDATE", "FAILURE", "SOCKET_DATA", "MEDIA_BUG_START",
    "MEDIA_BUG_STOP", "CONFERENCE_DATA_QUERY", "CONFERENCE_DATA", "CALL_SETUP_REQ",
    "CALL_SETUP_RESULT", "CALL_DETAIL", "DEVICE_STATE", "TEXT", "SHUTDOWN_REQUESTED", "CERT_RELOAD",
    "ALL",
}};
// clang-format on

}  // namespace detail

/// As on the wire, `CHANNEL_ANSWER`; empty for `unknown`.
constexpr std::string_view to_string(event_name value) noexcept {
    const auto index = static_cast<std::size_t>(value);
    return index < detail::event_name_texts.size() ? detail::event_name_texts[index]
                                                   : std::string_view{};
}

/// The type of that name, in any case; `unknown` when there is none.
constexpr event_name parse_event_name(std::string_view text) noexcept {
    for (std::size_t i = 0; i < detail::event_name_texts.size(); ++i)
        if (wire::iequals(detail::event_name_texts[i], text)) return static_cast<event_name>(i);
    return event_name::unknown;
}

}  // namespace eslio
