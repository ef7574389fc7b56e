// Every application of call control in every mode of the socket application: each ends once.
#include "catch.hpp"
#include "support/called.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::application;
using test::called;
using test::outcome;
using test::socket_mode;
namespace app = eslio::app;
using way_to_end = eslio::execution_result::outcome;

struct control {
    const char* what;
    application a;
    bool brief = false;
};

std::vector<control> all_controls() {
    return {{"answer", app::answer()},
            {"pre_answer", app::pre_answer()},
            {"ring_ready", app::ring_ready()},
            {"playback", app::playback("a.wav")},
            {"tone", app::tone("%(100,100,440)")},
            {"say", app::say("en", "number", "pronounced", "12")},
            {"speak", app::speak("flite", "kal", "hello")},
            {"sleep", app::sleep(100ms)},
            {"record", app::record("/tmp/a.wav", 2s)},
            {"record_session", app::record_session("/tmp/a.wav")},
            {"stop_record_session", app::stop_record_session("/tmp/a.wav")},
            {"set", app::set("a", "1")},
            {"multiset", app::multiset({{"a", "1"}, {"b", "2"}})},
            {"unset", app::unset("a")},
            {"export", app::export_variable("a", "1")},
            {"send_dtmf", app::send_dtmf("12#")},
            {"queue_dtmf", app::queue_dtmf("12#")},
            {"detect_speech", app::detect_speech("pocketsphinx yesno yesno")},
            {"stop_detect_speech", app::stop_detect_speech()},
            {"hold", app::hold()},
            {"unhold", app::unhold()},
            {"break", app::break_playback(), true},
            {"deflect", app::deflect("sip:1000@192.0.2.1")}};
}

}  // namespace

TEST_CASE("every application ends once, in every mode", "[channel][modes][applications]") {
    for (const socket_mode m : test::all_modes) {
        for (const control& each : all_controls()) {
            INFO(each.what << ", mode " << static_cast<int>(m));
            REQUIRE_FALSE(each.a.error());
            called c(m);
            outcome<eslio::execution_result> o;
            c.s.async_execute(each.a, o.handler());
            CHECK(test::finishes(c, o));
            CHECK_FALSE(o.ec);
            CHECK(o.value.how() == way_to_end::completed);
            c.time.settle();
            CHECK(o.count == 1);
            CHECK(c.s.outstanding() == 0);
            CHECK(c.told("sendmsg") == 1);
        }
    }
}

TEST_CASE("a hang-up during any application ends it with the cause, in every mode",
          "[channel][modes][applications][hangup]") {
    for (const socket_mode m : test::all_modes) {
        for (const control& each : all_controls()) {
            INFO(each.what << ", mode " << static_cast<int>(m));
            called c(m);
            c.fake.application(each.a.name(), eslio::testing::fake_application(10s));
            outcome<eslio::execution_result> o;
            c.s.async_execute(each.a, o.handler());
            c.time.advance(50ms);
            if (o.count != 0) {  // such as `break`, which nothing lengthens
                CHECK(each.brief);
                continue;
            }
            c.fake.hang_up("u-1", "USER_BUSY");
            CHECK(test::finishes(c, o));
            c.time.advance(1min);
            CHECK(o.count == 1);
            // FreeSWITCH still tells of its completion, between CHANNEL_HANGUP and the last event.
            if (!o.ec && o.value.how() != way_to_end::completed) {
                CHECK(o.value.how() == way_to_end::hung_up);
                CHECK(o.value.cause() == "USER_BUSY");
            }
            outcome<eslio::outbound::session_end> end;
            c.s.async_wait_for_end(end.handler());
            CHECK(test::finishes(c, end));
            if (m == socket_mode::async_full) {
                CHECK_FALSE(o.ec);
                CHECK(end.value.cause() == "USER_BUSY");
            }
            CHECK(c.s.outstanding() == 0);
        }
    }
}
