// Applications that change what a call says of itself: names, profile, lists of variables.
#pragma once

#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/pattern_groups.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// `name|text|expression`: what its first group matched, or all of it (switch_capture_regex).
inline void run_capture(machine&, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, '|', 3);
    if (words.size() < 3) return;
    const auto parts = pattern_groups::find(pattern(words[2], false), words[1]);
    if (!parts) return;
    for (const std::string_view part : *parts) c.leg().vars.push(words[0], part);
}

inline void run_set_name(machine&, call& c, const running_app& app) {
    if (app.argument.empty()) return;
    c.leg().profile.channel_name = app.argument;
    c.leg().vars.set("channel_name", app.argument);
}

inline void run_set_profile_var(machine&, call& c, const running_app& app) {
    std::string_view value = app.argument;
    const std::string_view name = wire::next_word(value, '=');
    c.leg().profile.set_field(name, value);
}

inline constexpr application_entry variable_applications[] = {
    {"capture", run_capture},
    {"set_name", run_set_name},
    {"set_profile_var", run_set_profile_var},
};

}  // namespace eslio::testing::fake
