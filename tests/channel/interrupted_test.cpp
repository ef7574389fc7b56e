// Every operation on a call whose end comes in the middle: of the call, or of the connection.
#include "catch.hpp"
#include "scene.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;
using eslio::testing::answer_after;
using eslio::testing::call_plan;
using eslio::testing::fake_application;
using test::ending;
using test::in_each_way;
using test::not_allowed;
using test::operation;
using test::outcome;
using test::scene;
namespace app = eslio::app;

constexpr const char* busy = "hung up USER_BUSY";
constexpr const char* no_digits = "no digits: USER_BUSY";
constexpr const char* ended = "refused: -ERR the call has ended";
constexpr const char* not_bridged = "not bridged USER_BUSY";

/// Asks for the API command `slow`, which takes five seconds.
template <class F>
auto slowly(F ask) {
    return [ask = test::on_connection(ask)](scene& s, ending& e) {
        s.fake().on_api("slow", [](auto) { return answer_after(5s, "late"); });
        ask(s, e);
    };
}

/// Operations that last: how they end with the call.
std::vector<operation> lasting() {
    return {
        {"execution",
         [](scene& s, ending& e) { s.call().async_execute(app::playback("x.wav"), e.handler()); },
         {busy, busy, busy, busy, "hung up "}},
        {"execution behind another",
         [](scene& s, ending& e) {
             s.call().async_execute(app::playback("x.wav"), [](auto...) {});
             s.call().async_execute(app::playback("y.wav"), e.handler());
         },
         {busy, busy, busy, busy, "hung up "}},
        {"execution for ever",
         [](scene& s, ending& e) {
             s.call().async_execute(app::playback("x.wav").loops(-1), e.handler());
         },
         {busy, busy, busy, busy, "hung up "}},
        {"prompt",
         [](scene& s, ending& e) {
             s.call().async_prompt(eslio::prompt("menu.wav", 1, 2), e.handler());
         },
         {no_digits, no_digits, no_digits, no_digits, "no digits: the call has ended"}},
        {"read",
         [](scene& s, ending& e) {
             s.call().async_read(eslio::digit_reading("x.wav", 1, 2), e.handler());
         },
         {no_digits, no_digits, no_digits, no_digits, "no digits: the call has ended"}},
        {"bridge that rings",
         [](scene& s, ending& e) {
             s.fake().plan("user/2000", call_plan().never_answers());
             s.call().async_bridge("user/2000", e.handler());
         },
         {not_bridged, not_bridged, not_bridged, not_bridged, "not bridged "}},
        {"bridge that is up",
         [](scene& s, ending& e) {
             s.fake().plan("user/2000", call_plan().answers_after(0s).stays_up());
             s.call().async_bridge("user/2000", e.handler());
         },
         {"bridged", "bridged", "bridged", "bridged", "not bridged "}},
        {"digits",
         [](scene& s, ending& e) { s.call().async_digits(eslio::digit_rules(2), e.handler()); },
         in_each_way("hung up")},
        {"wait for hang-up",
         [](scene& s, ending& e) { s.call().async_wait_for_hangup(0s, e.handler()); },
         in_each_way(busy)},
        {"wait for an event",
         [](scene& s, ending& e) {
             s.call().async_wait_for([](const eslio::event&) { return false; }, 0s, e.handler());
         },
         in_each_way(busy)},
        {"message behind a lock",
         [](scene& s, ending& e) {
             s.call().async_execute(app::playback("x.wav"), [](auto...) {});
             s.call().async_message(eslio::cmd::unicast(), e.handler());
         },
         {"accepted", "accepted", "accepted", "accepted", ended}},
        {"break without api, or of what waits",
         [](scene& s, ending& e) {
             s.call().async_execute(app::playback("x.wav"), [](auto...) {});
             s.call().async_break(e.handler());
         },
         {"accepted", "accepted", "accepted", "refused: -ERR No such channel!", ended}},
        {"get variable",
         [](scene& s, ending& e) {
             s.fake().on_api("uuid_getvar", [](auto) { return answer_after(5s, "late"); });
             s.fake().expect("connect").replies_late(eslio::testing::after(5s));
             s.call().async_get_variable("a", e.handler());
         },
         {"is late", "is late", "is not set", "is late", "is not set"}},
        {"api",
         slowly([](auto& on, ending& e) { on.async_api("slow", e.handler()); }),
         {"said late", "said late", not_allowed, "said late", not_allowed}},
        {"bgapi",
         slowly([](auto& on, ending& e) { on.async_bgapi("slow", e.handler()); }),
         {"did late", "disconnected", not_allowed, "disconnected", not_allowed}},
    };
}

void prepare(scene& s) {
    s.fake().application("playback", fake_application(10s));
}

void end_call_during(const operation& each, std::size_t way, bool filtered) {
    INFO(each.what << ", " << test::name_of(test::all_ways[way]));
    scene s(test::all_ways[way]);
    prepare(s);
    if (filtered) s.filter();
    ending e;
    each.begin(s, e);
    CHECK(e.count == 0);  // never inside the call
    s.time().advance(500ms);
    s.fake().hang_up(s.uuid(), "USER_BUSY");
    s.time().advance(1h);
    CHECK(e.count == 1);
    // Of fewer events the call's end is read together with a reply, and is seen before that.
    const bool ended_first = filtered && e.how == busy;
    if (!ended_first) CHECK(e.how == each.ends[way]);
    CHECK(s.call().outstanding() == 0);
}

}  // namespace

TEST_CASE("the end of the call ends every operation once", "[channel][modes][interrupted]") {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i)
        for (const operation& each : lasting()) end_call_during(each, i, false);
}

TEST_CASE("it does behind a user's filter", "[channel][modes][interrupted]") {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i)
        for (const operation& each : lasting()) end_call_during(each, i, true);
}

TEST_CASE("the end of the connection ends every operation once", "[channel][modes][interrupted]") {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i)
        for (const operation& each : lasting()) {
            INFO(each.what << ", " << test::name_of(test::all_ways[i]));
            scene s(test::all_ways[i]);
            prepare(s);
            ending e;
            each.begin(s, e);
            s.time().advance(500ms);
            const bool before = e.count == 1;
            s.fake().drop_all();
            s.time().advance(1h);
            CHECK(e.count == 1);
            if (!before) CHECK(e.how == "disconnected");
            CHECK(s.call().outstanding() == 0);
        }
}

TEST_CASE("a value beside an error claims nothing", "[channel][interrupted]") {
    test::connected w;
    const std::string uuid = w.call();
    eslio::channel c(w.fs->link(), uuid);
    w.time.settle();
    outcome<eslio::execution_result> played;
    outcome<eslio::bridge_result> joined;
    outcome<eslio::digits_result> read;
    outcome<eslio::collected_digits> typed;
    outcome<eslio::wait_result> waited;
    c.async_execute(eslio::app::playback("silence_stream://60000"), played.handler());
    c.async_bridge("user/2000", joined.handler());
    c.async_read(eslio::digit_reading("silence_stream://100", 1, 3), read.handler());
    c.async_digits(eslio::digit_rules(4), typed.handler());
    c.async_wait_for_answer(0s, waited.handler());
    eslio::channel nobody(w.fs->link(), "nobody");
    outcome<eslio::wait_result> in_vain;
    nobody.async_wait_for_answer(0s, in_vain.handler());
    w.time.advance(2s);
    CHECK(in_vain.ec == eslio::error::no_such_call);
    CHECK(in_vain.value.why() == "it is not known");
    w.fake.drop_all();
    w.time.advance(1s);
    using ran = eslio::execution_result::outcome;
    CHECK(played.ec == eslio::condition::disconnected);
    CHECK(played.value.how() == ran::unknown);
    CHECK(played.value.why() == "it is not known");
    CHECK(joined.ec == eslio::condition::disconnected);
    CHECK(joined.value.how() == ran::unknown);
    CHECK_FALSE(joined.value.early());
    CHECK(joined.value.other().empty());
    CHECK(read.ec == eslio::condition::disconnected);
    CHECK(read.value.how() == ran::unknown);
    CHECK(typed.ec == eslio::condition::disconnected);
    CHECK(typed.value.how() == eslio::collected_digits::outcome::unknown);
}
