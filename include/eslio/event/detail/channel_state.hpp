// The states of a channel, by their numbers.
#pragma once

#include <eslio/config.hpp>

#include <array>
#include <string_view>

namespace eslio::detail {

/// What Channel-State says, at the place that Channel-State-Number tells (switch_channel.c:
/// state_names). Of the last three a call is at its end.
inline constexpr std::array<std::string_view, 13> channel_state_names{
    {"CS_NEW", "CS_INIT", "CS_ROUTING", "CS_SOFT_EXECUTE", "CS_EXECUTE", "CS_EXCHANGE_MEDIA",
     "CS_PARK", "CS_CONSUME_MEDIA", "CS_HIBERNATE", "CS_RESET", "CS_HANGUP", "CS_REPORTING",
     "CS_DESTROY"}};

}  // namespace eslio::detail
