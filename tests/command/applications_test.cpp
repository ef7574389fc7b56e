// command/applications.hpp, application.hpp: names and arguments as FreeSWITCH reads them, the
// messages that run them, and what is refused.
#include "catch.hpp"

#include <eslio/command/applications.hpp>
#include <eslio/command/dial_string.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace app = eslio::app;
using eslio::application;
using eslio::error;
using eslio::extension;
using std::chrono::milliseconds;
using std::chrono::seconds;
using namespace std::string_view_literals;

/// `name(argument)` of what can be sent.
std::string call_of(const application& a) {
    CHECK_FALSE(a.error());
    return a.name() + "(" + a.argument() + ")";
}

eslio::error_code why_not(const application& a) {
    CHECK(a.message("id").to_command().bytes().empty());
    CHECK(a.error() == eslio::condition::invalid_argument);
    return a.error();
}

std::string sent(const application& a, std::string_view id = {}) {
    return a.message(id).to_command().bytes();
}

}  // namespace

TEST_CASE("applications without an argument", "[command][applications]") {
    CHECK(call_of(app::answer()) == "answer()");
    CHECK(call_of(app::pre_answer()) == "pre_answer()");
    CHECK(call_of(app::ring_ready()) == "ring_ready()");
    CHECK(call_of(app::park()) == "park()");
    CHECK(call_of(app::hold()) == "hold()");
    CHECK(call_of(app::unhold()) == "unhold()");
    CHECK(call_of(app::break_playback()) == "break()");
    CHECK(call_of(app::stop_detect_speech()) == "detect_speech(stop)");
}

TEST_CASE("applications whose argument is one text", "[command][applications]") {
    CHECK(call_of(app::playback("say:hello world")) == "playback(say:hello world)");
    CHECK(call_of(app::tone("%(300,200,440)")) == "playback(tone_stream://%(300,200,440))");
    CHECK(call_of(app::record_session("/tmp/${uuid}.wav")) == "record_session(/tmp/${uuid}.wav)");
    CHECK(call_of(app::stop_record_session("all")) == "stop_record_session(all)");
    CHECK(call_of(app::deflect("sip:1000@10.0.0.1")) == "deflect(sip:1000@10.0.0.1)");
    CHECK(call_of(app::conference("room@default+1234+flags{mute|deaf}")) ==
          "conference(room@default+1234+flags{mute|deaf})");
    CHECK(call_of(app::send_dtmf("1w2W#@100")) == "send_dtmf(1w2W#@100)");
    CHECK(call_of(app::queue_dtmf("*9")) == "queue_dtmf(*9)");
    CHECK(call_of(app::detect_speech("pocketsphinx yes yes")) ==
          "detect_speech(pocketsphinx yes yes)");
    CHECK(call_of(app::unset("a_b")) == "unset(a_b)");
}

TEST_CASE("words of an argument are separated by one space", "[command][applications]") {
    CHECK(call_of(app::transfer("1000")) == "transfer(1000)");
    CHECK(call_of(app::transfer(extension("1000", "XML"))) == "transfer(1000 XML)");
    CHECK(call_of(app::transfer(extension("1000", "XML", "default"))) ==
          "transfer(1000 XML default)");
    CHECK(call_of(app::execute_extension(extension("2", "XML", "a"))) ==
          "execute_extension(2 XML a)");
    // A context has a dialplan before it.
    CHECK(call_of(app::transfer(extension("1000", "", "default"))) == "transfer(1000 XML default)");
    CHECK(call_of(app::transfer(extension("1000").context("a"))) == "transfer(1000 XML a)");
    CHECK(call_of(app::transfer(extension("1000").dialplan("LUA"))) == "transfer(1000 LUA)");
    CHECK(call_of(app::execute_extension("2")) == "execute_extension(2)");
    CHECK(call_of(app::record("/tmp/a.wav")) == "record(/tmp/a.wav)");
    CHECK(call_of(app::record("/tmp/a.wav", seconds(30))) == "record(/tmp/a.wav 30)");
    CHECK(call_of(app::record("/tmp/a.wav", std::chrono::minutes(2))) == "record(/tmp/a.wav 120)");
    CHECK(call_of(app::say("en", "number", "pronounced", "123")) ==
          "say(en number pronounced 123)");
    CHECK(call_of(app::speak("flite", "slt", "a, b | c")) == "speak(flite|slt|a, b | c)");
}

TEST_CASE("blanks, quotes and backslashes stay in their word", "[command][applications]") {
    CHECK(call_of(app::transfer("1000 XML")) == R"(transfer(1000\\sXML))");
    CHECK(call_of(app::transfer(extension("1000", "XML default"))) ==
          R"(transfer(1000 XML\\sdefault))");
    CHECK(call_of(app::transfer(extension("10'00", "X'ML"))) == R"(transfer(10\\'00 X\\'ML))");
    CHECK(call_of(app::transfer(extension("1000\\", "XML"))) == R"(transfer(1000\\\\ XML))");
    CHECK(call_of(app::transfer(extension("set:a=b,park", "inline"))) ==
          "transfer(set:a=b,park inline)");
    CHECK(call_of(app::record("/tmp/a b.wav", seconds(3))) == R"(record(/tmp/a\\sb.wav 3))");
    CHECK(call_of(app::record("/tmp/o'brien.wav")) == R"(record(/tmp/o\\'brien.wav))");
    CHECK(call_of(app::say("en", "name_spelled", "iterated", "a b")) ==
          R"(say(en name_spelled iterated a\\sb))");
    // Neither another separator nor the variables of a scope.
    CHECK(call_of(app::execute_extension("^^;1")) == "execute_extension(''^^;1)");
    CHECK(call_of(app::record("%[a=b]c")) == "record(''%[a=b]c)");
    // What is not split needs no escape, as long as nothing in it is expanded.
    CHECK(call_of(app::playback("/tmp/o'brien's \\d.wav")) == "playback(/tmp/o'brien's \\d.wav)");
    CHECK(call_of(app::playback("a\\'b")) == R"(playback(a\\'b))");
    CHECK(call_of(app::speak("flite", "slt", "don't ${x}")) == "speak(flite|slt|don't ${x})");
}

TEST_CASE("what no escape brings through is refused, with its place", "[command][applications]") {
    const auto says = [](const application& a) {
        CHECK(why_not(a) == error::unwritable_text);
        return a.why();
    };
    CHECK(says(app::speak("fl|ite", "slt", "x")).find("engine: '|' (byte 3) ") == 0);
    CHECK(says(app::speak("flite", "s'lt", "x")).find("voice: ''' (byte 2) ") == 0);
    CHECK(says(app::speak("flite\\", "slt", "x")).find("engine: '\\' (byte 6) ") == 0);
    CHECK(says(app::speak(" flite", "slt", "x")).find("engine: 0x20 (byte 1) ") == 0);
    CHECK(says(app::speak("flite ", "slt", "x")).find("engine: 0x20 (byte 6) ") == 0);
    CHECK(says(app::speak("flite", "slt ", "x")).find("voice: 0x20 (byte 4) ") == 0);
    CHECK(says(app::speak("^^;", "slt", "x")).find("engine: '^' (byte 1) ") == 0);
    for (const char* leg : {"-bleg", "-BOTH"})
        CHECK(says(app::transfer(extension(leg, "1000"))).find("extension: `-bleg`") == 0);
    CHECK_FALSE(app::execute_extension("-bleg").error());
    CHECK_FALSE(app::transfer(extension("1000", "-bleg")).error());
    CHECK(says(app::set("a", "ARRAY::b")).find("variable a: `ARRAY::` (byte 1) ") == 0);
    CHECK(call_of(app::set("a", "ARRAY::b|:c")) == "set(a=ARRAY::b|:c)");
    CHECK(says(app::playback(eslio::untrusted("%[a=b]c"))).find("file: '%' (byte 1) ") == 0);
    CHECK(says(app::say("en", "number", "iterated", eslio::untrusted("1${x}")))
              .find("text: '$' (byte 2) ") == 0);
    CHECK(says(app::transfer(eslio::untrusted("1@2"))).find("extension: '@' (byte 2) ") == 0);
}

TEST_CASE("words that mean something to FreeSWITCH are not taken from strangers",
          "[command][applications][untrusted]") {
    using eslio::untrusted;
    for (const char* file : {"{a=b}c.wav", " {a=b}c.wav", "shell_stream://id", "x@@1", "say:hello",
                             "PHRASE:bye", "/x.file_string", ";touch /tmp/x #.shell_stream",
                             "/n;%(800,0,440).TONE_STREAM", "a.Http", "x.tts ", "/x.any_module"}) {
        INFO(file);
        CHECK(why_not(app::playback(untrusted(file))) == error::unwritable_text);
        CHECK(why_not(app::record(untrusted(file))) == error::unwritable_text);
        CHECK(why_not(app::record_session(untrusted(file))) == error::unwritable_text);
        CHECK(why_not(app::stop_record_session(untrusted(file))) == error::unwritable_text);
        for (const char* name : {"playback", "RECORD", "record_session", "displace_session"})
            CHECK(eslio::cmd::execute(name, untrusted(file)).error() == error::unwritable_text);
        CHECK_FALSE(app::playback(file).error());
    }
    for (const char* all : {"all", "ALL"}) {
        CHECK(why_not(app::stop_record_session(untrusted(all))) == error::unwritable_text);
        CHECK_FALSE(app::stop_record_session(all).error());
        CHECK(eslio::cmd::execute("stop_record_session", untrusted(all)).error());
    }
    for (const char* text : {"{a=b}c", "  {a=b}c"}) {
        CHECK(why_not(app::speak("flite", "slt", untrusted(text))) == error::unwritable_text);
        CHECK_FALSE(app::speak("flite", "slt", text).error());
    }
    for (const char* digits : {"~1", "1@2000", "1+2", "F"}) {
        CHECK(why_not(app::send_dtmf(untrusted(digits))) == error::unwritable_text);
        CHECK(why_not(app::queue_dtmf(untrusted(digits))) == error::unwritable_text);
        CHECK_FALSE(app::send_dtmf(digits).error());
    }
    CHECK_FALSE(app::send_dtmf(untrusted("0w9*#Ad")).error());
    for (const char* path : {"/tmp/a b@c:{d}.wav", "/tmp/file", "/v1.file_string/a", "/a_b.mp3",
                             "tts", "a.PCMU", "a.b_c.wav"})
        CHECK_FALSE(app::playback(untrusted(path)).error());
    CHECK_FALSE(app::stop_record_session(untrusted("/tmp/all")).error());
    CHECK_FALSE(app::speak("flite", "slt", untrusted("a {b}")).error());
}

TEST_CASE("a header whose name speaks of a body is a header", "[command][applications]") {
    for (const char* name : {"sip_h_X-SDP-Origin", "sip_rh_sdp", "sip_bye_h_multipart",
                             "sip_ph_sdp", "sip_h_sip_multipart"})
        for (const char* text : {"a\r\nX-Evil: 1", "%0D%0Ab", "a\nb"})
            CHECK(why_not(app::set(name, text)) == error::line_break_in_argument);
    CHECK_FALSE(app::set("sip_reinvite_sdp", "v=0\r\n").error());
}

TEST_CASE("more than FreeSWITCH's arrays hold is refused", "[command][applications]") {
    const auto many = [](std::size_t count, const std::string& what) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i) all += what;
        return all;
    };
    CHECK_FALSE(app::send_dtmf(many(99, "1")).error());
    CHECK_FALSE(app::send_dtmf("~" + many(99, "1")).error());
    CHECK(why_not(app::send_dtmf(many(100, "1"))) == error::argument_too_long);
    CHECK_FALSE(app::queue_dtmf(many(255, "1+") + "1").error());
    CHECK(why_not(app::queue_dtmf(many(256, "1+") + "1")) == error::argument_too_long);
    CHECK_FALSE(app::transfer(extension("1", many(24, "XML,") + "XML")).error());
    CHECK(why_not(app::transfer(extension("1", many(25, "XML,") + "XML"))) ==
          error::number_out_of_range);
    CHECK_FALSE(app::transfer(extension(many(127, "set:a=b,") + "park", "inline")).error());
    CHECK_FALSE(app::transfer(extension(many(300, "set:a=b,") + "park", "XML")).error());
    CHECK(why_not(app::transfer(extension(many(128, "set:a=b,") + "park", "inline"))) ==
          error::number_out_of_range);
    CHECK(why_not(app::transfer(extension("m:;:" + many(128, "set:a=b;") + "park", "inline"))) ==
          error::number_out_of_range);
    CHECK_FALSE(
        app::transfer(extension("m:;:" + many(128, "set:a=b,") + "park", "inline")).error());
    // FreeSWITCH drops such an application.
    CHECK(why_not(app::transfer(extension("playback:a\\\\'b", "inline"))) ==
          error::unwritable_text);
    CHECK_FALSE(app::transfer(extension("playback:a\\'b", "inline")).error());
}

TEST_CASE("line breaks where an argument becomes a SIP header", "[command][applications]") {
    // FreeSWITCH reads the digits by sscanf, which skips blanks and takes less than two.
    for (const char* text :
         {"sip:a@b\nX: y", "sip:a@b%0D%0aX: y", "sip:a@b%00", "50% discount", "100% Approved",
          "a%\t\v Az", "a%+Ab", "a%-0b", "a%0xb", "a%0 b", "a%d,"}) {
        INFO(text);
        CHECK(why_not(app::deflect(text)) == error::line_break_in_argument);
        CHECK(why_not(app::set("sip_h_X-Id", text)) == error::line_break_in_argument);
        CHECK(why_not(app::export_variable("nolocal:sip_h_X-Id", text)) ==
              error::line_break_in_argument);
        CHECK(why_not(app::multiset({{"effective_caller_id_name", text}})) ==
              error::line_break_in_argument);
        CHECK_FALSE(app::set("sip_multipart", text).error());
        CHECK_FALSE(app::set("a", text).error());
        CHECK(why_not(app::set("a", eslio::untrusted(text))) == error::line_break_in_argument);
    }
    for (const char* text :
         {"50%", "50%, of", "5 % of it", "a%41b", "a%0", "% -Ab", "%-Ab", "100%25 a"}) {
        INFO(text);
        CHECK_FALSE(app::set("effective_caller_id_name", eslio::untrusted(text)).error());
    }
}

TEST_CASE("arguments that are required", "[command][applications]") {
    CHECK(why_not(app::transfer("")) == error::empty_argument);
    CHECK(why_not(app::execute_extension(extension("", "XML"))) == error::empty_argument);
    CHECK(why_not(app::record("")) == error::empty_argument);
    CHECK(why_not(app::record("", seconds(5))) == error::empty_argument);
    CHECK(why_not(app::say("en", "number", "pronounced", "")) == error::empty_argument);
    CHECK(why_not(app::say("en", "number", "", "123")) == error::empty_argument);
    CHECK(why_not(app::say("en", "", "", "123")) == error::empty_argument);
    CHECK(why_not(app::say("", "", "", "123")) == error::empty_argument);
    CHECK(why_not(app::speak("", "slt", "x")) == error::empty_argument);
    CHECK(why_not(app::speak("flite", "", "x")) == error::empty_argument);
    CHECK(why_not(app::speak("flite", "slt", "")) == error::empty_argument);
    CHECK(why_not(app::multiset({})) == error::empty_argument);
    CHECK(why_not(app::bridge("")) == error::empty_argument);
}

TEST_CASE("times that FreeSWITCH would read as others", "[command][applications]") {
    CHECK(call_of(app::sleep(milliseconds(1500))) == "sleep(1500)");
    CHECK(call_of(app::sleep(seconds(2))) == "sleep(2000)");
    CHECK(call_of(app::sleep(milliseconds(0))) == "sleep(0)");
    CHECK(call_of(app::sleep(milliseconds(INT32_MAX))) == "sleep(2147483647)");
    const milliseconds too_long(std::int64_t{INT32_MAX} + 1);
    CHECK(why_not(app::sleep(milliseconds(-1))) == error::number_out_of_range);
    CHECK(why_not(app::sleep(too_long)) == error::number_out_of_range);
    CHECK(call_of(app::record("a", seconds(0))) == "record(a)");
    CHECK(why_not(app::record("a", seconds(-1))) == error::number_out_of_range);
    CHECK(why_not(app::record("a", seconds(too_long.count()))) == error::number_out_of_range);
}

TEST_CASE("variables are set by name", "[command][applications]") {
    CHECK(call_of(app::set("a", "x = y, 'z' ~")) == "set(a=x = y, 'z' ~)");
    CHECK(call_of(app::set("a", "")) == "set(a=)");
    CHECK(call_of(app::export_variable("a-b.c", "1 2")) == "export(a-b.c=1 2)");
    for (const std::string_view name :
         {""sv, "a=b"sv, "a b"sv, "a,b"sv, "a[1]"sv, "{a}"sv, "a\n"sv, "a\r"sv, "$a"sv, "a'"sv}) {
        INFO(name);
        const error code = name.empty() ? error::empty_argument : error::bad_header_name;
        CHECK(why_not(app::set(name, "v")) == code);
        CHECK(why_not(app::export_variable(name, "v")) == code);
        CHECK(why_not(app::unset(name)) == code);
        CHECK(why_not(app::multiset({{name, "v"}})) == code);
    }
    CHECK(why_not(app::set("a\0b"sv, "v")) == error::nul_in_argument);
    CHECK(why_not(app::set("a", "v\0w"sv)) == error::nul_in_argument);
}

TEST_CASE("several variables are separated by a tilde", "[command][applications]") {
    CHECK(call_of(app::multiset({{"a", "1"}})) == "multiset(^^~a=1)");
    CHECK(call_of(app::multiset({{"a", "x y"}, {"b", ""}, {"c", "p=q,\"r\""}})) ==
          "multiset(^^~a=x y~b=~c=p=q,\"r\")");
    CHECK(call_of(app::multiset({{"a", "x~b=y "}, {"~sip_h_X", "it's"}})) ==
          R"(multiset(^^~a=x\\~b=y\\s~\\~sip_h_X=it\\'s))");
    CHECK(call_of(app::multiset({{"a", "${b}"}})) == R"(multiset(^^~a=\${b}))");
    CHECK(why_not(app::multiset({{"a", "1"}, {"", "2"}})) == error::empty_argument);
    CHECK(why_not(app::multiset({{"a", "1"}, {"b'", "2"}})) == error::bad_header_name);
    std::vector<std::pair<std::string, std::string>> many(256, {"a", "1"});
    CHECK_FALSE(app::multiset(many).error());
    many.emplace_back("a", "1");
    CHECK(why_not(app::multiset(many)) == error::number_out_of_range);
    eslio::variable_list list;
    CHECK(&list.add("a", "1") == &list);
    list.add("b", eslio::untrusted("${c}"));
    CHECK(why_not(app::multiset(list)) == error::unwritable_text);
}

TEST_CASE("bridge takes a dial string as it is", "[command][applications]") {
    // Nothing splits the argument at spaces, but it is expanded, which takes escapes off as well.
    eslio::dial_string callee("user/1000");
    callee.variable("origination_caller_id_name", "O'Neil, A");
    CHECK(call_of(app::bridge(callee)) ==
          R"(bridge({origination_caller_id_name=O\\\\\\'Neil\\, A}user/1000))");
    eslio::dial_string expanded("user/1000");
    expanded.variable("a", "${b}");
    CHECK(why_not(app::bridge(expanded)) == error::unwritable_text);
    CHECK(app::bridge(expanded).why() == expanded.why());
    expanded.variable("origination_nested_vars", "true");
    REQUIRE_FALSE(expanded.error());
    CHECK(app::bridge(expanded).why().find("dial string: it holds `${`") == 0);
    const eslio::endpoint theirs("user/", eslio::untrusted("1,2"));
    CHECK(app::att_xfer(theirs).why() == theirs.why());
    CHECK(call_of(app::att_xfer(eslio::raw_dial_string("${x}"))) == "att_xfer(${x})");
}

TEST_CASE("every text for a leg is taken, and as it stands", "[command][applications]") {
    const std::string text = "user/1,user/2";
    for (const eslio::dial_target& to :
         {eslio::dial_target(text.c_str()), eslio::dial_target(text),
          eslio::dial_target(std::string_view(text)), eslio::dial_target("user/1,user/2")})
        CHECK(call_of(app::bridge(to)) == "bridge(user/1,user/2)");
    CHECK(call_of(app::bridge("user/1,user/2")) == "bridge(user/1,user/2)");
    CHECK(call_of(app::bridge(text)) == "bridge(user/1,user/2)");
    CHECK(call_of(app::bridge(std::string_view(text))) == "bridge(user/1,user/2)");
    CHECK(call_of(app::bridge(eslio::endpoint("user/1"))) == "bridge(user/1)");
    CHECK(why_not(app::bridge(eslio::dial_string(text))) == error::unwritable_text);
}

TEST_CASE("an application is sent as a locked execute", "[command][applications]") {
    CHECK(sent(app::answer()) ==
          "sendmsg\ncall-command: execute\nexecute-app-name: answer\nevent-lock: true\n\n");
    CHECK(sent(app::playback("a b.wav").loops(-1), "id-1") ==
          "sendmsg\ncall-command: execute\nexecute-app-name: playback\n"
          "execute-app-arg: a b.wav\nEvent-UUID: id-1\nevent-lock: true\nloops: -1\n\n");
    CHECK(sent(app::park().lock(false).loops(1)) ==
          "sendmsg\ncall-command: execute\nexecute-app-name: park\n\n");
}

TEST_CASE("an argument that no header brings through goes as a body", "[command][applications]") {
    const auto as_body = [](const std::string& argument) {
        return "sendmsg\ncall-command: execute\nexecute-app-name: set\nevent-lock: true\n"
               "content-type: text/plain\nContent-Length: " +
               std::to_string(argument.size()) + "\n\n" + argument;
    };
    const std::string longest(4094, 'x');
    for (const std::string& argument :
         {std::string("a=1\n\nexit"), std::string("a=\r"), std::string(" a=1"),
          std::string("ARRAY::a|:b"), "a=" + longest + "x"})
        CHECK(sent(application("set", argument)) == as_body(argument));
    CHECK(sent(app::set("a", longest)).find("\nexecute-app-arg: a=xxx") != std::string::npos);
    CHECK(sent(app::set("a", "1\nb")) == as_body("a=1\nb"));
}

TEST_CASE("an application that cannot be sent says why", "[command][applications]") {
    CHECK(why_not(application("")) == error::empty_argument);
    CHECK(why_not(application("a\nb")) == error::line_break_in_argument);
    CHECK(why_not(application("a", std::string("b\0c", 3))) == error::nul_in_argument);
    CHECK(why_not(application("a", std::string("\n\0", 2))) == error::nul_in_argument);
    CHECK(why_not(app::answer().loops(0)) == error::number_out_of_range);
    // A header would reload the module, a body does not.
    CHECK(sent(application("log", "reload mod_event_socket")).find("\n\nreload mod_event_socket") !=
          std::string::npos);
    CHECK(why_not(application::invalid(error::bad_event_name)) == error::bad_event_name);
    CHECK(app::answer().message("a\nb").error() == error::line_break_in_argument);
}

TEST_CASE("an application keeps its options", "[command][applications]") {
    application a("echo", "x");
    CHECK(a.lock());
    CHECK(a.loops() == 1);
    CHECK_FALSE(a.timeout());
    application& same = a.lock(false).loops(3).timeout(seconds(2));
    CHECK(&same == &a);
    const application copy = a;
    const application moved = application("echo", "x").lock(false).loops(3).timeout(seconds(2));
    for (const application& b : {copy, moved}) {
        CHECK_FALSE(b.lock());
        CHECK(b.loops() == 3);
        CHECK(b.timeout() == seconds(2));
        CHECK(b.name() == "echo");
        CHECK(b.argument() == "x");
    }
}
