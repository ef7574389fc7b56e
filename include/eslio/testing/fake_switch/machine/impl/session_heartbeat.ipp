// The bodies of the functions of session_heartbeat.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/session_heartbeat.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void beat_later(machine& m, call& c, const heartbeat_line& line,
                           std::chrono::milliseconds wait) {
    afterwards(m, c, wait, [line](machine& then, call& beating) {
        if (beating.*line.counter != line.number) return;
        beating.leg().fire_full(event_name::session_heartbeat, line.from);
        if (line.seconds > 0) beat_later(then, beating, line, std::chrono::seconds(line.seconds));
    });
}

ESLIO_COLD void start_session_heartbeat(machine& m, call& c, int seconds) {
    c.heartbeat_seconds = seconds == 0 ? 60 : seconds;
    ++c.scheduled_heartbeats;
    const heartbeat_line line{&call::heartbeats,
                              ++c.heartbeats,
                              c.heartbeat_seconds,
                              {"switch_core_io.c", "switch_core_session_read_frame", 157}};
    beat_later(m, c, line, std::chrono::seconds(line.seconds));
}

ESLIO_COLD void schedule_session_heartbeat(machine& m, call& c) {
    const heartbeat_line line{&call::scheduled_heartbeats,
                              ++c.scheduled_heartbeats,
                              c.heartbeat_seconds,
                              {"switch_core_session.c", "sch_heartbeat_callback", 1637}};
    beat_later(m, c, line, line.seconds > 0 ? std::chrono::seconds(line.seconds) : scheduler_round);
}

ESLIO_COLD void stop_session_heartbeat(call& c) {
    c.heartbeat_seconds = 0;
    ++c.heartbeats;
    ++c.scheduled_heartbeats;
}

}  // namespace eslio::testing::fake
