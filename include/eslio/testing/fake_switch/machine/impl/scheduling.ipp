// The bodies of the functions of scheduling.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/scheduling.hpp>

namespace eslio::testing::fake {

ESLIO_COLD schedule_time schedule_time::of(const machine& m, std::string_view text) {
    const std::int64_t now = m.epoch();
    const char sign = text.empty() ? '\0' : text.front();
    if (sign == '+' || sign == '@') text.remove_prefix(1);
    const std::int64_t n = std::atoll(std::string(text).c_str());
    if (sign == '@') return {now + n, n};
    return {sign == '+' ? now + n : n, 0};
}

ESLIO_COLD void fire_schedule(machine& m, event_name type, const scheduled_task& t) {
    place origin{"switch_scheduler.c", "switch_scheduler_add_task_ex", 266};
    if (type == event_name::del_schedule) origin = {origin.file, "task_thread_loop", 151};
    if (type == event_name::re_schedule) origin = {origin.file, "switch_scheduler_execute", 73};
    event e = m.make_event(type, origin);
    e.add("Task-ID", std::to_string(t.id)).add("Task-Desc", t.description);
    e.add("Task-Group", t.group).add("Task-Runtime", std::to_string(t.when));
    m.fire(std::move(e));
}

ESLIO_COLD std::size_t forget_tasks_of(machine& m, std::string_view group) {
    const auto id = wire::parse_number(group);
    const auto gone = detail::take_where(
        m.kept.tasks, [&](const scheduled_task& t) { return id ? t.id == *id : t.group == group; });
    for (const scheduled_task& t : gone) {
        m.tasks.cancel(t.timer);
        m.after(scheduler_round, [&m, t] { fire_schedule(m, event_name::del_schedule, t); });
    }
    return gone.size();
}

ESLIO_COLD void arm_task(machine& m, scheduled_task& t, std::int64_t repeat,
                         const detail::shared_function<void(machine&)>& what) {
    const std::chrono::microseconds wait(std::max<std::int64_t>(t.when * 1'000'000 - m.date(), 0));
    t.timer = m.after(wait, [&m, id = t.id, repeat, what] {
        what(m);
        auto* const same = detail::find_where(
            m.kept.tasks, [&](const scheduled_task& one) { return one.id == id; });
        if (same == nullptr) return;
        if (repeat <= 0) {
            const scheduled_task over = *same;
            m.kept.tasks.erase(same);
            return fire_schedule(m, event_name::del_schedule, over);
        }
        same->when = m.epoch() + repeat;
        fire_schedule(m, event_name::re_schedule, *same);
        arm_task(m, *same, repeat, what);
    });
}

ESLIO_COLD std::uint32_t schedule(machine& m, const schedule_time& at, std::string description,
                                  std::string group,
                                  const detail::shared_function<void(machine&)>& what) {
    m.kept.tasks.push_back(
        {++m.kept.last_task, std::move(description), std::move(group), at.when, {}});
    scheduled_task& t = m.kept.tasks.back();
    fire_schedule(m, event_name::add_schedule, t);
    arm_task(m, t, at.repeat, what);
    return t.id;
}

ESLIO_COLD std::uint32_t schedule_for_call(
    machine& m, const schedule_time& at, std::string description, const std::string& uuid,
    const detail::shared_function<void(machine&, call&)>& what) {
    return schedule(m, at, std::move(description), uuid, [uuid, what](machine& then) {
        if (call* const c = then.find_live(uuid)) what(then, *c);
    });
}

/// switch_channel.c: switch_channel_get_partner_uuid
inline std::string_view partner_of(const call& c) {
    const std::string_view joined = c.leg().vars["signal_bond"];
    return joined.empty() ? c.leg().vars["originate_signal_bond"] : joined;
}

ESLIO_COLD std::uint32_t schedule_hangup(machine& m, call& c, std::string_view time,
                                         const std::string& cause, hangup_leg which) {
    return schedule_for_call(m, schedule_time::of(m, time), "switch_ivr_schedule_hangup", c.uuid(),
                             [cause, which](machine& inside, call& then) {
                                 call* const whom = which == hangup_leg::own
                                                        ? &then
                                                        : inside.find_live(partner_of(then));
                                 if (whom != nullptr) whom->hang_up(cause);
                             });
}

ESLIO_COLD std::uint32_t schedule_transfer(machine& m, call& c, std::string_view time,
                                           const std::string& where) {
    return schedule_for_call(
        m, schedule_time::of(m, time), "switch_ivr_schedule_transfer", c.uuid(),
        [where](machine& then, call& moved) { transfer_call(then, moved, where); });
}

}  // namespace eslio::testing::fake
