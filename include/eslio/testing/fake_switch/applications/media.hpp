// Applications on the media of their call: recording, displacing, levels, detectors, broadcast.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/call/application_media.hpp>
#include <eslio/testing/fake_switch/machine/broadcast.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/media_bugs.hpp>
#include <eslio/testing/fake_switch/machine/session_heartbeat.hpp>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// `path [+time_limit]`; a path may hold blanks.
ESLIO_DECL void run_record_session(machine& m, call& c, const running_app& app);

inline void run_stop_record_session(machine& m, call& c, const running_app& app) {
    stop_recording(m, c, app.argument);
}

/// `path [flags] [+time_limit]`
ESLIO_DECL void run_displace_session(machine& m, call& c, const running_app& app);

inline void run_stop_displace_session(machine& m, call& c, const running_app& app) {
    remove_bugs(m, c.uuid(), "displace", app.argument);
}

/// What changes the level of one direction, or mutes it, takes the place of what did so.
ESLIO_DECL void change_audio(machine& m, call& c, const running_app& app, const char* what);
inline void run_set_audio_level(machine& m, call& c, const running_app& app) {
    change_audio(m, c, app, "level");
}
inline void run_set_mute(machine& m, call& c, const running_app& app) {
    change_audio(m, c, app, "mute");
}

/// `key tones ...`
ESLIO_DECL void run_tone_detect(machine& m, call& c, const running_app& app);
inline void run_stop_tone_detect(machine& m, call& c, const running_app&) {
    stop_detecting_tones(m, c);
}

/// One detector of inband DTMF, and generators of it as often as asked for, of which the last is
/// stopped alone (switch_ivr_async.c: switch_ivr_inband_dtmf_session,
/// switch_ivr_inband_dtmf_generate_session).
inline void run_start_dtmf(machine& m, call& c, const running_app&) {
    if (!has_bug(m, c.uuid(), "inband_dtmf")) add_bug(m, c, "inband_dtmf", "N/A");
}
inline void run_stop_dtmf(machine& m, call& c, const running_app&) {
    remove_bugs(m, c.uuid(), "inband_dtmf");
}
inline void run_start_dtmf_generate(machine& m, call& c, const running_app&) {
    add_bug(m, c, "inband_dtmf_generate", "N/A");
}
inline void run_stop_dtmf_generate(machine& m, call& c, const running_app&) {
    remove_oldest_bug(m, c, "inband_dtmf_generate");
}

/// Without a function named, all go.
inline void run_remove_bugs(machine& m, call& c, const running_app& app) {
    remove_bugs(m, c.uuid(), app.argument);
}

/// `[seconds]` (mod_dptools.c: heartbeat_function, keepalive_function)
ESLIO_DECL void run_enable_heartbeat(machine& m, call& c, const running_app& app);

/// `seconds` (mod_dptools.c: sched_heartbeat_function)
ESLIO_DECL void run_sched_heartbeat(machine& m, call& c, const running_app& app);

/// `on` or `off`, and without an argument off.
inline void run_capture_text(machine& m, call& c, const running_app& app) {
    capture_text(m, c, is_true(app.argument));
}

/// `commands`, which are not looked at, and of `stop` the preprocessor itself goes with the next
/// frame that it is asked for, of which there are none.
inline void run_preprocess(machine& m, call& c, const running_app& app) {
    if (!app.argument.empty()) preprocess(m, c);
}

/// `path [legs]`, and nothing more (mod_dptools.c: broadcast_function).
ESLIO_DECL void run_broadcast(machine&, call& c, const running_app& app);

/// What a call hears on hold: the word at that place, or what its variable says.
ESLIO_DECL std::string hold_music(const call& c, const std::vector<std::string>& words,
                                  std::size_t at);

/// `key [music] [music of the other leg]`: both hear music until the key is pressed; without a
/// bridge it ends at once (switch_ivr_play_say.c: switch_ivr_soft_hold).
ESLIO_DECL void run_soft_hold(machine& m, call& c, const running_app& app);

/// `name` of a menu (mod_dptools.c: ivr_application_function).
inline void run_ivr(machine& m, call& c, const running_app& app) {
    c.running().run_menu(m.menus, app.argument);
}

/// There are no phrases and engines: each ends at once, with what it then says (live suite).
inline void run_phrase(machine&, call& c, const running_app&) {
    respond(c, "UNKNOWN ERROR");
}
inline void run_play_and_detect_speech(machine&, call& c, const running_app&) {
    respond(c, "ASR INIT ERROR");
}

/// It has run out of time: nobody speaks, and nothing is heard (live suite).
inline void run_wait_for_silence(machine&, call& c, const running_app& app) {
    if (time_of_waiting(app)) c.leg().vars.set("wait_for_silence_timeout", "true");
}

inline constexpr application_entry media_applications[] = {
    {"broadcast", run_broadcast},
    {"capture_text", run_capture_text},
    {"displace_session", run_displace_session},
    {"enable_heartbeat", run_enable_heartbeat},
    {"enable_keepalive", run_enable_heartbeat},
    {"ivr", run_ivr},
    {"phrase", run_phrase},
    {"play_and_detect_speech", run_play_and_detect_speech},
    {"preprocess", run_preprocess},
    {"record_session", run_record_session},
    {"remove_bugs", run_remove_bugs},
    {"sched_heartbeat", run_sched_heartbeat},
    {"set_audio_level", run_set_audio_level},
    {"set_mute", run_set_mute},
    {"soft_hold", run_soft_hold},
    {"start_dtmf", run_start_dtmf},
    {"start_dtmf_generate", run_start_dtmf_generate},
    {"stop_displace_session", run_stop_displace_session},
    {"stop_dtmf", run_stop_dtmf},
    {"stop_dtmf_generate", run_stop_dtmf_generate},
    {"stop_record_session", run_stop_record_session},
    {"stop_tone_detect", run_stop_tone_detect},
    {"tone_detect", run_tone_detect},
    {"wait_for_silence", run_wait_for_silence},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/media.ipp>
#endif
