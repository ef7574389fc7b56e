// The bodies of the functions of farewell.hpp.
#pragma once

#include <eslio/outbound/detail/farewell.hpp>

namespace eslio::detail {

ESLIO_DECL bool farewell::on_event(const event& e) {
    if (!needed_ || !shows_park(e)) return false;
    needed_ = false;
    return true;
}

ESLIO_DECL bool farewell::shows_park(const event& e) const {
    const auto number = e.number("Event-Sequence");
    if (!number || !connected_ || *number <= *connected_) return false;
    switch (e.type()) {
        case event_name::channel_park:
        case event_name::channel_unpark:
        case event_name::channel_execute:
        case event_name::channel_execute_complete:
        case event_name::private_command:
        case event_name::channel_hangup:
        case event_name::channel_hangup_complete: return true;
        default: return false;
    }
}

}  // namespace eslio::detail
