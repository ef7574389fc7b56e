// API commands for a later time: sched_api, sched_hangup, sched_transfer, sched_broadcast.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/machine/broadcast.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/scheduling.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// `time group command`, of which a `&` at the end is not a part.
ESLIO_DECL std::string answer_sched_api(const api_call& c);

inline std::string answer_sched_del(const api_call& c) {
    return "+OK Deleted: " + std::to_string(forget_tasks_of(c.inside, c.arguments)) + "\n";
}

ESLIO_DECL std::string answer_unsched_api(const api_call& c);

/// With a time that names no seconds it is hung up at once (sched_hangup_function).
ESLIO_DECL std::string answer_sched_hangup(const api_call& c);

ESLIO_DECL std::string answer_sched_transfer(const api_call& c);

/// What it is to be done with is not looked at before the time has come.
ESLIO_DECL std::string answer_sched_broadcast(const api_call& c);

inline constexpr api_entry schedule_apis[] = {
    {"sched_api", "[+@]<time> <group_name> <command_string>[&]", "Schedule an api command",
     answer_sched_api},
    {"sched_broadcast", "[[+]<time>|@time] <uuid> <path> [aleg|bleg|both]",
     "Schedule a broadcast event to a running call", answer_sched_broadcast},
    {"sched_del", "<task_id>|<group_id>", "Delete a scheduled task", answer_sched_del},
    {"sched_hangup", "[+]<time> <uuid> [<cause>]", "Schedule a running call to hangup",
     answer_sched_hangup},
    {"sched_transfer", "[+]<time> <uuid> <extension> [<dialplan>] [<context>]",
     "Schedule a transfer for a running call", answer_sched_transfer},
    {"unsched_api", "<task_id>", "Unschedule an api command", answer_unsched_api},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/schedule.ipp>
#endif
