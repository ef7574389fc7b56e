// What applications play and record: how that begins, and what it leaves on the channel: responses,
// variables, events.
#pragma once

#include <eslio/testing/fake_switch/application_frame.hpp>
#include <eslio/testing/fake_switch/channel.hpp>
#include <eslio/testing/fake_switch/digits.hpp>
#include <eslio/testing/fake_switch/running_app.hpp>

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
inline void play_for_digits(channel& leg, application_frame& f) {
    const auto time = duration_of_file(f.collector->file()).value_or(f.playing);
    fire_playback(leg, f.collector->file(), {});
    f.rest = time + f.collector->timeout();
}

/// `endless_playback file`, `loop_playback [+times] file`: plays it again and again. How long a
/// file of another name lasts is not known: it plays for ever, or for a second.
inline bool is_repeated(const application_frame& f) {
    return f.app.name == "endless_playback" || f.app.name == "loop_playback";
}

inline void play_repeated(channel& leg, application_frame& f) {
    const bool endless = f.app.name == "endless_playback";
    const auto time = duration_of_file(f.file());
    fire_playback(leg, f.file(), {});
    f.rest = time ? time : endless ? std::nullopt : std::optional(core::duration(f.one_second));
}

/// Whether it goes on with another attempt, or plays its file once more.
inline bool plays_again(channel& leg, application_frame& f, app_end how) {
    if (f.missing_file || how == app_end::cut) return false;
    if (f.collector && !f.collector->attempt_over()) {
        play_for_digits(leg, f);
        return true;
    }
    if (!is_repeated(f) || how != app_end::done || !f.plays_on()) return false;
    fire_playback(leg, f.file(), "done");
    play_repeated(leg, f);
    return true;
}

/// False if it cannot go on with the call: there is no such folder.
inline bool begin_media(channel& leg, application_frame& f) {
    if (f.collector) f.collector->clear(leg.vars);
    f.missing_file = leg.inside().missing_files.count(f.file()) != 0;
    if (f.missing_file) {
        f.rest = core::duration::zero();
        return f.app.name != "record";
    }
    if (f.collector)
        play_for_digits(leg, f);
    else if (f.app.name == "playback")
        fire_playback(leg, f.app.argument, {});
    else if (is_repeated(f))
        play_repeated(leg, f);
    return true;
}

/// A key of the caller's, as events tell it.
inline event dtmf_event(channel& leg, const digit& d) {
    event e = leg.basic_event(event_name::dtmf, places::dtmf);
    e.add("DTMF-Digit", std::string(1, d.key));
    e.add("DTMF-Duration", std::to_string(d.duration));
    e.add("DTMF-Source", d.source);
    return e;
}

/// Whether a key ends it, and stays on the call (mod_dptools: sleep_function).
inline bool leaves_keys(const channel& leg, const application_frame& f) {
    return f.app.name == "sleep" && !is_true(leg.vars["sleep_eat_digits"]);
}

/// mod_dptools: playback_function. A break, too, is said to have played.
inline void leave_playback(channel& leg, application_frame& f, app_end how) {
    if (f.missing_file) {
        f.response = "FILE NOT FOUND";
        return;
    }
    fire_playback(leg, f.app.argument, how == app_end::broken ? "break" : "done");
    if (how == app_end::cut)
        f.response = "PLAYBACK ERROR";
    else if (f.response == no_response)
        f.response = "FILE PLAYED";
}

/// switch_ivr_record_file_event; without a file it leaves the length of an earlier one.
inline void leave_recording(channel& leg, const application_frame& f) {
    if (f.missing_file) return;
    const auto length =
        std::chrono::duration_cast<std::chrono::milliseconds>(leg.inside().now() - f.began);
    leg.vars.set("record_seconds", std::to_string(length.count() / 1000));
    leg.vars.set("record_ms", std::to_string(length.count()));
    leg.vars.set("record_samples", std::to_string(length.count() * 8));
}

/// The application has ended: everything but its CHANNEL_EXECUTE_COMPLETE.
inline void leave_behind(channel& leg, application_frame& f, app_end how) {
    if (f.collector && !f.missing_file)
        f.collector->write(leg.vars, how == app_end::cut, f.plays_file(leg.inside().now()));
    if (f.app.name == "playback") leave_playback(leg, f, how);
    if (is_repeated(f) && !f.missing_file) {
        fire_playback(leg, f.file(), how == app_end::broken ? "break" : "done");
        f.response = how == app_end::cut ? "PLAYBACK ERROR" : "FILE PLAYED";
    }
    if (f.app.name == "record") leave_recording(leg, f);
    if (f.response != no_response) leg.vars.set("current_application_response", f.response);
}

}  // namespace eslio::testing::fake
