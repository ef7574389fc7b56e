// Every application of call control in every way to control a call: each ends once.
#include "catch.hpp"
#include "scene.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::application;
using eslio::extension;
using test::ending;
using test::outcome;
using test::scene;
using test::socket_mode;
namespace app = eslio::app;

/// An application, how it ends by itself, and how when the call hangs up while it runs.
struct control {
    const char* what;
    application a;
    const char* by_itself = "completed";
    const char* cut = "completed";
};

constexpr const char* hung_up = "hung up USER_BUSY";

std::vector<control> all_controls() {
    return {{"answer", app::answer()},
            {"pre_answer", app::pre_answer()},
            {"ring_ready", app::ring_ready()},
            {"playback", app::playback("a.wav"), "completed", hung_up},
            {"tone", app::tone("%(100,100,440)"), "completed", hung_up},
            {"say", app::say("en", "number", "pronounced", "12"), "ended", hung_up},
            {"speak", app::speak("flite", "kal", "hello"), "ended", hung_up},
            {"sleep", app::sleep(100ms), "ended", hung_up},
            {"record", app::record("/tmp/a.wav", 2s)},
            {"record_session", app::record_session("/tmp/a.wav")},
            {"stop_record_session", app::stop_record_session("/tmp/a.wav")},
            {"set", app::set("a", "1")},
            {"multiset", app::multiset({{"a", "1"}, {"b", "2"}})},
            {"unset", app::unset("a")},
            {"export", app::export_variable("a", "1")},
            {"send_dtmf", app::send_dtmf("12#")},
            {"queue_dtmf", app::queue_dtmf("12#")},
            {"detect_speech", app::detect_speech("pocketsphinx yesno yesno"), "ended", hung_up},
            {"stop_detect_speech", app::stop_detect_speech(), "ended", hung_up},
            {"hold", app::hold()},
            {"unhold", app::unhold()},
            {"break", app::break_playback()},
            {"deflect", app::deflect("sip:1000@192.0.2.1")}};
}

/// Those that last until the call ends, or goes elsewhere.
std::vector<control> endless_controls() {
    return {{"echo", application("echo"), "ended", hung_up},
            {"conference", app::conference("room@default"), "ended", hung_up},
            {"bridge", app::bridge("user/2000")},
            {"execute_extension", app::execute_extension(extension("6000", "XML", "default")),
             "ended", hung_up},
            {"execute_extension inline", app::execute_extension(extension("echo", "inline")),
             "ended", hung_up}};
}

/// Without `full` a static session hears nothing any more once the call hangs up.
const char* cut_in(std::optional<socket_mode> way, const control& each) {
    return way == socket_mode::static_single ? "hung up " : each.cut;
}

bool is_static(std::optional<socket_mode> way) {
    return way && !way->async;
}

void extend(scene& s) {
    s.fake().plan("user/2000", eslio::testing::call_plan().answers_after(0s).stays_up());
    s.fake().extension("6000", {{"playback", "a.wav"}, {"echo", ""}});
}

/// Hangs the call up with that cause; tells how the session ended, of a handle nothing.
void hang_up(scene& s) {
    CHECK(s.fake().hang_up(s.uuid(), "USER_BUSY"));
    s.time().advance(1min);
    CHECK(s.call().outstanding() == 0);
    if (!s.way()) {
        REQUIRE(s.call().over());
        CHECK(s.call().hangup()->cause_text() == "USER_BUSY");
        return;
    }
    outcome<eslio::outbound::session_end> end;
    s.session().async_wait_for_end(end.handler());
    s.time().settle();
    REQUIRE(end.done());
    if (*s.way() == socket_mode::async_full) CHECK(end.value.cause_text() == "USER_BUSY");
}

/// How often the switch was told to execute something: not counted is what is sent for its place in
/// the queue alone.
std::ptrdiff_t executions_told(scene& s) {
    const auto& all = s.fake().commands();
    return std::count_if(all.begin(), all.end(), [](const std::string& c) {
        return c.find("call-command: execute\n") != std::string::npos;
    });
}

}  // namespace

TEST_CASE("every application ends once, in every mode", "[channel][modes][applications]") {
    for (const auto way : test::all_ways)
        for (const control& each : all_controls()) {
            INFO(each.what << ", " << test::name_of(way));
            REQUIRE_FALSE(each.a.error());
            scene s(way, false);
            s.fake().forget_commands();
            ending e;
            s.call().async_execute(each.a, e.handler());
            s.time().run_until([&] { return e.count != 0; });
            CHECK(e.how == each.by_itself);
            s.time().settle();
            CHECK(e.count == 1);
            CHECK(s.call().outstanding() == 0);
            CHECK(executions_told(s) == 1);
        }
}

TEST_CASE("a hang-up during any application ends it, in every mode",
          "[channel][modes][applications][hangup]") {
    for (const auto way : test::all_ways)
        for (const control& each : all_controls()) {
            INFO(each.what << ", " << test::name_of(way));
            scene s(way, false);
            s.fake().application(each.a.name(), eslio::testing::fake_application(10s));
            ending e;
            s.call().async_execute(each.a, e.handler());
            s.time().advance(50ms);
            const bool brief = each.a.name() == "break";  // nothing lengthens it
            CHECK(e.count == (brief ? 1 : 0));
            hang_up(s);
            CHECK(e.count == 1);
            // FreeSWITCH still tells of its completion, between CHANNEL_HANGUP and the last event.
            CHECK(e.how == (brief ? each.by_itself : cut_in(way, each)));
        }
}

TEST_CASE("an application without an end ends with its call", "[channel][modes][applications]") {
    for (const auto way : test::all_ways)
        for (const control& each : endless_controls()) {
            INFO(each.what << ", " << test::name_of(way));
            scene s(way);
            extend(s);
            ending e, behind;
            s.call().async_execute(each.a, e.handler());
            s.call().async_execute(app::playback("behind it"), behind.handler());
            s.time().advance(1h);
            CHECK(e.count == 0);
            CHECK(behind.count == 0);
            hang_up(s);
            CHECK(e.count == 1);
            CHECK(e.how == cut_in(way, each));
            CHECK(behind.count == 1);
            // In static mode it is sent when the first is over, and FreeSWITCH says +OK to it.
            CHECK(behind.how == (way == socket_mode::static_single ? "hung up " : hung_up));
        }
}

TEST_CASE("a call that goes elsewhere ends what it did", "[channel][modes][applications]") {
    for (const auto way : test::all_ways)
        for (const control& each : endless_controls()) {
            INFO(each.what << ", " << test::name_of(way));
            scene s(way);
            extend(s);
            s.fake().extension("7000", {{"delay_echo", ""}});
            ending e, moved;
            s.call().async_execute(application(each.a).lock(false), e.handler());
            s.time().advance(2s);
            s.call().async_execute(app::transfer("7000").lock(false), moved.handler());
            s.time().advance(1s);
            // In static mode the transfer waits for what runs, and so for ever.
            CHECK(e.how == (is_static(way) ? "" : each.by_itself));
            CHECK(moved.how == (is_static(way) ? "" : "completed"));
            CHECK((s.fake().application_of(s.uuid()) == "delay_echo") != is_static(way));
            hang_up(s);
            CHECK(e.count == 1);
            CHECK(moved.count == 1);
        }
}
