// The bodies of the functions of variables.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/variables.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_capture(machine&, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, '|', 3);
    if (words.size() < 3) return;
    const auto parts = pattern_groups::find(read_dialplan_expression(words[2]), words[1]);
    for (const std::string_view part : parts) c.leg().vars.push(words[0], part);
}

ESLIO_COLD void run_set_name(machine&, call& c, const running_app& app) {
    if (app.argument.empty()) return;
    c.leg().profile.channel_name = app.argument;
    c.leg().vars.set("channel_name", app.argument);
}

ESLIO_COLD void run_set_profile_var(machine&, call& c, const running_app& app) {
    std::string_view value = app.argument;
    const std::string_view name = wire::next_word(value, '=');
    c.leg().profile.set_field(name, value);
}

ESLIO_COLD void run_strftime(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, '=', 2);
    if (words.size() < 2) return;
    c.leg().vars.set(words[0], format_date(m.date(), words[1]));
}

}  // namespace eslio::testing::fake
