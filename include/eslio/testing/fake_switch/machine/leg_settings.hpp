// What the variables of a call say of the legs that it calls, and of what is done around a bridge.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/dial_string.hpp>
#include <eslio/testing/fake_switch/options.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// Calls `take(name, value)` for each variable of `a` that its variable `list` names, which is
/// `export_vars` or another; the name is without `nolocal:` (switch_channel.c:
/// switch_channel_process_export).
template <class Function>
void for_each_exported(call& a, std::string_view list, Function take) {
    const std::string names(a.leg().vars[list]);
    std::string_view rest = names;
    while (!rest.empty()) {
        std::string_view name = wire::next_word(rest, ',');
        const std::string value(a.leg().vars[name]);
        for (const std::string_view front : {"nolocal:", "_nolocal_"})
            if (wire::istarts_with(name, front)) name.remove_prefix(front.size());
        if (!value.empty()) take(name, value);
    }
}

/// The variables that legs have of their caller: what it exports, and how it wants them called
/// (switch_ivr_originate.c: switch_ivr_originate).
ESLIO_DECL event variables_for_legs(call& a);

/// Who calls, as the legs are told: `effective_caller_id_name` and `_number`, unless the legs'
/// `origination_caller_id_*` say otherwise (switch_core_session.c:
/// switch_core_session_outgoing_channel).
ESLIO_DECL void set_caller(call& a, originate_request& legs);

/// The dial string of that user is called instead of them, and knows whom it is for (mod_dptools.c:
/// user_outgoing_channel).
ESLIO_DECL void call_by_dial_string(const fake_user& user, const std::string& text,
                                    originate_request& wanted);

/// Who calls is a variable of the legs, unless theirs say so themselves (switch_ivr_originate).
ESLIO_DECL void say_caller(originate_request& legs);

/// Each leg of a bridge has what the other exports to it (switch_ivr_bridge.c:
/// check_bridge_export).
ESLIO_DECL void export_over_bridge(call& a, call& b);

/// What is bound to a bridge that has just begun: of both legs `bridge_pre_execute_app`, which A
/// sets for both, `execute_on_pre_bridge` and `api_before_bridge` (switch_ivr_bridge.c:
/// audio_bridge_thread).
ESLIO_DECL void run_bound_to_bridge(call& a, call& b);

/// What is bound to its end: `execute_on_post_bridge`, `api_after_bridge` (switch_ivr_bridge.c:
/// audio_bridge_thread).
ESLIO_DECL void run_bound_to_end_of_bridge(call& c);

/// Where a leg that is left alone is to go; empty if it stays. Unless the other leg was `answered`
/// only `transfer_after_early_bridge` counts.
ESLIO_DECL std::string_view place_after_bridge(call& c, bool answered);

/// Sends it there; false if it stays (switch_ivr_bridge.c: transfer_after_bridge).
ESLIO_DECL bool send_on_after_bridge(call& c, bool answered);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/leg_settings.ipp>
#endif
