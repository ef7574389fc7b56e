// Applications for a later time: sched_hangup, sched_transfer, sched_broadcast, sched_cancel.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/machine/broadcast.hpp>
#include <eslio/testing/fake_switch/machine/scheduling.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

inline void note_schedule(call& c, std::uint32_t id) {
    c.leg().vars.set("last_sched_id", std::to_string(id));
}

/// `time [cause] [bleg]`
ESLIO_DECL void run_sched_hangup(machine& m, call& c, const running_app& app);

/// `time extension [dialplan] [context]`
ESLIO_DECL void run_sched_transfer(machine& m, call& c, const running_app& app);

/// `time path [legs]`
ESLIO_DECL void run_sched_broadcast(machine& m, call& c, const running_app& app);

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

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/schedule.ipp>
#endif
