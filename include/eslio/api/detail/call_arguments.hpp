// Arguments that several API commands of calls share: where to, which side, which file.
#pragma once

#include <eslio/api/detail/api_writer.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/command/argument_error.hpp>
#include <eslio/command/extension.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>
#include <eslio/event/hangup_cause.hpp>

namespace eslio::detail {

/// Of an extension as an argument of an API command: no part may hold a line break.
ESLIO_DECL argument_error check_place(const extension& to);

/// `<extension> [<dialplan> [<context>]]`.
ESLIO_DECL api_writer& tell_place(api_writer& line, const extension& to);

/// A file that FreeSWITCH plays by switch_ivr_broadcast.
ESLIO_DECL api_writer& tell_broadcast(api_writer& line, const any_text& file);

/// A cause by its name, the last argument: `none` leaves it out, and so to FreeSWITCH. Refused is
/// `unknown`, of which FreeSWITCH would make NORMAL_CLEARING.
ESLIO_DECL api_writer& tell_cause(api_writer& line, hangup_cause cause);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/api/impl/call_arguments.ipp>
#endif
