// The bodies of the functions of media_bugs.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/media_bugs.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void fire_bug(call& c, bool start, const media_bug& bug) {
    event e = start ? c.leg().full_event(event_name::media_bug_start, places::bug_added)
                    : c.leg().full_event(event_name::media_bug_stop, places::bug_gone);
    e.add("Media-Bug-Function", bug.function).add("Media-Bug-Target", bug.target);
    c.leg().inside().fire(std::move(e));
}

ESLIO_COLD void end_session_recording(call& c, const media_bug& bug) {
    const bool empty = c.leg().on_hold_alone;
    const std::int64_t ms = empty ? 0 : (c.leg().inside().date() - bug.began) / 1000;
    variables& v = c.leg().vars;
    v.set("record_file_size", recorded_bytes(ms));
    if (empty) v.set("RECORD_DISCARDED", "true");
    v.set("record_samples", std::to_string(ms * 8));
    v.set("record_seconds", std::to_string(ms / 1000));
    v.set("record_ms", std::to_string(ms));
    const char* const cause = empty               ? "empty-file"
                              : c.leg().is_down() ? "success-silence"
                                                  : "success-maxtime";
    v.set("record_completion_cause", cause);
    fire_recording(c.leg(), false, bug.target, places::record_session_done, cause);
}

/// An empty function, or target, is any.
ESLIO_COLD bool fits(const media_bug& b, std::string_view uuid, std::string_view function,
                     std::string_view target) noexcept {
    return b.call == uuid && (function.empty() || b.function == function) &&
           (target.empty() || b.target == target);
}

ESLIO_COLD void tell_gone(call& c, const media_bug& bug) {
    if (bug.function == "session_record") end_session_recording(c, bug);
    fire_bug(c, false, bug);
}

ESLIO_COLD bool remove_bugs(machine& m, std::string_view uuid, std::string_view function,
                            std::string_view target) {
    const auto gone = detail::take_where(
        m.kept.bugs, [&](const media_bug& b) { return fits(b, uuid, function, target); });
    call* const c = m.find_call(uuid);
    for (const media_bug& bug : gone)
        if (c != nullptr) tell_gone(*c, bug);
    return !gone.empty();
}

ESLIO_COLD void remove_bug(machine& m, call& c, std::uint32_t number) {
    const auto gone =
        detail::take_where(m.kept.bugs, [&](const media_bug& b) { return b.number == number; });
    for (const media_bug& bug : gone) tell_gone(c, bug);
}

ESLIO_COLD void remove_oldest_bug(machine& m, call& c, std::string_view function) {
    auto& all = m.kept.bugs;
    auto* const found = detail::find_where(
        all, [&](const media_bug& b) { return b.call == c.uuid() && b.function == function; });
    if (found == nullptr) return;
    const media_bug gone = *found;
    all.erase(found);
    fire_bug(c, false, gone);
}

ESLIO_COLD bool has_bug(const machine& m, std::string_view uuid, std::string_view function,
                        std::string_view target) {
    for (const media_bug& b : m.kept.bugs)
        if (fits(b, uuid, function, target)) return true;
    return false;
}

ESLIO_COLD void add_bug(machine& m, call& c, std::string function, std::string target,
                        std::chrono::seconds limit) {
    if (!has_bug(m, c.uuid(), {}))
        c.on_closed.push_back([&m](call& gone) { remove_bugs(m, gone.uuid(), {}); });
    m.kept.bugs.push_back(
        {c.uuid(), std::move(function), std::move(target), m.date(), ++m.kept.last_bug});
    const media_bug added = m.kept.bugs.back();
    const bool records = added.function == "session_record";
    // They are for one recording (switch_ivr_async.c: switch_ivr_record_session_event).
    for (const char* tag : {"TITLE", "COPYRIGHT", "SOFTWARE", "ARTIST", "COMMENT", "DATE"})
        if (records) c.leg().vars.set(std::string("RECORD_") + tag, {});
    if (records) fire_recording(c.leg(), true, added.target, places::record_session);
    fire_bug(c, true, added);
    if (limit > limit.zero())
        afterwards(m, c, limit, [number = added.number](machine& then, call& heard) {
            remove_bug(then, heard, number);
        });
}

ESLIO_COLD void capture_text(machine& m, call& c, bool on) {
    if (!on)
        remove_bugs(m, c.uuid(), "capture_text");
    else if (!has_bug(m, c.uuid(), "capture_text"))
        add_bug(m, c, "capture_text", c.uuid());
}

ESLIO_COLD void preprocess(machine& m, call& c) {
    if (!has_bug(m, c.uuid(), "preprocess")) add_bug(m, c, "preprocess", "N/A");
}

ESLIO_COLD std::chrono::seconds time_of_detecting(const machine& m, std::string_view text) {
    const bool from_now = wire::starts_with(text, "+");
    const int number = std::atoi(std::string(text.substr(from_now ? 1 : 0)).c_str());
    return std::chrono::seconds(from_now ? number : number - m.epoch());
}

ESLIO_COLD void detect_tones(machine& m, call& c, const std::vector<std::string>& words) {
    if (std::exchange(c.detects_tones, true)) return;
    const std::string_view time = words.size() < 4 ? std::string_view() : words[3];
    add_bug(m, c, "tone_detect", words[0], time_of_detecting(m, time));
}

ESLIO_COLD void stop_detecting_tones(machine& m, call& c) {
    c.detects_tones = false;
    remove_bugs(m, c.uuid(), "tone_detect");
}

ESLIO_COLD void record_session(machine& m, call& c, const std::string& path, int limit) {
    // FreeSWITCH says that it records already, and does nothing (switch_ivr_record_session_event).
    if (has_bug(m, c.uuid(), "session_record", path)) return;
    add_bug(m, c, "session_record", path, std::chrono::seconds(limit));
}

ESLIO_COLD bool displace_session(machine& m, call& c, const std::string& path, int limit) {
    const bool heard = path.empty() || has_bug(m, c.uuid(), "displace", path);
    if (heard || m.lacks_file(path)) return false;
    add_bug(m, c, "displace", path, std::chrono::seconds(limit));
    return true;
}

ESLIO_COLD std::string list_bugs(const machine& m, std::string_view uuid) {
    std::string out = "<media-bugs>\n";
    for (const media_bug& b : m.kept.bugs)
        if (b.call == uuid)
            out += " <media-bug>\n  <function>" + b.function + "</function>\n  <target>" +
                   b.target + "</target>\n  <thread-locked>0</thread-locked>\n </media-bug>\n";
    return out + "</media-bugs>\n";
}

ESLIO_COLD bool stop_recording(machine& m, call& c, std::string_view path) {
    const bool all = wire::iequals(path, "all");
    return remove_bugs(m, c.uuid(), "session_record", all ? std::string_view() : path);
}

}  // namespace eslio::testing::fake
