// What applications play and record: how that begins, and what it leaves on the channel: responses,
// variables, events.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/application_frame.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/call/digits.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// How an application came to its end.
enum class app_end {
    done,    ///< by itself
    broken,  ///< by a break, or a key
    cut,     ///< the call hung up, or went elsewhere
};

inline constexpr std::string_view no_response = "_none_";

/// False if there is no such file.
ESLIO_DECL bool start_file(channel& leg, application_frame& f, std::string_view file);

/// The file that plays is read no further: what has been read of it is heard, then it ends
/// (switch_ivr.c: switch_ivr_process_fh, `stop`; switch_core_file.c: switch_core_file_read).
ESLIO_DECL void stop_reading(const channel& leg, application_frame& f);

/// What plays ends, and leaves how much of it was heard, and read (switch_ivr_play_say.c:
/// switch_ivr_play_file).
ESLIO_DECL void stop_file(channel& leg, application_frame& f, std::string_view status);

/// The file of an application that collects digits has ended.
ESLIO_DECL void wait_for_digits(application_frame& f);

/// Plays the file, then waits for digits. False if there are no attempts left.
ESLIO_DECL bool begin_prompt(channel& leg, application_frame& f);

/// Each attempt that fails is told by the file for it, the last one too (switch_ivr_play_say.c:
/// switch_play_and_get_digits).
ESLIO_DECL bool fail_attempt(channel& leg, application_frame& f);

/// Whether it goes on after its file, its digits, or its time. A break ends a file; digits are
/// waited for all the same (switch_ivr_collect_digits_count).
ESLIO_DECL bool collects_on(channel& leg, application_frame& f, app_end how);

ESLIO_DECL void play_repeated(channel& leg, application_frame& f);

/// Several files, if `playback_delimiter` is set: one after another.
ESLIO_DECL void begin_playback(channel& leg, application_frame& f);
ESLIO_DECL bool plays_next(channel& leg, application_frame& f);

/// Whether it goes on with another attempt, or plays its file once more.
ESLIO_DECL bool plays_again(channel& leg, application_frame& f, app_end how);

/// False if it cannot go on with the call: there is no such folder.
ESLIO_DECL bool begin_media(channel& leg, application_frame& f);

/// A key of the caller's, as events tell it.
ESLIO_DECL event dtmf_event(channel& leg, const digit& d);

/// Whether a key ends it, and stays on the call (mod_dptools: sleep_function).
inline bool leaves_keys(const channel& leg, const application_frame& f) {
    return f.app.name == "sleep" && !is_true(leg.vars["sleep_eat_digits"]);
}

ESLIO_DECL void fire_recording(channel& leg, bool start, std::string_view path, const place& origin,
                               std::string_view cause = {});

/// mod_dptools: playback_function. A break, too, is said to have played.
ESLIO_DECL void leave_playback(channel& leg, application_frame& f, app_end how);

/// Nobody is silent for too long: nothing is heard (switch_ivr_play_say.c: switch_ivr_record_file).
ESLIO_DECL void begin_recording(channel& leg, const application_frame& f);

/// switch_ivr_record_file_event; without a file it leaves the length of an earlier one.
ESLIO_DECL void leave_recording(channel& leg, const application_frame& f);

/// The size of a WAV file of L16 at 8 kHz.
ESLIO_DECL std::string recorded_bytes(std::int64_t ms);

/// The application has ended: everything but its CHANNEL_EXECUTE_COMPLETE.
ESLIO_DECL void leave_behind(channel& leg, application_frame& f, app_end how);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/application_media.ipp>
#endif
