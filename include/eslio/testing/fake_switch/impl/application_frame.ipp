// The bodies of the functions of application_frame.hpp.
#pragma once

#include <eslio/testing/fake_switch/application_frame.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::optional<core::duration> time_of(const running_app& app,
                                                 const fake_application& behaviour) {
    if (app.name == "sleep")
        return std::chrono::milliseconds(wire::parse_number(app.argument).value_or(0));
    if (app.name == "playback")
        if (const auto known_time = duration_of_file(app.argument)) return known_time;
    if (app.name == "gentones") return duration_of_generated(app.argument);
    if (app.name == "wait_for_silence")
        if (const auto known_time = time_of_waiting(app)) return known_time;
    return behaviour.time();
}

ESLIO_DECL std::optional<digit_collector> collector_of(const running_app& app) {
    if (app.name == "read") return digit_collector::of_read(app.argument);
    if (app.name == "play_and_get_digits")
        return digit_collector::of_play_and_get_digits(app.argument);
    return std::nullopt;
}

}  // namespace eslio::testing::fake
