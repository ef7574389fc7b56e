// HEARTBEAT events, every so often while somebody is connected.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/apis/system.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

namespace eslio::testing::fake {

struct heartbeat_state {
    std::shared_ptr<bool> running = std::make_shared<bool>(false);
};

ESLIO_DECL void fire_heartbeat(machine& m);

ESLIO_DECL void schedule_heartbeat(machine& m, const std::shared_ptr<bool>& running);

/// Begins it if it is not running. An interval of zero is none.
ESLIO_DECL void begin_heartbeat(machine& m, const heartbeat_state& state);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/runtime/impl/heartbeat.ipp>
#endif
