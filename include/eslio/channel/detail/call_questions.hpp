// What a call asks FreeSWITCH: whether it exists, its data once an application of static mode has
// ended, and whether the leg that it is bridged to has answered.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/command/api.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/decode.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// The answer of the `uuid_...` commands for a call that is not up (mod_commands).
inline constexpr std::string_view no_such_channel = "-ERR No such channel!\n";

/// Asks whom a call is bridged to.
ESLIO_DECL command partner_question(const std::string& uuid);

/// The leg that FreeSWITCH's answer names, if it is no refusal; nothing if that is nobody.
ESLIO_DECL std::optional<std::string> partner_in(const reply& answer);

/// The channel's data in the answer to `api::uuid_dump`.
ESLIO_DECL std::optional<event> dumped(error_code ec, const reply& r);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/call_questions.ipp>
#endif
