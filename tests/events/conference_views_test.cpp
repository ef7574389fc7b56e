// Views of events: every accessor against its header (events/conference.hpp).
#include "events/view_check.hpp"

#include <eslio/events/conference.hpp>

TEST_CASE("views: conference::maintenance") {
    using view = eslio::events::conference_maintenance;
    const std::size_t recorded = test::check_view<view>(
        test::field("Action", &view::action), test::field("Conference-Name", &view::conference),
        test::field("Conference-Domain", &view::domain),
        test::field("Conference-Size", &view::size),
        test::field("Conference-Ghosts", &view::ghosts),
        test::field("Conference-Profile-Name", &view::profile),
        test::field("Conference-Unique-ID", &view::conference_uuid),
        test::field("Member-ID", &view::member_id),
        test::field("Member-Type", &view::type_of_member),
        test::field("Member-Ghost", &view::is_ghost), test::field("Floor", &view::has_floor),
        test::field("Video", &view::has_video), test::field("Hear", &view::hears),
        test::field("See", &view::is_seen), test::field("Speak", &view::speaks),
        test::field("Talking", &view::is_talking),
        test::field("Mute-Detect", &view::mute_detection), test::field("Hold", &view::on_hold),
        test::field("Energy-Level", &view::energy_level),
        test::field("Current-Energy", &view::current_energy),
        test::field("New-Level", &view::new_level),
        test::field("Volume-Level", &view::volume_level),
        test::field("Agc-Level", &view::agc_level),
        test::field("Auto-Energy-Level", &view::auto_energy_level),
        test::field("Max-Energy-Level", &view::max_energy_level),
        test::field("Digits", &view::digits), test::field("DTMF-Key", &view::key),
        test::field("Data", &view::data), test::field("Dialplan", &view::dialplan),
        test::field("Application", &view::application), test::field("Position", &view::position),
        test::field("File", &view::file), test::field("Async", &view::is_async),
        test::field("Error", &view::error), test::field("seconds", &view::played_seconds),
        test::field("milliseconds", &view::played), test::field("samples", &view::played_samples),
        test::field("Text", &view::text_spoken), test::field("Path", &view::path),
        test::field("Other-Recordings", &view::other_recordings),
        test::field("Samples-Out", &view::samples_out),
        test::field("Samplerate", &view::sample_rate),
        test::field("Milliseconds-Elapsed", &view::recorded),
        test::field("Milliseconds-File-Trimmed", &view::trimmed),
        test::field("Record-File-Duration", &view::file_duration),
        test::field("Record-File-Size", &view::file_size),
        test::field("Old-Conference-Name", &view::old_conference),
        test::field("New-Conference-Name", &view::new_conference),
        test::field("Result", &view::result), test::field("Job-UUID", &view::job_uuid),
        test::field("Peer-UUID", &view::peer_uuid),
        test::field("talking-gate-hits", &view::talking_gate_hits),
        test::field("talking-total-packets", &view::talking_packets),
        test::field("talking-duration-ms", &view::talking_duration),
        test::field("talking-average-energy", &view::talking_average_energy),
        test::field("talking-delta-average", &view::talking_delta_average),
        test::field("talking-hit-on-percent", &view::talking_hit_on_percent),
        test::field("talking-non-hit-ratio", &view::talking_non_hit_ratio),
        test::field("talking-hit-off-percent", &view::talking_hit_off_percent),
        test::field("talking-hit-off-differential", &view::talking_hit_off_differential),
        test::field("talk-detects", &view::talk_detects));
    CHECK(recorded != 0);
}

TEST_CASE("views: conference::cdr") {
    using view = eslio::events::conference_cdr;
    const std::size_t recorded = test::check_view<view>(test::field("CDR-Source", &view::source),
                                                        test::field("CDR-Path", &view::path));
    static_cast<void>(recorded);
}
