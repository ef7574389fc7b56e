// Views of the events of presence and of waiting messages.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/call_direction.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/event_view.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eslio::events {

/// Presence as modules tell it: of a call (switch_channel_perform_presence), a registration
/// (sofia_reg.c), a conference, a queue. `state()`, `answer_state()` and so on are those of the
/// call, if it is one's.
class presence_in : public of_type<event_name::presence_in, channel_view> {
public:
    using of_type::of_type;
    /// As `sip`, `any`.
    std::string_view proto() const noexcept { return text("proto"); }
    /// The profile.
    std::string_view login() const noexcept { return text("login"); }
    std::string_view from() const noexcept { return text("from"); }
    std::string_view rpid() const noexcept { return text("rpid"); }
    std::string_view status() const noexcept { return text("status"); }
    /// `presence`.
    std::string_view event_type() const noexcept { return text("event_type"); }
    /// `dialog`.
    std::string_view alt_event_type() const noexcept { return text("alt_event_type"); }
    header_value<std::uint32_t> event_count() const { return header<std::uint32_t>("event_count"); }
    /// `register` or `subscribe`.
    std::string_view source() const noexcept { return text("presence-source"); }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    std::string_view call_info_state() const noexcept { return text("presence-call-info-state"); }
    std::string_view call_info() const noexcept { return text("presence-call-info"); }
    /// As `Active (2 callers)`.
    std::string_view forced_status() const noexcept { return text("force-status"); }
    std::string_view sip_profile() const noexcept { return text("sip_profile"); }
    std::string_view to() const noexcept { return text("to"); }
    header_value<bool> private_call() const { return header<bool>("Presence-Privacy"); }
    header_value<eslio::call_direction> call_direction_shown() const {
        return header<eslio::call_direction>("presence-call-direction");
    }
};

/// Presence that a call sends to the far end (switch_channel_perform_presence).
class presence_out : public of_type<event_name::presence_out, channel_view> {
public:
    using of_type::of_type;
    /// As `sip`, `any`.
    std::string_view proto() const noexcept { return text("proto"); }
    /// The profile.
    std::string_view login() const noexcept { return text("login"); }
    std::string_view from() const noexcept { return text("from"); }
    std::string_view rpid() const noexcept { return text("rpid"); }
    std::string_view status() const noexcept { return text("status"); }
    /// `presence`.
    std::string_view event_type() const noexcept { return text("event_type"); }
    /// `dialog`.
    std::string_view alt_event_type() const noexcept { return text("alt_event_type"); }
    header_value<std::uint32_t> event_count() const { return header<std::uint32_t>("event_count"); }
    /// `register` or `subscribe`.
    std::string_view source() const noexcept { return text("presence-source"); }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    std::string_view call_info_state() const noexcept { return text("presence-call-info-state"); }
    std::string_view call_info() const noexcept { return text("presence-call-info"); }
    /// As `Active (2 callers)`.
    std::string_view forced_status() const noexcept { return text("force-status"); }
    std::string_view sip_profile() const noexcept { return text("sip_profile"); }
    std::string_view to() const noexcept { return text("to"); }
    header_value<bool> private_call() const { return header<bool>("Presence-Privacy"); }
};

/// Somebody subscribed, and asks what the state is (sofia_presence.c).
class presence_probe : public of_type<event_name::presence_probe> {
public:
    using of_type::of_type;
    /// As `sip`, `any`.
    std::string_view proto() const noexcept { return text("proto"); }
    /// The profile.
    std::string_view login() const noexcept { return text("login"); }
    std::string_view from() const noexcept { return text("from"); }
    std::string_view rpid() const noexcept { return text("rpid"); }
    std::string_view status() const noexcept { return text("status"); }
    /// `presence`.
    std::string_view event_type() const noexcept { return text("event_type"); }
    /// `dialog`.
    std::string_view alt_event_type() const noexcept { return text("alt_event_type"); }
    header_value<std::uint32_t> event_count() const { return header<std::uint32_t>("event_count"); }
    /// `register` or `subscribe`.
    std::string_view source() const noexcept { return text("presence-source"); }
    std::string_view user_agent() const noexcept { return text("user-agent"); }
    std::string_view call_info_state() const noexcept { return text("presence-call-info-state"); }
    std::string_view call_info() const noexcept { return text("presence-call-info"); }
    /// As `Active (2 callers)`.
    std::string_view forced_status() const noexcept { return text("force-status"); }
    std::string_view sip_profile() const noexcept { return text("sip_profile"); }
    std::string_view to() const noexcept { return text("to"); }
    header_value<bool> private_call() const { return header<bool>("Presence-Privacy"); }
    /// `probe`.
    std::string_view subtype() const noexcept { return text("event_subtype"); }
    /// As `dialog`.
    std::string_view protocol_event() const noexcept { return text("proto-specific-event-name"); }
    header_value<std::chrono::seconds> expires() const {
        return header<std::chrono::seconds>("expires");
    }
    std::string_view call_id() const noexcept { return text("sub-call-id"); }
};

/// Numbers of messages, as in MWI-Voice-Message: `2/1 (0/0)`.
struct message_counts {
    /// Messages that are new.
    std::uint32_t fresh = 0;
    /// Messages that have been heard and are kept.
    std::uint32_t saved = 0;
    /// Those of them that are urgent; FreeSWITCH may leave them out.
    std::uint32_t urgent_fresh = 0;
    std::uint32_t urgent_saved = 0;

    friend constexpr bool operator==(const message_counts& a, const message_counts& b) noexcept {
        return a.fresh == b.fresh && a.saved == b.saved && a.urgent_fresh == b.urgent_fresh &&
               a.urgent_saved == b.urgent_saved;
    }
    friend constexpr bool operator!=(const message_counts& a, const message_counts& b) noexcept {
        return !(a == b);
    }
};

/// Reads `2/1` and `2/1 (0/0)`.
ESLIO_DECL std::optional<message_counts> parse_message_counts(std::string_view text) noexcept;

}  // namespace eslio::events

namespace eslio {

/// Reads `2/1 (0/0)` for `header_value`.
template <>
struct value_reader<events::message_counts> {
    /// Nothing of what is no such pair.
    static std::optional<events::message_counts> read(std::string_view text) noexcept {
        return events::parse_message_counts(text);
    }
};

}  // namespace eslio

namespace eslio::events {

/// Whether messages wait for an account (update_mwi of mod_voicemail; NOTIFY of a gateway).
class message_waiting : public of_type<event_name::message_waiting> {
public:
    using of_type::of_type;
    header_value<bool> waiting() const { return header<bool>("MWI-Messages-Waiting"); }
    std::string_view account() const noexcept { return text("MWI-Message-Account"); }
    header_value<message_counts> voice() const {
        return header<message_counts>("MWI-Voice-Message");
    }
    std::string_view update_reason() const noexcept { return text("Update-Reason"); }
};

/// Somebody asks whether messages wait (sofia_reg.c, sofia_presence.c).
class message_query : public of_type<event_name::message_query> {
public:
    using of_type::of_type;
    /// As `sip:1000@example.com`.
    std::string_view account() const noexcept { return text("Message-Account"); }
    std::string_view profile() const noexcept { return text("VM-Sofia-Profile"); }
    std::string_view call_id() const noexcept { return text("VM-Call-ID"); }
    std::string_view subscription_call_id() const noexcept { return text("VM-sub-call-id"); }
};

/// A phone sets a feature: do not disturb, forwarding (sofia_presence_handle_sip_i_subscribe).
class phone_feature_subscribe : public of_type<event_name::phone_feature_subscribe> {
public:
    using of_type::of_type;
    std::string_view user() const noexcept { return text("user"); }
    std::string_view host() const noexcept { return text("host"); }
    std::string_view contact() const noexcept { return text("contact"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    header_value<std::chrono::seconds> expires() const {
        return header<std::chrono::seconds>("expires");
    }
    std::string_view profile() const noexcept { return text("profile_name"); }
    std::string_view device() const noexcept { return text("device"); }
    /// `SetDoNotDisturb` or `SetCallForward`.
    std::string_view feature() const noexcept { return text("Feature-Action"); }
    std::string_view enabled() const noexcept { return text("Feature-Enabled"); }
    std::string_view action() const noexcept { return text("Action-Name"); }
    std::string_view value() const noexcept { return text("Action-Value"); }
    header_value<std::uint32_t> ring_count() const { return header<std::uint32_t>("ringCount"); }
};

/// A gateway sent a NOTIFY (sofia_handle_sip_i_notify).
class notify_in : public of_type<event_name::notify_in> {
public:
    using of_type::of_type;
    std::string_view package() const noexcept { return text("event"); }
    std::string_view payload() const noexcept { return text("pl_data"); }
    std::string_view content_type() const noexcept { return text("sip_content_type"); }
    header_value<std::uint16_t> port() const { return header<std::uint16_t>("port"); }
    std::string_view profile() const noexcept { return text("profile_name"); }
    std::string_view profile_uri() const noexcept { return text("profile_uri"); }
    std::string_view gateway() const noexcept { return text("gateway_name"); }
    std::string_view call_info() const noexcept { return text("Call-Info"); }
};

}  // namespace eslio::events

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/events/impl/presence.ipp>
#endif
