// Two calls that are bridged from outside: `uuid_bridge`, and what rests on it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// Leaves what it does, for another leg (switch_ivr_bridge.c: uuid_bridge_on_hibernate,
/// uuid_bridge_on_reset, uuid_bridge_on_soft_execute).
ESLIO_DECL void leave_for_bridge(call& c);

/// `uuid_bridge`: both leave what they do; the legs that they talk with are hung up, or parked if
/// `park_after_bridge` says so. One that a static `socket` holds leaves when that has ended, and
/// the other waits for it. A is the one that has media. False if none has, or one of them is not
/// there (switch_ivr_bridge.c: switch_ivr_uuid_bridge).
ESLIO_DECL bool bridge_by_uuid(machine& m, std::string_view first, std::string_view second,
                               std::string_view cause_of_others = "NORMAL_CLEARING");

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/uuid_bridge.ipp>
#endif
