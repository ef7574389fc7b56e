// The one rule for the UUID of a call where a command names it.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/config.hpp>

#include <cstddef>
#include <string_view>

namespace eslio::detail {

/// What a UUID may hold besides letters and digits: none of FreeSWITCH's readers, of a line, an API
/// command or a dial string, takes one of these for its own. A SIP Call-ID that is used as one
/// (mod_sofia: `inbound-use-callid-as-uuid`) mostly holds no others.
inline constexpr std::string_view uuid_marks = "-_.:@+~=!";

/// FreeSWITCH keeps so much of one (switch_core_pvt.h: SWITCH_UUID_FORMATTED_LENGTH).
inline constexpr std::size_t longest_uuid = 255;

/// The UUID of a call, whoever gives it; words that a command takes for an order are its own
/// matter.
ESLIO_DECL argument_error check_uuid(std::string_view id);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/uuid.ipp>
#endif
