// Views of events: every accessor against its header (events/presence.hpp, events/message.hpp).
#include "events/view_check.hpp"

#include <eslio/events/message.hpp>
#include <eslio/events/presence.hpp>

TEST_CASE("views: PRESENCE_IN") {
    using view = eslio::events::presence_in;
    const std::size_t recorded = test::check_view<view>(
        test::field("proto", &view::proto), test::field("login", &view::login),
        test::field("from", &view::from), test::field("rpid", &view::rpid),
        test::field("status", &view::status), test::field("event_type", &view::event_type),
        test::field("alt_event_type", &view::alt_event_type),
        test::field("event_count", &view::event_count),
        test::field("presence-source", &view::source), test::field("user-agent", &view::user_agent),
        test::field("presence-call-info-state", &view::call_info_state),
        test::field("presence-call-info", &view::call_info),
        test::field("force-status", &view::forced_status),
        test::field("sip_profile", &view::sip_profile), test::field("to", &view::to),
        test::field("Presence-Privacy", &view::private_call),
        test::field("presence-call-direction", &view::call_direction_shown));
    CHECK(recorded != 0);
}

TEST_CASE("views: PRESENCE_OUT") {
    using view = eslio::events::presence_out;
    const std::size_t recorded = test::check_view<view>(
        test::field("proto", &view::proto), test::field("login", &view::login),
        test::field("from", &view::from), test::field("rpid", &view::rpid),
        test::field("status", &view::status), test::field("event_type", &view::event_type),
        test::field("alt_event_type", &view::alt_event_type),
        test::field("event_count", &view::event_count),
        test::field("presence-source", &view::source), test::field("user-agent", &view::user_agent),
        test::field("presence-call-info-state", &view::call_info_state),
        test::field("presence-call-info", &view::call_info),
        test::field("force-status", &view::forced_status),
        test::field("sip_profile", &view::sip_profile), test::field("to", &view::to),
        test::field("Presence-Privacy", &view::private_call));
    static_cast<void>(recorded);
}

TEST_CASE("views: PRESENCE_PROBE") {
    using view = eslio::events::presence_probe;
    const std::size_t recorded = test::check_view<view>(
        test::field("proto", &view::proto), test::field("login", &view::login),
        test::field("from", &view::from), test::field("rpid", &view::rpid),
        test::field("status", &view::status), test::field("event_type", &view::event_type),
        test::field("alt_event_type", &view::alt_event_type),
        test::field("event_count", &view::event_count),
        test::field("presence-source", &view::source), test::field("user-agent", &view::user_agent),
        test::field("presence-call-info-state", &view::call_info_state),
        test::field("presence-call-info", &view::call_info),
        test::field("force-status", &view::forced_status),
        test::field("sip_profile", &view::sip_profile), test::field("to", &view::to),
        test::field("Presence-Privacy", &view::private_call),
        test::field("event_subtype", &view::subtype),
        test::field("proto-specific-event-name", &view::protocol_event),
        test::field("expires", &view::expires), test::field("sub-call-id", &view::call_id));
    static_cast<void>(recorded);
}

TEST_CASE("views: MESSAGE_WAITING") {
    using view = eslio::events::message_waiting;
    const std::size_t recorded =
        test::check_view<view>(test::field("MWI-Messages-Waiting", &view::waiting),
                               test::field("MWI-Message-Account", &view::account),
                               test::field("MWI-Voice-Message", &view::voice),
                               test::field("Update-Reason", &view::update_reason));
    static_cast<void>(recorded);
}

TEST_CASE("views: MESSAGE_QUERY") {
    using view = eslio::events::message_query;
    const std::size_t recorded = test::check_view<view>(
        test::field("Message-Account", &view::account),
        test::field("VM-Sofia-Profile", &view::profile), test::field("VM-Call-ID", &view::call_id),
        test::field("VM-sub-call-id", &view::subscription_call_id));
    static_cast<void>(recorded);
}

TEST_CASE("views: PHONE_FEATURE_SUBSCRIBE") {
    using view = eslio::events::phone_feature_subscribe;
    const std::size_t recorded = test::check_view<view>(
        test::field("user", &view::user), test::field("host", &view::host),
        test::field("contact", &view::contact), test::field("call-id", &view::call_id),
        test::field("expires", &view::expires), test::field("profile_name", &view::profile),
        test::field("device", &view::device), test::field("Feature-Action", &view::feature),
        test::field("Feature-Enabled", &view::enabled), test::field("Action-Name", &view::action),
        test::field("Action-Value", &view::value), test::field("ringCount", &view::ring_count));
    static_cast<void>(recorded);
}

TEST_CASE("views: NOTIFY_IN") {
    using view = eslio::events::notify_in;
    const std::size_t recorded = test::check_view<view>(
        test::field("event", &view::package), test::field("pl_data", &view::payload),
        test::field("sip_content_type", &view::content_type), test::field("port", &view::port),
        test::field("profile_name", &view::profile), test::field("profile_uri", &view::profile_uri),
        test::field("gateway_name", &view::gateway), test::field("Call-Info", &view::call_info));
    static_cast<void>(recorded);
}

TEST_CASE("views: MESSAGE") {
    using view = eslio::events::message;
    const std::size_t recorded = test::check_view<view>(
        test::field("proto", &view::proto), test::field("to_proto", &view::to_proto),
        test::field("login", &view::login), test::field("from", &view::from),
        test::field("from_user", &view::from_user), test::field("from_host", &view::from_host),
        test::field("from_full", &view::from_full), test::field("from_sip_ip", &view::from_ip),
        test::field("from_sip_port", &view::from_port), test::field("to", &view::to),
        test::field("to_user", &view::to_user), test::field("to_host", &view::to_host),
        test::field("subject", &view::subject), test::field("context", &view::context),
        test::field("type", &view::content_type), test::field("sip_profile", &view::sip_profile));
    CHECK(recorded != 0);
}

TEST_CASE("views: RECV_INFO") {
    using view = eslio::events::recv_info;
    const std::size_t recorded = test::check_view<view>(
        test::field("SIP-Content-Type", &view::content_type),
        test::field("SIP-From-User", &view::from_user),
        test::field("SIP-From-Host", &view::from_host), test::field("SIP-To-User", &view::to_user),
        test::field("SIP-To-Host", &view::to_host),
        test::field("SIP-Contact-User", &view::contact_user),
        test::field("SIP-Contact-Host", &view::contact_host),
        test::field("Call-Info", &view::call_info), test::field("Alert-Info", &view::alert_info));
    CHECK(recorded != 0);
}

TEST_CASE("views: CONFERENCE_DATA") {
    using view = eslio::events::conference_data;
    const std::size_t recorded = test::check_view<view>(
        test::field("conference-name", &view::conference),
        test::field("conference-domain", &view::domain),
        test::field("conference-event", &view::what), test::field("call_id", &view::call_id),
        test::field("final", &view::final));
    static_cast<void>(recorded);
}

TEST_CASE("views: CONFERENCE_DATA_QUERY") {
    using view = eslio::events::conference_data_query;
    const std::size_t recorded = test::check_view<view>(
        test::field("Conference-Name", &view::conference),
        test::field("Conference-Domain", &view::domain), test::field("Query-From", &view::from),
        test::field("Query-From-Domain", &view::from_domain),
        test::field("Call-Id", &view::call_id), test::field("Sofia-Profile", &view::profile));
    static_cast<void>(recorded);
}

TEST_CASE("views: SMS::DELIVERY_REPORT") {
    using view = eslio::events::sms_delivery_report;
    const std::size_t recorded = test::check_view<view>(test::field("Status", &view::status));
    static_cast<void>(recorded);
}
