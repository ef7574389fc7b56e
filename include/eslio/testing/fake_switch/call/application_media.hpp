// What applications play and record: how that begins, and what it leaves on the channel: responses,
// variables, events.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/application_frame.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/call/digits.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// How an application came to its end.
enum class app_end {
    done,    ///< by itself
    broken,  ///< by a break, or a key
    cut,     ///< the call hung up, or went elsewhere
};

inline constexpr std::string_view no_response = "_none_";

/// Plays the file, then waits for digits.
ESLIO_DECL void play_for_digits(channel& leg, application_frame& f);

/// `endless_playback file`, `loop_playback [+times] file`: plays it again and again. How long a
/// file of another name lasts is not known: it plays for ever, or for a second.
inline bool is_repeated(const application_frame& f) {
    return f.app.name == "endless_playback" || f.app.name == "loop_playback";
}

ESLIO_DECL void play_repeated(channel& leg, application_frame& f);

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

/// mod_dptools: playback_function. A break, too, is said to have played.
ESLIO_DECL void leave_playback(channel& leg, application_frame& f, app_end how);

/// switch_ivr_record_file_event; without a file it leaves the length of an earlier one.
ESLIO_DECL void leave_recording(channel& leg, const application_frame& f);

/// The application has ended: everything but its CHANNEL_EXECUTE_COMPLETE.
ESLIO_DECL void leave_behind(channel& leg, application_frame& f, app_end how);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/application_media.ipp>
#endif
