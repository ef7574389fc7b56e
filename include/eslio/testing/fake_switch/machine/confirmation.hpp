// A callee who answers and must press a key before they are connected: `group_confirm_key`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>

namespace eslio::testing::fake {

/// Has the leg asked for the key that the variables of its call tell, or, if that is `exec`, run
/// the application in `group_confirm_file`, once it has answered. Without one nothing is asked
/// (switch_ivr_originate.c: check_channel_status, collect_thread_run).
ESLIO_DECL void ask_for_confirmation(call& leg, const event& variables);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/confirmation.ipp>
#endif
