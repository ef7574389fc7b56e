// channel_view: what every event of a channel tells of it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/answer_state.hpp>
#include <eslio/event/call_direction.hpp>
#include <eslio/event/call_state.hpp>
#include <eslio/event/channel_state.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/leg_role.hpp>
#include <eslio/events/caller_profile.hpp>
#include <eslio/events/codec_side.hpp>
#include <eslio/events/event_view.hpp>

#include <cstdint>
#include <string_view>

namespace eslio::events {

/// A channel at the time of the event (switch_channel_event_set_basic_data), and its variables
/// where FreeSWITCH adds them (switch_channel_event_set_extended_data). It fits every event of a
/// channel.
class channel_view : public event_view {
public:
    /// Whether the event has the data of a channel.
    static bool fits(const event& e) noexcept { return e.contains("Channel-State"); }
    using event_view::event_view;

    /// The channel's own UUID, which may be any text (`origination_uuid`).
    std::string_view uuid() const noexcept { return text("Unique-ID"); }
    /// The same for all legs of a call.
    std::string_view call_uuid() const noexcept { return text("Channel-Call-UUID"); }
    /// Its second id (since 1.10.7).
    std::string_view external_id() const noexcept { return text("Session-External-ID"); }
    /// As `sofia/internal/1000@10.0.0.1`; see `endpoint_of`.
    std::string_view channel_name() const noexcept { return text("Channel-Name"); }

    /// The state that its thread is in.
    header_value<eslio::channel_state> state() const {
        return header<eslio::channel_state>("Channel-State");
    }
    /// The number of the state that was set, which may be ahead of `state()`: `channel_state_of`.
    header_value<std::uint32_t> state_number() const {
        return header<std::uint32_t>("Channel-State-Number");
    }
    header_value<eslio::call_state> call_state() const {
        return header<eslio::call_state>("Channel-Call-State");
    }
    header_value<eslio::answer_state> answer_state() const {
        return header<eslio::answer_state>("Answer-State");
    }
    /// Absent until it hangs up.
    header_value<eslio::hangup_cause> hangup_cause() const {
        return header<eslio::hangup_cause>("Hangup-Cause");
    }

    header_value<call_direction> direction() const {
        return header<call_direction>("Call-Direction");
    }
    header_value<call_direction> presence_direction() const {
        return header<call_direction>("Presence-Call-Direction");
    }
    std::string_view presence_id() const noexcept { return text("Channel-Presence-ID"); }
    std::string_view presence_data() const noexcept { return text("Channel-Presence-Data"); }
    /// Whether it went through the dialplan.
    header_value<bool> hit_dialplan() const { return header<bool>("Channel-HIT-Dialplan"); }

    /// The codec of what is received, and of what is sent.
    codec_side read_codec() const {
        return codec_side(details().find("Channel-Read-Codec-Name"),
                          details().find("Channel-Read-Codec-Rate"),
                          details().find("Channel-Read-Codec-Bit-Rate"));
    }
    /// The codec of what is sent.
    codec_side write_codec() const {
        return codec_side(details().find("Channel-Write-Codec-Name"),
                          details().find("Channel-Write-Codec-Rate"),
                          details().find("Channel-Write-Codec-Bit-Rate"));
    }

    /// Its caller profile, with its times.
    caller_profile caller() const noexcept { return caller_profile(details()); }

    /// The other leg, the newest that it has had: false if there is none.
    caller_profile other_leg() const noexcept {
        return caller_profile(details(), caller_profile::of_other_leg);
    }
    /// What the other leg is to this one.
    header_value<leg_role> other_leg_role() const { return header<leg_role>("Other-Type"); }

    /// A channel variable; empty if it is not set, or the event has none of them. See also `get`.
    std::string_view variable(std::string_view name) const noexcept {
        return details().variable(name);
    }
};

}  // namespace eslio::events
