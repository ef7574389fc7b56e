// Views of events: every accessor against its header (events/media.hpp, events/rtcp.hpp,
// events/speech.hpp, events/detectors.hpp).
#include "events/view_check.hpp"

#include <eslio/events/detectors.hpp>
#include <eslio/events/media.hpp>
#include <eslio/events/rtcp.hpp>
#include <eslio/events/speech.hpp>

TEST_CASE("views: PLAYBACK_START") {
    using view = eslio::events::playback_start;
    const std::size_t recorded =
        test::check_view<view>(test::field("Playback-File-Type", &view::file_type),
                               test::field("Playback-File-Path", &view::file));
    CHECK(recorded != 0);
}

TEST_CASE("views: PLAYBACK_STOP") {
    using view = eslio::events::playback_stop;
    const std::size_t recorded =
        test::check_view<view>(test::field("Playback-File-Type", &view::file_type),
                               test::field("Playback-File-Path", &view::file),
                               test::field("Playback-Status", &view::status));
    CHECK(recorded != 0);
}

TEST_CASE("views: RECORD_START") {
    using view = eslio::events::record_start;
    const std::size_t recorded =
        test::check_view<view>(test::field("Record-File-Path", &view::file));
    CHECK(recorded != 0);
}

TEST_CASE("views: RECORD_STOP") {
    using view = eslio::events::record_stop;
    const std::size_t recorded =
        test::check_view<view>(test::field("Record-File-Path", &view::file),
                               test::field("Record-Completion-Cause", &view::completion_cause));
    CHECK(recorded != 0);
}

TEST_CASE("views: TALK") {
    using view = eslio::events::talk;
    const std::size_t recorded = test::check_view<view>();
    static_cast<void>(recorded);
}

TEST_CASE("views: NOTALK") {
    using view = eslio::events::notalk;
    const std::size_t recorded = test::check_view<view>();
    static_cast<void>(recorded);
}

TEST_CASE("views: MEDIA_BUG_START") {
    using view = eslio::events::media_bug_start;
    const std::size_t recorded =
        test::check_view<view>(test::field("Media-Bug-Function", &view::function),
                               test::field("Media-Bug-Target", &view::target));
    CHECK(recorded != 0);
}

TEST_CASE("views: MEDIA_BUG_STOP") {
    using view = eslio::events::media_bug_stop;
    const std::size_t recorded =
        test::check_view<view>(test::field("Media-Bug-Function", &view::function),
                               test::field("Media-Bug-Target", &view::target));
    CHECK(recorded != 0);
}

TEST_CASE("views: CODEC") {
    using view = eslio::events::codec;
    const std::size_t recorded = test::check_view<view>(
        test::field("channel-reported-read-codec-rate", &view::reported_read_rate),
        test::field("Channel-Reported-Write-Codec-Rate", &view::reported_write_rate));
    CHECK(recorded != 0);
}

TEST_CASE("views: TEXT") {
    using view = eslio::events::text;
    const std::size_t recorded = test::check_view<view>();
    static_cast<void>(recorded);
}

TEST_CASE("views: RECV_RTCP_MESSAGE") {
    using view = eslio::events::recv_rtcp_message;
    const std::size_t recorded = test::check_view<view>(
        test::field("Unique-ID", &view::uuid), test::field("SSRC", &view::ssrc),
        test::field("NTP-Most-Significant-Word", &view::ntp_seconds),
        test::field("NTP-Least-Significant-Word", &view::ntp_fraction),
        test::field("RTP-Timestamp", &view::rtp_timestamp),
        test::field("Sender-Packet-Count", &view::packets),
        test::field("Octect-Packet-Count", &view::octets),
        test::field("Last-RTP-Timestamp", &view::last_rtp_timestamp),
        test::field("Capture-Time", &view::captured), test::field("RTP-Rate", &view::rtp_rate));
    CHECK(recorded != 0);
}

TEST_CASE("views: SEND_RTCP_MESSAGE") {
    using view = eslio::events::send_rtcp_message;
    const std::size_t recorded = test::check_view<view>(
        test::field("Unique-ID", &view::uuid), test::field("SSRC", &view::ssrc),
        test::field("NTP-Most-Significant-Word", &view::ntp_seconds),
        test::field("NTP-Least-Significant-Word", &view::ntp_fraction),
        test::field("RTP-Timestamp", &view::rtp_timestamp),
        test::field("Sender-Packet-Count", &view::packets),
        test::field("Octect-Packet-Count", &view::octets),
        test::field("Last-RTP-Timestamp", &view::last_rtp_timestamp),
        test::field("Capture-Time", &view::captured));
    static_cast<void>(recorded);
}

TEST_CASE("views: DETECTED_SPEECH") {
    using view = eslio::events::detected_speech;
    const std::size_t recorded = test::check_view<view>(test::field("Speech-Type", &view::speech));
    static_cast<void>(recorded);
}

TEST_CASE("views: DETECTED_TONE") {
    using view = eslio::events::detected_tone;
    const std::size_t recorded = test::check_view<view>(
        test::field("Detected-Tone", &view::tone), test::field("Detected-Fax-Tone", &view::is_fax));
    static_cast<void>(recorded);
}

TEST_CASE("views: vmd::beep") {
    using view = eslio::events::vmd_beep;
    const std::size_t recorded = test::check_view<view>(
        test::field("Beep-Status", &view::status), test::field("Beep-Time", &view::beep_time),
        test::field("Unique-ID", &view::uuid), test::field("Frequency", &view::frequency));
    static_cast<void>(recorded);
}

TEST_CASE("views: avmd::beep") {
    using view = eslio::events::avmd_beep;
    const std::size_t recorded = test::check_view<view>(
        test::field("Beep-Status", &view::status), test::field("Unique-ID", &view::uuid),
        test::field("Frequency", &view::frequency),
        test::field("Frequency-variance", &view::frequency_variance),
        test::field("Amplitude", &view::amplitude),
        test::field("Amplitude-variance", &view::amplitude_variance),
        test::field("Detection-time", &view::detection_time));
    static_cast<void>(recorded);
}

TEST_CASE("views: menu::enter") {
    using view = eslio::events::menu_enter;
    const std::size_t recorded = test::check_view<view>(test::field("Menu-Name", &view::menu));
    static_cast<void>(recorded);
}

TEST_CASE("views: menu::exit") {
    using view = eslio::events::menu_exit;
    const std::size_t recorded = test::check_view<view>(test::field("Menu-Name", &view::menu));
    static_cast<void>(recorded);
}

TEST_CASE("views: filestring::open") {
    using view = eslio::events::filestring_open;
    const std::size_t recorded = test::check_view<view>(test::field("File", &view::file));
    CHECK(recorded != 0);
}

TEST_CASE("views: filestring::close") {
    using view = eslio::events::filestring_close;
    const std::size_t recorded = test::check_view<view>(test::field("File", &view::file));
    CHECK(recorded != 0);
}

TEST_CASE("views: filestring::fail") {
    using view = eslio::events::filestring_fail;
    const std::size_t recorded = test::check_view<view>(test::field("File", &view::file));
    static_cast<void>(recorded);
}

TEST_CASE("views: loopback::bowout") {
    using view = eslio::events::loopback_bowout;
    const std::size_t recorded =
        test::check_view<view>(test::field("Resigning-UUID", &view::resigning),
                               test::field("Resigning-Peer-UUID", &view::resigning_peer),
                               test::field("Acquired-UUID", &view::acquired));
    static_cast<void>(recorded);
}

TEST_CASE("views: loopback::direct") {
    using view = eslio::events::loopback_direct;
    const std::size_t recorded =
        test::check_view<view>(test::field("Resigning-UUID", &view::resigning),
                               test::field("Resigning-Peer-UUID", &view::resigning_peer),
                               test::field("Connecting-Leg-A-UUID", &view::leg_a),
                               test::field("Connecting-Leg-B-UUID", &view::leg_b));
    static_cast<void>(recorded);
}
