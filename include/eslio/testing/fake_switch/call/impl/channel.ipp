// The bodies of the functions of channel.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/channel.hpp>

namespace eslio::testing::fake {

ESLIO_COLD event channel::basic_event(event_name type, const place& origin) {
    event e = inside_.make_event(type, origin);
    add_basic(e);
    return e;
}

ESLIO_COLD event channel::full_event(event_name type, const place& origin) {
    event e = basic_event(type, origin);
    vars.write(e);
    return e;
}

ESLIO_COLD void channel::run_state(channel_state running, channel_state set) {
    running_ = running;
    set_ = set;
    started_ = true;
    if (profile.direction == "inbound" && running < channel_state::hangup) {
        if (running == channel_state::routing)
            set_call_state(call_state::ringing);
        else if (answered_)
            set_call_state(call_state::active);
        else if (early_)
            set_call_state(call_state::early);
    }
    fire_basic(event_name::channel_state, places::set_state);
}

ESLIO_COLD void channel::set_call_state(call_state next) {
    if (next == call_) return;
    event e = inside_.make_event(event_name::channel_callstate, places::set_call_state);
    e.add("Original-Channel-Call-State", to_string(call_));
    e.add("Channel-Call-State-Number", std::to_string(static_cast<int>(next)));
    call_ = next;
    add_basic(e);
    inside_.fire(std::move(e));
}

ESLIO_COLD void channel::note_time(std::int64_t call_times::*which, bool keeps_first) {
    const std::int64_t now = inside_.date();
    profile.times.*which = now;
    if (other_leg && other_type == "originator") other_leg->times.*which = now;
    const auto by = originator.lock();
    if (by && (!keeps_first || by->profile.times.*which == 0)) by->profile.times.*which = now;
}

ESLIO_COLD void channel::mark_ringing() {
    if (profile.times.progress != 0 || early_ || answered_) return;
    if (before_progress) before_progress(progress::ringing);
    note_time(&call_times::progress, true);
    fire_full(event_name::channel_progress, places::mark_ringing);
    if (on_mark) on_mark(progress::ringing);
    set_call_state(call_state::ringing);
    if (on_progress) on_progress(progress::ringing);
}

ESLIO_COLD void channel::mark_early() {
    if (early_ || answered_ || is_down()) return;
    if (before_progress) before_progress(progress::early);
    early_ = true;
    vars.set("endpoint_disposition", "EARLY MEDIA");
    note_time(&call_times::progress_media, false);
    fire_full(event_name::channel_progress_media, places::mark_progress);
    if (on_mark) on_mark(progress::early);
    set_call_state(call_state::early);
    if (on_progress) on_progress(progress::early);
}

ESLIO_COLD bool channel::mark_held(bool held) {
    if (held == held_ || !is_answered()) return false;
    held_ = held;
    call_times& times = profile.times;
    if (held) {
        times.last_hold = inside_.date();
        times.holds.emplace_back(times.last_hold, 0);
    } else {
        if (times.last_hold != 0) times.hold_total += inside_.date() - times.last_hold;
        times.holds.back().second = inside_.date();
    }
    set_call_state(held ? call_state::held : call_state::unheld);
    fire_full(held ? event_name::channel_hold : event_name::channel_unhold, places::hold);
    if (!held) set_call_state(call_state::active);
    return true;
}

ESLIO_COLD void channel::mark_answered() {
    if (before_progress) before_progress(progress::answered);
    answered_ = true;
    profile.times.answered = inside_.date();
    fire_full(event_name::channel_answer, places::mark_answered);
    vars.set("endpoint_disposition", "ANSWER");
    if (on_mark) on_mark(progress::answered);
    set_call_state(call_state::active);
    if (on_progress) on_progress(progress::answered);
}

ESLIO_COLD void channel::mark_down(const cause_number& cause) {
    cause_ = cause.name;
    q850_ = cause.number <= 127 ? cause.number : 16;
    set_ = channel_state::hangup;
    fire_full(event_name::channel_hangup, places::hang_up);
}

ESLIO_COLD void channel::fire_codecs() {
    event read = inside_.make_event(event_name::codec, places::read_codec);
    add_channel(read);
    add_codec(read, "Channel-Read-Codec");
    add_codec(read, "channel-read-codec");
    inside_.fire(std::move(read));
    event write = inside_.make_event(event_name::codec, places::write_codec);
    add_channel(write);
    add_codec(write, "Channel-Read-Codec");
    add_codec(write, "Channel-Write-Codec");
    write.add("Channel-Write-Codec-Name", "L16");
    write.add("Channel-Write-Codec-Rate", "8000");
    write.add("Channel-Write-codec-bit-rate", "128000");
    inside_.fire(std::move(write));
}

ESLIO_COLD void channel::fire_aborted() {
    event gone = inside_.make_event(event_name::channel_destroy, places::destroyed);
    add_channel(gone);
    vars.write(gone);
    inside_.fire(std::move(gone));
    running_ = channel_state::destroy;
    started_ = true;
    event state = inside_.make_event(event_name::channel_state, places::set_state);
    add_channel(state);
    inside_.fire(std::move(state));
}

ESLIO_COLD void channel::fire_read_codec() {
    event e = basic_event(event_name::codec, places::read_codec);
    add_codec(e, "channel-read-codec");
    inside_.fire(std::move(e));
}

ESLIO_COLD void channel::add_basic(event& e) const {
    add_channel(e);
    if (has_media) {
        add_codec(e, "Channel-Read-Codec");
        add_codec(e, "Channel-Write-Codec");
    }
    profile.write(e, "Caller-");
    if (!other_leg) return;
    e.add("Other-Type", other_type);
    other_leg->write(e, "Other-Leg-");
}

ESLIO_COLD void channel::add_channel(event& e) const {
    e.add("Channel-State", started_ ? to_string(running_) : "CS_NONE");
    e.add("Channel-Call-State", to_string(call_));
    e.add("Channel-State-Number", std::to_string(static_cast<int>(set_)));
    e.add("Channel-Name", profile.channel_name);
    e.add("Unique-ID", profile.uuid);
    e.add("Call-Direction", profile.direction);
    e.add("Presence-Call-Direction", profile.direction);
    e.add("Channel-HIT-Dialplan", in_dialplan ? "true" : "false");
    const auto known = [&](std::string_view header, std::string_view value) {
        if (!value.empty()) e.add(header, value);
    };
    known("Channel-Presence-ID", vars["presence_id"]);
    known("Channel-Presence-Data", vars["presence_data"]);
    const std::string_view call_uuid = vars["call_uuid"];
    e.add("Channel-Call-UUID", call_uuid.empty() ? profile.uuid : call_uuid);
    e.add("Answer-State", answer_state());
    if (is_down() && cause_ != "NONE") e.add("Hangup-Cause", cause_);
}

ESLIO_COLD void channel::add_codec(event& e, std::string_view prefix) {
    const bool lower = prefix.front() == 'c';
    e.add(std::string(prefix).append(lower ? "-name" : "-Name"), "L16");
    e.add(std::string(prefix).append(lower ? "-rate" : "-Rate"), "8000");
    e.add(std::string(prefix).append(lower ? "-bit-rate" : "-Bit-Rate"), "128000");
}

}  // namespace eslio::testing::fake
