// Applications that keep something: hash, db, group, limits, global variables.
#pragma once

#include <eslio/testing/fake_switch/apis/keep.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/limits.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// The same as the API command of that name, whose answer is dropped.
template <std::string (*Answer)(const api_call&)>
void run_as_api(machine& m, call&, const running_app& app) {
    Answer({m, app.argument, {}, {}});
}

inline void run_set_global(machine& m, call&, const running_app& app) {
    std::string_view value = app.argument;
    const std::string name(wire::next_word(value, '='));
    if (name.empty()) return;
    if (value.empty())
        m.globals.erase(name);
    else
        m.globals[name] = std::string(value);
}

/// `backend realm id [max[/interval]] [number [dialplan [context]]]`
inline void run_limit(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 7);
    if (words.size() < 3) return;
    if (!take_limit(m, c, {{}, words[0], words[1], words[2]}, limit_size::of(words, 3)))
        leave_for_limit(m, c, words, 4);
}

/// `backend realm id max application argument`: holds it while that runs.
inline void run_limit_execute(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 6);
    const bool taken = words.size() == 6 && take_limit(m, c, {{}, words[0], words[1], words[2]},
                                                       limit_size::of(words, 3));
    if (!taken) return end_soon(m, c, app);
    c.running().after_top(
        [&m, uuid = c.uuid(), words] { m.kept.release(uuid, words[0], words[1], words[2]); });
    c.running().run_inside({{words[4], words[5]}});
}

inline constexpr application_entry keep_applications[] = {
    {"db", run_as_api<answer_db>},        {"group", run_as_api<answer_group>},
    {"hash", run_as_api<answer_hash>},    {"limit", run_limit},
    {"limit_execute", run_limit_execute}, {"set_global", run_set_global},
};

}  // namespace eslio::testing::fake
