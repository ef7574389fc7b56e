// Channel variables: names that can be written, and values that FreeSWITCH keeps as they are.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/detail/escape.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::detail {

/// Whether FreeSWITCH puts the variable into a SIP header: `sip_h_...` and its kin, the caller's
/// and the callee's ids, and what sofia_glue_do_invite reads (mod_sofia). Two are bodies, and so
/// are none.
constexpr bool becomes_sip_header(std::string_view name) noexcept {
    for (const std::string_view prefix : {"nolocal:", "_nolocal_", "~"})
        if (wire::istarts_with(name, prefix)) name.remove_prefix(prefix.size());
    if (wire::icontains(name, "caller_id") || wire::icontains(name, "callee_id") ||
        wire::iequals(name, "alert_info") || wire::iequals(name, "call_info"))
        return true;
    const bool is_body =
        wire::iequals(name, "sip_multipart") || wire::iequals(name, "sip_reinvite_sdp");
    return wire::istarts_with(name, "sip_") && !is_body;
}

/// Whether FreeSWITCH runs the value of the variable, as an application or an API command, or an
/// application with it (switch_channel.c: switch_channel_execute_on, switch_channel_api_on;
/// switch_ivr_bridge.c, mod_loopback).
constexpr bool is_run(std::string_view name) noexcept {
    for (const std::string_view prefix : {"nolocal:", "_nolocal_", "~"})
        if (wire::istarts_with(name, prefix)) name.remove_prefix(prefix.size());
    for (const std::string_view front :
         {"execute_on_", "api_on_", "api_after_", "api_before_", "api_hangup_hook",
          "api_reporting_hook", "exec_after_bridge_", "bridge_pre_execute_", "loopback_app",
          "record_post_process_exec_"})
        if (wire::istarts_with(name, front)) return true;
    return false;
}

/// Whether FreeSWITCH keeps a value that begins with `ARRAY::` as it is: with two elements or more,
/// of which the first is not empty (switch_event.c: switch_event_add_array). With one it keeps that
/// one alone.
constexpr bool is_kept_array(std::string_view value) noexcept {
    const std::size_t next = value.find("|:", 7);
    return next != std::string_view::npos && next != 7;
}

/// Of a value that FreeSWITCH would take for a list and not keep as it is.
ESLIO_DECL argument_error check_array(const argument_name& argument, const any_text& value);

ESLIO_DECL argument_error check_variable_value(std::string_view name, const any_text& value);

/// A name is escaped nowhere: refused is what some reader of it would change, `also` among it.
ESLIO_DECL argument_error check_variable_name(std::string_view name, std::string_view also = {});

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/variable.ipp>
#endif
