// Views of the events that tell how a channel goes, from CHANNEL_CREATE to CHANNEL_DESTROY.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/call_state.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/channel_view.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio::events {

/// A channel exists: CS_INIT has run (switch_core_session_run).
class channel_create : public of_type<event_name::channel_create, channel_view> {
public:
    using of_type::of_type;
};

/// FreeSWITCH makes a channel (switch_core_session_outgoing_channel); before CHANNEL_CREATE.
class channel_outgoing : public of_type<event_name::channel_outgoing, channel_view> {
public:
    using of_type::of_type;
};

/// A channel that FreeSWITCH made begins to call; after its CHANNEL_CREATE
/// (switch_core_session_run).
class channel_originate : public of_type<event_name::channel_originate, channel_view> {
public:
    using of_type::of_type;
};

/// The running state changed (switch_channel_perform_set_running_state).
class channel_state : public of_type<event_name::channel_state, channel_view> {
public:
    using of_type::of_type;
};

/// The call state changed (switch_channel_perform_set_callstate).
class channel_callstate : public of_type<event_name::channel_callstate, channel_view> {
public:
    using of_type::of_type;
    /// What it was before.
    header_value<eslio::call_state> original_call_state() const {
        return header<eslio::call_state>("Original-Channel-Call-State");
    }
    /// Of the new one: `call_state_of`.
    header_value<std::uint32_t> call_state_number() const {
        return header<std::uint32_t>("Channel-Call-State-Number");
    }
};

/// The far end rings (switch_channel_perform_mark_ring_ready_value).
class channel_progress : public of_type<event_name::channel_progress, channel_view> {
public:
    using of_type::of_type;
};

/// Early media (switch_channel_perform_mark_pre_answered).
class channel_progress_media : public of_type<event_name::channel_progress_media, channel_view> {
public:
    using of_type::of_type;
};

/// The channel is answered (switch_channel_perform_mark_answered).
class channel_answer : public of_type<event_name::channel_answer, channel_view> {
public:
    using of_type::of_type;
};

/// The channel waits in its park (switch_ivr_park).
class channel_park : public of_type<event_name::channel_park, channel_view> {
public:
    using of_type::of_type;
};

/// It left its park (switch_ivr_park).
class channel_unpark : public of_type<event_name::channel_unpark, channel_view> {
public:
    using of_type::of_type;
};

/// The channel is on hold (switch_ivr_hold, switch_channel_mark_hold).
class channel_hold : public of_type<event_name::channel_hold, channel_view> {
public:
    using of_type::of_type;
};

/// The channel is off hold (switch_ivr_unhold, switch_channel_mark_hold).
class channel_unhold : public of_type<event_name::channel_unhold, channel_view> {
public:
    using of_type::of_type;
};

/// Two channels hear each other; the event is leg A's (switch_ivr_multi_threaded_bridge,
/// signal_bridge_on_hibernate). It does not say that leg B is answered: it may be in early media.
class channel_bridge : public of_type<event_name::channel_bridge, channel_view> {
public:
    using of_type::of_type;
    std::string_view leg_a() const noexcept { return text("Bridge-A-Unique-ID"); }
    std::string_view leg_b() const noexcept { return text("Bridge-B-Unique-ID"); }
};

/// They hear each other no more (switch_ivr_multi_threaded_bridge, signal_bridge_on_hangup;
/// hanguphook of switch_ivr_bridge.c names no legs).
class channel_unbridge : public of_type<event_name::channel_unbridge, channel_view> {
public:
    using of_type::of_type;
    std::string_view leg_a() const noexcept { return text("Bridge-A-Unique-ID"); }
    std::string_view leg_b() const noexcept { return text("Bridge-B-Unique-ID"); }
};

/// A channel is told to end, with `hangup_cause()` (switch_channel_perform_hangup).
class channel_hangup : public of_type<event_name::channel_hangup, channel_view> {
public:
    using of_type::of_type;
};

/// A channel has ended: the last event with its variables (switch_core_session_reporting_state). Of
/// the durations see `var::billsec` and its kin.
class channel_hangup_complete : public of_type<event_name::channel_hangup_complete, channel_view> {
public:
    using of_type::of_type;
    /// Whether `body()` is the XML CDR, as by the variable `hangup_complete_with_xml`.
    bool has_xml_cdr() const noexcept { return text("CDR-Attached") == "xml"; }

    /// From the creation to the end, whole seconds (switch_channel_set_timestamps).
    header_value<std::chrono::seconds> duration() const {
        return header<std::chrono::seconds>("variable_duration");
    }
    /// From the answer to the end, whole seconds; 0 if it was not answered.
    header_value<std::chrono::seconds> billsec() const {
        return header<std::chrono::seconds>("variable_billsec");
    }
    /// From the creation to the answer, whole seconds; 0 if it was not answered.
    header_value<std::chrono::seconds> answersec() const {
        return header<std::chrono::seconds>("variable_answersec");
    }
    /// The Q.850 number of `hangup_cause()`, as FreeSWITCH wrote it.
    header_value<std::uint32_t> q850() const {
        return header<std::uint32_t>("variable_hangup_cause_q850");
    }
};

/// A channel is gone (switch_core_session_perform_destroy).
class channel_destroy : public of_type<event_name::channel_destroy, channel_view> {
public:
    using of_type::of_type;
};

/// A channel has another UUID (switch_core_session_set_uuid).
class channel_uuid : public of_type<event_name::channel_uuid, channel_view> {
public:
    using of_type::of_type;
    std::string_view old_uuid() const noexcept { return text("Old-Unique-ID"); }
};

/// What the application `event` was given as headers (event_function of mod_dptools).
class channel_application : public of_type<event_name::channel_application, channel_view> {
public:
    using of_type::of_type;
};

/// A channel with all its variables, as an answer: `uuid_dump`, the replies of an outbound socket.
class channel_data : public of_type<event_name::channel_data, channel_view> {
public:
    using of_type::of_type;
};

/// A channel lives; every so many seconds where it is asked for (sch_heartbeat_callback,
/// switch_core_session_read_frame).
class session_heartbeat : public of_type<event_name::session_heartbeat, channel_view> {
public:
    using of_type::of_type;
};

}  // namespace eslio::events
