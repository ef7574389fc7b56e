// The bodies of the functions of session_state.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/session_state.hpp>

namespace eslio::testing::fake {

ESLIO_COLD bool session_state::wants(const signal& s) const {
    if (!events_on || !events.wants(s) || !filters.passes(s.content)) return false;
    if (lingering && s.content.unique_id() == uuid && is_destruction(s)) return false;
    if (my_events_uuid.empty()) return true;
    return s.content.unique_id() == my_events_uuid || s.content["Job-Owner-UUID"] == my_events_uuid;
}

}  // namespace eslio::testing::fake
