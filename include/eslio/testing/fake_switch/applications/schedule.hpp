// Applications for a later time: sched_hangup, sched_transfer, sched_broadcast, sched_cancel.
#pragma once

#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/broadcast.hpp>
#include <eslio/testing/fake_switch/scheduling.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

inline void note_schedule(call& c, std::uint32_t id) {
    c.leg().vars.set("last_sched_id", std::to_string(id));
}

/// `time [cause] [bleg]`
inline void run_sched_hangup(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 5);
    if (words.empty()) return;
    const std::string cause = words.size() > 1 ? words[1] : "ALLOTTED_TIMEOUT";
    if (names_no_seconds(words[0]))
        c.hang_up(cause);
    else
        schedule_hangup(m, c, words[0], cause);
}

/// `time extension [dialplan] [context]`
inline void run_sched_transfer(machine& m, call& c, const running_app& app) {
    std::string_view rest = app.argument;
    const std::string_view time = wire::next_word(rest);
    if (!rest.empty()) note_schedule(c, schedule_transfer(m, c, time, std::string(rest)));
}

/// `time path [legs]`
inline void run_sched_broadcast(machine& m, call& c, const running_app& app) {
    const std::vector<std::string> words = separate(app.argument, ' ', 6);
    if (words.size() < 2) return;
    broadcast_legs legs{true, false, false};
    if (words.size() > 2) legs = broadcast_legs::of(words[2]);
    note_schedule(c, schedule_for_call(m, schedule_time::of(m, words[0]),
                                       "switch_ivr_schedule_broadcast", c.uuid(),
                                       [path = words[1], legs](machine&, call& then) {
                                           broadcast(then, path, legs);
                                       }));
}

/// Without a number or a group, what was asked for by this call and of it.
inline void run_sched_cancel(machine& m, call& c, const running_app& app) {
    forget_tasks_of(m, app.argument.empty() ? c.uuid() : app.argument);
}

inline constexpr application_entry schedule_applications[] = {
    {"sched_broadcast", run_sched_broadcast},
    {"sched_cancel", run_sched_cancel},
    {"sched_hangup", run_sched_hangup},
    {"sched_transfer", run_sched_transfer},
};

}  // namespace eslio::testing::fake
