// Views of the events that tell of applications: CHANNEL_EXECUTE and its end.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/application_kind.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/channel_view.hpp>

#include <string_view>

namespace eslio::events {

/// What both events of an execution tell (switch_core_session_exec).
class execution_view : public channel_view {
public:
    using channel_view::channel_view;

    /// As `playback`.
    std::string_view application() const noexcept { return text("Application"); }
    header_value<application_kind> kind() const { return header<application_kind>("Application"); }
    /// Its argument, variables expanded.
    std::string_view data() const noexcept { return text("Application-Data"); }
    /// The Event-UUID of the `sendmsg` that asked for it, else a random one. Of `uuid_bridge` and
    /// `signal_bridge`, which have a CHANNEL_EXECUTE alone, empty.
    std::string_view execution_uuid() const noexcept { return text("Application-UUID"); }
    /// The `event-uuid-name` of that `sendmsg`.
    std::string_view execution_uuid_name() const noexcept { return text("Application-UUID-Name"); }
};

/// An application begins (switch_core_session_exec).
class channel_execute : public of_type<event_name::channel_execute, execution_view> {
public:
    using of_type::of_type;
};

/// An application has ended (switch_core_session_exec).
class channel_execute_complete
    : public of_type<event_name::channel_execute_complete, execution_view> {
public:
    using of_type::of_type;
    /// What it said of itself; empty if nothing (`_none_`).
    std::string_view response() const noexcept {
        return eslio::detail::application_response(details());
    }
};

/// A `sendmsg` was taken from a call's queue; the event has its headers (switch_ivr_parse_event, by
/// switch_ivr_parse_next_event).
class private_command : public of_type<event_name::private_command, channel_view> {
public:
    using of_type::of_type;
    std::string_view call_command() const noexcept { return text("call-command"); }
    std::string_view application() const noexcept { return text("execute-app-name"); }
    std::string_view argument() const noexcept { return text("execute-app-arg"); }
    /// Of `call-command: hangup`.
    std::string_view hangup_cause_text() const noexcept { return text("hangup-cause"); }
    std::string_view event_uuid() const noexcept { return text("Event-UUID"); }
    std::string_view event_uuid_name() const noexcept { return text("event-uuid-name"); }
};

}  // namespace eslio::events
