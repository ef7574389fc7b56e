// API commands on the media of a call, and what is sent to its phone: recording, displacing,
// levels.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/call/application_media.hpp>
#include <eslio/testing/fake_switch/facts/log_levels.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/media_bugs.hpp>
#include <eslio/testing/fake_switch/machine/session_heartbeat.hpp>

#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// The texts of a command that needs a call and a number of words, and does nothing else that could
/// be seen here.
struct call_answer {
    std::size_t least;  ///< words
    enum class otherwise {
        usage,           ///< fewer words: the usage alone
        usage_and_none,  ///< the usage, and what is said of a call that is not there
    } too_few;
    const char* none;  ///< of a call that is not there
    const char* done;
};

ESLIO_DECL std::string say_of_call(const api_call& c, const call_answer& a);

/// `-ERR No such channel <uuid>!` of a call that is not there.
ESLIO_DECL std::string say_of_named_call(const api_call& c, std::size_t least, const char* done);

/// Each command writes it in one of two ways (mod_commands.c).
inline constexpr const char* operation_failed_in_lower_case = "-ERR Operation failed\n";
inline constexpr const char* operation_failed_capitalized = "-ERR Operation Failed\n";
inline constexpr const char* ok_success = "+OK Success\n";

template <std::size_t Least>
std::string answer_call_operation(const api_call& c) {
    return say_of_call(
        c, {Least, call_answer::otherwise::usage, operation_failed_in_lower_case, ok_success});
}
template <std::size_t Least>
std::string answer_call_request(const api_call& c) {
    return say_of_call(c, {Least, call_answer::otherwise::usage_and_none,
                           operation_failed_capitalized, ok_success});
}
template <std::size_t Least>
std::string answer_call_address(const api_call& c) {
    return say_of_named_call(c, Least, "+OK:\n");
}

/// What a display was told last: `name|number`, each only if there is one
/// (switch_core_session.c: switch_core_session_perform_receive_message).
ESLIO_DECL void note_display(call& c, std::string_view text);

/// A loopback leg passes it on and does not take it (mod_loopback.c: channel_receive_message).
ESLIO_DECL std::string answer_uuid_display(const api_call& c);

/// Null and loopback legs have no media to be taken back.
ESLIO_DECL std::string answer_uuid_media(const api_call& c);

ESLIO_DECL std::string answer_uuid_phone_event(const api_call& c);

ESLIO_DECL std::string answer_uuid_codec_param(const api_call& c);

inline std::string answer_uuid_pause(const api_call& c) {
    return say_of_call(c, {2, call_answer::otherwise::usage, no_such_channel, ""});
}

ESLIO_DECL std::string answer_uuid_preprocess(const api_call& c);

ESLIO_DECL std::string answer_uuid_fileman(const api_call& c);

ESLIO_DECL std::string answer_uuid_send_message(const api_call& c);

inline std::string answer_uuid_send_text(const api_call& c) {
    return say_of_named_call(c, 2, "+OK\n");
}
ESLIO_DECL std::string answer_uuid_capture_text(const api_call& c);

/// No endpoint here takes a chat message.
inline std::string answer_uuid_chat(const api_call& c) {
    return say_of_named_call(c, 2, "-ERR Send failed\n");
}

ESLIO_DECL std::string answer_uuid_loglevel(const api_call& c);

/// Whether applications run when the call is down is not changed by it: only the answer is given.
ESLIO_DECL std::string answer_uuid_zombie_exec(const api_call& c);

ESLIO_DECL std::string answer_uuid_msrp_send(const api_call& c);

ESLIO_DECL std::string answer_uuid_session_heartbeat(const api_call& c);

ESLIO_DECL std::string answer_uuid_video_refresh(const api_call& c);

/// The usage is that of another command (mod_commands.c: uuid_video_bitrate_function).
ESLIO_DECL std::string answer_uuid_video_rate(const api_call& c);

/// What changes the sound of a call listens to its media.
ESLIO_DECL std::string answer_uuid_audio(const api_call& c);

ESLIO_DECL std::string answer_uuid_buglist(const api_call& c);

ESLIO_DECL std::string answer_uuid_displace(const api_call& c);

/// mod_commands.c: session_record_function
ESLIO_DECL std::string answer_uuid_record(const api_call& c);

/// `uuid key tone [flags timeout app data hits]`
ESLIO_DECL std::string answer_tone_detect(const api_call& c);

inline constexpr api_entry media_apis[] = {
    {"pause", "<uuid> <on|off>", "Pause media on a channel", answer_uuid_pause},
    {"tone_detect", "<uuid> <key> <tone_spec> [<flags> <timeout> <app> <args> <hits>]",
     "Start tone detection on a channel", answer_tone_detect},
    {"uuid_audio", "<uuid> [start [read|write] [mute|level <level>]|stop]", "uuid_audio",
     answer_uuid_audio},
    {"uuid_buglist", "<uuid>", "List media bugs on a session", answer_uuid_buglist},
    {"uuid_capture_text", "<uuid> <on|off>", "start/stop capture_text", answer_uuid_capture_text},
    {"uuid_chat", "<uuid> <text>", "Send a chat message", answer_uuid_chat},
    {"uuid_codec_debug", "<uuid> audio|video <level>", "Send codec a debug message",
     answer_call_request<3>},
    {"uuid_codec_param", "<uuid> audio|video read|write <param> <val>", "Send codec a param",
     answer_uuid_codec_param},
    {"uuid_debug_media", "<uuid> <read|write|both|vread|vwrite|vboth|all> <on|off>", "Debug media",
     answer_call_operation<3>},
    {"uuid_deflect", "<uuid> <uri>", "Send a deflect", answer_call_address<2>},
    {"uuid_displace", "<uuid> [start|stop] <path> [<limit>] [mux]", "Displace audio",
     answer_uuid_displace},
    {"uuid_display", "<uuid> <display>", "Update phone display", answer_uuid_display},
    {"uuid_fileman", "<uuid> <cmd>:<val>", "Manage session audio", answer_uuid_fileman},
    {"uuid_jitterbuffer", "<uuid> [0|<min_msec>[:<max_msec>]]", "uuid_jitterbuffer",
     answer_call_operation<2>},
    {"uuid_loglevel", "<uuid> <level>", "Set loglevel on session", answer_uuid_loglevel},
    {"uuid_media", "[off] <uuid>", "Reinvite FS in or out of media path", answer_uuid_media},
    {"uuid_media_3p", "[off] <uuid>", "Reinvite FS in or out of media path using 3pcc",
     answer_uuid_media},
    {"uuid_media_params", "<uuid> <json>", "Update remote vid params", answer_call_operation<2>},
    {"uuid_media_reneg", "<uuid>[ <codec_string>]", "Media negotiation", answer_call_request<1>},
    {"uuid_msrp_send", "<msg>", "send msrp text", answer_uuid_msrp_send},
    {"uuid_pause", "<uuid> <on|off>", "Pause media on a channel", answer_uuid_pause},
    {"uuid_phone_event", "<uuid>", "Send an event to the phone", answer_uuid_phone_event},
    {"uuid_preprocess", "<>", "Pre-process Channel", answer_uuid_preprocess},
    {"uuid_record", "<uuid> [start|stop|mask|unmask] <path> [<limit>] [<recording_vars>]",
     "Record session audio", answer_uuid_record},
    {"uuid_recovery_refresh", "<uuid> <uri>", "Send a recovery_refresh", answer_call_address<2>},
    {"uuid_redirect", "<uuid> <uri>", "Send a redirect", answer_call_address<2>},
    {"uuid_send_info", "<uuid> [<mime_type> <mime_subtype>] <message>", "Send info to the endpoint",
     answer_call_request<1>},
    {"uuid_send_message", "<uuid> <message>", "Send MESSAGE to the endpoint",
     answer_uuid_send_message},
    {"uuid_send_text", "<uuid> <text>", "Send text in real-time", answer_uuid_send_text},
    {"uuid_session_heartbeat", "<uuid> [sched] [0|<seconds>]", "uuid_session_heartbeat",
     answer_uuid_session_heartbeat},
    {"uuid_set_media_stats", "<uuid>", "Set media stats", answer_call_address<1>},
    {"uuid_simplify", "<uuid>", "Try to cut out of a call path / attended xfer",
     answer_call_operation<1>},
    {"uuid_video_bandwidth", "<uuid> <bitrate>", "Send video bandwidth", answer_uuid_video_rate},
    {"uuid_video_bitrate", "<uuid> <bitrate>", "Send video bitrate req.", answer_uuid_video_rate},
    {"uuid_video_refresh", "<uuid> [auto|manual]", "Send video refresh.",
     answer_uuid_video_refresh},
    {"uuid_xfer_zombie", "<uuid>", "Allow A leg to hangup and continue originating",
     answer_call_request<1>},
    {"uuid_zombie_exec", "<uuid>", "Set zombie_exec flag on the specified uuid",
     answer_uuid_zombie_exec},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/media.ipp>
#endif
