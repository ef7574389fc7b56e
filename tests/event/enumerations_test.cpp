// The enumerations: every entry of FreeSWITCH's tables, written out here a second time.
#include "catch.hpp"

#include <eslio/event/answer_state.hpp>
#include <eslio/event/application_kind.hpp>
#include <eslio/event/call_direction.hpp>
#include <eslio/event/call_state.hpp>
#include <eslio/event/channel_state.hpp>
#include <eslio/event/device_state.hpp>
#include <eslio/event/dtmf_source.hpp>
#include <eslio/event/endpoint_kind.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/leg_role.hpp>
#include <eslio/event/playback_status.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace enumerations_test {

namespace {

using eslio::application_kind;
using eslio::call_state;
using eslio::channel_state;
using eslio::endpoint_kind;
using eslio::header_value;

/// Every word of `texts` is the text of the value at its place, of which there are no more.
template <class Enum, class Parse>
void check_table(std::string_view texts, Parse parse) {
    std::size_t place = 0;
    while (!texts.empty()) {
        const std::string_view text = eslio::wire::next_word(texts);
        const auto value = static_cast<Enum>(place++);
        INFO(std::string(text));
        CHECK(to_string(value) == text);
        CHECK(parse(text) == value);
        CHECK(header_value<Enum>(text) == value);
    }
    CHECK(static_cast<Enum>(place) == Enum::unknown);
    CHECK(to_string(Enum::unknown).empty());
    CHECK(parse("") == Enum::unknown);
    CHECK(parse("something newer") == Enum::unknown);
    const header_value<Enum> newer("something newer");
    CHECK(newer == Enum::unknown);
    CHECK(newer.text() == "something newer");
    CHECK(header_value<Enum>().absent());
    CHECK(header_value<Enum>(std::string_view()).absent());
}

}  // namespace

TEST_CASE("enumerations: channel states") {
    check_table<channel_state>(
        "CS_NEW CS_INIT CS_ROUTING CS_SOFT_EXECUTE CS_EXECUTE CS_EXCHANGE_MEDIA CS_PARK "
        "CS_CONSUME_MEDIA CS_HIBERNATE CS_RESET CS_HANGUP CS_REPORTING CS_DESTROY CS_NONE",
        eslio::parse_channel_state);
    CHECK(number(channel_state::new_) == 0);
    CHECK(number(channel_state::hangup) == 10);
    CHECK(number(channel_state::none) == 13);
    for (int i = 0; i < 14; ++i) {
        const channel_state state = eslio::channel_state_of(static_cast<std::uint64_t>(i));
        CHECK(number(state) == i);
        CHECK(is_down(state) == (i >= 10));
    }
    CHECK(eslio::channel_state_of(14) == channel_state::unknown);
    CHECK(eslio::channel_state_of(1ULL << 32) == channel_state::unknown);
    CHECK_FALSE(is_down(channel_state::unknown));
    static_assert(eslio::parse_channel_state("cs_park") == channel_state::park);
}

TEST_CASE("enumerations: call states, device states") {
    check_table<call_state>("DOWN DIALING RINGING EARLY ACTIVE HELD RING_WAIT HANGUP UNHELD",
                            eslio::parse_call_state);
    CHECK(eslio::call_state_of(4) == call_state::active);
    CHECK(eslio::call_state_of(8) == call_state::unheld);
    CHECK(eslio::call_state_of(9) == call_state::unknown);
    CHECK(eslio::parse_call_state("UNKNOWN") == call_state::unknown);
    check_table<eslio::device_state>("DOWN RINGING ACTIVE ACTIVE_MULTI HELD UNHELD HANGUP",
                                     eslio::parse_device_state);
}

TEST_CASE("enumerations: what the headers of a channel and of its media say") {
    check_table<eslio::answer_state>("hangup answered early ringing", eslio::parse_answer_state);
    check_table<eslio::call_direction>("inbound outbound", eslio::parse_call_direction);
    check_table<eslio::leg_role>("originator originatee", eslio::parse_leg_role);
    check_table<eslio::dtmf_source>("INBAND_AUDIO RTP ENDPOINT APP", eslio::parse_dtmf_source);
    CHECK(eslio::parse_dtmf_source("UNKNOWN") == eslio::dtmf_source::unknown);
    check_table<eslio::playback_status>("done break", eslio::parse_playback_status);
}

TEST_CASE("enumerations: endpoints") {
    check_table<endpoint_kind>("sofia loopback null user group error pickup verto.rtc rtc rtp rtmp "
                               "skinny alsa lcr modem vlc",
                               eslio::parse_endpoint_kind);
    CHECK(eslio::endpoint_of("sofia/internal/1000@10.0.0.1") == endpoint_kind::sofia);
    CHECK(eslio::endpoint_of("verto.rtc/1000") == endpoint_kind::verto);
    CHECK(eslio::endpoint_of("null") == endpoint_kind::null);
    CHECK(eslio::endpoint_of("sofia_contact/x") == endpoint_kind::unknown);
    CHECK(eslio::endpoint_of("") == endpoint_kind::unknown);
}

TEST_CASE("enumerations: applications") {
    check_table<application_kind>(
        "acknowledge_call answer att_xfer avmd_start avmd_stop bgsystem bind_digit_action "
        "bind_meta_app block_dtmf break bridge bridge_export broadcast callcenter "
        "callcenter_track capture capture_text check_acl cidlookup clear_digit_action "
        "clear_speech_cache cng_plc conference conference_set_auto_outcall curl curl_sendfile "
        "db debug_media deduplicate_dtmf deflect delay_echo detect_audio detect_silence "
        "detect_speech digit_action_set_realm directory displace_session early_hangup "
        "easyroute eavesdrop echo enable_heartbeat enable_keepalive endless_playback eval "
        "event execute_extension export fax_detect fifo fifo_track_call filter_codecs "
        "flush_dtmf gentones group hangup hash hiredis_raw hold httapi info intercept ivr "
        "javascript jitterbuffer lcr limit limit_execute limit_hash limit_hash_execute log "
        "loop_playback lua media_reset mkdir msrp_recv_file msrp_send_file multiset multiunset "
        "mutex native_eavesdrop nibblebill novideo park park_state phrase pickup "
        "play_and_detect_speech play_and_get_digits playback pre_answer preprocess presence "
        "privacy push queue_dtmf read record record_session record_session_mask "
        "record_session_pause record_session_resume record_session_unmask recovery_refresh "
        "redirect remove_bugs rename respond reuse_caller_profile ring_ready rxfax say "
        "sched_broadcast sched_cancel sched_hangup sched_heartbeat sched_transfer send_display "
        "send_dtmf send_info session_loglevel set set_audio_level set_global set_media_stats "
        "set_mute set_name set_profile_var set_user set_zombie_exec signal_bridge sleep "
        "snapshot socket sofia_sla sofia_stir_shaken_vs soft_hold sound_test "
        "spandsp_start_dtmf spandsp_start_fax_detect spandsp_start_tone_detect "
        "spandsp_stop_dtmf spandsp_stop_fax_detect spandsp_stop_tone_detect speak start_dtmf "
        "start_dtmf_generate stop stop_displace_session stop_dtmf stop_dtmf_generate "
        "stop_record_session stop_tone_detect stop_video_write_overlay stopfax strftime system "
        "t38_gateway three_way tone_detect transfer transfer_vars txfax unbind_meta_app "
        "unblock_dtmf unhold unloop unset unshift uuid_bridge vad_test valet_park "
        "verbose_events video_decode video_refresh video_write_overlay vmd voicemail "
        "wait_for_answer wait_for_silence wait_for_video_ready",
        eslio::parse_application_kind);
    CHECK(to_string(application_kind::break_) == "break");
    CHECK(to_string(application_kind::playback) == "playback");
    CHECK(to_string(application_kind::wait_for_video_ready) == "wait_for_video_ready");
}

}  // namespace enumerations_test
