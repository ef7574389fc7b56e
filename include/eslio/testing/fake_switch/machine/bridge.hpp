// Two legs that talk to each other: the application bridge, uuid_bridge, and how they part.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/call/caller_profile.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>
#include <eslio/testing/fake_switch/machine/dialling.hpp>
#include <eslio/testing/fake_switch/machine/leg_settings.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/machine/other_leg.hpp>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

ESLIO_DECL void fire_bridge(call& a, const call& b, event_name type, const place& origin);

/// They no longer talk to each other; false if what is bound to the end of a bridge has seen to it.
ESLIO_DECL bool part(call& a, call& b);

/// That A no longer talks to B is told, and B's call is its own again (switch_ivr_bridge.c:
/// switch_ivr_multi_threaded_bridge).
ESLIO_DECL void tell_unbridged(call& a, call& b);

/// Both at once. They may be up or down.
ESLIO_DECL void unbridge(call& a);

/// FreeSWITCH's word for a cause, as the variable DIALSTATUS tells it (switch_ivr_originate).
ESLIO_DECL std::string_view dial_status(std::string_view cause) noexcept;

/// Whether a list of causes, `USER_BUSY,19`, names that one.
ESLIO_DECL bool names_cause(std::string_view list, std::string_view cause);

/// Whether a call goes on after a bridge that failed with that cause (switch_channel_handle_cause).
ESLIO_DECL bool goes_on_after(const channel& leg, std::string_view cause);

/// A caller who is answered waits for the callee, and no longer waits (switch_channel.c:
/// switch_channel_set_flag_value and switch_channel_clear_flag of CF_ORIGINATOR).
ESLIO_DECL void wait_for_answer(call& a);
ESLIO_DECL void stop_waiting(call& a);

/// The call is parked without an application (switch_ivr.c: switch_ivr_park_session).
ESLIO_DECL void park_without_application(call& c);

/// Parked, or sent on, as its variables say; false if they do not.
ESLIO_DECL bool goes_elsewhere_after_bridge(call& c);

/// The leg that has led a bridge without the application has nothing more to execute (CS_EXECUTE).
ESLIO_DECL void go_on_after_bridge(call& a);

/// The application `bridge` of a call came to nothing.
ESLIO_DECL void fail_bridge(call& a, std::string_view cause);

/// A goes down: B leaves the bridge, and then A, which waits for that: where B goes down as well it
/// is reported before the bridge is, and has its end after it, unless A's own is `at_once`
/// (switch_ivr_bridge.c: audio_bridge_on_exchange_media, switch_ivr_multi_threaded_bridge).
ESLIO_DECL void leave_by_a(call& a, call& b, bool at_once);

/// Leg A executes something inside of its bridge: the end of that comes first, for it is the one
/// that looks at both legs (switch_ivr_bridge.c: audio_bridge_thread, switch_ivr_parse_all_events).
ESLIO_DECL bool is_busy_in_bridge(call& c);

/// One of two bridged legs goes down: B goes with A; A goes on after its `bridge`, unless
/// `hangup_after_bridge` or `park_after_bridge` says otherwise. If B had not answered the bridge
/// has failed, and these are not looked at (switch_ivr_bridge.c: switch_ivr_multi_threaded_bridge).
ESLIO_DECL void end_bridge(call& gone, bool at_once = false);

/// A leads (switch_ivr_bridge.c: switch_ivr_multi_threaded_bridge).
ESLIO_DECL void talk(call& a, call& b);

/// A has called B, who is there now (switch_ivr_originate, switch_channel_pass_callee_id).
ESLIO_DECL void bridge(call& a, call& b);

/// The second leg was not reached.
ESLIO_DECL void bridge_failed(call& a, std::string_view cause);

/// A leg that is called for another knows it from its first event on. Early media connects them,
/// unless the answer is waited for.
ESLIO_DECL void prepare_leg(call& a, call& b, bool waits);

/// A caller who is not answered has early media before mod_loopback makes a leg for them
/// (mod_loopback.c: channel_outgoing_channel, null_channel_outgoing_channel).
ESLIO_DECL void give_early_media(call& a, std::string_view endpoint);

/// A knows which leg it calls last, and which it has called (switch_core_session.c:
/// switch_core_session_outgoing_channel; switch_ivr_originate).
ESLIO_DECL void note_leg(call& a, call& b);

/// What the legs that A calls have of it.
ESLIO_DECL dial_order order_of(call& a, std::string_view destinations);

/// An application of `a` calls legs, which are given up when `a` hangs up or is moved away. `done`
/// is told soon after of a failure, and at once of the leg that is up.
ESLIO_DECL void dial_for(
    machine& m, call& a, dial_order order,
    const detail::shared_function<void(call& a, call* b, std::string_view cause)>& done);

/// The application: calls the second leg and joins it when it has early media, or answers.
ESLIO_DECL void run_bridge(machine& m, call& a, const running_app& app);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/bridge.ipp>
#endif
