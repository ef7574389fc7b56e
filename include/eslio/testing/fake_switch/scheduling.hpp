// Tasks for a later time, with the events that tell of them (switch_scheduler.c).
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/call_applications.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/stores.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

inline void fire_schedule(machine& m, event_name type, const scheduled_task& t) {
    event e = m.make_event(type, {"switch_scheduler.c", "switch_scheduler_add_task", 266});
    e.add("Task-ID", std::to_string(t.id)).add("Task-Desc", t.description);
    e.add("Task-Group", t.group).add("Task-Runtime", std::to_string(t.when));
    m.fire(std::move(e));
}

/// `+10` seconds from now, `@10` every ten seconds, else a date in seconds since 1970.
struct schedule_time {
    std::int64_t when = 0;
    std::int64_t repeat = 0;  ///< 0: once

    static schedule_time of(const machine& m, std::string_view text) {
        const std::int64_t now = m.date() / 1'000'000;
        const char sign = text.empty() ? '\0' : text.front();
        if (sign == '+' || sign == '@') text.remove_prefix(1);
        const std::int64_t n = std::atoll(std::string(text).c_str());
        if (sign == '@') return {now + n, n};
        return {sign == '+' ? now + n : n, 0};
    }
};

/// When the scheduler comes round again, and lets go what was taken off.
inline constexpr std::chrono::milliseconds scheduler_round{100};

/// Takes tasks off for which `fits` holds; tells how many.
template <class Fits>
std::size_t forget_tasks(machine& m, Fits fits) {
    auto& all = m.kept.tasks;
    const auto first = std::stable_partition(all.begin(), all.end(),
                                             [&](const scheduled_task& t) { return !fits(t); });
    const std::vector<scheduled_task> gone(first, all.end());
    all.erase(first, all.end());
    for (const scheduled_task& t : gone) {
        m.tasks.cancel(t.timer);
        m.after(scheduler_round, [&m, t] { fire_schedule(m, event_name::del_schedule, t); });
    }
    return gone.size();
}

/// By number, or by group.
inline std::size_t forget_tasks_of(machine& m, std::string_view group) {
    if (const auto id = wire::parse_number(group))
        return forget_tasks(m, [&](const scheduled_task& t) { return t.id == *id; });
    return forget_tasks(m, [&](const scheduled_task& t) { return t.group == group; });
}

inline void arm_task(machine& m, scheduled_task& t, std::int64_t repeat,
                     const std::function<void(machine&)>& what) {
    const std::chrono::microseconds wait(std::max<std::int64_t>(t.when * 1'000'000 - m.date(), 0));
    t.timer = m.after(wait, [&m, id = t.id, repeat, what] {
        what(m);
        const auto same = std::find_if(m.kept.tasks.begin(), m.kept.tasks.end(),
                                       [&](const scheduled_task& one) { return one.id == id; });
        if (same == m.kept.tasks.end()) return;
        if (repeat <= 0) {
            const scheduled_task over = *same;
            m.kept.tasks.erase(same);
            return fire_schedule(m, event_name::del_schedule, over);
        }
        same->when = m.date() / 1'000'000 + repeat;
        fire_schedule(m, event_name::re_schedule, *same);
        arm_task(m, *same, repeat, what);
    });
}

/// Calls `what` at that time, never before this has returned; the number of the task.
inline std::uint32_t schedule(machine& m, const schedule_time& at, std::string description,
                              std::string group, const std::function<void(machine&)>& what) {
    m.kept.tasks.push_back(
        {++m.kept.last_task, std::move(description), std::move(group), at.when, {}});
    scheduled_task& t = m.kept.tasks.back();
    fire_schedule(m, event_name::add_schedule, t);
    arm_task(m, t, at.repeat, what);
    return t.id;
}

/// The same with a call, if it is up by then.
inline std::uint32_t schedule_for_call(machine& m, const schedule_time& at, std::string description,
                                       const std::string& uuid,
                                       const std::function<void(machine&, call&)>& what) {
    return schedule(m, at, std::move(description), uuid, [uuid, what](machine& then) {
        if (call* const c = then.find_live(uuid)) what(then, *c);
    });
}

/// Whether no seconds are named after a sign: what is to be done is done at once
/// (mod_commands.c: sched_hangup_function).
inline bool names_no_seconds(const std::string& time) {
    return std::atol(time.empty() ? "" : time.c_str() + 1) == 0;
}

inline std::uint32_t schedule_hangup(machine& m, call& c, std::string_view time,
                                     const std::string& cause) {
    return schedule_for_call(m, schedule_time::of(m, time), "switch_ivr_schedule_hangup", c.uuid(),
                             [cause](machine&, call& then) { then.hang_up(cause); });
}

inline std::uint32_t schedule_transfer(machine& m, call& c, std::string_view time,
                                       const std::string& where) {
    return schedule_for_call(
        m, schedule_time::of(m, time), "switch_ivr_schedule_transfer", c.uuid(),
        [where](machine& then, call& moved) { transfer_alone(then, moved, where); });
}

}  // namespace eslio::testing::fake
