// What a connection to the switch is, and what its client's commands have set.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/format.hpp>
#include <eslio/event/log_level.hpp>
#include <eslio/testing/fake_switch/socket/filter_list.hpp>
#include <eslio/testing/fake_switch/socket/permissions.hpp>
#include <eslio/testing/fake_switch/socket/subscriptions.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <memory>
#include <optional>
#include <string>

namespace eslio::testing::fake {

class call;

struct session_state {
    bool authenticated = false;
    permissions allowed;
    format type = format::plain;
    subscriptions events;
    filter_list filters;
    bool events_on = false;
    bool my_events = false;      ///< `myevents` was accepted once; the limit stays
    std::string my_events_uuid;  ///< empty: no limit
    std::optional<int> log_level;

    std::string uuid;                  ///< of the controlled call, or empty
    std::shared_ptr<call> controlled;  ///< stays while the connection lingers
    /// Keeps the call from being destroyed, if the connection is to outlive it.
    std::shared_ptr<const void> hold;
    std::string channel_name;
    bool divert = false;
    std::optional<int> linger;  ///< seconds after the hang-up; -1: no limit
    bool lingering = false;

    bool outbound = false;  ///< the switch has connected to the client, for one call
    bool async = false;     ///< outbound: served by a thread of its own
    bool full = true;       ///< outbound: all commands exist

    /// The event is to be delivered (mod_event_socket: event_handler).
    bool wants(const signal& s) const;

    /// A connection that lingers keeps its call from being destroyed, and never hears of that.
    static bool is_destruction(const signal& s) {
        return s.type == event_name::channel_destroy ||
               (s.type == event_name::channel_state && s.content["Channel-State"] == "CS_DESTROY");
    }
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/session_state.ipp>
#endif
