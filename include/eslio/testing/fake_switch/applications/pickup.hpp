// The application that picks a call up.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/call/running_app.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

namespace eslio::testing::fake {

/// `key`: the call takes the place of the leg that has waited longest to be picked up, which is
/// hung up; of none it does nothing (mod_dptools.c: pickup_function; switch_ivr_originate.c:
/// check_channel_status).
ESLIO_DECL void run_pickup(machine& m, call& c, const running_app& app);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/pickup.ipp>
#endif
