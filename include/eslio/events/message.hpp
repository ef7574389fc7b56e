// Views of the events of messages in and out of calls.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/event_view.hpp>

#include <cstdint>
#include <string_view>

namespace eslio::events {

/// A message of chat, as a SIP MESSAGE (sofia_presence_handle_sip_i_message); its text is the body.
class message : public of_type<event_name::message> {
public:
    using of_type::of_type;
    std::string_view proto() const noexcept { return text("proto"); }
    std::string_view to_proto() const noexcept { return text("to_proto"); }
    std::string_view login() const noexcept { return text("login"); }
    std::string_view from() const noexcept { return text("from"); }
    std::string_view from_user() const noexcept { return text("from_user"); }
    std::string_view from_host() const noexcept { return text("from_host"); }
    std::string_view from_full() const noexcept { return text("from_full"); }
    std::string_view from_ip() const noexcept { return text("from_sip_ip"); }
    header_value<std::uint16_t> from_port() const { return header<std::uint16_t>("from_sip_port"); }
    std::string_view to() const noexcept { return text("to"); }
    std::string_view to_user() const noexcept { return text("to_user"); }
    std::string_view to_host() const noexcept { return text("to_host"); }
    std::string_view subject() const noexcept { return text("subject"); }
    std::string_view context() const noexcept { return text("context"); }
    std::string_view content_type() const noexcept { return text("type"); }
    std::string_view sip_profile() const noexcept { return text("sip_profile"); }
};

/// A SIP INFO came on a call (create_info_event of sofia.c); its payload is the body.
class recv_info : public of_type<event_name::recv_info, channel_view> {
public:
    using of_type::of_type;
    std::string_view content_type() const noexcept { return text("SIP-Content-Type"); }
    std::string_view from_user() const noexcept { return text("SIP-From-User"); }
    std::string_view from_host() const noexcept { return text("SIP-From-Host"); }
    std::string_view to_user() const noexcept { return text("SIP-To-User"); }
    std::string_view to_host() const noexcept { return text("SIP-To-Host"); }
    std::string_view contact_user() const noexcept { return text("SIP-Contact-User"); }
    std::string_view contact_host() const noexcept { return text("SIP-Contact-Host"); }
    std::string_view call_info() const noexcept { return text("Call-Info"); }
    std::string_view alert_info() const noexcept { return text("Alert-Info"); }
};

/// A conference's state for SIP phones (conference_event_send_rfc, conference_send_notify); the
/// body has it.
class conference_data : public of_type<event_name::conference_data> {
public:
    using of_type::of_type;
    std::string_view conference() const noexcept { return text("conference-name"); }
    std::string_view domain() const noexcept { return text("conference-domain"); }
    /// `refer`.
    std::string_view what() const noexcept { return text("conference-event"); }
    std::string_view call_id() const noexcept { return text("call_id"); }
    header_value<bool> final() const { return header<bool>("final"); }
};

/// A SIP phone subscribed to a conference (sofia_presence_handle_sip_i_subscribe).
class conference_data_query : public of_type<event_name::conference_data_query> {
public:
    using of_type::of_type;
    std::string_view conference() const noexcept { return text("Conference-Name"); }
    std::string_view domain() const noexcept { return text("Conference-Domain"); }
    std::string_view from() const noexcept { return text("Query-From"); }
    std::string_view from_domain() const noexcept { return text("Query-From-Domain"); }
    std::string_view call_id() const noexcept { return text("Call-Id"); }
    std::string_view profile() const noexcept { return text("Sofia-Profile"); }
};

/// What became of a message (send_report of mod_sms); it has the headers of the message.
class sms_delivery_report : public custom_view<sms_delivery_report> {
public:
    static constexpr std::string_view subclass = "SMS::DELIVERY_REPORT";
    using custom_view::custom_view;
    std::string_view status() const noexcept { return text("Status"); }
};

}  // namespace eslio::events
