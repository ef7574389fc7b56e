// The bodies of the functions of channel.hpp.
#pragma once

#include <eslio/testing/fake_switch/channel.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::string_view to_string(channel_state s) noexcept {
    static constexpr std::array<std::string_view, 13> names{
        {"CS_NEW", "CS_INIT", "CS_ROUTING", "CS_SOFT_EXECUTE", "CS_EXECUTE", "CS_EXCHANGE_MEDIA",
         "CS_PARK", "CS_CONSUME_MEDIA", "CS_HIBERNATE", "CS_RESET", "CS_HANGUP", "CS_REPORTING",
         "CS_DESTROY"}};
    return names[static_cast<std::size_t>(s)];
}

ESLIO_DECL std::string_view to_string(call_state s) noexcept {
    static constexpr std::array<std::string_view, 9> names{
        {"DOWN", "DIALING", "RINGING", "EARLY", "ACTIVE", "HELD", "RING_WAIT", "HANGUP", "UNHELD"}};
    return names[static_cast<std::size_t>(s)];
}

}  // namespace eslio::testing::fake
