// Answers to the API commands of a call, as recorded from FreeSWITCH 1.11.3-dev, and their bytes.
#include "api/answers.hpp"
#include "catch.hpp"

#include <eslio/api/uuid.hpp>
#include <eslio/api/uuid_control.hpp>
#include <eslio/api/uuid_media.hpp>
#include <eslio/command/applications.hpp>

#include <chrono>
#include <string>

namespace {

namespace api = eslio::api;
using eslio::extension;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::answered;

}  // namespace

TEST_CASE("uuid_exists, uuid_dump, uuid_getvar", "[api][uuid]") {
    CHECK(*answered(api::uuid_exists("u"), "true"));
    CHECK_FALSE(*answered(api::uuid_exists("u"), "false"));
    CHECK(api::uuid_exists("u").is_idempotent());

    const auto call = answered(api::uuid_dump("d-1"),
                               R"({"Event-Name":"CHANNEL_DATA","Unique-ID":"d-1",)"
                               R"("Answer-State":"answered","variable_arr":["a","b","c"]})");
    REQUIRE(call);
    CHECK((*call)["Unique-ID"] == "d-1");
    CHECK((*call)["variable_arr"] == "ARRAY::a|:b|:c");
    CHECK(test::reason_of(api::uuid_dump("x"), "-ERR No such channel!\n") == "No such channel!");
    CHECK(answered(api::uuid_dump("x"), R"({"Event-Name":)").unreadable());

    CHECK(*answered(api::uuid_getvar("u", "x"), "a value ") == "a value ");
    CHECK_FALSE(answered(api::uuid_getvar("u", "x"), "_undef_")->has_value());
    CHECK(api::uuid_getvar("u", "x", 3).text() == "uuid_getvar u x[3]");
    CHECK(api::uuid_getvar("u", "x y").error());
    CHECK(api::uuid_setvar("u", "x", "").text() == "uuid_setvar u x");
    CHECK(api::uuid_setvar("u", "x", "it's ${a}").text() == R"(uuid_setvar u x it\'s\s${a})");

    const auto bugs =
        answered(api::uuid_buglist("u"),
                 "<media-bugs>\n <media-bug>\n  <function>session_record</function>\n"
                 "  <target>/tmp/hA_y.wav</target>\n"
                 "  <thread-locked>0</thread-locked>\n </media-bug>\n</media-bugs>\n");
    REQUIRE(bugs);
    CHECK(bugs->at(0)["function"] == "session_record");
    CHECK(answered(api::uuid_buglist("u"), "<media-bugs>\n</media-bugs>\n")->empty());
}

TEST_CASE("uuid_setvar_multi: 64 variables at once", "[api][uuid]") {
    CHECK(api::uuid_setvar_multi("u", {{"a", "1;2"}, {"b", ""}}).text() ==
          R"(uuid_setvar_multi u a=1\;2;b=)");
    eslio::variable_list many;
    for (int i = 0; i < 64; ++i) many.add("v" + std::to_string(i), "x");
    CHECK_FALSE(api::uuid_setvar_multi("u", many).error());
    many.add("one_more", "x");
    const auto refused = api::uuid_setvar_multi("u", many);
    CHECK(refused.error() == eslio::error::number_out_of_range);
    CHECK(refused.why().find("64") != std::string::npos);
    CHECK(api::uuid_setvar_multi("u", eslio::variable_list()).error() ==
          eslio::error::empty_argument);
    CHECK(api::uuid_setvar_multi("u", {{"a", "${b}"}}).error());
}

TEST_CASE("control of a call: what is sent", "[api][uuid]") {
    CHECK(api::uuid_kill("u").text() == "uuid_kill u");
    CHECK(api::uuid_kill("u", "17").text() == "uuid_kill u 17");
    CHECK(api::uuid_kill("u", eslio::hangup_cause::user_busy).text() == "uuid_kill u USER_BUSY");
    CHECK(api::uuid_kill("u", eslio::hangup_cause::unknown).error());
    CHECK(api::uuid_kill("u", eslio::hangup_cause::none).text() == "uuid_kill u");
    CHECK(api::uuid_kill(std::string(256, 'u')).error());
    CHECK(api::uuid_transfer("u", "1000").text() == "uuid_transfer u 1000");
    CHECK(api::uuid_transfer("u", "-x", eslio::call_legs::other).text() ==
          "uuid_transfer u -bleg -x");
    CHECK(api::uuid_transfer("u", "-x").error());
    CHECK(api::uuid_dual_transfer("u", extension("1", "", "c"), "2").text() ==
          "uuid_dual_transfer u 1/XML/c 2");
    CHECK(api::uuid_dual_transfer("u", extension("park", "inline"), "2").text() ==
          "uuid_dual_transfer u park/inline 2");
    CHECK(api::uuid_dual_transfer("u", extension("1", "inline", "c"), "2").error());
    CHECK(api::uuid_break("u", api::break_scope::all, true).text() == "uuid_break u both all");
    CHECK(api::uuid_ring_ready("u", true).text() == "uuid_ring_ready u queued");
    CHECK(api::uuid_session_heartbeat("u", seconds(0)).error());
    CHECK(api::uuid_session_heartbeat_stop("u").text() == "uuid_session_heartbeat u false");
    CHECK(answered(api::uuid_bridge("a", "b"), "+OK b\n")->text == "b");
    CHECK(answered(api::uuid_bridge("a", "b"), "-ERR Invalid uuid\n").refused());
    CHECK(answered(api::uuid_deflect("u", "sip:a@b"), "+OK:SIP/2.0 200\n")->text == "SIP/2.0 200");
    CHECK(answered(api::uuid_deflect("u", "sip:a@b"), "+OK:\n")->text.empty());
    CHECK(api::hupall().text() == "hupall MANAGER_REQUEST");
    CHECK(api::hupall(eslio::hangup_cause::user_busy, "x", "").error());
    CHECK(api::hupall(eslio::hangup_cause::none).text() == "hupall");
    CHECK(api::hupall(eslio::hangup_cause::none, "x", "y").text() == "hupall MANAGER_REQUEST x y");
}

TEST_CASE("media of a call: what is sent", "[api][uuid]") {
    CHECK(api::uuid_media_off("u").text() == "uuid_media off u");
    CHECK(api::uuid_broadcast("u", "a b.wav", eslio::call_legs::both).text() ==
          R"(uuid_broadcast u a\sb.wav both)");
    CHECK(api::uuid_broadcast("u", eslio::app::playback("a b.wav")).text() ==
          R"(uuid_broadcast u playback::a\sb.wav aleg)");
    CHECK(api::uuid_broadcast("u", eslio::app::playback("")).error());
    CHECK(api::uuid_record_start("u", "/tmp/a.wav").text() == "uuid_record u start /tmp/a.wav");
    CHECK(api::uuid_record_stop("u", "all").text() == "uuid_record u stop all");
    CHECK(api::uuid_displace_start("u", "a.wav").text() == "uuid_displace u start a.wav 0");
    using eslio::displacing;
    CHECK(api::uuid_displace_start("u", "a.wav", displacing().mix().loop().at_most(seconds(9)))
              .text() == "uuid_displace u start a.wav 9 ml");
    CHECK(api::uuid_displace_start("u", "a.wav", displacing().heard_by(eslio::call_legs::both))
              .text() == "uuid_displace u start a.wav 0 rw");
    CHECK(api::uuid_displace_start("u", "a.wav", displacing().at_most(seconds(-1))).error());
    CHECK(api::uuid_send_dtmf("u", "12@200").text() == "uuid_send_dtmf u 12@200");
    CHECK(answered(api::uuid_send_dtmf("u", "1"), "+OK u sent DTMF 1.\n")->text ==
          "u sent DTMF 1.");
    CHECK(api::uuid_audio_level("u", eslio::audio_direction::write, 4).text() ==
          "uuid_audio u start write level 4");
    CHECK(api::uuid_audio_level("u", eslio::audio_direction::write, 5).error());
    CHECK(api::uuid_audio_mute("u", eslio::audio_direction::read, 400).text() ==
          "uuid_audio u start read mute 400");
    // At 0 it would be heard.
    CHECK(api::uuid_audio_mute("u", eslio::audio_direction::write).text() ==
          "uuid_audio u start write mute 1");
    CHECK(api::uuid_audio_mute("u", eslio::audio_direction::write, 0).error());
    CHECK(api::uuid_audio_unmute("u", eslio::audio_direction::write).text() ==
          "uuid_audio u start write mute 0");
    CHECK(api::uuid_audio_level("u", eslio::audio_direction::both, 1).error());
    CHECK(api::uuid_audio_mute("u", eslio::audio_direction::both).error());
    CHECK(api::uuid_jitterbuffer("u", milliseconds(60), milliseconds(120)).text() ==
          "uuid_jitterbuffer u 60:120");
    CHECK(api::uuid_jitterbuffer("u", milliseconds(-1)).error());
    CHECK(api::uuid_pause("u", true).text() == "uuid_pause u on");
}
