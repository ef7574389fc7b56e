// The media of a call by its UUID: uuid_broadcast, uuid_record, uuid_displace, DTMF, levels.
#pragma once

#include <eslio/api/confirmation.hpp>
#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/request.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/displacing.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <cstdint>

namespace eslio::api {

/// Takes FreeSWITCH into the path of a call's media, or out of it (mod_commands:
/// uuid_media_function). The word `off` is no UUID here.
inline api_request uuid_media(const any_text& uuid) {
    return detail::api_writer("uuid_media").uuid(uuid, "off").request();
}
inline api_request uuid_media_off(const any_text& uuid) {
    return detail::api_writer("uuid_media off").uuid(uuid).request();
}

/// Negotiates the media anew, with these codecs if some are given (mod_commands:
/// uuid_media_neg_function). A UUID that begins with `+` is refused, as that is an order there.
ESLIO_DECL api_request uuid_media_reneg(const any_text& uuid, const any_text& codecs = "");

/// Plays a file to one side of a bridge or both, beside what runs there (switch_ivr_broadcast). Of
/// a stranger it is a path alone. The program's own `${...}` is expanded where it is played, and
/// `name::argument` runs another application; all else arrives as it is. `%[` at the front, which
/// sets variables, is refused of everybody.
ESLIO_DECL request<confirmation> uuid_broadcast(const any_text& uuid, const any_text& file,
                                                call_legs to = call_legs::own);

/// Executes an application there instead, as those of `eslio::app`; its loops and lock are for
/// `async_execute`.
ESLIO_DECL request<confirmation> uuid_broadcast(const any_text& uuid, const application& what,
                                                call_legs to = call_legs::own);

/// Records a call into a file, at most for that long (mod_commands: session_record_function). Of a
/// stranger the file is a path alone.
ESLIO_DECL api_request uuid_record_start(const any_text& uuid, const any_text& file,
                                         std::chrono::seconds limit = {});

/// Ends a recording, or with `all` of the program's own every one of the call.
ESLIO_DECL api_request uuid_record_stop(const any_text& uuid, const any_text& file);

/// Records silence until unmasked.
ESLIO_DECL api_request uuid_record_mask(const any_text& uuid, const any_text& file);
ESLIO_DECL api_request uuid_record_unmask(const any_text& uuid, const any_text& file);

/// Records nothing until resumed.
ESLIO_DECL api_request uuid_record_pause(const any_text& uuid, const any_text& file);
ESLIO_DECL api_request uuid_record_resume(const any_text& uuid, const any_text& file);

/// Plays a file in place of what is heard, or as `how` says (switch_ivr_displace_session). Of a
/// stranger the file is a path alone.
ESLIO_DECL api_request uuid_displace_start(const any_text& uuid, const any_text& file,
                                           const displacing& how = {});
ESLIO_DECL api_request uuid_displace_stop(const any_text& uuid, const any_text& file);

/// Sends digits to the far end (switch_core_session_send_dtmf_string). The program's own may have
/// `@ms` for their length, `w` and `W` for pauses.
ESLIO_DECL request<confirmation> uuid_send_dtmf(const any_text& uuid, const any_text& digits);

/// Takes digits for pressed at the far end (switch_channel_queue_dtmf_string).
ESLIO_DECL request<confirmation> uuid_recv_dtmf(const any_text& uuid, const any_text& digits);

/// Forgets digits that are received and not yet used.
inline api_request uuid_flush_dtmf(const any_text& uuid) {
    return detail::api_writer("uuid_flush_dtmf").uuid(uuid).request();
}

/// Keeps a call's digits from being recorded and sent on, or puts others in their place
/// (mod_commands: uuid_drop_dtmf).
ESLIO_DECL request<confirmation> uuid_drop_dtmf(const any_text& uuid, bool on,
                                                const any_text& digits_instead);

/// Changes the loudness of a direction, from -4 to 4; silences it, with comfort noise of that level
/// from 2 on; or lets it be heard again. FreeSWITCH takes one of them at a time: `both` is refused
/// (mod_commands: session_audio_function; switch_ivr_async.c: session_audio_callback).
ESLIO_DECL api_request uuid_audio_level(const any_text& uuid, audio_direction way, int level);
ESLIO_DECL api_request uuid_audio_mute(const any_text& uuid, audio_direction way, int noise = 1);
ESLIO_DECL api_request uuid_audio_unmute(const any_text& uuid, audio_direction way);
inline api_request uuid_audio_stop(const any_text& uuid) {
    return detail::api_writer("uuid_audio").uuid(uuid).keyword("stop").request();
}

/// Orders to the file that is played on a call: `pause`, `stop`, `restart`, `seek:+1000`,
/// `speed:+1`, `volume:-1`, `truncate` (switch_ivr_process_fh).
ESLIO_DECL api_request uuid_fileman(const any_text& uuid, const any_text& order);

/// A jitter buffer of that length, or none if it is zero (mod_commands:
/// uuid_jitterbuffer_function).
ESLIO_DECL api_request uuid_jitterbuffer(const any_text& uuid, std::chrono::milliseconds least,
                                         std::chrono::milliseconds most = {});

/// Stops or goes on with a call's media (mod_commands: pause_function).
inline api_request uuid_pause(const any_text& uuid, bool on) {
    return detail::api_writer("uuid_pause").uuid(uuid).keyword(on ? "on" : "off").request();
}

/// Writes the statistics of a call's RTP into its variables `rtp_audio_...` (mod_commands:
/// uuid_set_media_stats).
inline api_request uuid_set_media_stats(const any_text& uuid) {
    return detail::api_writer("uuid_set_media_stats").uuid(uuid).request();
}

/// Sound processing of mod_commands' `preprocess`, as `echo_cancel=true`, `agc=8000`
/// (switch_ivr_preprocess_session).
ESLIO_DECL api_request uuid_preprocess(const any_text& uuid, const any_text& settings);

}  // namespace eslio::api

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/uuid_media.ipp>
#endif
