// The bodies of the functions of media.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/media.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_record_session(machine& m, call& c, const running_app& app) {
    const std::size_t plus = app.argument.find(" +");
    const std::string limit = plus == std::string::npos ? "" : app.argument.substr(plus + 2);
    record_session(m, c, app.argument.substr(0, plus), std::atoi(limit.c_str()));
}

ESLIO_COLD void run_displace_session(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 6);
    int limit = 0;
    for (std::size_t i = 1; i < words.size(); ++i)
        if (words[i].find('+') != std::string::npos) limit = std::atoi(words[i].c_str());
    if (!words.empty()) displace_session(m, c, words[0], limit);
}

ESLIO_COLD void change_audio(machine& m, call& c, const running_app& app, const char* what) {
    const std::vector<std::string> words = separate(app.argument, ' ', 2);
    if (words.size() < 2) return;
    remove_bugs(m, c.uuid(), "audio");
    add_bug(m, c, "audio", what);
}

ESLIO_COLD void run_tone_detect(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 7);
    if (words.size() > 1) detect_tones(m, c, words);
}

ESLIO_COLD void run_enable_heartbeat(machine& m, call& c, const running_app& app) {
    const int seconds = std::atoi(app.argument.c_str());
    if (!app.argument.empty() && seconds >= 0) start_session_heartbeat(m, c, seconds);
}

ESLIO_COLD void run_sched_heartbeat(machine& m, call& c, const running_app& app) {
    if (!app.argument.empty() && std::atoi(app.argument.c_str()) >= 0)
        schedule_session_heartbeat(m, c);
}

ESLIO_COLD void run_broadcast(machine&, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 3);
    if (words.empty() || words.size() > 2) return;
    const std::string_view legs = words.size() > 1 ? words[1] : std::string_view();
    broadcast(c, words[0], broadcast_legs::of_application(legs));
    respond(c, "BROADCAST_SENT");
}

ESLIO_COLD std::string hold_music(const call& c, const std::vector<std::string>& words,
                                  std::size_t at) {
    const std::string music =
        words.size() > at ? words[at] : std::string(c.leg().vars["hold_music"]);
    return wire::iequals(music, "silence") ? std::string() : music;
}

ESLIO_COLD void run_soft_hold(machine&, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 3);
    const auto other = c.partner.lock();
    if (words.empty() || words[0].empty() || !other) return;
    const std::string music_of_other = hold_music(*other, words, 2);
    if (!music_of_other.empty()) {
        broadcast_legs legs = broadcast_legs::a_alone();
        legs.again = true;
        broadcast(*other, music_of_other, legs);
        c.running().after_top([weak = std::weak_ptr<call>(other)] {
            const auto held = weak.lock();
            if (held && held->running().running() == "playback") held->running().stop_playing();
        });
    }
    c.running().hold_until(words[0].front(), hold_music(c, words, 1));
}

}  // namespace eslio::testing::fake
