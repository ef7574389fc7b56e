// Applications that are more than time and variables: transfer, event, recording, digits, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/channel_state.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_range.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/digits.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// Where a call is transferred to that is to go to an extension without a name (switch_ivr.c:
/// switch_ivr_session_transfer).
inline constexpr const char* usual_extension = "service";

/// `destination [dialplan] [context]`
ESLIO_DECL dialplan_place parse_place(std::string_view words);

/// The other leg of its bridge was taken away, and is up: it is parked or sent on as its variables
/// say, else the leg that has led goes on and the other is hung up (switch_ivr_bridge.c:
/// audio_bridge_on_exchange_media, switch_ivr_multi_threaded_bridge).
ESLIO_DECL void go_on_without_other(call& left);

/// Sends calls to other extensions; an unknown number hangs one up, and so do too many transfers.
/// The other leg of a bridge is hung up unless it is sent elsewhere, too. A leg has its new
/// profile, which knows no other leg, before the bridge ends (switch_ivr.c:
/// switch_ivr_session_transfer).
ESLIO_DECL void transfer_calls(
    machine& m, const eslio::detail::compact_vector<std::pair<call*, std::string>>& all);
ESLIO_DECL void transfer_call(machine& m, call& c, std::string_view words);

/// Runs an extension and comes back; of an unknown number, or inside of too many, it runs nothing.
ESLIO_DECL void run_execute_extension(machine& m, call& c, const running_app& app);

/// Calls `what(m, call)` once the application has ended.
ESLIO_DECL void afterwards(machine& m, call& c, core::duration delay,
                           detail::shared_function<void(machine&, call&)> what);

/// Whether events of that type tell the variables of their call
/// (switch_channel.c: switch_channel_event_set_extended_data).
ESLIO_DECL bool has_variables(event_name type) noexcept;

/// `Event-Name=CUSTOM,Event-Subclass=a::b,k=v`: CHANNEL_APPLICATION, or what the argument says.
ESLIO_DECL void run_event_application(machine& m, call& c, const running_app& app);

/// The phone of the call hears the digits: of a loopback leg its far end, after the pauses `w`
/// (half a second) and `W` (one). A null one keeps them in a variable. Other phones are not
/// modelled. The result is how long the pauses are, which the sender waits for (switch_core_io.c:
/// switch_core_session_send_dtmf_string; mod_loopback: null_channel_send_dtmf).
ESLIO_DECL std::chrono::milliseconds send_digits(machine& m, call& c, std::string_view text);

/// As if the caller had pressed the keys; here `w` is one (switch_channel_queue_dtmf).
inline void queue_digits(call& c, std::string_view text) {
    for (const digit& key : parse_keys(text, "APP")) c.running().press(key);
}

/// Null and loopback legs are not told of it: their state stays, so they are not taken back
/// (switch_ivr.c: switch_ivr_hold, switch_ivr_unhold). False if it is so already.
ESLIO_DECL bool hold_call(call& c, bool held);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/call_applications.ipp>
#endif
