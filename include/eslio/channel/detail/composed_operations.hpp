// Operations of a call that are made of others: prompts, bridges, waiting for the hang-up.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/command/prompt.hpp>
#include <eslio/config.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

using digits_result_handler = any_handler<void(error_code, digits_result)>;
using bridge_handler = any_handler<void(error_code, bridge_result)>;
using hangup_handler = any_handler<void(error_code, hangup_info)>;

/// Plays and reads. FreeSWITCH leaves in the variable what was pressed, also where it is too little
/// (switch_ivr_play_say.c: switch_ivr_read).
ESLIO_DECL call::operation read_digits(const call_ptr& c, const application& a, std::size_t least,
                                       digits_result_handler& handler);

ESLIO_DECL call::operation bridge(const call_ptr& c, const application& a, bridge_handler& handler);

ESLIO_DECL call::operation wait_for_hangup(const call_ptr& c, std::optional<call::duration> timeout,
                                           hangup_handler& handler);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/composed_operations.ipp>
#endif
