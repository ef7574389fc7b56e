// The verbs of a call: which of FreeSWITCH's commands does each in which mode, and what it came to.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/channel/detail/composed_operations.hpp>
#include <eslio/channel/detail/leg_wait.hpp>
#include <eslio/channel/verb_results.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/application.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/legs.hpp>
#include <eslio/config.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace eslio::detail {

using record_handler = any_handler<void(error_code, record_result)>;
using unbridge_handler = any_handler<void(error_code, unbridge_result)>;
using conference_handler = any_handler<void(error_code, conference_result)>;

/// Done by an API command, which acts at once, whatever the call does; where there is no `api`, or
/// the application's argument is to be expanded, by the application.
ESLIO_DECL call::operation act(const call_ptr& c, const api_request& r, const application& a,
                               call::reply_handler& handler);

/// By an API command alone.
ESLIO_DECL call::operation act_by_api(const call_ptr& c, const api_request& r,
                                      call::reply_handler& handler);

/// The application's end as a reply: `+OK` if it did what it is for.
ESLIO_DECL call::operation act_by_execution(const call_ptr& c, const application& a,
                                            call::reply_handler& handler);

/// Both directions take two commands by `api`, which knows no `both` (mod_commands:
/// session_audio_function).
ESLIO_DECL call::operation mute(const call_ptr& c, audio_direction direction, bool on,
                                call::reply_handler& handler);

/// Held is what its Channel-Call-State says: FreeSWITCH says `+OK` also where the endpoint knows no
/// hold (switch_ivr.c: switch_ivr_hold).
ESLIO_DECL call::operation hold(const call_ptr& c, bool on, call::reply_handler& handler);

ESLIO_DECL call::operation record(const call_ptr& c, const application& a,
                                  std::chrono::seconds at_most, record_handler& handler);

ESLIO_DECL call::operation transfer(const call_ptr& c, const extension& to, call_legs legs,
                                    call::reply_handler& handler);

ESLIO_DECL call::operation park(const call_ptr& c, call::reply_handler& handler);

ESLIO_DECL call::operation heartbeat(const call_ptr& c, std::chrono::seconds interval,
                                     call::reply_handler& handler);

ESLIO_DECL call::operation set_media(const call_ptr& c, bool through, call::reply_handler& handler);

/// The number that it was given in an earlier room is taken away first.
ESLIO_DECL call::operation conference(const call_ptr& c, const application& a,
                                      conference_handler& handler);

/// Of another call that has to be there: where that can be asked, one that is not makes a failure.
ESLIO_DECL call::operation listen_to(const call_ptr& c, const application& a,
                                     const std::string& uuid, call::execution_handler& handler);

ESLIO_DECL call::operation wait_for_unbridge(const call_ptr& c,
                                             std::optional<call::duration> timeout,
                                             unbridge_handler& handler);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/verbs.ipp>
#endif
