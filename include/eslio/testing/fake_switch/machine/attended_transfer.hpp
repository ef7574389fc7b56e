// The application att_xfer: a call that leaves its bridge to talk to a third, and what becomes of
// the three.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/dialling.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <memory>
#include <string_view>

namespace eslio::testing::fake {

/// `att_xfer`: the call talks to another; when that one goes, or is not reached, it comes back to
/// the one that it has left; when it goes itself, those two are bridged (mod_dptools.c:
/// att_xfer_function).
ESLIO_DECL void run_att_xfer(machine& m, call& a, const running_app& app);

/// The one who transfers presses `attxfer_hangup_key` (`*`) and goes, or `attxfer_cancel_key` (`#`)
/// and comes back; what `attxfer_conf_key` (`0`) does is not modelled (mod_dptools.c:
/// xfer_on_dtmf).
ESLIO_DECL bool take_transfer_key(machine& m, call& a, char key);

/// The one that was called goes, or was not reached.
ESLIO_DECL void come_back(call& a);

/// The first bridge is made again.
ESLIO_DECL void rejoin(machine& m, call& a);

/// The call goes in the middle of it.
ESLIO_DECL void hand_over_left(machine& m, call& a);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/attended_transfer.ipp>
#endif
