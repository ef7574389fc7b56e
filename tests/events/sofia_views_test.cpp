// Views of events: every accessor against its header (events/sofia.hpp, events/sofia_calls.hpp).
#include "events/view_check.hpp"

#include <eslio/events/sofia.hpp>
#include <eslio/events/sofia_calls.hpp>

TEST_CASE("views: sofia::register") {
    using view = eslio::events::sofia_register;
    const std::size_t recorded = test::check_view<view>(
        test::field("profile-name", &view::profile), test::field("from-user", &view::user),
        test::field("from-host", &view::host), test::field("contact", &view::contact),
        test::field("call-id", &view::call_id), test::field("rpid", &view::rpid),
        test::field("status", &view::status), test::field("expires", &view::expires),
        test::field("to-user", &view::to_user), test::field("to-host", &view::to_host),
        test::field("network-ip", &view::network_ip),
        test::field("network-port", &view::network_port), test::field("username", &view::username),
        test::field("realm", &view::realm), test::field("user-agent", &view::user_agent),
        test::field("presence-hosts", &view::presence_hosts),
        test::field("update-reg", &view::is_update));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::pre_register") {
    using view = eslio::events::sofia_pre_register;
    const std::size_t recorded = test::check_view<view>(
        test::field("profile-name", &view::profile), test::field("from-user", &view::user),
        test::field("from-host", &view::host), test::field("contact", &view::contact),
        test::field("call-id", &view::call_id), test::field("rpid", &view::rpid),
        test::field("status", &view::status), test::field("expires", &view::expires),
        test::field("to-user", &view::to_user), test::field("to-host", &view::to_host),
        test::field("network-ip", &view::network_ip),
        test::field("network-port", &view::network_port),
        test::field("user-agent", &view::user_agent));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::register_attempt") {
    using view = eslio::events::sofia_register_attempt;
    const std::size_t recorded = test::check_view<view>(
        test::field("profile-name", &view::profile), test::field("from-user", &view::user),
        test::field("from-host", &view::host), test::field("contact", &view::contact),
        test::field("call-id", &view::call_id), test::field("rpid", &view::rpid),
        test::field("status", &view::status), test::field("expires", &view::expires),
        test::field("to-user", &view::to_user), test::field("to-host", &view::to_host),
        test::field("network-ip", &view::network_ip),
        test::field("network-port", &view::network_port), test::field("username", &view::username),
        test::field("realm", &view::realm), test::field("user-agent", &view::user_agent),
        test::field("auth-result", &view::result));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::register_failure") {
    using view = eslio::events::sofia_register_failure;
    const std::size_t recorded = test::check_view<view>(
        test::field("profile-name", &view::profile), test::field("to-user", &view::to_user),
        test::field("to-host", &view::to_host), test::field("network-ip", &view::network_ip),
        test::field("network-port", &view::network_port),
        test::field("user-agent", &view::user_agent),
        test::field("registration-type", &view::registration_type));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::unregister") {
    using view = eslio::events::sofia_unregister;
    const std::size_t recorded = test::check_view<view>(
        test::field("profile-name", &view::profile), test::field("from-user", &view::user),
        test::field("from-host", &view::host), test::field("contact", &view::contact),
        test::field("call-id", &view::call_id), test::field("rpid", &view::rpid),
        test::field("realm", &view::realm), test::field("username", &view::username),
        test::field("network-ip", &view::network_ip),
        test::field("network-port", &view::network_port),
        test::field("user-agent", &view::user_agent), test::field("expires", &view::expires),
        test::field("reason", &view::reason));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::expire") {
    using view = eslio::events::sofia_expire;
    const std::size_t recorded = test::check_view<view>(
        test::field("profile-name", &view::profile), test::field("call-id", &view::call_id),
        test::field("user", &view::user), test::field("host", &view::host),
        test::field("contact", &view::contact), test::field("expires", &view::expired),
        test::field("user-agent", &view::user_agent), test::field("realm", &view::realm),
        test::field("network-ip", &view::network_ip),
        test::field("network-port", &view::network_port));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::sip_user_state") {
    using view = eslio::events::sofia_sip_user_state;
    const std::size_t recorded = test::check_view<view>(
        test::field("profile-name", &view::profile), test::field("sip_user", &view::sip_user),
        test::field("from-user", &view::user), test::field("from-host", &view::host),
        test::field("sip_contact", &view::contact), test::field("call-id", &view::call_id),
        test::field("Ping-Status", &view::ping), test::field("Status", &view::status),
        test::field("Phrase", &view::phrase));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::gateway_state") {
    using view = eslio::events::sofia_gateway_state;
    const std::size_t recorded = test::check_view<view>(
        test::field("Gateway", &view::gateway), test::field("State", &view::state),
        test::field("Ping-Status", &view::ping),
        test::field("Register-Network-IP", &view::network_ip),
        test::field("Register-Network-Port", &view::network_port),
        test::field("Status", &view::status), test::field("Phrase", &view::phrase));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::gateway_add") {
    using view = eslio::events::sofia_gateway_add;
    const std::size_t recorded = test::check_view<view>(
        test::field("Gateway", &view::gateway), test::field("profile-name", &view::profile));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::gateway_delete") {
    using view = eslio::events::sofia_gateway_delete;
    const std::size_t recorded = test::check_view<view>(
        test::field("Gateway", &view::gateway), test::field("profile-name", &view::profile));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::gateway_invalid_digest_req") {
    using view = eslio::events::sofia_gateway_invalid_digest_req;
    const std::size_t recorded = test::check_view<view>(test::field("Gateway", &view::gateway),
                                                        test::field("profile-name", &view::profile),
                                                        test::field("realm", &view::realm));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::profile_start") {
    using view = eslio::events::sofia_profile_start;
    const std::size_t recorded = test::check_view<view>(
        test::field("module_name", &view::module), test::field("profile_name", &view::profile),
        test::field("profile_uri", &view::profile_uri));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::reinvite") {
    using view = eslio::events::sofia_reinvite;
    const std::size_t recorded = test::check_view<view>(test::field("Unique-ID", &view::uuid));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::replaced") {
    using view = eslio::events::sofia_replaced;
    const std::size_t recorded =
        test::check_view<view>(test::field("att_xfer_replaced_by", &view::replaced_by));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::transferor") {
    using view = eslio::events::sofia_transferor;
    const std::size_t recorded = test::check_view<view>(
        test::field("att_xfer_original_call_id", &view::original_call),
        test::field("att_xfer_destination_call_id", &view::destination_call),
        test::field("att_xfer_destination_peer_uuid", &view::destination_peer));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::transferee") {
    using view = eslio::events::sofia_transferee;
    const std::size_t recorded =
        test::check_view<view>(test::field("att_xfer_replaced_call_id", &view::replaced_call));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::intercepted") {
    using view = eslio::events::sofia_intercepted;
    const std::size_t recorded =
        test::check_view<view>(test::field("intercepted_by", &view::intercepted_by));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::error") {
    using view = eslio::events::sofia_error;
    const std::size_t recorded = test::check_view<view>(
        test::field("Error-Type", &view::error_type), test::field("Error-Reason", &view::reason),
        test::field("Transfer-Exten", &view::transfer_extension),
        test::field("Full-Refer-To", &view::refer_to), test::field("Chat-Send-To", &view::chat_to),
        test::field("Chat-Send-From", &view::chat_from),
        test::field("Chat-Send-Profile", &view::chat_profile));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::bye_response") {
    using view = eslio::events::sofia_bye_response;
    const std::size_t recorded = test::check_view<view>(test::field("call-id", &view::call_id),
                                                        test::field("Unique-ID", &view::uuid));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::notify_refer") {
    using view = eslio::events::sofia_notify_refer;
    const std::size_t recorded = test::check_view<view>(
        test::field("content-type", &view::content_type),
        test::field("event-package", &view::package), test::field("event-id", &view::event_id),
        test::field("contact", &view::contact), test::field("from", &view::from),
        test::field("from-tag", &view::from_tag), test::field("to", &view::to),
        test::field("to-tag", &view::to_tag), test::field("call-id", &view::call_id),
        test::field("subscription-substate", &view::substate),
        test::field("subscription-reason", &view::reason),
        test::field("subscription-retry-after", &view::retry_after),
        test::field("subscription-expires", &view::expires), test::field("UniqueID", &view::uuid));
    CHECK(recorded != 0);
}

TEST_CASE("views: sofia::notify_watched_header") {
    using view = eslio::events::sofia_notify_watched_header;
    const std::size_t recorded =
        test::check_view<view>(test::field("SIP-Message", &view::sip_message),
                               test::field("Header-Name", &view::header_name),
                               test::field("Header-Value", &view::header_text));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::wrong_call_state") {
    using view = eslio::events::sofia_wrong_call_state;
    const std::size_t recorded = test::check_view<view>(
        test::field("from_user", &view::from_user), test::field("network_ip", &view::network_ip),
        test::field("network_port", &view::network_port));
    static_cast<void>(recorded);
}

TEST_CASE("views: sofia::recovery_recovered") {
    using view = eslio::events::sofia_recovery_recovered;
    const std::size_t recorded =
        test::check_view<view>(test::field("recovered_calls", &view::calls));
    CHECK(recorded != 0);
}
