// Calls that can be picked up: legs `pickup/key`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/call_plan.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <string_view>

namespace eslio::testing::fake {

/// What such a leg does by itself: nothing.
ESLIO_DECL call_plan plan_of_pickup();

/// The leg can be picked up as long as it is there (mod_dptools.c: pickup_add_session).
ESLIO_DECL void offer_pickup(machine& m, call& leg, std::string_view key, const event& variables);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/pickup.ipp>
#endif
