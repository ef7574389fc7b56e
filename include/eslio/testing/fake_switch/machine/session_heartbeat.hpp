// SESSION_HEARTBEAT events of a call, every so often.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <chrono>
#include <string_view>

namespace eslio::testing::fake {

/// Each comes after so many seconds, 60 if that is 0, until others are asked for
/// (switch_core_session.c: switch_core_session_enable_heartbeat; switch_core_io.c:
/// switch_core_session_read_frame).
ESLIO_DECL void start_session_heartbeat(machine& m, call& c, int seconds);

ESLIO_DECL void beat_later(machine& m, call& c, int seconds, unsigned number);

ESLIO_DECL void stop_session_heartbeat(call& c);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/session_heartbeat.ipp>
#endif
