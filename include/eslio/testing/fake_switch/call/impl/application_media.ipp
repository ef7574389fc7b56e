// The bodies of the functions of application_media.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/application_media.hpp>

namespace eslio::testing::fake {

ESLIO_DECL void play_for_digits(channel& leg, application_frame& f) {
    const auto time = duration_of_file(f.collector->file()).value_or(f.playing);
    fire_playback(leg, f.collector->file(), {});
    f.rest = time + f.collector->timeout();
}

ESLIO_DECL void play_repeated(channel& leg, application_frame& f) {
    const bool endless = f.app.name == "endless_playback";
    const auto time = duration_of_file(f.file());
    fire_playback(leg, f.file(), {});
    f.rest = time ? time : endless ? std::nullopt : std::optional(core::duration(f.one_second));
}

ESLIO_DECL bool plays_again(channel& leg, application_frame& f, app_end how) {
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

ESLIO_DECL bool begin_media(channel& leg, application_frame& f) {
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

ESLIO_DECL event dtmf_event(channel& leg, const digit& d) {
    event e = leg.basic_event(event_name::dtmf, places::dtmf);
    e.add("DTMF-Digit", std::string(1, d.key));
    e.add("DTMF-Duration", std::to_string(d.duration));
    e.add("DTMF-Source", d.source);
    return e;
}

ESLIO_DECL void leave_playback(channel& leg, application_frame& f, app_end how) {
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

ESLIO_DECL void leave_recording(channel& leg, const application_frame& f) {
    if (f.missing_file) return;
    const auto length =
        std::chrono::duration_cast<std::chrono::milliseconds>(leg.inside().now() - f.began);
    leg.vars.set("record_seconds", std::to_string(length.count() / 1000));
    leg.vars.set("record_ms", std::to_string(length.count()));
    leg.vars.set("record_samples", std::to_string(length.count() * 8));
}

ESLIO_DECL void leave_behind(channel& leg, application_frame& f, app_end how) {
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
