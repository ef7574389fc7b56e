// The bodies of the functions of schedule.hpp.
#pragma once

#include <eslio/testing/fake_switch/applications/schedule.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_sched_hangup(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 5);
    if (words.empty()) return;
    const std::string cause = words.size() > 1 ? words[1] : "ALLOTTED_TIMEOUT";
    const bool other = words.size() > 2 && wire::iequals(words[2], "bleg");
    if (names_no_seconds(words[0]))
        c.hang_up(cause);
    else
        schedule_hangup(m, c, words[0], cause, other ? hangup_leg::other : hangup_leg::own);
}

ESLIO_COLD void run_sched_transfer(machine& m, call& c, const running_app& app) {
    std::string_view rest = app.argument;
    const std::string_view time = wire::next_word(rest);
    if (!rest.empty()) note_schedule(c, schedule_transfer(m, c, time, std::string(rest)));
}

ESLIO_COLD void run_sched_broadcast(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 6);
    if (words.size() < 2) return;
    const broadcast_legs legs = broadcast_legs::of_schedule(words, 2);
    note_schedule(c, schedule_for_call(m, schedule_time::of(m, words[0]),
                                       "switch_ivr_schedule_broadcast", c.uuid(),
                                       [path = words[1], legs](machine&, call& then) {
                                           broadcast(then, path, legs);
                                       }));
}

}  // namespace eslio::testing::fake
