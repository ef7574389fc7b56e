// The bodies of the functions of application_media.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/application_media.hpp>
#include <eslio/testing/fake_switch/call/menu_run.hpp>

#include <optional>

namespace eslio::testing::fake {

/// There is no such file, or it is silence of no length, which cannot be opened
/// (mod_tone_stream.c: silence_stream_file_open).
ESLIO_COLD bool cannot_open(const core& inside, std::string_view file) {
    static constexpr std::string_view silence = "silence_stream://";
    if (inside.lacks_file(file)) return true;
    return wire::starts_with(file, silence) &&
           std::atoi(std::string(file.substr(silence.size())).c_str()) == 0;
}

ESLIO_COLD bool start_file(channel& leg, application_frame& f, std::string_view file) {
    if (cannot_open(leg.inside(), file)) return false;
    f.now_playing = std::string(file);
    f.file_began = leg.inside().now();
    fire_playback(leg, file, {});
    return true;
}

/// What has been read of a file, in samples: a block at a time, whatever has been heard of it.
ESLIO_COLD std::int64_t samples_read(std::int64_t heard, std::optional<core::duration> length) {
    constexpr std::int64_t block = 16384;
    const std::int64_t read = (heard / block + 1) * block;
    if (!length) return read;
    return std::min(read,
                    std::chrono::duration_cast<std::chrono::milliseconds>(*length).count() * 8);
}

/// Samples of the file that plays which have been heard; a pause does not count.
ESLIO_COLD std::int64_t samples_heard(const channel& leg, const application_frame& f) {
    using std::chrono::milliseconds;
    const auto going = (f.paused ? f.going_since : leg.inside().now()) - f.file_began;
    return std::chrono::duration_cast<milliseconds>(going).count() * 8;
}

ESLIO_COLD void stop_reading(const channel& leg, application_frame& f) {
    const std::int64_t heard = samples_heard(leg, f);
    const std::chrono::milliseconds ahead((samples_read(heard, {}) - heard) / 8);
    if (!f.rest || ahead < *f.rest) f.rest = ahead;
    f.stopped = true;
}

ESLIO_COLD void stop_file(channel& leg, application_frame& f, std::string_view status) {
    if (f.now_playing.empty()) return;
    const std::int64_t heard = samples_heard(leg, f);
    const std::int64_t read = samples_read(f.stopped ? heard - 1 : heard, f.time_of(f.now_playing));
    f.paused = f.stopped = false;
    // By frames of 20 ms; the files of a list share one handle (switch_ivr_play_file).
    constexpr std::int64_t frame = 160;
    const std::int64_t frames = std::max<std::int64_t>((heard + frame - 1) / frame, 1);
    f.samples_heard += std::min(frames * frame, read);
    leg.vars.set("playback_last_offset_pos", std::to_string(f.samples_heard));
    leg.vars.set("playback_seconds", std::to_string(read / 8000));
    leg.vars.set("playback_ms", std::to_string(read / 8));
    leg.vars.set("playback_samples", std::to_string(read));
    fire_playback(leg, std::exchange(f.now_playing, {}), status);
    if (f.files.empty()) f.samples_heard = 0;
}

ESLIO_COLD void wait_for_digits(application_frame& f) {
    f.phase = application_frame::prompt_phase::waiting;
    f.rest = f.collector->timeout();
}

ESLIO_COLD bool begin_prompt(channel& leg, application_frame& f) {
    digit_collector& c = *f.collector;
    if (!c.has_attempt()) {
        f.gave_up = true;
        return false;
    }
    c.begin_attempt(leg.vars);
    if (c.file().empty() || wire::iequals(c.file(), "silence")) {
        wait_for_digits(f);
        return true;
    }
    if (!start_file(leg, f, c.file())) return fail_attempt(leg, f);
    f.phase = application_frame::prompt_phase::file;
    f.rest = f.time_of(c.file());
    return true;
}

ESLIO_COLD bool fail_attempt(channel& leg, application_frame& f) {
    digit_collector& c = *f.collector;
    c.count_attempt();
    if (!c.judges()) return false;
    if (c.invalid_file().empty() || !start_file(leg, f, c.invalid_file()))
        return begin_prompt(leg, f);
    f.phase = application_frame::prompt_phase::invalid_file;
    f.rest = f.time_of(c.invalid_file());
    return true;
}

ESLIO_COLD bool collects_on(channel& leg, application_frame& f, app_end how) {
    const bool broken = how == app_end::broken;
    switch (f.phase) {
        case application_frame::prompt_phase::file:
            stop_file(leg, f, broken ? "break" : "done");
            wait_for_digits(f);
            return true;
        case application_frame::prompt_phase::waiting:
            if (broken) {
                f.stand_still(leg.inside().now());
                return true;
            }
            return !f.collector->end_attempt(leg.vars, false) && fail_attempt(leg, f);
        default: stop_file(leg, f, broken ? "break" : "done"); return begin_prompt(leg, f);
    }
}

ESLIO_COLD void play_repeated(channel& leg, application_frame& f) {
    start_file(leg, f, f.file());
    f.rest = f.time_of(f.file());
}

ESLIO_COLD void begin_playback(channel& leg, application_frame& f) {
    f.samples_heard = 0;
    const std::string_view delimiter = leg.vars["playback_delimiter"];
    if (!delimiter.empty()) {
        f.files = separate(f.app.argument, delimiter.front(), 256);
        std::reverse(f.files.begin(), f.files.end());
    }
    if (f.files.size() < 2) {
        f.files.clear();
        start_file(leg, f, f.app.argument);
    } else {
        plays_next(leg, f);
    }
}

ESLIO_COLD bool plays_next(channel& leg, application_frame& f) {
    if (f.files.empty()) return false;
    stop_file(leg, f, "done");
    const std::string file = f.files.back();
    f.files.pop_back();
    start_file(leg, f, file);
    f.rest = f.time_of(file);
    return true;
}

ESLIO_COLD bool plays_again(channel& leg, application_frame& f, app_end how) {
    if (how == app_end::cut) return false;
    if (f.menu) return f.menu->goes_on(how == app_end::broken);
    if (f.collector) return !f.gave_up && collects_on(leg, f, how);
    if (f.missing_file) return false;
    if (f.app.name == "playback") return how == app_end::done && plays_next(leg, f);
    if (!f.is_repeated() || f.is_scripted || !f.plays_on()) return false;
    stop_file(leg, f, how == app_end::broken ? "break" : "done");
    play_repeated(leg, f);
    return true;
}

ESLIO_COLD bool begin_media(channel& leg, application_frame& f) {
    if (f.collector) {
        f.collector->clear(leg.vars);
        if (f.collector->has_attempt() && begin_prompt(leg, f)) return true;
        f.gave_up = true;
        f.rest = core::duration::zero();
        return true;
    }
    if (f.app.name == "playback" || f.app.name == "record")
        leg.vars.set("playback_terminator_used", {});
    if (f.app.name == "deflect" && !f.is_scripted && leg.profile.source == "mod_loopback")
        f.rest = application_frame::media_patience;
    f.missing_file = cannot_open(leg.inside(), f.file());
    const bool nothing = f.app.name == "playback" && f.app.argument.empty();
    if (f.missing_file || nothing) {
        f.rest = core::duration::zero();
        if (nothing) f.response = "PLAYBACK ERROR";
        return f.app.name != "record";
    }
    if (f.app.name == "playback")
        begin_playback(leg, f);
    else if (f.app.name == "record")
        begin_recording(leg, f);
    else if (f.is_repeated())
        play_repeated(leg, f);
    return true;
}

ESLIO_COLD event dtmf_event(channel& leg, const digit& d) {
    event e = leg.basic_event(event_name::dtmf, places::dtmf);
    e.add("DTMF-Digit", std::string(1, d.key));
    e.add("DTMF-Duration", std::to_string(d.duration));
    e.add("DTMF-Source", d.source);
    return e;
}

ESLIO_COLD void fire_recording(channel& leg, bool start, std::string_view path, const place& origin,
                               std::string_view cause) {
    event e = leg.full_event(start ? event_name::record_start : event_name::record_stop, origin);
    e.add("Record-File-Path", path);
    if (!cause.empty()) e.add("Record-Completion-Cause", cause);
    leg.inside().fire(std::move(e));
    if (leg.on_moment) leg.on_moment(start ? "record_start" : "record_stop");
}

ESLIO_COLD void begin_recording(channel& leg, const application_frame& f) {
    leg.vars.set("silence_hits_exhausted", "false");
    leg.fire_read_codec();
    fire_recording(leg, true, f.file(), places::record_file);
}

ESLIO_COLD std::string recorded_bytes(std::int64_t ms) {
    return std::to_string(44 + ms * 16);
}

ESLIO_COLD void leave_playback(channel& leg, application_frame& f, app_end how) {
    if (f.missing_file) {
        f.response = "FILE NOT FOUND";
        return;
    }
    stop_file(leg, f, how == app_end::broken ? "break" : "done");
    if (how == app_end::cut)
        f.response = "PLAYBACK ERROR";
    else if (f.response == no_response)
        f.response = "FILE PLAYED";
}

ESLIO_COLD void leave_recording(channel& leg, const application_frame& f) {
    if (f.missing_file) return;
    const auto length =
        std::chrono::duration_cast<std::chrono::milliseconds>(leg.inside().now() - f.began);
    leg.vars.set("record_record_file_size", recorded_bytes(length.count()));
    leg.vars.set("record_file_size", recorded_bytes(length.count()));
    leg.vars.set("record_seconds", std::to_string(length.count() / 1000));
    leg.vars.set("record_ms", std::to_string(length.count()));
    leg.vars.set("record_samples", std::to_string(length.count() * 8));
    fire_recording(leg, false, f.file(), places::record_file_done);
    leg.fire_read_codec();
}

ESLIO_COLD void leave_behind(channel& leg, application_frame& f, app_end how) {
    if (f.menu) f.menu->cut();
    if (f.collector && how == app_end::cut) {
        if (f.phase == application_frame::prompt_phase::waiting && !f.gave_up)
            f.collector->end_attempt(leg.vars, true);
        stop_file(leg, f, "done");
    }
    if (f.app.name == "playback") leave_playback(leg, f, how);
    if (f.is_repeated() && !f.missing_file) {
        stop_file(leg, f, how == app_end::broken ? "break" : "done");
        f.response = how == app_end::cut ? "PLAYBACK ERROR" : "FILE PLAYED";
    }
    if (f.app.name == "record") leave_recording(leg, f);
    if (f.unhold_key != 0) stop_file(leg, f, how == app_end::broken ? "break" : "done");
    if (f.response != no_response) leg.vars.set("current_application_response", f.response);
}

}  // namespace eslio::testing::fake
