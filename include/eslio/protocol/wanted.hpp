// What is to be heard over a connection: by its user, and by the library itself.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/event_leases.hpp>
#include <eslio/protocol/filter_view.hpp>
#include <eslio/protocol/user_subscription.hpp>

#include <string>

namespace eslio::protocol {

/// What is in force on a connection, and the commands between the two, is the business of
/// `subscription_state`.
struct wanted {
    user_subscription events{};
    filter_view filters{};
    bool diverted = false;  ///< the call's own events come here (`divert_events`)
    std::string my_call{};  ///< of `myevents` on a connection that logged in
    event_leases leases{};
};

}  // namespace eslio::protocol
