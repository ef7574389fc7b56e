// The bodies of the functions of subscriptions.hpp.
#pragma once

#include <eslio/testing/fake_switch/subscriptions.hpp>

namespace eslio::testing::fake {

ESLIO_DECL event_name parse_subscribed_name(std::string_view word) noexcept {
    const event_name type = parse_event_name(word);
    if (type != event_name::unknown || word.size() <= 13) return type;
    return parse_event_name(word.substr(13));
}

}  // namespace eslio::testing::fake
