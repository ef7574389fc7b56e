// The bodies of the functions of keep.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/keep.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_set_global(machine& m, call&, const running_app& app) {
    std::string_view value = app.argument;
    const std::string name(wire::next_word(value, '='));
    if (name.empty()) return;
    if (value.empty())
        m.globals.erase(name);
    else
        m.globals[name] = std::string(value);
}

ESLIO_COLD void run_limit(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 7);
    if (words.size() < 3) return;
    if (!take_limit(m, c, {{}, words[0], words[1], words[2]}, limit_size::of(words, 3)))
        leave_for_limit(m, c, words, 4);
}

ESLIO_COLD void run_limit_execute(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 6);
    const bool taken = words.size() == 6 && take_limit(m, c, {{}, words[0], words[1], words[2]},
                                                       limit_size::of(words, 3));
    if (!taken) return end_soon(m, c, app);
    c.running().after_top(
        [&m, uuid = c.uuid(), words] { m.kept.release(uuid, words[0], words[1], words[2]); });
    c.running().run_inside({{words[4], words[5]}});
}

}  // namespace eslio::testing::fake
