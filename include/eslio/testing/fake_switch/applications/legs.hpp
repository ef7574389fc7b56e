// Applications that join calls, or send them elsewhere: bridge, transfer, intercept, digits, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/host.hpp>
#include <eslio/testing/fake_switch/applications/application_entry.hpp>
#include <eslio/testing/fake_switch/applications/pickup.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/machine/attended_transfer.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/testing/fake_switch/machine/callcenter.hpp>
#include <eslio/testing/fake_switch/machine/fifo.hpp>
#include <eslio/testing/fake_switch/machine/media_bugs.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

ESLIO_DECL void run_transfer(machine& m, call& c, const running_app& app);

inline void run_break(machine& m, call& c, const running_app&) {
    afterwards(m, c, {}, [](machine&, call& again) { again.running().stop_playing(); });
}

/// `[-bleg] uuid`: is bridged with that call, whose other leg is hung up; of one that is not there
/// it does nothing (switch_ivr_bridge.c: switch_ivr_intercept_session).
ESLIO_DECL void run_intercept(machine& m, call& c, const running_app& app);

/// Listens to a call, or talks with both its legs, until that is down; one that is not there ends
/// it at once (switch_ivr_async.c: switch_ivr_eavesdrop_session).
ESLIO_DECL void run_eavesdrop(machine& m, call& c, const running_app& app);

/// The call is parked without an application (switch_ivr.c: switch_ivr_park_session).
ESLIO_DECL void run_park_state(machine& m, call& c, const running_app&);

/// `address list [cause]`
ESLIO_DECL void run_check_acl(machine&, call& c, const running_app& app);

inline void run_send_dtmf(machine& m, call& c, const running_app& app) {
    send_digits(m, c, app.argument);
}
inline void run_queue_dtmf(machine&, call& c, const running_app& app) {
    queue_digits(c, app.argument);
}
inline void run_flush_dtmf(machine&, call& c, const running_app&) {
    c.running().forget_digits();
}

inline void run_hold(machine&, call& c, const running_app&) {
    hold_call(c, true);
}
inline void run_unhold(machine&, call& c, const running_app&) {
    hold_call(c, false);
}

/// Waits in a queue that there is (mod_callcenter.c: callcenter_function).
ESLIO_DECL void run_callcenter(machine& m, call& c, const running_app& app);

/// `queue in`: waits until somebody serves the call; `queue out [wait|nowait]`: serves those who
/// wait (mod_fifo.c: fifo_function).
ESLIO_DECL void run_fifo(machine& m, call& c, const running_app& app);

inline constexpr application_entry leg_applications[] = {
    {"att_xfer", run_att_xfer},
    {"break", run_break},
    {"bridge", run_bridge},
    {"callcenter", run_callcenter},
    {"check_acl", run_check_acl},
    {"eavesdrop", run_eavesdrop},
    {"event", run_event_application},
    {"execute_extension", run_execute_extension},
    {"fifo", run_fifo},
    {"flush_dtmf", run_flush_dtmf},
    {"hold", run_hold},
    {"intercept", run_intercept},
    {"park_state", run_park_state},
    {"pickup", run_pickup},
    {"queue_dtmf", run_queue_dtmf},
    {"send_dtmf", run_send_dtmf},
    {"three_way", run_eavesdrop},
    {"transfer", run_transfer},
    {"unhold", run_unhold},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/applications/impl/legs.ipp>
#endif
