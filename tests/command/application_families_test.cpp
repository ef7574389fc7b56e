// command/applications/: names and arguments as FreeSWITCH's functions read them, and what is
// refused; each text arrives as it was given.
#include "catch.hpp"
#include "command/application_families.hpp"
#include "support/hostile_texts.hpp"
#include "support/random_event.hpp"
#include "support/rounds.hpp"

#include <eslio/command/applications.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>

using namespace std::chrono_literals;
using eslio::call_legs;
using eslio::extension;
using eslio::hangup_cause;

namespace {

namespace app = eslio::app;

std::string written(const eslio::application& a) {
    INFO(a.why());
    CHECK_FALSE(a.error());
    return a.name() + "(" + a.argument() + ")";
}

bool is_refused(const eslio::application& a) {
    return a.error() == eslio::condition::invalid_argument && !a.why().empty() &&
           a.message("id").to_command().bytes().empty();
}

/// What no stranger may say where a file is meant.
bool names_a_source(std::string text, bool broadcast) {
    const std::size_t begin = text.find_first_not_of(' ');
    if (begin != std::string::npos && text[begin] == '{') return true;
    std::transform(text.begin(), text.end(), text.begin(), eslio::wire::to_lower);
    return text.find("://") != std::string::npos || text.find("@@") != std::string::npos ||
           text.rfind("say:", 0) == 0 || text.rfind("phrase:", 0) == 0 ||
           (broadcast && text.find("::") != std::string::npos && text.find("::") == text.find(':'));
}

/// Names a module by its end: `.shell_stream`.
bool ends_as_a_module(const std::string& text) {
    const std::size_t at = text.find_last_of("./");
    return at != std::string::npos && text[at] == '.';
}

bool begins_scope(const std::string& text) {
    return text[0] == '%' && text.substr(0, 3).find('[') != std::string::npos;
}

void check_family(const test::family_builder& b, const std::string& text) {
    const auto judge = [&](const test::arrival& a, bool may_refuse, bool must_refuse) {
        INFO(b.as.name << ": '" << text << "' " << a.why);
        if (a.refused) {
            CHECK(a.refused == eslio::condition::invalid_argument);
            CHECK_FALSE(a.why.empty());
            CHECK(may_refuse);
        } else {
            CHECK_FALSE(must_refuse);
            CHECK(a.text == text);
        }
    };
    if (text.find("${") == std::string::npos)
        judge(b.as.carry(text), b.as.may_refuse(text) || begins_scope(text), false);
    const eslio::untrusted theirs(text);
    const bool music = b.for_strangers == test::meant::music;
    const bool broadcast = music || b.for_strangers == test::meant::broadcast;
    const bool played = broadcast || b.for_strangers == test::meant::file;
    const bool parted = b.for_strangers == test::meant::inline_word &&
                        (test::is_parted_inline(text) || text.find(':') != std::string::npos);
    const std::size_t front = text.find_first_not_of(' ');
    const bool parameters =
        b.for_strangers == test::meant::grammar && front != text.npos && text[front] == '{';
    const bool unshown = (b.for_strangers == test::meant::shown_name && test::cuts_name(text)) ||
                         (b.for_strangers == test::meant::shown_number && test::cuts_number(text));
    const bool order = parameters || unshown || (played && names_a_source(text, broadcast)) ||
                       (music && text.find_first_of("'\"") != std::string::npos);
    const bool address = b.for_strangers == test::meant::address;
    const bool loops = b.as.name == "loop_playback" && text[0] == '+';
    const bool addresses = b.as.name == "redirect" && text.find(',') != std::string::npos;
    judge(b.as.carry(theirs),
          b.as.may_refuse(text) || order || parted || loops || addresses || begins_scope(text) ||
              test::unfit_for_strangers(text) || text.rfind("ARRAY::", 0) == 0 ||
              (played && ends_as_a_module(text)) || (address && !theirs.is_address()),
          order || (address && !theirs.is_address()));
}

}  // namespace

TEST_CASE("hostile texts arrive in the families' applications, or are refused",
          "[command][applications][arrives]") {
    for (const std::string& text : support::hostile_texts())
        for (const test::family_builder& b : test::family_builders()) check_family(b, text);
}

TEST_CASE("random texts arrive in the families' applications, or are refused",
          "[command][applications][arrives]") {
    support::each_round(1'000, [](std::uint64_t seed) {
        support::random_source random(seed);
        const std::string text = support::random_text(random);
        INFO("ESLIO_SEED=" << seed);
        for (const test::family_builder& b : test::family_builders()) check_family(b, text);
    });
}

TEST_CASE("what is harmless of a stranger passes", "[command][applications][untrusted]") {
    for (const char* text : {"+4930123456", "Undef", "none", "O'Brien", "a b", "100%", "x&y", "1/2",
                             "a,b", "ask me", "all of it"}) {
        const eslio::untrusted theirs(text);
        INFO(text);
        CHECK_FALSE(app::log(eslio::log_level::info, theirs).error());
        CHECK_FALSE(app::hash_insert("r", theirs, theirs).error());
        CHECK_FALSE(app::send_display(theirs, "1").error());
        CHECK_FALSE(app::voicemail("default", "x", theirs).error());
        CHECK_FALSE(app::lua("a.lua", app::script_arguments().add(theirs)).error());
    }
}

TEST_CASE("signalling applications are written as FreeSWITCH reads them",
          "[command][applications]") {
    CHECK(written(app::hangup()) == "hangup()");
    CHECK(written(app::hangup("USER_BUSY")) == "hangup(USER_BUSY)");
    CHECK(is_refused(app::hangup("a b")));
    CHECK(written(app::hangup(hangup_cause::user_busy)) == "hangup(USER_BUSY)");
    CHECK(written(app::hangup(hangup_cause::none)) == "hangup()");
    CHECK(is_refused(app::hangup(hangup_cause::unknown)));
    CHECK(written(app::respond(486)) == "respond(486)");
    CHECK(written(app::respond(480, "Try later")) == "respond(480 Try later)");
    CHECK(is_refused(app::respond(200)));
    CHECK(is_refused(app::respond(486, "a%0Ab")));
    CHECK(written(app::redirect("sip:a@b,sip:c@d")) == "redirect(sip:a@b,sip:c@d)");
    CHECK(is_refused(app::redirect(eslio::untrusted("sip:a@b,sip:c@d"))));
    CHECK(written(app::ring_ready_queued()) == "ring_ready(queued)");
    CHECK(written(app::acknowledge_call()) == "acknowledge_call()");
    CHECK(written(app::wait_for_answer()) == "wait_for_answer()");
    CHECK(written(app::send_display("Ann", "1001")) == "send_display(Ann|1001)");
    CHECK(written(app::send_display("Ann")) == "send_display(Ann)");
    CHECK(is_refused(app::send_display("Ann|x")));
    CHECK(written(app::sched_hangup(30s)) == "sched_hangup(+30)");
    CHECK(written(app::sched_hangup(0s, "USER_BUSY")) == "sched_hangup(+0 USER_BUSY)");
    CHECK(written(app::sched_hangup(5s, {}, call_legs::other)) ==
          "sched_hangup(+5 ALLOTTED_TIMEOUT bleg)");
    CHECK(is_refused(app::sched_hangup(5s, {}, call_legs::both)));
    CHECK(is_refused(app::sched_hangup(-1s)));
    CHECK(written(app::sched_hangup(5s, hangup_cause::no_answer, call_legs::other)) ==
          "sched_hangup(+5 NO_ANSWER bleg)");
    CHECK(is_refused(app::sched_hangup(5s, hangup_cause::unknown)));
    CHECK(written(app::sched_transfer(5s, extension("1000", "XML", "x"))) ==
          "sched_transfer(+5 1000 XML x)");
    CHECK(written(app::sched_broadcast(5s, "a.wav", call_legs::both)) ==
          "sched_broadcast(+5 a.wav both)");
    CHECK(written(app::sched_cancel()) == "sched_cancel()");
    CHECK(written(app::sched_cancel("7")) == "sched_cancel(7)");
    CHECK(written(app::enable_heartbeat(60s)) == "enable_heartbeat(60)");
    CHECK(is_refused(app::enable_heartbeat(0s)));
    CHECK(is_refused(app::enable_keepalive(-1s)));
}

TEST_CASE("applications of legs are written as FreeSWITCH reads them", "[command][applications]") {
    CHECK(written(app::att_xfer("user/1002")) == "att_xfer(user/1002)");
    CHECK(is_refused(app::att_xfer("")));
    CHECK(written(app::intercept("u-1")) == "intercept(u-1)");
    CHECK(written(app::intercept("u-1", true)) == "intercept(-bleg u-1)");
    CHECK(is_refused(app::intercept("-bleg")));
    CHECK(is_refused(app::eavesdrop("ALL")));
    CHECK(written(app::eavesdrop_all()) == "eavesdrop(all)");
    CHECK(written(app::three_way("u-1")) == "three_way(u-1)");
    CHECK(written(app::soft_hold("*", "a.wav")) == "soft_hold(* a.wav)");
    CHECK(is_refused(app::soft_hold("12")));
    CHECK(is_refused(app::soft_hold("*", "", "b.wav")));
    CHECK(written(app::broadcast("a.wav", call_legs::other)) == "broadcast(a.wav bleg)");
    CHECK(written(app::transfer_legs(call_legs::own, "1000")) == "transfer(1000)");
    CHECK(written(app::transfer_legs(call_legs::both, extension("1000", "XML"))) ==
          "transfer(-both 1000 XML)");
    CHECK(is_refused(app::transfer_legs(call_legs::own, "-bleg")));
    // A stranger's number is no application.
    const extension theirs(eslio::untrusted("park"), "inline");
    CHECK(is_refused(app::transfer_legs(call_legs::other, theirs)));
    CHECK(is_refused(app::sched_transfer(5s, theirs)));
    CHECK(is_refused(app::limit(app::limited("hash", "r", "i"), theirs)));
    CHECK(written(app::valet_park("lot", "6001")) == "valet_park(lot 6001)");
    CHECK(is_refused(app::valet_park("lot", "Auto")));
    CHECK(written(app::valet_park_in("lot", 6001, 6009)) == "valet_park(lot auto in 6001 6009)");
    CHECK(written(app::valet_park_out("lot", 1, 1)) == "valet_park(lot auto out 1 1)");
    CHECK(is_refused(app::valet_park_in("lot", 9, 1)));
    CHECK(written(app::valet_park_ask("lot", 4, 4)) == "valet_park(lot ask 4 4)");
    CHECK(is_refused(app::valet_park_ask("lot", 0, 4)));
}

TEST_CASE("applications of media are written as FreeSWITCH reads them", "[command][applications]") {
    CHECK(written(app::loop_playback("a b.wav", 3)) == "loop_playback(+3 a b.wav)");
    CHECK(written(app::loop_playback("a.wav")) == "loop_playback(+-1 a.wav)");
    CHECK(is_refused(app::loop_playback("a.wav", 0)));
    CHECK(written(app::gentones("%(500,0,440)", 2)) == "gentones(%(500,0,440)|2)");
    CHECK(is_refused(app::gentones("a|2")));
    CHECK(written(app::phrase("greet", "a,b")) == "phrase(greet,a,b)");
    CHECK(is_refused(app::phrase("a,b")));
    CHECK(written(app::record("/tmp/a.wav", 30s, {200, 3s})) == "record(/tmp/a.wav 30 200 3)");
    CHECK(is_refused(app::record("/tmp/a.wav", 30s, {0, 3s})));
    CHECK(is_refused(app::record("/tmp/a.wav", 30s, {200, 0s})));
    CHECK(written(app::displace_session("a.wav")) == "displace_session(a.wav)");
    CHECK(written(app::displace_session(
              "a.wav", app::displacing().mix().loop().heard_by(call_legs::both).at_most(9s))) ==
          "displace_session(a.wav mlrw +9)");
    CHECK(is_refused(app::stop_displace_session("")));
    CHECK(written(app::delay_echo(500ms)) == "delay_echo(500)");
    CHECK(is_refused(app::delay_echo(-1ms)));
    CHECK(written(app::wait_for_silence(200, 15, 10, 5s)) == "wait_for_silence(200 15 10 5000)");
    CHECK(is_refused(app::wait_for_silence(0, 15, 10, 5s)));
    CHECK(written(app::set_mute(eslio::audio_direction::read)) == "set_mute(read 1)");
    CHECK(written(app::set_mute(eslio::audio_direction::both, false)) == "set_mute(both 0)");
    CHECK(written(app::set_audio_level(eslio::audio_direction::write, -4)) ==
          "set_audio_level(write -4)");
    CHECK(is_refused(app::set_audio_level(eslio::audio_direction::write, 5)));
    for (const auto& a : {app::echo(), app::flush_dtmf(), app::start_dtmf(), app::stop_dtmf(),
                          app::block_dtmf(), app::unblock_dtmf()})
        CHECK(written(a) == a.name() + "()");
}

TEST_CASE("applications of stores and queues are written as FreeSWITCH reads them",
          "[command][applications]") {
    CHECK(written(app::hash_insert("r", "k", "a/b")) == R"(hash(insert/r/k/a\/b))");
    CHECK(written(app::hash_insert_if_empty("r", "k", "v")) == "hash(insert_ifempty/r/k/v)");
    CHECK(written(app::hash_delete("r", "k")) == "hash(delete/r/k)");
    CHECK(written(app::hash_delete_if_match("r", "k", "v")) == "hash(delete_ifmatch/r/k/v)");
    CHECK(written(app::db_insert("r", "k", "v")) == "db(insert/r/k/v)");
    CHECK(written(app::db_delete("r", "k")) == "db(delete/r/k)");
    CHECK(is_refused(app::db_delete("r", "")));
    CHECK(written(app::group_insert("g", "user/1")) == "group(insert:g:user/1)");
    CHECK(written(app::group_delete("g", "user/1")) == "group(delete:g:user/1)");
    CHECK(is_refused(app::group_insert("g", eslio::untrusted("user/1"))));
    CHECK_FALSE(app::group_delete("g", eslio::untrusted("user/1")).error());
    app::limited calls("hash", "inbound", "gw1");
    CHECK(written(app::limit(calls)) == "limit(hash inbound gw1 -1)");
    CHECK(written(app::limit(calls.at_most(5, 60s), "!USER_BUSY")) ==
          "limit(hash inbound gw1 5/60 !USER_BUSY)");
    CHECK(written(app::limit(calls, extension("1").context("over"))) ==
          "limit(hash inbound gw1 5/60 1 XML over)");
    CHECK(written(app::limit_execute(calls.at_most(5), app::playback("a b ${c}"))) ==
          R"(limit_execute(hash inbound gw1 5 playback a\\sb\\s\${c}))");
    CHECK(is_refused(app::limit_execute(calls, app::answer())));
    CHECK(is_refused(app::limit(app::limited("hash", "r", eslio::untrusted("${x}")))));
    CHECK(written(app::set_global("a", "b c")) == "set_global(a=b c)");
    CHECK(written(app::set_profile_var("caller_id_name", "Ann")) ==
          "set_profile_var(caller_id_name=Ann)");
    CHECK(written(app::callcenter("support@default")) == "callcenter(support@default)");
    CHECK(written(app::fifo_in("cool")) == "fifo(cool in)");
    CHECK(written(app::fifo_in("cool", "", "m.wav")) == "fifo(cool in undef m.wav)");
    CHECK(written(app::fifo_out("cool", true, "a.wav")) == "fifo(cool out wait a.wav)");
    CHECK(is_refused(app::fifo_in("a!2")));
    for (const char* name :
         {"^^;mine;private", "'private'", " a", "a ", "a\\\\", "\\n", "\\s", "a'b"}) {
        INFO(name);
        CHECK(is_refused(app::fifo_in(name)));
        CHECK(is_refused(app::fifo_out(eslio::untrusted(name))));
    }
    for (const char* name : {"support line", "a\"b", "a;b", "x^^", "sales@example.org"}) {
        INFO(name);
        CHECK_FALSE(app::fifo_out(eslio::untrusted(name)).error());
    }
    CHECK(written(app::fifo_in("${queue}")) == "fifo(${queue} in)");
    CHECK(is_refused(app::fifo_in("q", eslio::untrusted("undef"))));
    CHECK(written(app::voicemail("default", "x.org", "1000")) == "voicemail(default x.org 1000)");
    CHECK(is_refused(app::voicemail("check", "x.org", "1000")));
    CHECK(written(app::check_voicemail("default", "x.org", "1000", true)) ==
          "voicemail(check auth default x.org 1000)");
    CHECK(written(app::ivr_menu("main")) == "ivr(main)");
}

TEST_CASE("applications that tell or run something are written as FreeSWITCH reads them",
          "[command][applications]") {
    CHECK(written(app::info()) == "info(info)");
    CHECK(written(app::log(eslio::log_level::err, "a b")) == "log(err a b)");
    CHECK(written(app::session_loglevel(eslio::log_level::debug)) == "session_loglevel(debug)");
    CHECK(written(app::verbose_events()) == "verbose_events()");
    CHECK(written(app::fire_event("my::state", {{"Step", "a,b"}})) ==
          R"(event(Event-Name=CUSTOM,Event-Subclass=my::state,Step=a\,b))");
    CHECK(is_refused(app::fire_event("my::state", {{"a b", "c"}})));
    CHECK(is_refused(app::fire_event("my::state", {{"a", " c"}})));
    eslio::variable_list many;
    for (int i = 0; i < 24; ++i) many.add("h" + std::to_string(i), "v");
    CHECK(is_refused(app::fire_event("my::state", many)));
    CHECK(written(app::lua("a.lua")) == "lua(a.lua)");
    CHECK(is_refused(app::lua("~print(1)")));
    CHECK(is_refused(app::lua("a b.lua")));
    CHECK(written(app::bind_digit_action("r", "~^1,2$", "exec:playback", "a.wav",
                                         app::key_target::peer)) ==
          R"(bind_digit_action(r,~^1\,2$,exec:playback,a.wav,peer))");
    CHECK(written(app::clear_digit_action("r")) == "clear_digit_action(r)");
    CHECK(written(app::digit_action_set_realm("r")) == "digit_action_set_realm(r)");
    CHECK(written(app::detect_speech("m", "g", "p")) == "detect_speech(m g p)");
    CHECK(is_refused(app::detect_speech("stop", "g", "p")));
    CHECK(written(app::detect_speech_grammar("g", "p")) == "detect_speech(grammar g p)");
    CHECK(written(app::detect_speech_nogrammar("g")) == "detect_speech(nogrammar g)");
    CHECK(written(app::detect_speech_grammar_on("g")) == "detect_speech(grammaron g)");
    CHECK(written(app::detect_speech_grammar_off("g")) == "detect_speech(grammaroff g)");
    CHECK(written(app::play_and_detect_speech("a.wav", "e", "g")) ==
          "play_and_detect_speech(a.wav detect:e g)");
    CHECK(is_refused(app::play_and_detect_speech("adetect:b", "e", "g")));
    CHECK(is_refused(app::play_and_detect_speech("a.wav", "e", eslio::untrusted("{a=b}g"))));
}
