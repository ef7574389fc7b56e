// Names of the channel variables that are read most, with their types: `e.get(var::billsec)`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/call_direction.hpp>
#include <eslio/event/dial_status.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_name.hpp>
#include <eslio/event/leg_role.hpp>
#include <eslio/event/protocol_cause.hpp>
#include <eslio/event/sip_disposition.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

/// Each has the name of the variable.
namespace var {

// Durations, known once the call has ended (switch_channel_set_timestamps): of the whole; from the
// answer; from the creation to the ringing, the answer, the bridge and the early media; what is
// billed if early media is. 0 where that did not happen.

inline constexpr variable_name<std::chrono::seconds> duration("duration");
inline constexpr variable_name<std::chrono::seconds> billsec("billsec");
inline constexpr variable_name<std::chrono::seconds> progresssec("progresssec");
inline constexpr variable_name<std::chrono::seconds> answersec("answersec");
inline constexpr variable_name<std::chrono::seconds> waitsec("waitsec");
inline constexpr variable_name<std::chrono::seconds> progress_mediasec("progress_mediasec");
inline constexpr variable_name<std::chrono::seconds> flow_billsec("flow_billsec");
inline constexpr variable_name<std::chrono::milliseconds> mduration("mduration");
inline constexpr variable_name<std::chrono::milliseconds> billmsec("billmsec");
inline constexpr variable_name<std::chrono::milliseconds> progressmsec("progressmsec");
inline constexpr variable_name<std::chrono::milliseconds> answermsec("answermsec");
inline constexpr variable_name<std::chrono::milliseconds> waitmsec("waitmsec");
inline constexpr variable_name<std::chrono::milliseconds> progress_mediamsec("progress_mediamsec");
inline constexpr variable_name<std::chrono::milliseconds> flow_billmsec("flow_billmsec");
inline constexpr variable_name<std::chrono::microseconds> uduration("uduration");
inline constexpr variable_name<std::chrono::microseconds> billusec("billusec");
inline constexpr variable_name<std::chrono::microseconds> progressusec("progressusec");
inline constexpr variable_name<std::chrono::microseconds> answerusec("answerusec");
inline constexpr variable_name<std::chrono::microseconds> waitusec("waitusec");
inline constexpr variable_name<std::chrono::microseconds> progress_mediausec("progress_mediausec");
inline constexpr variable_name<std::chrono::microseconds> flow_billusec("flow_billusec");
inline constexpr variable_name<std::chrono::seconds> hold_accum_seconds("hold_accum_seconds");
inline constexpr variable_name<std::chrono::milliseconds> hold_accum_ms("hold_accum_ms");
inline constexpr variable_name<std::chrono::microseconds> hold_accum_usec("hold_accum_usec");

// Times, in microseconds and in whole seconds (switch_channel_set_timestamps).

inline constexpr variable_name<std::chrono::system_clock::time_point> start_uepoch("start_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> profile_start_uepoch(
    "profile_start_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> answer_uepoch(
    "answer_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> bridge_uepoch(
    "bridge_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> last_hold_uepoch(
    "last_hold_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> resurrect_uepoch(
    "resurrect_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> progress_uepoch(
    "progress_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> progress_media_uepoch(
    "progress_media_uepoch");
inline constexpr variable_name<std::chrono::system_clock::time_point> end_uepoch("end_uepoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    start_epoch("start_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    profile_start_epoch("profile_start_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    answer_epoch("answer_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    bridge_epoch("bridge_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    last_hold_epoch("last_hold_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    resurrect_epoch("resurrect_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    progress_epoch("progress_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    progress_media_epoch("progress_media_epoch");
inline constexpr variable_name<
    std::chrono::time_point<std::chrono::system_clock, std::chrono::seconds>>
    end_epoch("end_epoch");

// The channel.

inline constexpr variable_name<std::string_view> uuid("uuid");
inline constexpr variable_name<std::string_view> call_uuid("call_uuid");
inline constexpr variable_name<eslio::call_direction> direction("direction");
inline constexpr variable_name<std::string_view> channel_name("channel_name");
inline constexpr variable_name<bool> is_outbound("is_outbound");
inline constexpr variable_name<std::uint64_t> session_id("session_id");
inline constexpr variable_name<std::string_view> domain_name("domain_name");
inline constexpr variable_name<std::string_view> user_name("user_name");
inline constexpr variable_name<std::string_view> accountcode("accountcode");
inline constexpr variable_name<std::string_view> current_application("current_application");
inline constexpr variable_name<std::string_view> current_application_data(
    "current_application_data");
inline constexpr variable_name<std::string_view> current_application_response(
    "current_application_response");
inline constexpr variable_name<std::string_view> last_app("last_app");
inline constexpr variable_name<std::string_view> last_arg("last_arg");
inline constexpr variable_name<std::string_view> digits_dialed("digits_dialed");
inline constexpr variable_name<std::uint32_t> max_forwards("max_forwards");
inline constexpr variable_name<std::string_view> presence_id("presence_id");
inline constexpr variable_name<std::string_view> hold_music("hold_music");
/// `epoch:uuid:what` of each transfer (switch_ivr_session_transfer).
inline constexpr list_name transfer_history("transfer_history");

// The other leg (switch_ivr_bridge.c, switch_ivr_originate.c).

inline constexpr variable_name<std::string_view> bridge_uuid("bridge_uuid");
inline constexpr variable_name<std::string_view> bridge_to("bridge_to");
inline constexpr variable_name<std::string_view> last_bridge_to("last_bridge_to");
inline constexpr variable_name<eslio::leg_role> last_bridge_role("last_bridge_role");
inline constexpr variable_name<std::string_view> bridge_channel("bridge_channel");
inline constexpr variable_name<eslio::hangup_cause> bridge_hangup_cause("bridge_hangup_cause");
inline constexpr variable_name<eslio::hangup_cause> last_bridge_hangup_cause(
    "last_bridge_hangup_cause");
inline constexpr variable_name<eslio::protocol_cause> last_bridge_proto_specific_hangup_cause(
    "last_bridge_proto_specific_hangup_cause");
inline constexpr variable_name<std::string_view> originator("originator");
inline constexpr variable_name<std::string_view> signal_bond("signal_bond");
inline constexpr variable_name<std::string_view> originate_signal_bond("originate_signal_bond");
/// `uuid;name;number` of each leg.
inline constexpr list_name originated_legs("originated_legs");
/// `uuid;CAUSE` of each leg that failed.
inline constexpr list_name originate_causes("originate_causes");

// How the call ended, or the dialling.

inline constexpr variable_name<eslio::hangup_cause> hangup_cause("hangup_cause");
inline constexpr variable_name<std::uint32_t> hangup_cause_q850("hangup_cause_q850");
/// `SUCCESS`, or the cause of the failure (switch_ivr_originate).
inline constexpr variable_name<eslio::hangup_cause> originate_disposition("originate_disposition");
inline constexpr variable_name<eslio::hangup_cause> originate_failed_cause(
    "originate_failed_cause");
/// In capitals: `DIALSTATUS`.
inline constexpr variable_name<eslio::dial_status> dialstatus("DIALSTATUS");
/// As `ANSWER`, `EARLY MEDIA`, `RECEIVED`, `CODEC NEGOTIATION ERROR`.
inline constexpr variable_name<std::string_view> endpoint_disposition("endpoint_disposition");
inline constexpr variable_name<eslio::protocol_cause> proto_specific_hangup_cause(
    "proto_specific_hangup_cause");
/// The SIP status that ended the call.
inline constexpr variable_name<std::uint32_t> sip_term_status("sip_term_status");
/// The Q.850 number of the far end's Reason header.
inline constexpr variable_name<std::uint32_t> sip_term_cause("sip_term_cause");
inline constexpr variable_name<eslio::sip_disposition> sip_hangup_disposition(
    "sip_hangup_disposition");
inline constexpr variable_name<std::string_view> sip_hangup_phrase("sip_hangup_phrase");
inline constexpr variable_name<std::uint32_t> sip_invite_failure_status(
    "sip_invite_failure_status");
inline constexpr variable_name<std::string_view> sip_invite_failure_phrase(
    "sip_invite_failure_phrase");

// SIP (mod_sofia: sofia_handle_sip_i_invite).

inline constexpr variable_name<std::string_view> sip_call_id("sip_call_id");
inline constexpr variable_name<std::string_view> sip_user_agent("sip_user_agent");
inline constexpr variable_name<std::string_view> sip_from_user("sip_from_user");
inline constexpr variable_name<std::string_view> sip_from_host("sip_from_host");
inline constexpr variable_name<std::string_view> sip_from_uri("sip_from_uri");
inline constexpr variable_name<std::string_view> sip_from_display("sip_from_display");
inline constexpr variable_name<std::string_view> sip_from_tag("sip_from_tag");
inline constexpr variable_name<std::string_view> sip_to_user("sip_to_user");
inline constexpr variable_name<std::string_view> sip_to_host("sip_to_host");
inline constexpr variable_name<std::string_view> sip_to_uri("sip_to_uri");
inline constexpr variable_name<std::string_view> sip_to_tag("sip_to_tag");
inline constexpr variable_name<std::string_view> sip_req_user("sip_req_user");
inline constexpr variable_name<std::string_view> sip_req_host("sip_req_host");
inline constexpr variable_name<std::string_view> sip_req_uri("sip_req_uri");
inline constexpr variable_name<std::string_view> sip_contact_user("sip_contact_user");
inline constexpr variable_name<std::string_view> sip_contact_host("sip_contact_host");
inline constexpr variable_name<std::string_view> sip_contact_uri("sip_contact_uri");
inline constexpr variable_name<std::uint16_t> sip_contact_port("sip_contact_port");
inline constexpr variable_name<std::string_view> sip_network_ip("sip_network_ip");
inline constexpr variable_name<std::uint16_t> sip_network_port("sip_network_port");
inline constexpr variable_name<std::string_view> sip_received_ip("sip_received_ip");
inline constexpr variable_name<std::uint16_t> sip_received_port("sip_received_port");
inline constexpr variable_name<std::string_view> sip_via_protocol("sip_via_protocol");
inline constexpr variable_name<std::string_view> sip_profile_name("sip_profile_name");
inline constexpr variable_name<std::string_view> sofia_profile_name("sofia_profile_name");
inline constexpr variable_name<std::string_view> sip_gateway_name("sip_gateway_name");
inline constexpr variable_name<std::string_view> sip_auth_username("sip_auth_username");
inline constexpr variable_name<std::string_view> sip_auth_realm("sip_auth_realm");
inline constexpr variable_name<std::string_view> sip_full_from("sip_full_from");
inline constexpr variable_name<std::string_view> sip_full_to("sip_full_to");
inline constexpr variable_name<std::string_view> sip_full_via("sip_full_via");
inline constexpr variable_name<bool> sip_authorized("sip_authorized");

// Media (switch_core_media.c).

inline constexpr variable_name<std::string_view> read_codec("read_codec");
inline constexpr variable_name<std::string_view> write_codec("write_codec");
inline constexpr variable_name<std::uint32_t> read_rate("read_rate");
inline constexpr variable_name<std::uint32_t> write_rate("write_rate");
inline constexpr variable_name<std::string_view> rtp_use_codec_name("rtp_use_codec_name");
inline constexpr variable_name<std::uint32_t> rtp_use_codec_rate("rtp_use_codec_rate");
inline constexpr variable_name<std::chrono::milliseconds> rtp_use_codec_ptime(
    "rtp_use_codec_ptime");
inline constexpr variable_name<std::string_view> local_media_ip("local_media_ip");
inline constexpr variable_name<std::uint16_t> local_media_port("local_media_port");
inline constexpr variable_name<std::string_view> remote_media_ip("remote_media_ip");
inline constexpr variable_name<std::uint16_t> remote_media_port("remote_media_port");
inline constexpr variable_name<std::string_view> dtmf_type("dtmf_type");
inline constexpr variable_name<std::string_view> rtp_has_crypto("rtp_has_crypto");
inline constexpr variable_name<bool> rtp_secure_media_confirmed_audio(
    "rtp_secure_media_confirmed_audio");

// Playback and recording: how long the last was (switch_ivr_play_file,
// switch_ivr_record_file_event), and what ended it.

inline constexpr variable_name<std::chrono::milliseconds> playback_ms("playback_ms");
inline constexpr variable_name<std::chrono::seconds> playback_seconds("playback_seconds");
inline constexpr variable_name<std::uint64_t> playback_samples("playback_samples");
inline constexpr variable_name<std::uint64_t> playback_last_offset_pos("playback_last_offset_pos");
inline constexpr variable_name<char> playback_terminator_used("playback_terminator_used");
inline constexpr variable_name<std::chrono::milliseconds> record_ms("record_ms");
inline constexpr variable_name<std::chrono::seconds> record_seconds("record_seconds");
inline constexpr variable_name<std::uint64_t> record_samples("record_samples");
inline constexpr variable_name<std::uint64_t> record_file_size("record_file_size");
inline constexpr variable_name<std::string_view> record_completion_cause("record_completion_cause");
inline constexpr variable_name<std::string_view> read_result("read_result");
inline constexpr variable_name<char> read_terminator_used("read_terminator_used");
inline constexpr variable_name<bool> silence_hits_exhausted("silence_hits_exhausted");

// Statistics of RTP, known once the call has ended (switch_core_media.c: set_stats). Raw bytes have
// the headers of RTP, media bytes have not; jitter's variances are of milliseconds; a MOS and a
// percentage are of what was heard here.

inline constexpr variable_name<std::uint64_t> rtp_audio_in_raw_bytes("rtp_audio_in_raw_bytes");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_media_bytes("rtp_audio_in_media_bytes");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_packet_count(
    "rtp_audio_in_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_media_packet_count(
    "rtp_audio_in_media_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_skip_packet_count(
    "rtp_audio_in_skip_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_jitter_packet_count(
    "rtp_audio_in_jitter_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_dtmf_packet_count(
    "rtp_audio_in_dtmf_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_cng_packet_count(
    "rtp_audio_in_cng_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_flush_packet_count(
    "rtp_audio_in_flush_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_largest_jb_size(
    "rtp_audio_in_largest_jb_size");
inline constexpr variable_name<double> rtp_audio_in_jitter_min_variance(
    "rtp_audio_in_jitter_min_variance");
inline constexpr variable_name<double> rtp_audio_in_jitter_max_variance(
    "rtp_audio_in_jitter_max_variance");
inline constexpr variable_name<double> rtp_audio_in_jitter_loss_rate(
    "rtp_audio_in_jitter_loss_rate");
inline constexpr variable_name<double> rtp_audio_in_jitter_burst_rate(
    "rtp_audio_in_jitter_burst_rate");
/// Milliseconds between packets.
inline constexpr variable_name<double> rtp_audio_in_mean_interval("rtp_audio_in_mean_interval");
inline constexpr variable_name<std::uint64_t> rtp_audio_in_flaw_total("rtp_audio_in_flaw_total");
/// 0 to 100.
inline constexpr variable_name<double> rtp_audio_in_quality_percentage(
    "rtp_audio_in_quality_percentage");
/// 1 to 4.5, as FreeSWITCH reckons it from what was lost (do_mos).
inline constexpr variable_name<double> rtp_audio_in_mos("rtp_audio_in_mos");
inline constexpr variable_name<std::uint64_t> rtp_audio_out_raw_bytes("rtp_audio_out_raw_bytes");
inline constexpr variable_name<std::uint64_t> rtp_audio_out_media_bytes(
    "rtp_audio_out_media_bytes");
inline constexpr variable_name<std::uint64_t> rtp_audio_out_packet_count(
    "rtp_audio_out_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_out_media_packet_count(
    "rtp_audio_out_media_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_out_skip_packet_count(
    "rtp_audio_out_skip_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_out_dtmf_packet_count(
    "rtp_audio_out_dtmf_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_out_cng_packet_count(
    "rtp_audio_out_cng_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_rtcp_packet_count(
    "rtp_audio_rtcp_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_audio_rtcp_octet_count(
    "rtp_audio_rtcp_octet_count");

// Of video and of text those that are looked at.

inline constexpr variable_name<std::uint64_t> rtp_video_in_media_bytes("rtp_video_in_media_bytes");
inline constexpr variable_name<std::uint64_t> rtp_video_in_packet_count(
    "rtp_video_in_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_video_in_flaw_total("rtp_video_in_flaw_total");
inline constexpr variable_name<std::uint64_t> rtp_video_out_media_bytes(
    "rtp_video_out_media_bytes");
inline constexpr variable_name<std::uint64_t> rtp_video_out_packet_count(
    "rtp_video_out_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_text_in_media_bytes("rtp_text_in_media_bytes");
inline constexpr variable_name<std::uint64_t> rtp_text_in_packet_count("rtp_text_in_packet_count");
inline constexpr variable_name<std::uint64_t> rtp_text_in_flaw_total("rtp_text_in_flaw_total");
inline constexpr variable_name<std::uint64_t> rtp_text_out_media_bytes("rtp_text_out_media_bytes");
inline constexpr variable_name<std::uint64_t> rtp_text_out_packet_count(
    "rtp_text_out_packet_count");

}  // namespace var

}  // namespace eslio
