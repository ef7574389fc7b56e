// The dialplan applications that this switch takes, completes, and does nothing for.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/facts/sorted_names.hpp>

#include <string_view>

namespace eslio::testing::fake {

/// By name, so that it can be searched.
inline constexpr std::string_view inert_applications[] = {
    "acknowledge_call",
    "bgsystem",
    "bind_digit_action",
    "bind_meta_app",
    "blind_transfer_ack",
    "block_dtmf",
    "callcenter_track",
    "clear_digit_action",
    "clear_speech_cache",
    "cng_plc",
    "conference_set_auto_outcall",
    "debug_media",
    "deduplicate_dtmf",
    "delay_echo",
    "detect_audio",
    "detect_silence",
    "detect_speech",
    "digit_action_set_realm",
    "early_hangup",
    "fax_detect",
    "fifo_track_call",
    "filter_codecs",
    "jitterbuffer",
    "media_reset",
    "mkdir",
    "msrp_recv_file",
    "msrp_send_file",
    "mutex",
    "native_eavesdrop",
    "novideo",
    "privacy",
    "record_session_mask",
    "record_session_pause",
    "record_session_resume",
    "record_session_unmask",
    "recovery_refresh",
    "redirect",
    "rename",
    "respond",
    "reuse_caller_profile",
    "send_info",
    "session_loglevel",
    "set_media_stats",
    "set_user",
    "set_zombie_exec",
    "sofia_sla",
    "sofia_stir_shaken_vs",
    "sound_test",
    "stop_video_write_overlay",
    "transfer_vars",
    "unbind_meta_app",
    "unblock_dtmf",
    "unloop",
    "vad_test",
    "video_decode",
    "video_refresh",
    "video_write_overlay",
    "wait_for_answer",
    "wait_for_video_ready",
};

inline bool is_inert(std::string_view application) noexcept {
    return is_among(inert_applications, application);
}

}  // namespace eslio::testing::fake
