// The bodies of the functions of session_heartbeat.hpp.
#pragma once

#include <eslio/testing/fake_switch/machine/session_heartbeat.hpp>

namespace eslio::testing::fake {

ESLIO_DECL void beat_later(machine& m, call& c, int seconds, unsigned number) {
    afterwards(
        m, c, std::chrono::seconds(seconds), [seconds, number](machine& then, call& beating) {
            if (beating.heartbeats != number) return;
            beating.leg().fire_full(event_name::session_heartbeat,
                                    {"switch_core_io.c", "switch_core_session_read_frame", 157});
            beat_later(then, beating, seconds, number);
        });
}

ESLIO_DECL void start_session_heartbeat(machine& m, call& c, int seconds) {
    beat_later(m, c, seconds == 0 ? 60 : seconds, ++c.heartbeats);
}

ESLIO_DECL void stop_session_heartbeat(call& c) {
    ++c.heartbeats;
}

}  // namespace eslio::testing::fake
