// Views of the events of media: playback, recording, talking, codecs, text.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/header_range.hpp>
#include <eslio/event/header_value.hpp>
#include <eslio/event/playback_status.hpp>
#include <eslio/events/channel_view.hpp>
#include <eslio/events/codec_side.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace eslio::events {

/// Which codec the event CODEC tells of.
enum class codec_change_side {
    read,
    write,
    video_read,
    video_write,
    unknown,  ///< another
};

/// What PLAYBACK_START and PLAYBACK_STOP tell (switch_ivr_play_file). The file's own parameters, as
/// of
/// `{loops=2}tone_stream://...`, are plain headers.
class playback_view : public channel_view {
public:
    using channel_view::channel_view;

    /// `local_stream` or `tone_stream`; empty for a file.
    std::string_view file_type() const noexcept { return text("Playback-File-Type"); }
    std::string_view file() const noexcept { return text("Playback-File-Path"); }
};

/// A playback begins.
class playback_start : public of_type<event_name::playback_start, playback_view> {
public:
    using of_type::of_type;
};

/// A playback has ended. How long it was: `var::playback_ms`.
class playback_stop : public of_type<event_name::playback_stop, playback_view> {
public:
    using of_type::of_type;
    header_value<eslio::playback_status> status() const {
        return header<eslio::playback_status>("Playback-Status");
    }
};

/// A recording begins (record_callback, switch_ivr_record_file_event).
class record_start : public of_type<event_name::record_start, channel_view> {
public:
    using of_type::of_type;
    std::string_view file() const noexcept { return text("Record-File-Path"); }
};

/// A recording has ended (send_record_stop_event, switch_ivr_record_file_event). How long it is:
/// `var::record_ms`.
class record_stop : public of_type<event_name::record_stop, channel_view> {
public:
    using of_type::of_type;
    std::string_view file() const noexcept { return text("Record-File-Path"); }
    /// Of `record_session`: as `success-maxtime`, `success-silence`, `no-input-timeout`, `input-
    /// too-short`, `empty-file`, `uri-failure` (record_callback).
    std::string_view completion_cause() const noexcept { return text("Record-Completion-Cause"); }
};

/// The voice detector heard talking begin in what this channel is sent (rtp_common_write).
class talk : public of_type<event_name::talk, channel_view> {
public:
    using of_type::of_type;
};

/// The voice detector heard talking end in what this channel is sent (rtp_common_write).
class notalk : public of_type<event_name::notalk, channel_view> {
public:
    using of_type::of_type;
};

/// Something begins to listen to or change the media (switch_core_media_bug_add).
class media_bug_start : public of_type<event_name::media_bug_start, channel_view> {
public:
    using of_type::of_type;
    /// As `session_record`.
    std::string_view function() const noexcept { return text("Media-Bug-Function"); }
    std::string_view target() const noexcept { return text("Media-Bug-Target"); }
};

/// It has ended (switch_core_media_bug_destroy).
class media_bug_stop : public of_type<event_name::media_bug_stop, channel_view> {
public:
    using of_type::of_type;
    /// As `session_record`.
    std::string_view function() const noexcept { return text("Media-Bug-Function"); }
    std::string_view target() const noexcept { return text("Media-Bug-Target"); }
};

/// A codec was set (switch_core_session_set_read_codec and its kin). `read_codec()` and
/// `write_codec()` are those before it.
class codec : public of_type<event_name::codec, channel_view> {
public:
    using of_type::of_type;
    /// Samples a second as signalled, where that is another.
    header_value<std::uint32_t> reported_read_rate() const {
        return header<std::uint32_t>("channel-reported-read-codec-rate");
    }
    header_value<std::uint32_t> reported_write_rate() const {
        return header<std::uint32_t>("Channel-Reported-Write-Codec-Rate");
    }
    /// Which codec was set.
    codec_change_side side() const noexcept {
        codec_change_side last = codec_change_side::unknown;
        for (const event_header h : details().headers()) {
            const std::string_view name = h.name();
            if (wire::iequals(name, "channel-read-codec-name")) last = codec_change_side::read;
            if (wire::iequals(name, "channel-write-codec-name")) last = codec_change_side::write;
            if (wire::iequals(name, "channel-video-read-codec-name"))
                last = codec_change_side::video_read;
            if (wire::iequals(name, "channel-video-write-codec-name"))
                last = codec_change_side::video_write;
        }
        return last;
    }

    /// The codec that was set: its headers come again after those of the channel.
    codec_side now() const {
        switch (side()) {
            case codec_change_side::read: return newest("channel-read-codec-");
            case codec_change_side::write: return newest("channel-write-codec-");
            case codec_change_side::video_read: return newest("channel-video-read-codec-");
            case codec_change_side::video_write: return newest("channel-video-write-codec-");
            case codec_change_side::unknown: break;
        }
        return codec_side({}, {}, {});
    }

private:
    codec_side newest(std::string_view prefix) const {
        std::optional<std::string_view> name, rate, bit_rate;
        for (const event_header h : details().headers()) {
            if (!wire::istarts_with(h.name(), prefix)) continue;
            const std::string_view rest = h.name().substr(prefix.size());
            if (wire::iequals(rest, "name")) name = h.value();
            if (wire::iequals(rest, "rate")) rate = h.value();
            if (wire::iequals(rest, "bit-rate")) bit_rate = h.value();
        }
        return codec_side(name, rate, bit_rate);
    }
};

/// Real-time text of a call (switch_core_session_read_text_frame, text_callback); the text is the
/// body.
class text : public of_type<event_name::text, channel_view> {
public:
    using of_type::of_type;
};

}  // namespace eslio::events
