// SESSION_HEARTBEAT events of a call, every so often.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/machine/scheduling.hpp>

#include <chrono>

namespace eslio::testing::fake {

/// Each comes after so many seconds, 60 if that is 0, until others are asked for
/// (switch_core_session.c: switch_core_session_enable_heartbeat; switch_core_io.c:
/// switch_core_session_read_frame).
ESLIO_DECL void start_session_heartbeat(machine& m, call& c, int seconds);

/// Heartbeats that come until others of their kind are asked for.
struct heartbeat_line {
    unsigned call::*counter;  ///< how often such were asked for
    unsigned number;          ///< which of them this is
    int seconds;              ///< how far apart they are; 0: there is one alone
    place from;
};

ESLIO_DECL void beat_later(machine& m, call& c, const heartbeat_line& line,
                           std::chrono::milliseconds wait);

/// By the scheduler, as far apart as the others were set to be; one alone if none ever were, for
/// the seconds that are named are not looked at (switch_core_session.c:
/// switch_core_session_sched_heartbeat, sch_heartbeat_callback). The others go on.
ESLIO_DECL void schedule_session_heartbeat(machine& m, call& c);

ESLIO_DECL void stop_session_heartbeat(call& c);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/session_heartbeat.ipp>
#endif
