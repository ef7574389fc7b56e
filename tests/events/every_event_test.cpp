// Every recorded event is read through a view, but for those of types that have no headers of their
// own.
#include "events/view_check.hpp"

#include <eslio/events.hpp>

#include <set>
#include <string>

namespace {

template <class... Views>
struct list_of_views {
    static bool fits(const eslio::event& e) { return (Views::fits(e) || ...); }
    static constexpr std::size_t size = sizeof...(Views);
};

using all_views = list_of_views<
    eslio::events::channel_create, eslio::events::channel_outgoing,
    eslio::events::channel_originate, eslio::events::channel_state,
    eslio::events::channel_callstate, eslio::events::channel_progress,
    eslio::events::channel_progress_media, eslio::events::channel_answer,
    eslio::events::channel_park, eslio::events::channel_unpark, eslio::events::channel_hold,
    eslio::events::channel_unhold, eslio::events::channel_bridge, eslio::events::channel_unbridge,
    eslio::events::channel_hangup, eslio::events::channel_hangup_complete,
    eslio::events::channel_destroy, eslio::events::channel_uuid, eslio::events::channel_application,
    eslio::events::channel_data, eslio::events::session_heartbeat, eslio::events::call_update,
    eslio::events::call_secure, eslio::events::call_detail, eslio::events::device_state,
    eslio::events::call_setup_req, eslio::events::channel_execute,
    eslio::events::channel_execute_complete, eslio::events::private_command, eslio::events::dtmf,
    eslio::events::playback_start, eslio::events::playback_stop, eslio::events::record_start,
    eslio::events::record_stop, eslio::events::talk, eslio::events::notalk,
    eslio::events::media_bug_start, eslio::events::media_bug_stop, eslio::events::codec,
    eslio::events::text, eslio::events::recv_rtcp_message, eslio::events::send_rtcp_message,
    eslio::events::detected_speech, eslio::events::detected_tone, eslio::events::background_job,
    eslio::events::api, eslio::events::heartbeat, eslio::events::startup, eslio::events::shutdown,
    eslio::events::shutdown_requested, eslio::events::module_load, eslio::events::module_unload,
    eslio::events::reloadxml, eslio::events::cert_reload, eslio::events::trap, eslio::events::nat,
    eslio::events::failure, eslio::events::publish, eslio::events::unpublish, eslio::events::log,
    eslio::events::limit_usage, eslio::events::add_schedule, eslio::events::re_schedule,
    eslio::events::del_schedule, eslio::events::exe_schedule, eslio::events::presence_in,
    eslio::events::presence_out, eslio::events::presence_probe, eslio::events::message_waiting,
    eslio::events::message_query, eslio::events::phone_feature_subscribe, eslio::events::notify_in,
    eslio::events::message, eslio::events::recv_info, eslio::events::conference_data,
    eslio::events::conference_data_query, eslio::events::sms_delivery_report,
    eslio::events::sofia_register, eslio::events::sofia_pre_register,
    eslio::events::sofia_register_attempt, eslio::events::sofia_register_failure,
    eslio::events::sofia_unregister, eslio::events::sofia_expire,
    eslio::events::sofia_sip_user_state, eslio::events::sofia_gateway_state,
    eslio::events::sofia_gateway_add, eslio::events::sofia_gateway_delete,
    eslio::events::sofia_gateway_invalid_digest_req, eslio::events::sofia_profile_start,
    eslio::events::sofia_reinvite, eslio::events::sofia_replaced, eslio::events::sofia_transferor,
    eslio::events::sofia_transferee, eslio::events::sofia_intercepted, eslio::events::sofia_error,
    eslio::events::sofia_bye_response, eslio::events::sofia_notify_refer,
    eslio::events::sofia_notify_watched_header, eslio::events::sofia_wrong_call_state,
    eslio::events::sofia_recovery_recovered, eslio::events::conference_maintenance,
    eslio::events::conference_cdr, eslio::events::callcenter_info, eslio::events::fifo_info,
    eslio::events::valet_parking_info, eslio::events::spandsp_rxfaxresult,
    eslio::events::spandsp_txfaxresult, eslio::events::spandsp_rxfaxpageresult,
    eslio::events::spandsp_txfaxpageresult, eslio::events::spandsp_rxfaxnegociateresult,
    eslio::events::spandsp_txfaxnegociateresult, eslio::events::verto_client_connect,
    eslio::events::verto_client_disconnect, eslio::events::verto_login,
    eslio::events::vm_maintenance, eslio::events::vmd_beep, eslio::events::avmd_beep,
    eslio::events::menu_enter, eslio::events::menu_exit, eslio::events::filestring_open,
    eslio::events::filestring_close, eslio::events::filestring_fail, eslio::events::loopback_bowout,
    eslio::events::loopback_direct>;

}  // namespace

TEST_CASE("views: every recorded event has one") {
    CHECK(all_views::size == 124);
    std::set<std::string> without;
    for (const eslio::event& e : test::recorded_events())
        if (!all_views::fits(e))
            without.insert(std::string(e.subclass().empty() ? e.name() : e.subclass()));
    // What the recorder itself sent, and what tells modules of FreeSWITCH to do something.
    for (const char* known : {"COMMAND", "CUSTOM", "FAKE", "my::arr", "my::big", "my::sub"})
        without.erase(known);
    CHECK(without == std::set<std::string>());
}
