// Names of the headers that are read most, with their types: `e.get(header::hangup_cause)`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/answer_state.hpp>
#include <eslio/event/call_direction.hpp>
#include <eslio/event/call_state.hpp>
#include <eslio/event/channel_state.hpp>
#include <eslio/event/dtmf_source.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_name.hpp>
#include <eslio/event/leg_role.hpp>
#include <eslio/event/playback_status.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

/// Each has the name of the header in small letters, with underscores.
namespace header {

// Every event (switch_event_prep_for_delivery_detailed).

inline constexpr header_name<std::string_view> event_name("Event-Name");
inline constexpr header_name<std::string_view> event_subclass("Event-Subclass");
inline constexpr header_name<std::string_view> core_uuid("Core-UUID");
inline constexpr header_name<std::string_view> freeswitch_hostname("FreeSWITCH-Hostname");
inline constexpr header_name<std::string_view> freeswitch_switchname("FreeSWITCH-Switchname");
inline constexpr header_name<std::string_view> freeswitch_ipv4("FreeSWITCH-IPv4");
inline constexpr header_name<std::string_view> freeswitch_ipv6("FreeSWITCH-IPv6");
inline constexpr header_name<std::chrono::system_clock::time_point> event_date_timestamp(
    "Event-Date-Timestamp");
inline constexpr header_name<std::uint64_t> event_sequence("Event-Sequence");

// Events of a channel (switch_channel_event_set_basic_data).

inline constexpr header_name<eslio::channel_state> channel_state("Channel-State");
inline constexpr header_name<std::uint32_t> channel_state_number("Channel-State-Number");
inline constexpr header_name<eslio::call_state> channel_call_state("Channel-Call-State");
inline constexpr header_name<std::string_view> channel_name("Channel-Name");
inline constexpr header_name<std::string_view> unique_id("Unique-ID");
inline constexpr header_name<std::string_view> session_external_id("Session-External-ID");
inline constexpr header_name<eslio::call_direction> call_direction("Call-Direction");
inline constexpr header_name<eslio::call_direction> presence_call_direction(
    "Presence-Call-Direction");
inline constexpr header_name<bool> channel_hit_dialplan("Channel-HIT-Dialplan");
inline constexpr header_name<std::string_view> channel_presence_id("Channel-Presence-ID");
inline constexpr header_name<std::string_view> channel_presence_data("Channel-Presence-Data");
inline constexpr header_name<std::string_view> channel_call_uuid("Channel-Call-UUID");
inline constexpr header_name<eslio::answer_state> answer_state("Answer-State");
inline constexpr header_name<eslio::hangup_cause> hangup_cause("Hangup-Cause");
inline constexpr header_name<std::string_view> channel_read_codec_name("Channel-Read-Codec-Name");
inline constexpr header_name<std::uint32_t> channel_read_codec_rate("Channel-Read-Codec-Rate");
inline constexpr header_name<std::uint32_t> channel_read_codec_bit_rate(
    "Channel-Read-Codec-Bit-Rate");
inline constexpr header_name<std::string_view> channel_write_codec_name("Channel-Write-Codec-Name");
inline constexpr header_name<std::uint32_t> channel_write_codec_rate("Channel-Write-Codec-Rate");
inline constexpr header_name<std::uint32_t> channel_write_codec_bit_rate(
    "Channel-Write-Codec-Bit-Rate");
inline constexpr header_name<eslio::leg_role> other_type("Other-Type");

// The caller profile (switch_caller_profile_event_set_data).

inline constexpr header_name<eslio::call_direction> caller_direction("Caller-Direction");
inline constexpr header_name<eslio::call_direction> caller_logical_direction(
    "Caller-Logical-Direction");
inline constexpr header_name<std::string_view> caller_username("Caller-Username");
inline constexpr header_name<std::string_view> caller_dialplan("Caller-Dialplan");
inline constexpr header_name<std::string_view> caller_caller_id_name("Caller-Caller-ID-Name");
inline constexpr header_name<std::string_view> caller_caller_id_number("Caller-Caller-ID-Number");
inline constexpr header_name<std::string_view> caller_orig_caller_id_name(
    "Caller-Orig-Caller-ID-Name");
inline constexpr header_name<std::string_view> caller_orig_caller_id_number(
    "Caller-Orig-Caller-ID-Number");
inline constexpr header_name<std::string_view> caller_callee_id_name("Caller-Callee-ID-Name");
inline constexpr header_name<std::string_view> caller_callee_id_number("Caller-Callee-ID-Number");
inline constexpr header_name<std::string_view> caller_network_addr("Caller-Network-Addr");
inline constexpr header_name<std::string_view> caller_ani("Caller-ANI");
inline constexpr header_name<std::string_view> caller_destination_number(
    "Caller-Destination-Number");
inline constexpr header_name<std::string_view> caller_unique_id("Caller-Unique-ID");
inline constexpr header_name<std::string_view> caller_source("Caller-Source");
inline constexpr header_name<std::string_view> caller_context("Caller-Context");
inline constexpr header_name<std::string_view> caller_rdnis("Caller-RDNIS");
inline constexpr header_name<std::string_view> caller_channel_name("Caller-Channel-Name");
inline constexpr header_name<std::uint32_t> caller_profile_index("Caller-Profile-Index");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_profile_created_time(
    "Caller-Profile-Created-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_channel_created_time(
    "Caller-Channel-Created-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_channel_answered_time(
    "Caller-Channel-Answered-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_channel_progress_time(
    "Caller-Channel-Progress-Time");
inline constexpr header_name<std::chrono::system_clock::time_point>
    caller_channel_progress_media_time("Caller-Channel-Progress-Media-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_channel_hangup_time(
    "Caller-Channel-Hangup-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_channel_transfer_time(
    "Caller-Channel-Transfer-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_channel_bridged_time(
    "Caller-Channel-Bridged-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> caller_channel_last_hold(
    "Caller-Channel-Last-Hold");
inline constexpr header_name<std::chrono::microseconds> caller_channel_hold_accum(
    "Caller-Channel-Hold-Accum");

// That of the other leg.

inline constexpr header_name<eslio::call_direction> other_leg_direction("Other-Leg-Direction");
inline constexpr header_name<eslio::call_direction> other_leg_logical_direction(
    "Other-Leg-Logical-Direction");
inline constexpr header_name<std::string_view> other_leg_username("Other-Leg-Username");
inline constexpr header_name<std::string_view> other_leg_dialplan("Other-Leg-Dialplan");
inline constexpr header_name<std::string_view> other_leg_caller_id_name("Other-Leg-Caller-ID-Name");
inline constexpr header_name<std::string_view> other_leg_caller_id_number(
    "Other-Leg-Caller-ID-Number");
inline constexpr header_name<std::string_view> other_leg_orig_caller_id_name(
    "Other-Leg-Orig-Caller-ID-Name");
inline constexpr header_name<std::string_view> other_leg_orig_caller_id_number(
    "Other-Leg-Orig-Caller-ID-Number");
inline constexpr header_name<std::string_view> other_leg_callee_id_name("Other-Leg-Callee-ID-Name");
inline constexpr header_name<std::string_view> other_leg_callee_id_number(
    "Other-Leg-Callee-ID-Number");
inline constexpr header_name<std::string_view> other_leg_network_addr("Other-Leg-Network-Addr");
inline constexpr header_name<std::string_view> other_leg_ani("Other-Leg-ANI");
inline constexpr header_name<std::string_view> other_leg_destination_number(
    "Other-Leg-Destination-Number");
inline constexpr header_name<std::string_view> other_leg_unique_id("Other-Leg-Unique-ID");
inline constexpr header_name<std::string_view> other_leg_source("Other-Leg-Source");
inline constexpr header_name<std::string_view> other_leg_context("Other-Leg-Context");
inline constexpr header_name<std::string_view> other_leg_rdnis("Other-Leg-RDNIS");
inline constexpr header_name<std::string_view> other_leg_channel_name("Other-Leg-Channel-Name");
inline constexpr header_name<std::uint32_t> other_leg_profile_index("Other-Leg-Profile-Index");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_profile_created_time(
    "Other-Leg-Profile-Created-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_channel_created_time(
    "Other-Leg-Channel-Created-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_channel_answered_time(
    "Other-Leg-Channel-Answered-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_channel_progress_time(
    "Other-Leg-Channel-Progress-Time");
inline constexpr header_name<std::chrono::system_clock::time_point>
    other_leg_channel_progress_media_time("Other-Leg-Channel-Progress-Media-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_channel_hangup_time(
    "Other-Leg-Channel-Hangup-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_channel_transfer_time(
    "Other-Leg-Channel-Transfer-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_channel_bridged_time(
    "Other-Leg-Channel-Bridged-Time");
inline constexpr header_name<std::chrono::system_clock::time_point> other_leg_channel_last_hold(
    "Other-Leg-Channel-Last-Hold");
inline constexpr header_name<std::chrono::microseconds> other_leg_channel_hold_accum(
    "Other-Leg-Channel-Hold-Accum");

// Of single types of event; their views have more.

inline constexpr header_name<std::string_view> application("Application");
inline constexpr header_name<std::string_view> application_data("Application-Data");
inline constexpr header_name<std::string_view> application_response("Application-Response");
inline constexpr header_name<std::string_view> application_uuid("Application-UUID");
inline constexpr header_name<char> dtmf_digit("DTMF-Digit");
inline constexpr header_name<eslio::dtmf_source> dtmf_source("DTMF-Source");
inline constexpr header_name<std::string_view> playback_file_path("Playback-File-Path");
inline constexpr header_name<eslio::playback_status> playback_status("Playback-Status");
inline constexpr header_name<std::string_view> record_file_path("Record-File-Path");
inline constexpr header_name<std::string_view> job_uuid("Job-UUID");
inline constexpr header_name<std::string_view> job_command("Job-Command");
inline constexpr header_name<std::string_view> job_command_arg("Job-Command-Arg");
inline constexpr header_name<std::string_view> bridge_a_unique_id("Bridge-A-Unique-ID");
inline constexpr header_name<std::string_view> bridge_b_unique_id("Bridge-B-Unique-ID");
inline constexpr header_name<std::string_view> old_unique_id("Old-Unique-ID");
inline constexpr header_name<std::uint32_t> session_count("Session-Count");
inline constexpr header_name<std::uint32_t> max_sessions("Max-Sessions");
inline constexpr header_name<double> idle_cpu("Idle-CPU");
inline constexpr header_name<std::chrono::milliseconds> uptime_msec("Uptime-msec");

}  // namespace header

}  // namespace eslio
