// A stranger's text as the whole argument of an application by name: execute, xferext, originate.
#include "catch.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/command/sendmsg.hpp>

#include <chrono>
#include <string>

namespace {

namespace app = eslio::app;
using eslio::error;
using eslio::untrusted;

/// Why the three refuse it, in words; empty if they take it.
std::string why_not(const char* name, const std::string& text) {
    INFO(name << "(" << text << ")");
    const untrusted theirs(text);
    const eslio::argument_error run = eslio::cmd::execute(name, theirs).problem();
    const eslio::argument_error later = eslio::cmd::xferext().application(name, theirs).problem();
    const eslio::argument_error call = eslio::originate("x/1").application(name, theirs).problem();
    if (run) CHECK(run.code() == error::unwritable_text);
    CHECK(later.code() == run.code());
    CHECK(call.code() == run.code());
    return run.words();
}

bool starts(const std::string& text, const std::string& with) {
    return text.find(with) == 0;
}

}  // namespace

TEST_CASE("an argument that FreeSWITCH splits is one word of a stranger's",
          "[command][applications][untrusted]") {
    for (const char* name :
         {"record", "Record_Session", "displace_session", "broadcast", "video_write_overlay"}) {
        for (const char* text :
             {"shell_stream:'//touch /tmp/x'", "tone_stream:'//%1000,0,440'",
              R"(shell_stream:\//id)", "'{sample_rate=16000}/tmp/a.wav' 1", "''{a=b}/tmp/a.wav",
              "^^:{a=b}/tmp/a.wav:1", "^^:/tmp/a.wav", "/tmp/a.wav +2 {RECORD_TITLE=forged}",
              "/tmp/a.wav 5", " /tmp/a.wav", "/tmp/a.wav ", R"(/tmp/a\sb.wav)", "'say:hello'",
              "s'a'y:hello", "x@'@'1", "{a=b}c.wav", "tone_stream://x"}) {
            INFO(name << "(" << text << ")");
            CHECK_FALSE(why_not(name, text).empty());
        }
        for (const char* text : {"/tmp/a.wav", "a^^b", "/tmp/a\"b,c|d:{e}+1.wav"}) {
            INFO(name << "(" << text << ")");
            CHECK(why_not(name, text).empty());
        }
    }
    CHECK(eslio::cmd::execute("displace_session", untrusted("tone_stream:'//%(1000,0,440)'"))
              .error());
    CHECK(starts(why_not("record", "/tmp/a.wav 5"), "application's argument: 0x20 (byte 11) "));
    CHECK(starts(why_not("record", "o'brien"), "application's argument: ''' (byte 2) "));
    CHECK(starts(why_not("record", "^^;a"), "application's argument: '^' (byte 1) "));
    for (const char* text : {"system::id", "a::b", "hangup!::x"})
        CHECK(starts(why_not("broadcast", text), "application's argument: ':' (byte "));
}

TEST_CASE("what is not split, or is escaped, may hold blanks and quotes",
          "[command][applications][untrusted]") {
    for (const char* text : {"/tmp/a b.wav", "/tmp/o'brien.wav", "^^;a", R"(a\sb)"}) {
        INFO(text);
        CHECK_FALSE(app::record(untrusted(text)).error());
        CHECK_FALSE(app::record_session(untrusted(text)).error());
        for (const char* name : {"playback", "loop_playback", "stop_record_session", "set"})
            CHECK(why_not(name, text).empty());
    }
    CHECK_FALSE(eslio::cmd::execute("record", "/tmp/a.wav 5").error());
}

TEST_CASE("a stranger gives no number of loops", "[command][applications][untrusted]") {
    for (const char* text : {"+2 say:hello", "+1 phrase:nosuch:arg", "+3 {timeout=1}/tmp/n.wav",
                             "+-1 /x.wav", "+", "+x"}) {
        INFO(text);
        CHECK(starts(why_not("loop_playback", text), "application's argument: '+' (byte 1) "));
    }
    CHECK(why_not("loop_playback", "/tmp/a+1 b.wav").empty());
    CHECK(why_not("playback", "+1 b.wav").empty());
    CHECK_FALSE(eslio::cmd::execute("loop_playback", "+2 say:hello").error());
}

TEST_CASE("a stranger gives a text to be spoken, no engine and no voice",
          "[command][applications][untrusted]") {
    for (const char* text : {"{p=1}hi", " {p=1}hi"})
        CHECK(starts(why_not("speak", text), "application's argument: '{' (byte "));
    for (const char* text : {"engine|voice|{p=1}hi", "voice|{p=1}hi", "flite|slt|hi", "a|"})
        CHECK(starts(why_not("Speak", text), "application's argument: '|' (byte "));
    CHECK(starts(why_not("speak", "^^:e:v:{p=1}hi"), "application's argument: '^' (byte 1) "));
    CHECK(why_not("speak", R"(don't {p=1} say \s, 1 ^^ 2)").empty());
    CHECK_FALSE(app::speak("flite", "slt", untrusted("a|b")).error());
    CHECK_FALSE(eslio::cmd::execute("speak", "flite|slt|{p=1}hi").error());
}

TEST_CASE("a stranger's number is for the dialplan XML, not for the call's own",
          "[command][applications][untrusted]") {
    using eslio::extension;
    using namespace std::chrono_literals;
    const untrusted theirs("hangup");
    CHECK(app::execute_extension(theirs).argument() == "hangup XML");
    CHECK(app::transfer(theirs).argument() == "hangup XML");
    CHECK(app::transfer_legs(eslio::call_legs::both, theirs).argument() == "-both hangup XML");
    CHECK(app::sched_transfer(5s, theirs).argument() == "+5 hangup XML");
    CHECK(app::limit(app::limited("hash", "r", "x").at_most(1), theirs).argument() ==
          "hash r x 1 hangup XML");
    CHECK(app::execute_extension(extension(theirs).dialplan("LUA")).argument() == "hangup LUA");
    CHECK(app::execute_extension(extension(theirs).context("c")).argument() == "hangup XML c");
    CHECK(app::execute_extension(extension(theirs).dialplan("inline")).error() ==
          error::unwritable_text);
    CHECK(app::execute_extension("hangup").argument() == "hangup");
    for (const char* name : {"transfer", "Execute_Extension"})
        for (const char* text : {"hangup", "1000", "hangup inline", "hangup,park inline x"})
            CHECK(why_not(name, text).find("app::transfer") != std::string::npos);
    CHECK_FALSE(eslio::cmd::execute("transfer", "park inline").error());
}

TEST_CASE("a stranger names a conference alone, and no queue by the whole argument",
          "[command][applications][untrusted]") {
    for (const char* text : {" room", "room@wide", "room+flags{moderator}", "room+1234", "@", "+1",
                             "bridge:room:null/evil"})
        CHECK(starts(why_not("Conference", text), "application's argument: "));
    for (const char* text : {"room", "room 1", "x;y=z"}) CHECK(why_not("conference", text).empty());
    for (const char* text : {"^^;mine;private out", "q in", "q"})
        CHECK(why_not("fifo", text).find("eslio::app::fifo_in") != std::string::npos);
    CHECK_FALSE(eslio::cmd::execute("conference", "room@wide+1234").error());
    CHECK_FALSE(eslio::cmd::execute("fifo", "q in").error());
}

TEST_CASE("a path that only looks like a module's name, or an application's, passes",
          "[command][applications][untrusted]") {
    for (const char* text : {"/tmp/a.wav_", "/tmp/a.b_/c", "/tmp/a_b", "/tmp/a.__"}) {
        INFO(text);
        CHECK_FALSE(app::playback(untrusted(text)).error());
    }
    for (const char* text : {"/tmp/a.shell_stream", "/tmp/a.x_y_", "/tmp/a._shell"})
        CHECK(app::playback(untrusted(text)).error() == error::unwritable_text);
    for (const char* text : {"/tmp/a:b::c.wav", "a:b::"}) {
        INFO(text);
        CHECK_FALSE(app::broadcast(untrusted(text)).error());
        CHECK(why_not("broadcast", text).empty());
    }
    // FreeSWITCH takes this for an application, and ends the call as there is none by the name.
    for (const char* text : {"call::rec.wav", "/tmp/call::rec.wav"}) {
        CHECK(app::broadcast(untrusted(text)).error() == error::unwritable_text);
        CHECK_FALSE(app::playback(untrusted(text)).error());
        CHECK_FALSE(app::record_session(untrusted(text)).error());
    }
}

TEST_CASE("a stranger's grammar has no parameters", "[command][applications][untrusted]") {
    for (const char* text : {"{start-input-timers=false}g", "  {a=b}g", "{"}) {
        const untrusted theirs(text);
        CHECK(app::detect_speech("m", theirs, "p").error() == error::unwritable_text);
        CHECK(starts(app::detect_speech_grammar(theirs).why(), "grammar: '{' (byte "));
        CHECK_FALSE(app::detect_speech_grammar(text).error());
    }
    CHECK_FALSE(app::detect_speech("m", untrusted("a{b}"), "p").error());
}
