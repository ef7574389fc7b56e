// The applications that need media: a call that comes in has early media before one begins.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/facts/sorted_names.hpp>

#include <string_view>

namespace eslio::testing::fake {

/// Those without SAF_SUPPORT_NOMEDIA, sorted.
inline constexpr std::string_view applications_with_media[] = {
    "att_xfer",
    "blind_transfer_ack",
    "broadcast",
    "callcenter",
    "clear_speech_cache",
    "conference",
    "conference_set_auto_outcall",
    "delay_echo",
    "detect_audio",
    "detect_silence",
    "detect_speech",
    "displace_session",
    "eavesdrop",
    "echo",
    "endless_playback",
    "fax_detect",
    "fifo",
    "gentones",
    "intercept",
    "ivr",
    "loop_playback",
    "native_eavesdrop",
    "page",
    "park_state",
    "phrase",
    "play_and_detect_speech",
    "play_and_get_digits",
    "playback",
    "preprocess",
    "read",
    "record",
    "record_session",
    "record_session_mask",
    "record_session_pause",
    "record_session_resume",
    "record_session_unmask",
    "remove_bugs",
    "say",
    "set_audio_level",
    "set_mute",
    "soft_hold",
    "sound_test",
    "speak",
    "start_dtmf",
    "start_dtmf_generate",
    "stop_displace_session",
    "stop_dtmf",
    "stop_dtmf_generate",
    "stop_record_session",
    "stop_tone_detect",
    "three_way",
    "tone_detect",
    "vad_test",
    "valet_park",
    "wait_for_silence",
};

/// switch_core_session_execute_application_get_flags
inline bool needs_media(std::string_view application) noexcept {
    return is_among(applications_with_media, application);
}

}  // namespace eslio::testing::fake
