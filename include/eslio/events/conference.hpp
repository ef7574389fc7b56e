// Views of the events of mod_conference.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/detail/enumeration.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/value_reader.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/event_view.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace eslio {

namespace detail {

// clang-format off
inline constexpr std::array<std::string_view, 59> conference_action_texts{{
    "add-member", "del-member", "conference-create", "conference-destroy", "conference-heartbeat",
    "floor-change", "video-floor-change", "start-talking", "stop-talking", "talk-report",
    "mute-detect", "mute-member", "unmute-member", "deaf-member", "undeaf-member", "hold-member",
    "unhold-member", "vmute-member", "unvmute-member", "vblind-member", "unvblind-member",
    "hup-member", "kick-member", "dtmf", "dtmf-member", "execute_app", "energy-level",
    "energy-level-member", "auto-energy-level-member", "max-energy-level-member",
    "agc-level-member", "volume-level", "volume-in-member", "volume-out-member", "gain-level",
    "set-position-member", "lock", "unlock", "play-file", "play-file-done", "play-file-member",
    "play-file-member-done", "speak-text", "speak-text-member", "start-recording",
    "pause-recording", "resume-recording", "stop-recording", "transfer", "bgdial-result",
    "rejected-join-only", "enter-sounds-on", "enter-sounds-off", "enter-sound-file-changed",
    "exit-sounds-on", "exit-sounds-off", "exit-sound-file-changed", "vfi-triggered-member",
    "movement-detection"
}};
// clang-format on

}  // namespace detail

namespace events {

/// What happened in a conference: the header Action of `conference::maintenance`, as mod_conference
/// writes it. Which come is the profile's choice (`suppress-events`).
enum class conference_action : std::uint8_t {
    add_member,
    del_member,
    conference_create,
    conference_destroy,
    conference_heartbeat,
    floor_change,
    video_floor_change,
    start_talking,
    stop_talking,
    talk_report,
    mute_detect,
    mute_member,
    unmute_member,
    deaf_member,
    undeaf_member,
    hold_member,
    unhold_member,
    vmute_member,
    unvmute_member,
    vblind_member,
    unvblind_member,
    hup_member,
    kick_member,
    dtmf,
    dtmf_member,
    execute_app,
    energy_level,
    energy_level_member,
    auto_energy_level_member,
    max_energy_level_member,
    agc_level_member,
    volume_level,
    volume_in_member,
    volume_out_member,
    gain_level,
    set_position_member,
    lock,
    unlock,
    play_file,
    play_file_done,
    play_file_member,
    play_file_member_done,
    speak_text,
    speak_text_member,
    start_recording,
    pause_recording,
    resume_recording,
    stop_recording,
    transfer,
    bgdial_result,
    rejected_join_only,
    enter_sounds_on,
    enter_sounds_off,
    enter_sound_file_changed,
    exit_sounds_on,
    exit_sounds_off,
    exit_sound_file_changed,
    vfi_triggered_member,
    movement_detection,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `add-member`; empty for `unknown`.
constexpr std::string_view to_string(conference_action value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::conference_action_texts, value);
}

/// The action of that name, in any case; `unknown` for another text.
constexpr conference_action parse_conference_action(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<conference_action>(eslio::detail::conference_action_texts,
                                                           text);
}

}  // namespace events

template <>
struct value_reader<events::conference_action>
    : detail::reads_with<events::parse_conference_action> {};

namespace detail {

inline constexpr std::array<std::string_view, 2> member_type_texts{{"member", "moderator"}};

}  // namespace detail

namespace events {

/// What a member of a conference may do.
enum class member_type : std::uint8_t {
    member,
    moderator,
    unknown,  ///< not in this list
};

/// As FreeSWITCH writes it, `moderator`; empty for `unknown`.
constexpr std::string_view to_string(member_type value) noexcept {
    return eslio::detail::enumerator_text(eslio::detail::member_type_texts, value);
}

/// The type of that name, in any case; `unknown` for another text.
constexpr member_type parse_member_type(std::string_view text) noexcept {
    return eslio::detail::enumerator_of<member_type>(eslio::detail::member_type_texts, text);
}

}  // namespace events

template <>
struct value_reader<events::member_type> : detail::reads_with<events::parse_member_type> {};

}  // namespace eslio

namespace eslio::events {

/// Something happened in a conference (conference_event_add_data,
/// conference_member_add_event_data). Of a member's action it has that member's channel; other
/// headers go with some of the actions, which their comments name.
class conference_maintenance : public custom_view<conference_maintenance, channel_view> {
public:
    static constexpr std::string_view subclass = "conference::maintenance";
    using custom_view::custom_view;
    header_value<conference_action> action() const { return header<conference_action>("Action"); }
    std::string_view conference() const noexcept { return text("Conference-Name"); }
    std::string_view domain() const noexcept { return text("Conference-Domain"); }
    /// Members now.
    header_value<std::uint32_t> size() const { return header<std::uint32_t>("Conference-Size"); }
    /// Members that are not counted.
    header_value<std::uint32_t> ghosts() const {
        return header<std::uint32_t>("Conference-Ghosts");
    }
    std::string_view profile() const noexcept { return text("Conference-Profile-Name"); }
    std::string_view conference_uuid() const noexcept { return text("Conference-Unique-ID"); }
    header_value<std::uint32_t> member_id() const { return header<std::uint32_t>("Member-ID"); }
    header_value<member_type> type_of_member() const { return header<member_type>("Member-Type"); }
    header_value<bool> is_ghost() const { return header<bool>("Member-Ghost"); }
    header_value<bool> has_floor() const { return header<bool>("Floor"); }
    header_value<bool> has_video() const { return header<bool>("Video"); }
    header_value<bool> hears() const { return header<bool>("Hear"); }
    header_value<bool> is_seen() const { return header<bool>("See"); }
    /// May be heard: false while muted.
    header_value<bool> speaks() const { return header<bool>("Speak"); }
    header_value<bool> is_talking() const { return header<bool>("Talking"); }
    header_value<bool> mute_detection() const { return header<bool>("Mute-Detect"); }
    header_value<bool> on_hold() const { return header<bool>("Hold"); }
    header_value<std::int32_t> energy_level() const { return header<std::int32_t>("Energy-Level"); }
    header_value<std::int32_t> current_energy() const {
        return header<std::int32_t>("Current-Energy");
    }
    /// `energy-level`, `volume-level`, `gain-level`.
    header_value<std::int32_t> new_level() const { return header<std::int32_t>("New-Level"); }
    /// `volume-in-member`, `volume-out-member`.
    header_value<std::int32_t> volume_level() const { return header<std::int32_t>("Volume-Level"); }
    /// `agc-level-member`.
    header_value<std::int32_t> agc_level() const { return header<std::int32_t>("Agc-Level"); }
    header_value<std::int32_t> auto_energy_level() const {
        return header<std::int32_t>("Auto-Energy-Level");
    }
    header_value<std::int32_t> max_energy_level() const {
        return header<std::int32_t>("Max-Energy-Level");
    }
    /// `dtmf-member`.
    std::string_view digits() const noexcept { return text("Digits"); }
    /// `dtmf`.
    std::string_view key() const noexcept { return text("DTMF-Key"); }
    std::string_view data() const noexcept { return text("Data"); }
    std::string_view dialplan() const noexcept { return text("Dialplan"); }
    /// `execute_app`.
    std::string_view application() const noexcept { return text("Application"); }
    /// `set-position-member`: `x:y:z`.
    std::string_view position() const noexcept { return text("Position"); }
    /// `play-file` and its kin.
    std::string_view file() const noexcept { return text("File"); }
    header_value<bool> is_async() const { return header<bool>("Async"); }
    std::string_view error() const noexcept { return text("Error"); }
    /// `play-file-done`, as the two that follow.
    header_value<std::chrono::seconds> played_seconds() const {
        return header<std::chrono::seconds>("seconds");
    }
    header_value<std::chrono::milliseconds> played() const {
        return header<std::chrono::milliseconds>("milliseconds");
    }
    header_value<std::uint64_t> played_samples() const { return header<std::uint64_t>("samples"); }
    /// `speak-text` and its kin.
    std::string_view text_spoken() const noexcept { return text("Text"); }
    /// `start-recording` and its kin.
    std::string_view path() const noexcept { return text("Path"); }
    header_value<bool> other_recordings() const { return header<bool>("Other-Recordings"); }
    /// `stop-recording`, as the six that follow.
    header_value<std::uint64_t> samples_out() const { return header<std::uint64_t>("Samples-Out"); }
    header_value<std::uint32_t> sample_rate() const { return header<std::uint32_t>("Samplerate"); }
    header_value<std::chrono::milliseconds> recorded() const {
        return header<std::chrono::milliseconds>("Milliseconds-Elapsed");
    }
    header_value<std::chrono::milliseconds> trimmed() const {
        return header<std::chrono::milliseconds>("Milliseconds-File-Trimmed");
    }
    header_value<std::chrono::seconds> file_duration() const {
        return header<std::chrono::seconds>("Record-File-Duration");
    }
    header_value<std::uint64_t> file_size() const {
        return header<std::uint64_t>("Record-File-Size");
    }
    /// `transfer`.
    std::string_view old_conference() const noexcept { return text("Old-Conference-Name"); }
    std::string_view new_conference() const noexcept { return text("New-Conference-Name"); }
    /// `bgdial-result`, as the two that follow.
    header_value<eslio::hangup_cause> result() const {
        return header<eslio::hangup_cause>("Result");
    }
    std::string_view job_uuid() const noexcept { return text("Job-UUID"); }
    std::string_view peer_uuid() const noexcept { return text("Peer-UUID"); }
    /// `stop-talking`, as the eight that follow.
    header_value<std::uint32_t> talking_gate_hits() const {
        return header<std::uint32_t>("talking-gate-hits");
    }
    header_value<std::uint32_t> talking_packets() const {
        return header<std::uint32_t>("talking-total-packets");
    }
    header_value<std::chrono::milliseconds> talking_duration() const {
        return header<std::chrono::milliseconds>("talking-duration-ms");
    }
    header_value<double> talking_average_energy() const {
        return header<double>("talking-average-energy");
    }
    header_value<double> talking_delta_average() const {
        return header<double>("talking-delta-average");
    }
    header_value<double> talking_hit_on_percent() const {
        return header<double>("talking-hit-on-percent");
    }
    header_value<double> talking_non_hit_ratio() const {
        return header<double>("talking-non-hit-ratio");
    }
    header_value<double> talking_hit_off_percent() const {
        return header<double>("talking-hit-off-percent");
    }
    header_value<double> talking_hit_off_differential() const {
        return header<double>("talking-hit-off-differential");
    }
    /// `talk-report`.
    header_value<std::uint32_t> talk_detects() const {
        return header<std::uint32_t>("talk-detects");
    }
    /// `floor-change`: who had the floor; absent if nobody had.
    header_value<std::uint32_t> old_floor() const { return member_or_none("Old-ID"); }
    /// `floor-change`: who has the floor; absent if nobody has.
    header_value<std::uint32_t> new_floor() const { return member_or_none("New-ID"); }

private:
    header_value<std::uint32_t> member_or_none(std::string_view name) const {
        return text(name) == "none" ? header_value<std::uint32_t>() : header<std::uint32_t>(name);
    }
};

/// The record of a conference that has ended (conference_cdr_render); the XML is the body.
class conference_cdr : public custom_view<conference_cdr> {
public:
    static constexpr std::string_view subclass = "conference::cdr";
    using custom_view::custom_view;
    std::string_view source() const noexcept { return text("CDR-Source"); }
    /// Where it was written instead.
    std::string_view path() const noexcept { return text("CDR-Path"); }
};

}  // namespace eslio::events
