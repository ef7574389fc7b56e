// What is to be heard over a connection: by its user, and by the library itself.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/protocol/event_leases.hpp>
#include <eslio/protocol/filter_view.hpp>
#include <eslio/protocol/user_subscription.hpp>

#include <optional>
#include <string>

namespace eslio::protocol {

/// What is in force on a connection, and the commands between the two, is the business of
/// `subscription_state`. It outlives the connections of a link that comes back.
struct wanted {
    /// The types and subclasses that the user asked for.
    user_subscription events{};
    /// The user's filters.
    filter_view filters{};
    std::optional<format> type{};      ///< of events; FreeSWITCH's own is plain
    std::optional<log_level> level{};  ///< of log lines
    bool secret_events = false;        ///< a command that no trace may show named some of `events`
    bool secret_level = false;         ///< such a command gave `level`
    bool refused = false;              ///< FreeSWITCH has refused some of it when it was asked for
    bool unasked = false;   ///< some of it was kept for the next connection, which may refuse it
    bool diverted = false;  ///< the call's own events come here (`divert_events`)
    std::string my_call{};  ///< of `myevents` on a connection that logged in
    /// What the library needs.
    event_leases leases{};
};

}  // namespace eslio::protocol
