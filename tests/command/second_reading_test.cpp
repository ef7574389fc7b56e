// Texts that FreeSWITCH reads a second time inside of an application: what switch_ivr_broadcast
// plays, hold music, lots of mod_valet_parking.
#include "catch.hpp"
#include "command/application_families.hpp"

#include <eslio/api/conference.hpp>
#include <eslio/api/schedule.hpp>
#include <eslio/api/uuid_media.hpp>
#include <eslio/command/applications.hpp>

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

namespace app = eslio::app;
using eslio::any_text;
using eslio::error;
using eslio::untrusted;

/// Whether all four of the broadcast family, or none, refuse a text; else a failure.
bool broadcasts_refuse(const any_text& text) {
    INFO(text.text());
    const bool refused = app::broadcast(text).error() == error::unwritable_text;
    CHECK((app::sched_broadcast(1s, text).error() == error::unwritable_text) == refused);
    CHECK((eslio::api::uuid_broadcast("u", text).error() == error::unwritable_text) == refused);
    CHECK((eslio::api::sched_broadcast(eslio::api::due::in(1s), "u", text).error() ==
           error::unwritable_text) == refused);
    return refused;
}

}  // namespace

TEST_CASE("what is broadcast sets no variables of a scope", "[command][applications][untrusted]") {
    for (const char* text : {"%[pwn=yes]/x/a.wav", "%;[pwn=yes]/x/a.wav", "%[[a=b]x",
                             "%[playback_delimiter=!]/x/a.wav!/x/b.wav"}) {
        CHECK(broadcasts_refuse(untrusted(text)));
        CHECK(broadcasts_refuse(text));
        CHECK(app::soft_hold("1", "silence", untrusted(text)).error() == error::unwritable_text);
        CHECK(app::soft_hold("1", "silence", text).error() == error::unwritable_text);
        CHECK(app::hold_music(untrusted(text)).error() == error::unwritable_text);
        CHECK(app::hold_music(text).error() == error::unwritable_text);
    }
    CHECK(broadcasts_refuse("playback::%[a=b]/x/a.wav"));
    CHECK(app::broadcast(untrusted("%[a=b]x")).why().find("file: '%' (byte 1) ") == 0);
    // The application and its argument as they are is what `uuid_broadcast` of those is for.
    CHECK_FALSE(
        eslio::api::uuid_broadcast("u", eslio::application("playback", "%[a=b]/x/a.wav")).error());
    for (const char* text : {"/x/a.wav", "/x/%[a].wav", "100%", "%a"}) {
        CHECK_FALSE(broadcasts_refuse(untrusted(text)));
        CHECK_FALSE(broadcasts_refuse(text));
    }
}

TEST_CASE("what is broadcast is escaped for each reading", "[command][applications]") {
    const std::string share = R"(\\server\share\a.wav)";
    CHECK(app::playback(share).argument() == R"(\\\\server\\share\\a.wav)");
    for (const std::string& text :
         {share, std::string(R"(/tmp/it\'s.wav)"), std::string(R"(C:\sounds\new.wav)"),
          std::string(R"(/tmp/a\$b $$.wav)"), std::string(R"(/tmp/o'brien\\)")}) {
        INFO(text);
        const untrusted theirs(text);
        for (const any_text& t : {any_text(text), any_text(theirs)}) {
            CHECK(test::executes(app::broadcast(t), test::broadcast_word(0, 2)).text == text);
            CHECK(test::executes(app::sched_broadcast(1s, t), test::broadcast_word(1, 3)).text ==
                  text);
            CHECK(test::executes(app::soft_hold("1", "a", t), test::broadcast_word(2, 3)).text ==
                  text);
        }
    }
    CHECK(eslio::api::uuid_broadcast("u", R"(\\s\a)").text() ==
          R"(uuid_broadcast u \\\\\\\\s\\\a aleg)");
    CHECK(eslio::api::uuid_broadcast("u", R"(${d}\'s)").text() ==
          R"(uuid_broadcast u ${d}\\\'s aleg)");
}

TEST_CASE("a program's own application is broadcast, and its argument arrives",
          "[command][applications]") {
    const auto arrived = [](const std::string& text) {
        return test::executes(app::broadcast(text), test::broadcast_word(0, 2)).text;
    };
    CHECK(arrived("hangup::USER_BUSY") == "hangup::USER_BUSY");
    CHECK(arrived(R"(playback!user_busy::\\s\a.wav)") == R"(playback!user_busy::\\s\a.wav)");
    CHECK(arrived("${v}::a") == "value::a");
    CHECK(arrived(R"(${v}::\\s\${v}'s)") == R"(value::\\s\value's)");
    CHECK(arrived(R"(\\s\${v}\\b$$)") == R"(\\s\value\\b$$)");
    CHECK(arrived("file_string://a!b c.wav") == "file_string://a!b c.wav");
    CHECK(app::broadcast("file_string://a!b").argument() == "file_string://a!b both");
    CHECK(app::broadcast("tone_stream://%(400,0,440);loops=2").argument() ==
          "tone_stream://%(400,0,440);loops=2 both");
    CHECK(app::broadcast("${dir}/a.wav").argument() == "${dir}/a.wav both");
}

TEST_CASE("hold music of a stranger runs nothing", "[command][applications][untrusted]") {
    for (const char* text : {"hangup::USER_BUSY", "a::", "set::a=b", "x',set:pwn=yes,set:z='y",
                             "it's.wav", "a\"b", "a\"hangup:\"", "shell_stream://id"}) {
        INFO(text);
        CHECK(app::hold_music(untrusted(text)).error() == error::unwritable_text);
    }
    for (const char* text : {"hangup::USER_BUSY", "a::", "set::a=b"})
        CHECK(app::soft_hold("1", "silence", untrusted(text)).error() == error::unwritable_text);
    CHECK_FALSE(app::soft_hold("1", untrusted("a::b"), "silence").error());
    for (const char* text : {"/x/a b.wav", "silence", "a:b", "/x/(1),2.wav", "C:\\x\\a.wav"}) {
        INFO(text);
        CHECK_FALSE(app::hold_music(untrusted(text)).error());
        CHECK_FALSE(app::soft_hold("1", "silence", untrusted(text)).error());
    }
    for (const char* text : {"local_stream://moh", "${music}", "file_string://a!b", "it's.wav",
                             "tone_stream://%(400,0,440);loops=-1", "playback::a.wav"}) {
        INFO(text);
        CHECK_FALSE(app::hold_music(text).error());
    }
    CHECK(app::hold_music("local_stream://moh").argument() == "hold_music=local_stream://moh");
}

TEST_CASE("hold music that its later readers would change is refused", "[command][applications]") {
    for (const char* text : {R"(\\server\share\a.wav)", R"(it\'s.wav)", R"(\\a\$b)", R"(\sa$$b)"}) {
        INFO(text);
        CHECK(app::hold_music(text).error() == error::unwritable_text);
        CHECK(app::hold_music(untrusted(text)).error() == error::unwritable_text);
    }
    for (const char* text : {R"(C:\sounds\new.wav)", R"(a$$b)", R"(a\$b)"})
        CHECK_FALSE(app::hold_music(text).error());
    CHECK(app::hold_music(R"(a\\b)").why().find("music: '\\' (byte 2) ") == 0);
}

TEST_CASE("a stranger's lot and extension are one word each in a dialplan",
          "[command][applications][untrusted]") {
    const std::vector<std::string> parted = {"lot,set:pwn=yes,park", "a'b", "a:b", "my lot",
                                             R"(a\sb)"};
    for (const std::string& text : parted)
        CHECK(app::valet_park("lot", untrusted(text)).error() == error::unwritable_text);
    std::vector<std::string> lots = parted;
    lots.insert(lots.end(), {"%[a=b]c", "^^;a"});
    for (const std::string& text : lots) {
        INFO(text);
        const untrusted theirs(text);
        for (const eslio::application& a :
             {app::valet_park(theirs, "7"), app::valet_park_in(theirs, 1, 5),
              app::valet_park_out(theirs, 1, 5), app::valet_park_ask(theirs)})
            CHECK(a.error() == error::unwritable_text);
    }
    for (const char* text :
         {"lot,set:pwn=yes,park", "a'b", "my lot", R"(a\sb)", "%[a=b]c", "^^;a"}) {
        INFO(text);
        CHECK(app::valet_park_in(text, 1, 5).error() == error::unwritable_text);
        CHECK_FALSE(app::valet_park(text, "7").error());
        CHECK_FALSE(app::valet_park_out(text, 1, 5).error());
    }
    for (const char* text : {"lot", "lot-1", "7001", "+4930123456", "lot@example.org", "a;b=c"}) {
        INFO(text);
        CHECK_FALSE(app::valet_park_in(untrusted(text), 1, 5).error());
        CHECK_FALSE(app::valet_park(untrusted(text), untrusted(text)).error());
    }
    for (const char* text : {"\"l\"", "a<b", "R&D"}) {
        INFO(text);
        CHECK(app::valet_park(text, "7").error() == error::unwritable_text);
        CHECK(app::valet_park("lot", untrusted(text)).error() == error::unwritable_text);
        CHECK(app::valet_park_in(untrusted(text), 1, 5).error() == error::unwritable_text);
        CHECK(app::valet_park_ask(text).error() == error::unwritable_text);
    }
    for (const char* text : {" 7", "7 ", " "})
        CHECK(app::valet_park("lot", text).error() == error::unwritable_text);
    CHECK_FALSE(app::valet_park_in("a:b", 1, 5).error());
    CHECK_FALSE(app::valet_park_in("${lot}", 1, 5).error());
    CHECK(app::valet_park_in("my lot", 1, 5).why().find("lot: 0x20 (byte 3) ") == 0);
}

TEST_CASE("references inside of references are read once", "[command][applications]") {
    for (const char* text :
         {"${a${b}}", "$${a}${{x}", "${a{b}c}", "$${${a}}", "$", "${{}", "$$$${a}"})
        CHECK(eslio::detail::find_unclosed(text) == std::string::npos);
    CHECK(eslio::detail::find_unclosed("a${b}${c") == 5);
    CHECK(eslio::detail::find_unclosed("${a${b}") == 0);
    std::string nested;
    for (int i = 0; i < 300'000; ++i) nested += "${";
    nested.append(300'000, '}');
    CHECK_FALSE(app::playback(nested).error());
    CHECK(app::playback(nested + "${").why().find("(byte 900001) ") != std::string::npos);
    CHECK_FALSE(eslio::raw_dial_string(nested).problem());
}

TEST_CASE("a stranger's name of a conference is no argument of the application",
          "[command][api][untrusted]") {
    const eslio::dial_string callee("null/conf");
    for (const char* text : {"bridge:room:null/evil", "room@wide", "room+1234",
                             "room+flags{moderator}", "%[a=b]room"}) {
        INFO(text);
        const untrusted name(text);
        CHECK(eslio::api::conference_dial(name, callee).error() == error::unwritable_text);
        CHECK(eslio::api::conference_bgdial(name, callee).error() == error::unwritable_text);
        CHECK(eslio::api::conference_transfer("room", name, 1).error() == error::unwritable_text);
    }
    for (const char* text : {" room", "  ", "%[a=b]room", "%;[a=b]room", "room@@wide", "a@b@c", "@",
                             "@wide", "+1234", "room\v", "\x01", "ro\tom"}) {
        INFO(text);
        CHECK(eslio::api::conference_dial(text, callee).error() == error::unwritable_text);
        CHECK(eslio::api::conference_bgdial(untrusted(text), callee).error() ==
              error::unwritable_text);
        CHECK(eslio::api::conference_transfer("room", text, 1).error() == error::unwritable_text);
        CHECK(app::conference(text).error() == error::unwritable_text);
        CHECK_FALSE(eslio::api::conference_list(text).error());
    }
    CHECK(app::conference(" room").why().find("room: 0x20 (byte 1) ") == 0);
    CHECK(eslio::api::conference_transfer("room", "room+1234", 1).error() ==
          error::unwritable_text);
    for (const char* text : {"a\\\\", "\\'", "C:\\new"})
        CHECK(eslio::api::conference_dial(text, callee).error() == error::unwritable_text);
    CHECK(eslio::api::conference_dial(std::string(256, 'a'), callee).error() ==
          error::argument_too_long);
    for (const char* text : {"room 1", "room@wide", "room@wide+1234+flags{mute}", "M\xC3\xBCller",
                             "${c(a@b|c@d)}@wide", "room "}) {
        INFO(text);
        CHECK_FALSE(app::conference(text).error());
        CHECK_FALSE(eslio::api::conference_dial(text, callee).error());
    }
    CHECK_FALSE(app::conference("bridge:room:sofia/a/1@b@c").error());
    for (const char* text : {"room,hangup,x", "it's", "a\\b"}) {
        INFO(text);
        CHECK(eslio::api::conference_transfer("room", text, 1).error() == error::unwritable_text);
        CHECK(eslio::api::conference_transfer("room", untrusted(text), 1).error());
        CHECK_FALSE(eslio::api::conference_list(text).error());
    }
    CHECK_FALSE(eslio::api::conference_transfer("room", "room@wide+1234", 1).error());
    for (const char* text : {"shell_stream://id;", "{a=b}/sounds", "say:x"}) {
        const untrusted theirs(text);
        CHECK(eslio::api::conference_set("room", "Sound_Prefix", theirs).error() ==
              error::unwritable_text);
        CHECK_FALSE(eslio::api::conference_set("room", "max_members", theirs).error());
        CHECK_FALSE(eslio::api::conference_set("room", "sound_prefix", text).error());
    }
    for (const char* text : {"/sounds", "/sounds/v1.2_final", "en.us"})
        CHECK_FALSE(eslio::api::conference_set("room", "sound_prefix", untrusted(text)).error());
    CHECK_FALSE(eslio::api::conference_dial(untrusted("room-1.a_b"), callee).error());
    CHECK_FALSE(eslio::api::conference_transfer("room", untrusted("3000"), 1).error());
}

TEST_CASE("no stranger names a file by a variable", "[command][applications][untrusted]") {
    for (const char* name : {"ringback", "transfer_ringback", "fifo_announce", "cc_moh_override"}) {
        INFO(name);
        CHECK(app::set(name, untrusted("shell_stream://id")).error());
        CHECK_FALSE(app::set(name, "tone_stream://%(400,0,440)").error());
    }
}
