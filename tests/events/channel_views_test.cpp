// Views of events: every accessor against its header (events/channel.hpp, events/call.hpp).
#include "events/view_check.hpp"

#include <eslio/events/call.hpp>
#include <eslio/events/channel.hpp>

TEST_CASE("views: CHANNEL_CREATE") {
    using view = eslio::events::channel_create;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_OUTGOING") {
    using view = eslio::events::channel_outgoing;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_ORIGINATE") {
    using view = eslio::events::channel_originate;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_STATE") {
    using view = eslio::events::channel_state;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_CALLSTATE") {
    using view = eslio::events::channel_callstate;
    const std::size_t recorded = test::check_view<view>(
        test::field("Original-Channel-Call-State", &view::original_call_state),
        test::field("Channel-Call-State-Number", &view::call_state_number));
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_PROGRESS") {
    using view = eslio::events::channel_progress;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_PROGRESS_MEDIA") {
    using view = eslio::events::channel_progress_media;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_ANSWER") {
    using view = eslio::events::channel_answer;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_PARK") {
    using view = eslio::events::channel_park;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_UNPARK") {
    using view = eslio::events::channel_unpark;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_HOLD") {
    using view = eslio::events::channel_hold;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_UNHOLD") {
    using view = eslio::events::channel_unhold;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_BRIDGE") {
    using view = eslio::events::channel_bridge;
    const std::size_t recorded =
        test::check_view<view>(test::field("Bridge-A-Unique-ID", &view::leg_a),
                               test::field("Bridge-B-Unique-ID", &view::leg_b));
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_UNBRIDGE") {
    using view = eslio::events::channel_unbridge;
    const std::size_t recorded =
        test::check_view<view>(test::field("Bridge-A-Unique-ID", &view::leg_a),
                               test::field("Bridge-B-Unique-ID", &view::leg_b));
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_HANGUP") {
    using view = eslio::events::channel_hangup;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_HANGUP_COMPLETE") {
    using view = eslio::events::channel_hangup_complete;
    const std::size_t recorded =
        test::check_view<view>(test::field("variable_duration", &view::duration),
                               test::field("variable_billsec", &view::billsec),
                               test::field("variable_answersec", &view::answersec),
                               test::field("variable_hangup_cause_q850", &view::q850));
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_DESTROY") {
    using view = eslio::events::channel_destroy;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_UUID") {
    using view = eslio::events::channel_uuid;
    const std::size_t recorded =
        test::check_view<view>(test::field("Old-Unique-ID", &view::old_uuid));
    CHECK(recorded != 0);
}

TEST_CASE("views: CHANNEL_APPLICATION") {
    using view = eslio::events::channel_application;
    const std::size_t recorded = test::check_view<view>();
    static_cast<void>(recorded);
}

TEST_CASE("views: CHANNEL_DATA") {
    using view = eslio::events::channel_data;
    const std::size_t recorded = test::check_view<view>();
    static_cast<void>(recorded);
}

TEST_CASE("views: SESSION_HEARTBEAT") {
    using view = eslio::events::session_heartbeat;
    const std::size_t recorded = test::check_view<view>();
    CHECK(recorded != 0);
}

TEST_CASE("views: CALL_UPDATE") {
    using view = eslio::events::call_update;
    const std::size_t recorded = test::check_view<view>(
        test::field("Direction", &view::update), test::field("Bridged-To", &view::bridged_to),
        test::field("Sent-Callee-ID-Name", &view::sent_callee_id_name),
        test::field("Sent-Callee-ID-Number", &view::sent_callee_id_number));
    CHECK(recorded != 0);
}

TEST_CASE("views: CALL_SECURE") {
    using view = eslio::events::call_secure;
    const std::size_t recorded =
        test::check_view<view>(test::field("secure_type", &view::secure_type),
                               test::field("caller-unique-id", &view::uuid));
    static_cast<void>(recorded);
}

TEST_CASE("views: CALL_DETAIL") {
    using view = eslio::events::call_detail;
    const std::size_t recorded = test::check_view<view>(test::field("Type", &view::detail_type),
                                                        test::field("Device-ID", &view::device_id));
    static_cast<void>(recorded);
}

TEST_CASE("views: DEVICE_STATE") {
    using view = eslio::events::device_state;
    const std::size_t recorded =
        test::check_view<view>(test::field("Device-ID", &view::device_id),
                               test::field("Last-Device-State", &view::last_state),
                               test::field("Device-State", &view::state),
                               test::field("Device-Call-State", &view::call_state),
                               test::field("Device-Total-Legs", &view::legs),
                               test::field("Device-Legs-Offhook", &view::legs_offhook),
                               test::field("Device-Legs-Ringing", &view::legs_ringing),
                               test::field("Device-Legs-Early", &view::legs_early),
                               test::field("Device-Legs-Active", &view::legs_active),
                               test::field("Device-Legs-Held", &view::legs_held),
                               test::field("Device-Legs-UnHeld", &view::legs_unheld),
                               test::field("Device-Legs-Hup", &view::legs_hung_up),
                               test::field("Device-Talk-Time-Start-Uepoch", &view::talk_started),
                               test::field("Device-Talk-Time-Stop-Uepoch", &view::talk_stopped),
                               test::field("Device-Talk-Time-Milliseconds", &view::talk_time));
    static_cast<void>(recorded);
}

TEST_CASE("views: CALL_SETUP_REQ") {
    using view = eslio::events::call_setup_req;
    const std::size_t recorded = test::check_view<view>(
        test::field("Requesting-Component", &view::requesting_component),
        test::field("Target-Component", &view::target_component),
        test::field("Target-Domain", &view::target_domain),
        test::field("Request-Action", &view::action), test::field("Request-Target", &view::target),
        test::field("Request-Target-URI", &view::target_uri),
        test::field("Request-Target-Extension", &view::target_extension),
        test::field("Request-Target-Domain", &view::request_domain),
        test::field("Request-Call-ID", &view::call_id),
        test::field("Request-Sender", &view::sender));
    static_cast<void>(recorded);
}
