// channel: the verbs of the trade, in every way to control a call: success, each failure, and a
// hang-up in the middle.
#include "catch.hpp"
#include "scene.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::audio_direction;
using eslio::call_legs;
using test::ending;
using test::in_each_way;
using test::not_allowed;
using test::operation;
using test::scene;
namespace app = eslio::app;

/// Begins an operation of the scene's call.
template <class F>
auto verb(F f) {
    return [f](scene& s, ending& e) { f(s.call(), e.handler()); };
}

/// The same, and something that happens a second later.
template <class F, class Then>
auto verb(F f, Then then) {
    return [f, then](scene& s, ending& e) {
        f(s.call(), e.handler());
        s.time().advance(1s);
        then(s);
    };
}

std::vector<operation> what_plays() {
    const auto lacks = [](scene& s, ending& e) {
        s.fake().lacks_file("no.wav");
        s.call().async_play("no.wav", e.handler());
    };
    return {
        {"answer", verb([](auto& c, auto h) { c.async_answer(h); }), in_each_way("completed")},
        {"pre_answer", verb([](auto& c, auto h) { c.async_pre_answer(h); }),
         in_each_way("completed")},
        {"ring_ready", verb([](auto& c, auto h) { c.async_ring_ready(h); }),
         in_each_way("completed")},
        {"play", verb([](auto& c, auto h) { c.async_play("x.wav", h); }), in_each_way("completed")},
        {"play by an application",
         verb([](auto& c, auto h) { c.async_play(app::tone("%(200,0,440)"), h); }),
         in_each_way("completed")},
        {"play of a missing file", lacks, in_each_way("failed FILE NOT FOUND")},
        {"say", verb([](auto& c, auto h) { c.async_say("en", "number", "pronounced", "1", h); }),
         in_each_way("ended")},
        {"speak", verb([](auto& c, auto h) { c.async_speak("e", "v", "hello", h); }),
         in_each_way("ended")},
        {"play of nothing", verb([](auto& c, auto h) { c.async_play("", h); }),
         in_each_way("a required argument is empty")},
        {"record to its limit", verb([](auto& c, auto h) { c.async_record("/a.wav", 2s, h); }),
         in_each_way("recorded 2000 to the limit")},
        {"record until a key",
         verb([](auto& c, auto h) { c.async_record("/a.wav", 20s, h); },
              [](scene& s) { s.fake().press(s.uuid(), "*"); }),
         in_each_way("recorded 1000 until *")},
        {"record, hung up",
         verb([](auto& c, auto h) { c.async_record("/a.wav", 20s, h); },
              [](scene& s) { s.fake().hang_up(s.uuid(), "USER_BUSY"); }),
         {"recorded 1000, hung up", "recorded 1000, hung up", "recorded 1000, hung up",
          "recorded 1000, hung up", "hung up"}},
        {"deflect", verb([](auto& c, auto h) { c.async_deflect("sip:1@x", h); }),
         in_each_way("completed")},
    };
}

std::vector<operation> what_acts() {
    const auto always = in_each_way("accepted");
    return {
        {"send_dtmf", verb([](auto& c, auto h) { c.async_send_dtmf("12", h); }), always},
        {"send_dtmf of too many",
         verb([](auto& c, auto h) { c.async_send_dtmf(std::string(100, '1'), h); }),
         in_each_way("longer than FreeSWITCH takes")},
        {"hold", verb([](auto& c, auto h) { c.async_hold(h); }), always},
        {"unhold",
         [](scene& s, ending& e) {
             s.call().async_hold([](auto...) {});
             s.call().async_unhold(e.handler());
         },
         always},
        {"hold of what is held",
         [](scene& s, ending& e) {
             s.call().async_hold([](auto...) {});
             s.call().async_hold(e.handler());
         },
         {"refused: -ERR Operation failed", "refused: -ERR Operation failed", "accepted",
          "refused: -ERR Operation failed", "accepted"}},
        {"mute", verb([](auto& c, auto h) { c.async_mute(audio_direction::read, h); }), always},
        {"mute both", verb([](auto& c, auto h) { c.async_mute(audio_direction::both, h); }),
         always},
        {"unmute", verb([](auto& c, auto h) { c.async_unmute(audio_direction::write, h); }),
         always},
        {"broadcast", verb([](auto& c, auto h) { c.async_broadcast("x.wav", call_legs::both, h); }),
         always},
        {"displace",
         verb([](auto& c, auto h) { c.async_displace("/x.wav", app::displacing().mix(), h); }),
         always},
        {"stop displacing what is not",
         verb([](auto& c, auto h) { c.async_stop_displacing("/x.wav", h); }),
         {"refused: -ERR Cannot stop displace session!",
          "refused: -ERR Cannot stop displace session!", "accepted",
          "refused: -ERR Cannot stop displace session!", "accepted"}},
        {"stop displacing of nothing",
         verb([](auto& c, auto h) { c.async_stop_displacing("", h); }),
         in_each_way("a required argument is empty")},
        {"schedule_hangup",
         verb([](auto& c, auto h) { c.async_schedule_hangup(5s, "USER_BUSY", h); }), always},
        {"schedule_hangup in the past",
         verb([](auto& c, auto h) { c.async_schedule_hangup(-5s, "USER_BUSY", h); }),
         in_each_way("a number out of range")},
        {"heartbeat", verb([](auto& c, auto h) { c.async_heartbeat(60s, h); }), always},
        {"heartbeat off",
         verb([](auto& c, auto h) { c.async_heartbeat(0s, h); }),
         {"accepted", "accepted", not_allowed, "accepted", not_allowed}},
        {"set_media",
         verb([](auto& c, auto h) { c.async_set_media(false, h); }),
         {"accepted", "accepted", not_allowed, "accepted", not_allowed}},
    };
}

void check_verbs(const std::vector<operation>& all) {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i)
        for (const operation& each : all) {
            INFO(each.what << ", " << test::name_of(test::all_ways[i]));
            scene s(test::all_ways[i]);
            ending e;
            each.begin(s, e);
            s.time().run_until([&] { return e.count != 0; }, 60s);
            CHECK(e.how == each.ends[i]);
            s.fake().hang_up(s.uuid());
            s.time().advance(1min);
            CHECK(e.count == 1);
            CHECK(s.call().outstanding() == 0);
        }
}

/// Each verb on a call that is over already is a result.
void check_after_end(const std::vector<operation>& all) {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i)
        for (const operation& each : all) {
            INFO(each.what << ", " << test::name_of(test::all_ways[i]));
            scene s(test::all_ways[i]);
            s.fake().hang_up(s.uuid(), "USER_BUSY");
            s.time().advance(1min);
            const bool known = s.call().over();
            ending e;
            each.begin(s, e);
            s.time().advance(1min);
            CHECK(e.count == 1);
            if (!known) continue;
            const std::string how = e.how;
            const auto begins = [&how](const char* text) { return how.find(text) == 0; };
            const bool is_result = begins("hung up") ||
                                   begins("refused: -ERR the call has ended") ||
                                   begins("a required argument ") || begins("longer than ") ||
                                   begins("a number ") || how == not_allowed;
            CHECK(is_result);
        }
}

}  // namespace

TEST_CASE("what plays and records tells what happened", "[channel][modes][verbs]") {
    check_verbs(what_plays());
}

TEST_CASE("what acts at once is accepted, refused, or not allowed", "[channel][modes][verbs]") {
    check_verbs(what_acts());
}

TEST_CASE("a verb after the end of its call is a result", "[channel][modes][verbs]") {
    check_after_end(what_plays());
    check_after_end(what_acts());
}

TEST_CASE("a verb whose call hangs up in the middle ends once, with a result",
          "[channel][modes][verbs]") {
    for (const auto& all : {what_plays(), what_acts()})
        for (const operation& each : all) test::check_cut(each.what, each.begin);
}

TEST_CASE("what plays ends with its operation where something can end it",
          "[channel][modes][verbs]") {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i) {
        INFO(test::name_of(test::all_ways[i]));
        scene s(test::all_ways[i]);
        const bool can = i < 2;  // api, and no static mode
        asio::cancellation_signal stop;
        ending first, next;
        s.call().async_play("silence_stream://60000",
                            asio::bind_cancellation_slot(stop.slot(), first.handler()));
        s.time().advance(1s);
        stop.emit(asio::cancellation_type::terminal);
        s.time().settle();
        CHECK(first.how == "Operation aborted.");
        s.call().async_play("silence_stream://1000", next.handler());
        s.time().advance(2s);
        CHECK(next.count == (can ? 1 : 0));
        s.time().advance(90s);
        CHECK(next.how == "completed");
        CHECK(first.count == 1);
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("what is cancelled before it plays ends as it begins, and nothing else does",
          "[channel][verbs]") {
    for (std::size_t i = 0; i < 2; ++i) {
        INFO(test::name_of(test::all_ways[i]));
        scene s(test::all_ways[i]);
        asio::cancellation_signal stop;
        ending before, cancelled, after;
        s.call().async_play("silence_stream://5000", before.handler());
        s.call().async_play("silence_stream://60000",
                            asio::bind_cancellation_slot(stop.slot(), cancelled.handler()));
        s.call().async_play("silence_stream://1000", after.handler());
        s.time().advance(1s);
        stop.emit(asio::cancellation_type::partial);
        s.time().settle();
        CHECK(cancelled.how == "Operation aborted.");
        s.time().advance(3s);
        CHECK(before.count == 0);
        s.time().advance(1500ms);
        CHECK(before.how == "completed");
        s.time().advance(2s);
        CHECK(after.how == "completed");
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("a total cancellation has an effect, so it stops nothing", "[channel][verbs]") {
    scene s(test::socket_mode::async_full);
    asio::cancellation_signal stop;
    ending played;
    s.call().async_play("silence_stream://5000",
                        asio::bind_cancellation_slot(stop.slot(), played.handler()));
    s.time().advance(1s);
    stop.emit(asio::cancellation_type::total);
    s.time().advance(1s);
    CHECK(played.count == 0);
    s.time().advance(4s);
    CHECK(played.how == "completed");
}

TEST_CASE("a call that answers no verb is not answered", "[channel][modes][verbs]") {
    for (const auto way : test::all_ways) {
        INFO(test::name_of(way));
        scene s(way, false);
        ending answered;
        s.call().async_answer(answered.handler());
        s.time().advance(1s);
        CHECK(answered.how == "completed");
        CHECK(s.call().answered());
    }
}

TEST_CASE("the heartbeats of a call come, and end", "[channel][verbs]") {
    test::connected w;
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    w.time.settle();
    ending on, off;
    c.async_heartbeat(10s, on.handler());
    w.time.settle();
    CHECK(on.how == "accepted");
    CHECK(w.told("api uuid_session_heartbeat " + uuid + " 10") == 1);
    c.async_heartbeat(0s, off.handler());
    w.time.settle();
    CHECK(off.how == "accepted");
    // FreeSWITCH takes 0 for a minute.
    CHECK(w.told("api uuid_session_heartbeat " + uuid + " false") == 1);
}

TEST_CASE("what its endpoint does not hold is not held", "[channel][verbs]") {
    test::connected w;
    w.fake.extension("5000", {{"answer", ""}, {"park", ""}});
    const std::string uuid = w.call("loopback/5000");
    eslio::channel c(w.fs->link(), uuid);
    w.time.settle();
    ending held;
    c.async_hold(held.handler());
    w.time.settle();
    CHECK(held.how == "refused: -ERR the endpoint of the call knows no hold");
}

TEST_CASE("a reference in a program's text is expanded by the application, with api as well",
          "[channel][verbs]") {
    test::called c(test::socket_mode::async_full);
    c.run(app::answer());
    c.run(app::set("keys", "77"));
    ending sent;
    c.s.async_send_dtmf("${keys}", sent.handler());
    c.time.advance(1s);
    CHECK(sent.how == "accepted");
    CHECK(c.told("api uuid_send_dtmf") == 0);
}

TEST_CASE("a conference is joined with what says who the member is, or not at all",
          "[channel][verbs]") {
    test::connected w;
    const std::string uuid = w.call();
    for (const std::size_t most : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        eslio::channel_options options;
        options.most_executions = most;
        eslio::channel c(w.fs->link(), uuid, options);
        ending played, joined;
        if (most == 2) c.async_play("silence_stream://1000", played.handler());
        const auto told = w.told("sendmsg");
        c.async_conference("room", joined.handler());
        w.time.advance(2s);
        INFO(most);
        if (most < 3) {
            CHECK(joined.how == "too much is waiting already");
            CHECK(w.told("sendmsg") == told + (most == 2 ? 1 : 0));  // what was played
        } else {
            CHECK(joined.count == 0);
            w.fs->async_api("conference room kick all", [](eslio::error_code, const auto&) {});
            w.time.advance(2s);
            CHECK(joined.how == "left it");
        }
    }
}
