// Views of the events of mod_sofia about calls: transfers, re-INVITEs, errors.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/event_view.hpp>

#include <cstdint>
#include <string_view>

namespace eslio::events {

/// A re-INVITE came (sofia_handle_sip_i_state).
class sofia_reinvite : public custom_view<sofia_reinvite> {
public:
    static constexpr std::string_view subclass = "sofia::reinvite";
    using custom_view::custom_view;
    std::string_view uuid() const noexcept { return text("Unique-ID"); }
};

/// A leg was replaced by an attended transfer, or by an INVITE with Replaces
/// (sofia_handle_sip_i_refer, sofia_handle_sip_i_invite_replaces).
class sofia_replaced : public custom_view<sofia_replaced, channel_view> {
public:
    static constexpr std::string_view subclass = "sofia::replaced";
    using custom_view::custom_view;
    /// The UUID of the leg, or a SIP Call-ID.
    std::string_view replaced_by() const noexcept { return text("att_xfer_replaced_by"); }
};

/// Of a transfer by REFER, the one who transfers (sofia_handle_sip_i_refer).
class sofia_transferor : public custom_view<sofia_transferor, channel_view> {
public:
    static constexpr std::string_view subclass = "sofia::transferor";
    using custom_view::custom_view;
    /// UUIDs, of an attended one.
    std::string_view original_call() const noexcept { return text("att_xfer_original_call_id"); }
    std::string_view destination_call() const noexcept {
        return text("att_xfer_destination_call_id");
    }
    std::string_view destination_peer() const noexcept {
        return text("att_xfer_destination_peer_uuid");
    }
};

/// Of a transfer by REFER, the one who is transferred (sofia_handle_sip_i_refer).
class sofia_transferee : public custom_view<sofia_transferee, channel_view> {
public:
    static constexpr std::string_view subclass = "sofia::transferee";
    using custom_view::custom_view;
    std::string_view replaced_call() const noexcept { return text("att_xfer_replaced_call_id"); }
};

/// A call was picked up by an INVITE with Replaces (sofia_handle_sip_i_invite_replaces).
class sofia_intercepted : public custom_view<sofia_intercepted, channel_view> {
public:
    static constexpr std::string_view subclass = "sofia::intercepted";
    using custom_view::custom_view;
    /// A SIP Call-ID.
    std::string_view intercepted_by() const noexcept { return text("intercepted_by"); }
};

/// A blind transfer, or a chat message, that could not be (sofia_handle_sip_i_refer,
/// sofia_presence_chat_send).
class sofia_error : public custom_view<sofia_error, channel_view> {
public:
    static constexpr std::string_view subclass = "sofia::error";
    using custom_view::custom_view;
    /// `blind_transfer` or `chat`.
    std::string_view error_type() const noexcept { return text("Error-Type"); }
    std::string_view reason() const noexcept { return text("Error-Reason"); }
    std::string_view transfer_extension() const noexcept { return text("Transfer-Exten"); }
    std::string_view refer_to() const noexcept { return text("Full-Refer-To"); }
    std::string_view chat_to() const noexcept { return text("Chat-Send-To"); }
    std::string_view chat_from() const noexcept { return text("Chat-Send-From"); }
    std::string_view chat_profile() const noexcept { return text("Chat-Send-Profile"); }
};

/// The answer to a BYE, with its unknown headers (sofia_handle_sip_r_bye).
class sofia_bye_response : public custom_view<sofia_bye_response> {
public:
    static constexpr std::string_view subclass = "sofia::bye_response";
    using custom_view::custom_view;
    std::string_view call_id() const noexcept { return text("call-id"); }
    std::string_view uuid() const noexcept { return text("Unique-ID"); }
};

/// A NOTIFY on a REFER; its payload is the body (sofia_handle_sip_i_notify).
class sofia_notify_refer : public custom_view<sofia_notify_refer> {
public:
    static constexpr std::string_view subclass = "sofia::notify_refer";
    using custom_view::custom_view;
    std::string_view content_type() const noexcept { return text("content-type"); }
    std::string_view package() const noexcept { return text("event-package"); }
    std::string_view event_id() const noexcept { return text("event-id"); }
    std::string_view contact() const noexcept { return text("contact"); }
    std::string_view from() const noexcept { return text("from"); }
    std::string_view from_tag() const noexcept { return text("from-tag"); }
    std::string_view to() const noexcept { return text("to"); }
    std::string_view to_tag() const noexcept { return text("to-tag"); }
    std::string_view call_id() const noexcept { return text("call-id"); }
    std::string_view substate() const noexcept { return text("subscription-substate"); }
    std::string_view reason() const noexcept { return text("subscription-reason"); }
    std::string_view retry_after() const noexcept { return text("subscription-retry-after"); }
    std::string_view expires() const noexcept { return text("subscription-expires"); }
    std::string_view uuid() const noexcept { return text("UniqueID"); }
};

/// A SIP message had a header that is watched (notify_watched_header of sofia.c).
class sofia_notify_watched_header : public custom_view<sofia_notify_watched_header, channel_view> {
public:
    static constexpr std::string_view subclass = "sofia::notify_watched_header";
    using custom_view::custom_view;
    /// Its first line.
    std::string_view sip_message() const noexcept { return text("SIP-Message"); }
    std::string_view header_name() const noexcept { return text("Header-Name"); }
    std::string_view header_text() const noexcept { return text("Header-Value"); }
};

/// A call was hung up with WRONG_CALL_STATE, as one that never got further than its INVITE
/// (sofia_on_hangup).
class sofia_wrong_call_state : public custom_view<sofia_wrong_call_state> {
public:
    static constexpr std::string_view subclass = "sofia::wrong_call_state";
    using custom_view::custom_view;
    std::string_view from_user() const noexcept { return text("from_user"); }
    std::string_view network_ip() const noexcept { return text("network_ip"); }
    header_value<std::uint16_t> network_port() const {
        return header<std::uint16_t>("network_port");
    }
};

/// Calls were recovered (`sofia recover`).
class sofia_recovery_recovered : public custom_view<sofia_recovery_recovered> {
public:
    static constexpr std::string_view subclass = "sofia::recovery_recovered";
    using custom_view::custom_view;
    header_value<std::uint32_t> calls() const { return header<std::uint32_t>("recovered_calls"); }
};

}  // namespace eslio::events
