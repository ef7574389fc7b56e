// channel: what is executed together, in every way to control a call: locked, nested, queued.
#include "catch.hpp"
#include "scene.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace {

using namespace std::chrono_literals;
using eslio::testing::fake_application;
using test::ending;
using test::scene;
namespace app = eslio::app;

/// The reply tells the end, and nothing is read meanwhile.
bool one_by_one(std::optional<test::socket_mode> way) {
    return way && !way->async;
}

}  // namespace

TEST_CASE("two of the same at once end one inside the other", "[channel][modes][together]") {
    for (const auto way : test::all_ways) {
        INFO(test::name_of(way));
        scene s(way);
        ending first, second;
        s.fake().application("playback", fake_application(3s));
        s.call().async_execute(app::playback("same.wav").lock(false), first.handler());
        s.time().advance(1s);
        s.fake().application("playback", fake_application(500ms));
        s.call().async_execute(app::playback("same.wav").lock(false), second.handler());
        s.time().advance(600ms);
        CHECK(first.count == 0);
        CHECK(second.count == (one_by_one(way) ? 0 : 1));
        s.time().advance(1399ms);  // at 2999 ms
        CHECK(first.count == 0);
        s.time().advance(1ms);
        CHECK(first.count == (one_by_one(way) ? 1 : 0));
        s.time().advance(500ms);
        CHECK(first.count == 1);
        CHECK(second.count == 1);
        CHECK(first.how == "completed");
        CHECK(second.how == "completed");
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("locked ones run in their order", "[channel][modes][together]") {
    for (const auto way : test::all_ways) {
        INFO(test::name_of(way));
        scene s(way);
        ending all[5];
        for (ending& e : all) s.call().async_execute(app::playback("x.wav"), e.handler());
        for (int n = 0; n < 5; ++n) {
            s.time().advance(999ms);
            CHECK(all[n].count == 0);
            s.time().advance(1ms);
            CHECK(all[n].count == 1);
        }
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("what is queued is run, in static mode inside the next", "[channel][modes][together]") {
    for (const auto way : test::all_ways) {
        INFO(test::name_of(way));
        scene s(way);
        ending queued, next;
        s.call().async_queue(app::set("a", "1"), queued.handler());
        s.time().advance(1s);
        CHECK(queued.how == "accepted");
        CHECK(s.fake().variable(s.uuid(), "a") == (one_by_one(way) ? "" : "1"));
        s.call().async_execute(app::sleep(100ms).lock(false), next.handler());
        s.time().advance(1s);
        CHECK(next.how == "ended");
        CHECK(s.fake().variable(s.uuid(), "a") == "1");
        CHECK(s.call().outstanding() == 0);
    }
}

TEST_CASE("a break ends what plays, in static mode comes behind it", "[channel][modes][together]") {
    for (const auto way : test::all_ways) {
        INFO(test::name_of(way));
        scene s(way);
        ending played, broken;
        s.fake().application("playback", fake_application(10s));
        s.call().async_execute(app::playback("x.wav").lock(false), played.handler());
        s.time().advance(1s);
        s.call().async_break(broken.handler());
        s.time().advance(100ms);
        CHECK(played.count == (one_by_one(way) ? 0 : 1));
        CHECK(broken.count == (one_by_one(way) ? 0 : 1));
        s.time().advance(1min);
        CHECK(played.count == 1);
        CHECK(played.how == "completed");
        CHECK(broken.count == 1);
        CHECK(broken.how == "accepted");
    }
}
