// Views of events: every accessor against its header (events/callcenter.hpp, events/fifo.hpp,
// events/valet_parking.hpp).
#include "events/view_check.hpp"

#include <eslio/events/callcenter.hpp>
#include <eslio/events/fifo.hpp>
#include <eslio/events/valet_parking.hpp>

TEST_CASE("views: callcenter::info") {
    using view = eslio::events::callcenter_info;
    const std::size_t recorded = test::check_view<view>(
        test::field("CC-Action", &view::action), test::field("CC-Queue", &view::queue),
        test::field("CC-Agent", &view::agent), test::field("CC-Agent-Type", &view::agent_type),
        test::field("CC-Agent-System", &view::agent_system),
        test::field("CC-Agent-UUID", &view::agent_uuid),
        test::field("CC-Agent-Status", &view::status),
        test::field("CC-Agent-State", &view::agent_state_now),
        test::field("CC-Agent-Contact", &view::agent_contact),
        test::field("CC-Agent-No-Answer-Count", &view::no_answer_count),
        test::field("CC-Agent-No-Answer-Status", &view::no_answer_status),
        test::field("CC-Agent-Bridged", &view::agent_bridged),
        test::field("CC-Agent-Called-Time", &view::agent_called),
        test::field("CC-Agent-Answered-Time", &view::agent_answered),
        test::field("CC-Agent-Aborted-Time", &view::agent_aborted),
        test::field("CC-Member-Joined-Time", &view::member_joined),
        test::field("CC-Member-Leaving-Time", &view::member_left),
        test::field("CC-Bridge-Terminated-Time", &view::bridge_ended),
        test::field("CC-Member-UUID", &view::member_uuid),
        test::field("CC-Member-Session-UUID", &view::member_session_uuid),
        test::field("CC-Member-CID-Name", &view::member_name),
        test::field("CC-Member-CID-Number", &view::member_number),
        test::field("CC-Member-DNIS", &view::member_dnis),
        test::field("CC-Hangup-Cause", &view::cause),
        test::field("CC-Cause", &view::member_left_how),
        test::field("CC-Cancel-Reason", &view::member_cancel_reason),
        test::field("CC-Count", &view::count), test::field("CC-Selection", &view::selection));
    CHECK(recorded != 0);
}

TEST_CASE("views: fifo::info") {
    using view = eslio::events::fifo_info;
    const std::size_t recorded = test::check_view<view>(
        test::field("FIFO-Action", &view::action), test::field("FIFO-Name", &view::fifo),
        test::field("FIFO-Slot", &view::slot), test::field("FIFO-Type", &view::consumer_type),
        test::field("FIFO-Caller-CID-Name", &view::caller_name),
        test::field("FIFO-Caller-CID-Number", &view::caller_number),
        test::field("FIFO-Caller-UUID", &view::caller_uuid),
        test::field("FIFO-Consumer-Outbound-ID", &view::consumer_outbound_id),
        test::field("FIFO-Consumer-Use-Count", &view::consumer_use_count),
        test::field("FIFO-Consumer-Bridge-Time-us", &view::consumer_bridged),
        test::field("FIFO-Consumer-Talk-Time-us", &view::consumer_talk_time),
        test::field("FIFO-Consumer-Hold-Time-us", &view::consumer_hold_time),
        test::field("FIFO-Caller-Talk-Time-us", &view::caller_talk_time),
        test::field("FIFO-Caller-Hold-Time-us", &view::caller_hold_time),
        test::field("FIFO-Outbound-UUID", &view::outbound_uuid),
        test::field("FIFO-Outbound-UUID-List", &view::outbound_uuids),
        test::field("outbound-strategy", &view::outbound_strategy),
        test::field("caller-uuid", &view::dialled_for), test::field("result", &view::dial_result),
        test::field("cause", &view::dial_cause),
        test::field("originate_string", &view::dial_string),
        test::field("FIFO-Result", &view::outbound_result),
        test::field("Outbound-URL", &view::outbound_url));
    CHECK(recorded != 0);
}

TEST_CASE("views: valet_parking::info") {
    using view = eslio::events::valet_parking_info;
    const std::size_t recorded = test::check_view<view>(
        test::field("Action", &view::action), test::field("Valet-Lot-Name", &view::lot),
        test::field("Valet-Extension", &view::extension),
        test::field("Bridge-To-UUID", &view::bridged_to));
    CHECK(recorded != 0);
}
