// What listens to the media of a call, or changes it: recordings, displacements, detectors.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/call/application_media.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// MEDIA_BUG_START and MEDIA_BUG_STOP (switch_core_media_bug.c).
ESLIO_DECL void fire_bug(call& c, bool start, const media_bug& bug);

/// What a recording of a session leaves, and why it ended (switch_ivr_async.c:
/// send_record_stop_event, record_callback).
ESLIO_DECL void end_session_recording(call& c, const media_bug& bug);

/// Takes bugs off a call; an empty function or target is any. False if there was none.
ESLIO_DECL bool remove_bugs(machine& m, std::string_view uuid, std::string_view function,
                            std::string_view target = {});

/// The one of that number.
ESLIO_DECL void remove_bug(machine& m, call& c, std::uint32_t number);

/// Takes the one off that was put on first.
ESLIO_DECL void remove_oldest_bug(machine& m, call& c, std::string_view function);

ESLIO_DECL bool has_bug(const machine& m, std::string_view uuid, std::string_view function,
                        std::string_view target = {});

/// Takes the call's text down, or no longer (switch_ivr_async.c: switch_ivr_capture_text).
ESLIO_DECL void capture_text(machine& m, call& c, bool on);

/// What changes the call's sound before it is passed on: one at a time, whatever is asked of it
/// (switch_ivr_async.c: switch_ivr_preprocess_session).
ESLIO_DECL void preprocess(machine& m, call& c);

/// How long a detector of tones is to go on: `+5` is five seconds, all else the time until a date
/// (mod_dptools.c: tone_detect_session_function).
ESLIO_DECL std::chrono::seconds time_of_detecting(const machine& m, std::string_view text);

/// `key tones [flags [timeout ...]]`. One detector looks for all that is asked for until it is
/// stopped, whether its time is over or not (switch_ivr_async.c: switch_ivr_tone_detect_session).
ESLIO_DECL void detect_tones(machine& m, call& c, const std::vector<std::string>& words);

/// switch_ivr_async.c: switch_ivr_stop_tone_detect_session
ESLIO_DECL void stop_detecting_tones(machine& m, call& c);

/// The newest stands last. It goes after that time of its own, if that is more than 0
/// (switch_core_media_bug.c: switch_core_media_bug_add), or when the call has hung up.
ESLIO_DECL void add_bug(machine& m, call& c, std::string function, std::string target,
                        std::chrono::seconds limit = {});

/// For so many seconds, if that is more than 0 (switch_ivr_async.c:
/// switch_ivr_record_session_event).
ESLIO_DECL void record_session(machine& m, call& c, const std::string& path, int limit);

/// A file is heard instead of the call, for so many seconds, if that is more than 0. False if it is
/// not there, or is heard already (switch_ivr_async.c: switch_ivr_displace_session).
ESLIO_DECL bool displace_session(machine& m, call& c, const std::string& path, int limit);

/// switch_core_media_bug.c: switch_core_media_bug_enumerate
ESLIO_DECL std::string list_bugs(const machine& m, std::string_view uuid);

/// `all`, or the recording into that file (switch_ivr_async.c: switch_ivr_stop_record_session).
ESLIO_DECL bool stop_recording(machine& m, call& c, std::string_view path);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/media_bugs.ipp>
#endif
