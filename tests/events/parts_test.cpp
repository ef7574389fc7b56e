// The parts that views share: a channel, its caller profiles, its codecs; and what views compute.
#include "events/view_check.hpp"

#include <eslio/events.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

namespace parts {

using eslio::event;
using eslio::event_name;
using eslio::hangup_cause;
using eslio::events::caller_profile;
using eslio::events::channel_view;
using namespace std::chrono_literals;

const auto profile_fields = std::make_tuple(
    test::field("Direction", &caller_profile::direction),
    test::field("Logical-Direction", &caller_profile::logical_direction),
    test::field("Username", &caller_profile::username),
    test::field("Dialplan", &caller_profile::dialplan),
    test::field("Caller-ID-Name", &caller_profile::caller_id_name),
    test::field("Caller-ID-Number", &caller_profile::caller_id_number),
    test::field("Orig-Caller-ID-Name", &caller_profile::original_caller_id_name),
    test::field("Orig-Caller-ID-Number", &caller_profile::original_caller_id_number),
    test::field("Callee-ID-Name", &caller_profile::callee_id_name),
    test::field("Callee-ID-Number", &caller_profile::callee_id_number),
    test::field("Network-Addr", &caller_profile::network_address),
    test::field("ANI", &caller_profile::ani), test::field("ANI-II", &caller_profile::ani_ii),
    test::field("Destination-Number", &caller_profile::destination_number),
    test::field("Unique-ID", &caller_profile::unique_id),
    test::field("Source", &caller_profile::source),
    test::field("Transfer-Source", &caller_profile::transfer_source),
    test::field("Context", &caller_profile::context), test::field("RDNIS", &caller_profile::rdnis),
    test::field("Channel-Name", &caller_profile::channel_name),
    test::field("Profile-Index", &caller_profile::profile_index),
    test::field("Profile-Created-Time", &caller_profile::profile_created),
    test::field("Channel-Created-Time", &caller_profile::created),
    test::field("Channel-Answered-Time", &caller_profile::answered),
    test::field("Channel-Progress-Time", &caller_profile::progress),
    test::field("Channel-Progress-Media-Time", &caller_profile::progress_media),
    test::field("Channel-Hangup-Time", &caller_profile::ended),
    test::field("Channel-Transfer-Time", &caller_profile::transferred),
    test::field("Channel-Resurrect-Time", &caller_profile::resurrected),
    test::field("Channel-Bridged-Time", &caller_profile::bridged),
    test::field("Channel-Last-Hold", &caller_profile::last_held),
    test::field("Channel-Hold-Accum", &caller_profile::held),
    test::field("Screen-Bit", &caller_profile::screened),
    test::field("Privacy-Hide-Name", &caller_profile::hides_name),
    test::field("Privacy-Hide-Number", &caller_profile::hides_number));

const auto channel_fields =
    std::make_tuple(test::field("Unique-ID", &channel_view::uuid),
                    test::field("Channel-Call-UUID", &channel_view::call_uuid),
                    test::field("Session-External-ID", &channel_view::external_id),
                    test::field("Channel-Name", &channel_view::channel_name),
                    test::field("Channel-State", &channel_view::state),
                    test::field("Channel-State-Number", &channel_view::state_number),
                    test::field("Channel-Call-State", &channel_view::call_state),
                    test::field("Answer-State", &channel_view::answer_state),
                    test::field("Hangup-Cause", &channel_view::hangup_cause),
                    test::field("Call-Direction", &channel_view::direction),
                    test::field("Presence-Call-Direction", &channel_view::presence_direction),
                    test::field("Channel-Presence-ID", &channel_view::presence_id),
                    test::field("Channel-Presence-Data", &channel_view::presence_data),
                    test::field("Channel-HIT-Dialplan", &channel_view::hit_dialplan),
                    test::field("Other-Type", &channel_view::other_leg_role));

/// Whether every field of `part` says what its header does, whose name begins with `prefix`.
template <class Part, class Fields>
bool all_agree(const Part& part, const event& e, std::string_view prefix, const Fields& fields) {
    const auto agrees = [&](const auto& f) {
        const auto raw = e.find(std::string(prefix).append(f.header));
        if (test::agrees(std::invoke(f.read, part), raw)) return true;
        UNSCOPED_INFO(std::string(prefix) << std::string(f.header));
        return false;
    };
    return std::apply([&](const auto&... f) { return (agrees(f) && ...); }, fields);
}

}  // namespace parts

}  // namespace

TEST_CASE("views: what every event has") {
    const auto common = std::make_tuple(
        test::field("Core-UUID", &eslio::events::event_view::core_uuid),
        test::field("FreeSWITCH-Hostname", &eslio::events::event_view::hostname),
        test::field("FreeSWITCH-Switchname", &eslio::events::event_view::switchname),
        test::field("Event-Date-Timestamp", &eslio::events::event_view::timestamp),
        test::field("Event-Sequence", &eslio::events::event_view::sequence));
    std::size_t seen = 0;
    for (const eslio::event& e : test::recorded_events()) {
        const eslio::events::event_view view(e);
        INFO(std::string(e.name()));
        const auto check = [&](const auto& each) {
            CHECK(test::agrees((view.*each.read)(), e.find(each.header)));
        };
        std::apply([&](const auto&... each) { (check(each), ...); }, common);
        CHECK(&view.details() == &e);
        CHECK(view.body() == e.body());
        ++seen;
    }
    CHECK(seen > 100);
}

TEST_CASE("views: the channel, its profiles and codecs in every recorded event") {
    using namespace parts;
    std::size_t channels = 0;
    std::size_t other_legs = 0;
    std::size_t codecs = 0;
    for (const event& e : test::recorded_events()) {
        if (!channel_view::fits(e)) continue;
        ++channels;
        const channel_view channel(e);
        CHECK(all_agree(channel, e, "", channel_fields));
        CHECK(all_agree(channel.caller(), e, "Caller-", profile_fields));
        CHECK(all_agree(channel.other_leg(), e, "Other-Leg-", profile_fields));
        CHECK(bool(channel.other_leg()) == e.contains("Other-Leg-Direction"));
        if (channel.other_leg()) ++other_legs;
        for (const auto& [side, name] :
             {std::make_pair(channel.read_codec(), std::string("Channel-Read-Codec-")),
              std::make_pair(channel.write_codec(), std::string("Channel-Write-Codec-"))}) {
            CHECK(bool(side) == e.contains(name + "Name"));
            CHECK(side.name() == e[name + "Name"]);
            CHECK(test::agrees(side.rate(), e.find(name + "Rate")));
            CHECK(test::agrees(side.bit_rate(), e.find(name + "Bit-Rate")));
            if (side) ++codecs;
        }
    }
    CHECK(channels > 80);
    CHECK(other_legs >= 10);
    CHECK(codecs > 80);
}

TEST_CASE("views: times that did not come to pass are absent") {
    using namespace parts;
    event e(event_name::channel_answer);
    e.add("Caller-Direction", "inbound").add("Caller-Channel-Answered-Time", "1500000");
    e.add("Caller-Channel-Bridged-Time", "0").add("Caller-Channel-Hangup-Time", "soon");
    const caller_profile caller(e);
    CHECK(caller);
    CHECK(caller.direction() == eslio::call_direction::inbound);
    CHECK(caller.answered() == std::chrono::system_clock::time_point(1500ms));
    CHECK(caller.bridged().absent());
    CHECK(caller.ended().malformed());
    CHECK(caller.created().absent());
    CHECK_FALSE(caller_profile(e, caller_profile::of_other_leg));
    CHECK(eslio::events::event_part(e, std::string(200, 'x')).text("y").empty());
    const std::string prefix(100, 'x');
    CHECK(eslio::events::event_part(e, prefix).text(std::string(29, 'y')).empty());
}

TEST_CASE("views: the connect reply's profile has its own prefix") {
    using namespace parts;
    event e;
    e.add("Channel-Direction", "outbound").add("Channel-Caller-ID-Number", "1001");
    const caller_profile caller(e, caller_profile::of_connect);
    CHECK(caller);
    CHECK(caller.caller_id_number() == "1001");
}

TEST_CASE("views: which codec was set") {
    using namespace parts;
    using eslio::events::codec_change_side;
    std::size_t read = 0;
    std::size_t write = 0;
    for (const event& e : test::recorded_events()) {
        const auto view = e.as<eslio::events::codec>();
        if (!view) continue;
        if (view->side() == codec_change_side::read) ++read;
        if (view->side() == codec_change_side::write) ++write;
        CHECK(view->now());
        CHECK(view->now().rate() == std::uint32_t{8000});
    }
    CHECK(read != 0);
    CHECK(write != 0);

    event e(event_name::codec);
    CHECK(eslio::events::codec(e).side() == codec_change_side::unknown);
    CHECK_FALSE(eslio::events::codec(e).now());
    e.add("Channel-Read-Codec-Name", "PCMU").add("Channel-Read-Codec-Rate", "8000");
    e.add("Channel-Write-Codec-Name", "PCMA").add("Channel-Write-Codec-Rate", "8000");
    e.add("channel-read-codec-name", "opus").add("channel-read-codec-rate", "48000");
    CHECK(eslio::events::codec(e).read_codec().name() == "PCMU");
    CHECK(eslio::events::codec(e).now().name() == "opus");
    CHECK(eslio::events::codec(e).now().rate() == 48000u);
    event video(event_name::codec);
    video.add("channel-video-write-codec-name", "VP8");
    video.add("channel-video-write-codec-rate", "90000");
    CHECK(eslio::events::codec(video).side() == codec_change_side::video_write);
    CHECK(eslio::events::codec(video).now().name() == "VP8");
    video.add("channel-video-read-codec-name", "H264");
    CHECK(eslio::events::codec(video).side() == codec_change_side::video_read);
}

TEST_CASE("views: a digit's duration is in its unit") {
    using namespace parts;
    event e(event_name::dtmf);
    e.add("DTMF-Digit", "#").add("DTMF-Duration", "2000").add("DTMF-Source", "UNKNOWN");
    const eslio::events::dtmf key(e);
    CHECK(key.digit() == '#');
    CHECK(*key.duration() == 250ms);
    CHECK(key.source() == eslio::dtmf_source::unknown);
}

TEST_CASE("views: what came of a job") {
    using namespace parts;
    event e(event_name::background_job);
    e.add("Job-UUID", "j").add("Job-Command", "originate");
    e.set_body("-ERR USER_BUSY\n");
    const eslio::events::background_job busy(e);
    CHECK_FALSE(busy.ok());
    CHECK(busy.job_uuid() == "j");
    CHECK(busy.reason() == "USER_BUSY");
    CHECK(busy.cause() == hangup_cause::user_busy);
    CHECK(busy.output() == "-ERR USER_BUSY");
    const eslio::job_result result = busy.result();
    CHECK(result.job_uuid() == "j");
    CHECK(result.reason() == "USER_BUSY");

    e.set_body("+OK 7f4de4bc\n");
    const eslio::events::background_job good(e);
    CHECK(good.ok());
    CHECK(good.cause().absent());
    CHECK(good.reason().empty());
    e.set_body("-ERR no such thing\n");
    CHECK(eslio::events::background_job(e).cause() == hangup_cause::unknown);
    CHECK(eslio::events::background_job(e).cause().text() == "no such thing");
}

TEST_CASE("views: what an application said of itself") {
    using namespace parts;
    event e(event_name::channel_execute_complete);
    e.add("Application-Response", "_none_");
    CHECK(eslio::events::channel_execute_complete(e).response().empty());
    e.set("Application-Response", "FILE PLAYED");
    CHECK(eslio::events::channel_execute_complete(e).response() == "FILE PLAYED");
}

TEST_CASE("views: nobody has the floor") {
    using namespace parts;
    event e = event::custom("conference::maintenance");
    e.add("Action", "floor-change").add("Old-ID", "none").add("New-ID", "7");
    const eslio::events::conference_maintenance change(e);
    CHECK(change.action() == eslio::events::conference_action::floor_change);
    CHECK(change.old_floor().absent());
    CHECK(change.new_floor() == 7u);
    e.set("New-ID", "some");
    CHECK(eslio::events::conference_maintenance(e).new_floor().malformed());
}

TEST_CASE("views: numbers of messages") {
    using eslio::events::message_counts;
    using eslio::events::parse_message_counts;
    message_counts all;
    all.fresh = 2;
    all.saved = 1;
    CHECK(parse_message_counts("2/1") == all);
    all.urgent_fresh = 1;
    CHECK(parse_message_counts("2/1 (1/0)") == all);
    CHECK(parse_message_counts("2/1") != all);
    for (const char* bad : {"", "2", "2/", "/1", "2/1 (", "2/1 (1/0", "2/1 ()", "2/1 (1)", "a/b",
                            "2/1/3", "2/1 (1/0) "})
        CHECK_FALSE(parse_message_counts(bad));
}

TEST_CASE("views: reports of RTCP") {
    using namespace parts;
    event e(event_name::recv_rtcp_message);
    CHECK_FALSE(eslio::events::recv_rtcp_message(e).report());
    e.add("Source0-SSRC", "1a2b3c4d").add("Source0-Fraction", "3").add("Source0-Lost", "4");
    e.add("Source0-Highest-Sequence-Number-Received", "5").add("Source0-Jitter", "6");
    e.add("Source0-LSR", "7").add("Source0-DLSR", "8");
    const auto report = eslio::events::recv_rtcp_message(e).report();
    CHECK(report);
    CHECK(report.ssrc() == "1a2b3c4d");
    CHECK(report.fraction_lost() == 3u);
    CHECK(report.lost() == 4u);
    CHECK(report.highest_sequence() == 5u);
    CHECK(report.jitter() == 6u);
    CHECK(report.last_sender_report() == 7u);
    CHECK(report.delay() == 8u);
    event sent(event_name::send_rtcp_message);
    sent.add("Source-SSRC", "ff").add("Source-Lost", "9");
    CHECK(eslio::events::send_rtcp_message(sent).report().lost() == 9u);
}

TEST_CASE("views: a CDR in the event of a hang-up") {
    using namespace parts;
    event e(event_name::channel_hangup_complete);
    CHECK_FALSE(eslio::events::channel_hangup_complete(e).has_xml_cdr());
    e.add("CDR-Attached", "xml");
    e.set_body("<cdr/>");
    CHECK(eslio::events::channel_hangup_complete(e).has_xml_cdr());
    CHECK(eslio::events::channel_hangup_complete(e).body() == "<cdr/>");
}
