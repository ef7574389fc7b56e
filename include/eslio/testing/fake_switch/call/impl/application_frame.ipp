// The bodies of the functions of application_frame.hpp.
#pragma once

#include <eslio/testing/fake_switch/call/application_frame.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string_view application_frame::file() const noexcept {
    if (collector) return collector->file();
    std::string_view words = app.argument;
    if (app.name == "loop_playback" && words.substr(0, 1) == "+") wire::next_word(words);
    return app.name == "record" ? wire::next_word(words) : words;
}

ESLIO_COLD bool application_frame::plays_on() {
    std::string_view words = app.argument;
    if (words.substr(0, 1) != "+") return true;
    const auto times = wire::parse_number(wire::next_word(words).substr(1));
    return !times || *times == 0 || ++played < *times;
}

ESLIO_COLD void application_frame::prepare(variables& vars, const expander& expand) {
    tell_loop(vars, app);
    app.argument = expand(written);
}

ESLIO_COLD std::optional<core::duration> application_frame::time() const {
    if (is_scripted) return given;
    if (app.name == "sleep")
        return std::chrono::milliseconds(wire::parse_number(app.argument).value_or(0));
    if (app.name == "playback") return time_of(app.argument);
    if (app.name == "record") {
        const auto limit = limit_of_recording(app);
        return limit ? limit : given;
    }
    if (app.name == "gentones") return duration_of_generated(app.argument);
    if (app.name == "wait_for_silence")
        if (const auto known_time = time_of_waiting(app)) return known_time;
    return given;
}

ESLIO_COLD std::optional<core::duration> application_frame::time_of(
    std::string_view played_file) const {
    if (is_scripted) return given;
    const auto known_time = duration_of_file(played_file);
    return known_time ? known_time : given;
}

ESLIO_COLD std::optional<core::duration> limit_of_recording(const running_app& app) {
    std::string_view words = app.argument;
    wire::next_word(words);
    const int seconds = std::atoi(std::string(wire::next_word(words)).c_str());
    if (seconds <= 0) return std::nullopt;
    return std::chrono::seconds(seconds);
}

ESLIO_COLD std::optional<digit_collector> collector_of(const running_app& app) {
    if (app.name == "read") return digit_collector::of_read(app.argument);
    if (app.name == "play_and_get_digits")
        return digit_collector::of_play_and_get_digits(app.argument);
    return std::nullopt;
}

}  // namespace eslio::testing::fake
