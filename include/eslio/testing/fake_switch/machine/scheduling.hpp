// Tasks for a later time, with the events that tell of them (switch_scheduler.c).
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

ESLIO_DECL void fire_schedule(machine& m, event_name type, const scheduled_task& t);

/// `+10` seconds from now, `@10` every ten seconds, else a date in seconds since 1970.
struct schedule_time {
    std::int64_t when = 0;
    std::int64_t repeat = 0;  ///< 0: once

    static schedule_time of(const machine& m, std::string_view text);
};

/// When the scheduler comes round again, and lets go what was taken off.
inline constexpr std::chrono::milliseconds scheduler_round{100};

/// Takes tasks off, by number, or by group; tells how many.
ESLIO_DECL std::size_t forget_tasks_of(machine& m, std::string_view group);

ESLIO_DECL void arm_task(machine& m, scheduled_task& t, std::int64_t repeat,
                         const detail::shared_function<void(machine&)>& what);

/// Calls `what` at that time, never before this has returned; the number of the task.
ESLIO_DECL std::uint32_t schedule(machine& m, const schedule_time& at, std::string description,
                                  std::string group,
                                  const detail::shared_function<void(machine&)>& what);

/// The same with a call, if it is up by then.
ESLIO_DECL std::uint32_t schedule_for_call(
    machine& m, const schedule_time& at, std::string description, const std::string& uuid,
    const detail::shared_function<void(machine&, call&)>& what);

/// Whether no seconds are named after a sign: what is to be done is done at once
/// (mod_commands.c: sched_hangup_function).
inline bool names_no_seconds(const std::string& time) {
    return std::atol(time.empty() ? "" : time.c_str() + 1) == 0;
}

/// Of the call, or of the one that it then talks with, if there is one (switch_ivr_async.c:
/// sch_hangup_callback).
enum class hangup_leg { own, other };

ESLIO_DECL std::uint32_t schedule_hangup(machine& m, call& c, std::string_view time,
                                         const std::string& cause,
                                         hangup_leg which = hangup_leg::own);

ESLIO_DECL std::uint32_t schedule_transfer(machine& m, call& c, std::string_view time,
                                           const std::string& where);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/scheduling.ipp>
#endif
