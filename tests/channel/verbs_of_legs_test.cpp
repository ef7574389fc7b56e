// channel: the verbs that join a call to others, part them, and send it elsewhere, in every way to
// control a call.
#include "catch.hpp"
#include "scene.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace {

using namespace std::chrono_literals;
using eslio::call_legs;
using eslio::testing::call_plan;
using test::ending;
using test::not_allowed;
using test::scene;
namespace app = eslio::app;

constexpr const char* nobody = "refused: -ERR the call is bridged to nobody";

/// Another program says it, over its own connection.
void somebody_says(scene& s, const std::string& command) {
    test::connection other(s.fake().connect(s.world().context.get_executor()));
    test::outcome<void> opened;
    other.async_login(eslio::password("ClueCon"), opened.handler());
    s.time().settle();
    test::outcome<eslio::api_response> answer;
    other.async_api(command, answer.handler());
    s.time().settle();
    REQUIRE(answer.done());
}

/// Another call that is up.
std::string another(scene& s, const std::string& to = "user/3000") {
    s.fake().plan(to, call_plan().answers_after({}).stays_up());
    const std::string uuid = s.fake().originate(to + " &park()");
    s.time().settle();
    return uuid;
}

/// A call that the scene's is bridged to, by another program.
std::string partner(scene& s) {
    const std::string uuid = another(s);
    somebody_says(s, "uuid_bridge " + s.uuid() + " " + uuid);
    s.time().advance(1s);
    return uuid;
}

/// For each way: `f(scene&, ending&)` begins an operation and lets things happen.
void in_every_way(const std::array<const char*, 5>& ends,
                  const std::function<void(scene&, ending&)>& f) {
    for (std::size_t i = 0; i < test::all_ways.size(); ++i) {
        INFO(test::name_of(test::all_ways[i]));
        scene s(test::all_ways[i]);
        ending e;
        f(s, e);
        s.time().run_until([&] { return e.count != 0; }, 60s);
        CHECK(e.how == ends[i]);
        s.fake().hang_up(s.uuid());
        s.time().advance(1min);
        CHECK(e.count == 1);
        CHECK(s.call().outstanding() == 0);
    }
}

}  // namespace

TEST_CASE("two calls that are there are bridged", "[channel][modes][verbs]") {
    in_every_way({"bridged", "bridged", not_allowed, not_allowed, not_allowed},
                 [](scene& s, ending& e) { s.call().async_bridge_uuid(another(s), e.handler()); });
    in_every_way({"not bridged ", "not bridged ", not_allowed, not_allowed, not_allowed},
                 [](scene& s, ending& e) { s.call().async_bridge_uuid("none", e.handler()); });
}

TEST_CASE("a channel is bridged to a channel", "[channel][verbs]") {
    test::connected w;
    const std::string first = w.call("user/1000");
    const std::string second = w.call("user/1001");
    eslio::channel a(w.fs->link(), first);
    eslio::channel b(w.fs->link(), second);
    w.time.settle();
    test::outcome<eslio::bridge_result> joined;
    test::outcome<eslio::unbridge_result> of_a, of_b;
    a.async_bridge(b, joined.handler());
    w.time.advance(1s);
    REQUIRE(joined.done());
    CHECK(joined.value);
    CHECK(joined.value.other() == second);
    a.async_wait_for_unbridge(0s, of_a.handler());
    b.async_wait_for_unbridge(0s, of_b.handler());
    w.time.advance(1s);
    CHECK(of_a.count == 0);
    w.fake.hang_up(second, "USER_BUSY");
    w.time.advance(1s);
    REQUIRE(of_a.done());
    REQUIRE(of_b.done());
    CHECK(of_a.value);
    CHECK(of_a.value.cause_text() == "USER_BUSY");
    CHECK(of_a.value.cause() == eslio::hangup_cause::user_busy);
    CHECK(of_a.value.other() == second);
    CHECK_FALSE(of_a.value.hung_up());
    CHECK(of_b.value.other() == first);
}

TEST_CASE("the end of a bridge is told with its cause", "[channel][modes][verbs]") {
    in_every_way({"parted NORMAL_CLEARING", "parted NORMAL_CLEARING", "parted NORMAL_CLEARING",
                  "parted NORMAL_CLEARING", "parted NORMAL_CLEARING"},
                 [](scene& s, ending& e) {
                     s.fake().plan("user/2000", call_plan().answers_after(1s).hangs_up_after(5s));
                     s.call().async_bridge("user/2000", [](auto...) {});
                     s.time().advance(2s);
                     s.call().async_wait_for_unbridge(0s, e.handler());
                 });
}

TEST_CASE("a bridge that has ended is told at once, one that was not only by its end",
          "[channel][verbs]") {
    scene s(test::socket_mode::async_full);
    ending none, known;
    s.call().async_wait_for_unbridge(3s, none.handler());
    s.time().advance(4s);
    CHECK(none.how == "timed out");
    s.fake().plan("user/2000", call_plan().answers_after(1s).hangs_up_after(2s));
    s.call().async_bridge("user/2000", [](auto...) {});
    s.time().advance(10s);
    s.call().async_wait_for_unbridge(3s, known.handler());
    s.time().settle();
    CHECK(known.how == "parted NORMAL_CLEARING");
}

TEST_CASE("a call that hangs up in its bridge says so", "[channel][modes][verbs]") {
    for (const auto way : {test::all_ways[0], test::all_ways[1], test::all_ways[2]}) {
        INFO(test::name_of(way));
        scene s(way);
        s.fake().plan("user/2000", call_plan().answers_after(1s).stays_up());
        s.call().async_bridge("user/2000", [](auto...) {});
        s.time().advance(2s);
        ending e;
        s.call().async_wait_for_unbridge(0s, e.handler());
        s.fake().hang_up(s.uuid(), "CALL_REJECTED");
        s.time().advance(1s);
        CHECK(e.how == "hung up CALL_REJECTED");
    }
}

TEST_CASE("a call is picked up", "[channel][modes][verbs]") {
    in_every_way({"bridged", "bridged", "bridged", not_allowed, not_allowed},
                 [](scene& s, ending& e) { s.call().async_pick_up(another(s), e.handler()); });
    in_every_way({"not bridged there is no such call to pick up",
                  "not bridged there is no such call to pick up",
                  "not bridged there is no such call to pick up", not_allowed, not_allowed},
                 [](scene& s, ending& e) { s.call().async_pick_up("none", e.handler()); });
}

TEST_CASE("another call is listened to until it ends", "[channel][modes][verbs]") {
    for (const bool talks : {false, true}) {
        in_every_way(test::in_each_way("ended"), [talks](scene& s, ending& e) {
            const std::string uuid = another(s);
            if (talks)
                s.call().async_three_way(uuid, e.handler());
            else
                s.call().async_eavesdrop(uuid, e.handler());
            s.time().advance(2s);
            CHECK(e.count == 0);
            s.fake().hang_up(uuid);
        });
        const char* const failed = "failed there is no such call to listen to";
        in_every_way({failed, failed, "ended", failed, "ended"}, [talks](scene& s, ending& e) {
            if (talks)
                s.call().async_three_way("none", e.handler());
            else
                s.call().async_eavesdrop("none", e.handler());
        });
    }
    in_every_way({"hung up USER_BUSY", "hung up USER_BUSY", "hung up USER_BUSY",
                  "hung up USER_BUSY", "hung up "},
                 [](scene& s, ending& e) {
                     s.call().async_eavesdrop(another(s), e.handler());
                     s.time().advance(1s);
                     s.fake().hang_up(s.uuid(), "USER_BUSY");
                 });
}

TEST_CASE("a conference is left", "[channel][modes][verbs]") {
    in_every_way(test::in_each_way("left it"), [](scene& s, ending& e) {
        s.call().async_conference("room", e.handler());
        s.time().advance(2s);
        CHECK(e.count == 0);
        somebody_says(s, "conference room kick all");
    });
    in_every_way({"hung up in it", "hung up in it", "hung up in it", "hung up in it",
                  "not in it: the call has ended"},
                 [](scene& s, ending& e) {
                     s.call().async_conference("room", e.handler());
                     s.time().advance(2s);
                     s.fake().hang_up(s.uuid());
                 });
}

TEST_CASE("a call is transferred", "[channel][modes][verbs]") {
    in_every_way(test::in_each_way("accepted"), [](scene& s, ending& e) {
        s.fake().extension("6000", {{"park", ""}});
        s.call().async_transfer("6000", call_legs::own, e.handler());
    });
    in_every_way({nobody, nobody, nobody, not_allowed, not_allowed}, [](scene& s, ending& e) {
        s.call().async_blind_transfer("6000", e.handler());
        s.time().advance(1s);
        CHECK_FALSE(s.call().over());
    });
    in_every_way(test::in_each_way("text that no escape brings through FreeSWITCH"), [](scene& s,
                                                                                        ending& e) {
        s.call().async_transfer(eslio::untrusted("1000 XML"), call_legs::own, e.handler());
    });
}

TEST_CASE("the other leg is transferred by itself", "[channel][modes][verbs]") {
    for (std::size_t i = 0; i < 3; ++i)
        for (const call_legs legs : {call_legs::other, call_legs::both}) {
            INFO(test::name_of(test::all_ways[i]));
            scene s(test::all_ways[i]);
            s.fake().extension("6000", {{"set", "was_here=1"}, {"park", ""}});
            const std::string other = partner(s);
            ending e;
            s.call().async_transfer("6000", legs, e.handler());
            s.time().advance(1s);
            CHECK(e.how == "accepted");
            CHECK(s.fake().variable(other, "was_here") == "1");
            CHECK((s.fake().variable(s.uuid(), "was_here") == "1") == (legs == call_legs::both));
        }
}

TEST_CASE("a call is parked", "[channel][modes][verbs]") {
    in_every_way({"accepted", "accepted", "accepted", not_allowed, not_allowed},
                 [](scene& s, ending& e) { s.call().async_park(e.handler()); });
}

TEST_CASE("an attended transfer tells what it came to", "[channel][modes][verbs]") {
    const auto begin = [](scene& s, ending& e, call_plan third) {
        s.fake().plan("user/4000", std::move(third));
        const std::string second = s.way() && !s.way()->async ? std::string() : partner(s);
        s.call().async_attended_transfer("user/4000", e.handler());
        s.time().advance(3s);
        return second;
    };
    in_every_way({"transferred", "transferred", "handed over", not_allowed, not_allowed},
                 [&](scene& s, ending& e) {
                     begin(s, e, call_plan().answers_after(1s).stays_up());
                     s.fake().hang_up(s.uuid());
                 });
    in_every_way({"returned", "returned", "returned", not_allowed, not_allowed},
                 [&](scene& s, ending& e) {
                     begin(s, e, call_plan().answers_after(1s).hangs_up_after(5s));
                 });
    const char* const busy = "target failed USER_BUSY";
    in_every_way({busy, busy, busy, not_allowed, not_allowed},
                 [&](scene& s, ending& e) { begin(s, e, call_plan().refuses("USER_BUSY", 1s)); });
    in_every_way({"hung up", "hung up", "hung up", not_allowed, not_allowed},
                 [&](scene& s, ending& e) {
                     begin(s, e, call_plan().never_answers());
                     s.fake().hang_up(s.uuid(), "ORIGINATOR_CANCEL");
                 });
    in_every_way({"party left", "party left", "party left", not_allowed, not_allowed},
                 [&](scene& s, ending& e) {
                     const std::string second =
                         begin(s, e, call_plan().answers_after(1s).hangs_up_after(5s));
                     if (!second.empty()) s.fake().hang_up(second);
                 });
}

TEST_CASE("a call that talks to nobody is not transferred", "[channel][modes][verbs]") {
    in_every_way({"not bridged", "not bridged", "not bridged", not_allowed, not_allowed},
                 [](scene& s, ending& e) {
                     s.fake().plan("user/4000", call_plan().answers_after(1s).hangs_up_after(2s));
                     s.call().async_attended_transfer("user/4000", e.handler());
                 });
}

TEST_CASE("a verb of legs whose call hangs up in the middle ends once, with a result",
          "[channel][modes][verbs]") {
    const auto cut = [](const char* what, auto begin) {
        test::check_cut(what, [begin](scene& s, ending& e) {
            s.fake().plan("user/2000", call_plan().answers_after(500ms).stays_up());
            begin(s, e.handler());
        });
    };
    cut("bridge", [](scene& s, auto h) { s.call().async_bridge("user/2000", h); });
    cut("bridge by its UUID", [](scene& s, auto h) { s.call().async_bridge_uuid(another(s), h); });
    cut("unbridge", [](scene& s, auto h) { s.call().async_wait_for_unbridge(0s, h); });
    cut("pick_up", [](scene& s, auto h) { s.call().async_pick_up(another(s), h); });
    cut("eavesdrop", [](scene& s, auto h) { s.call().async_eavesdrop(another(s), h); });
    cut("three_way", [](scene& s, auto h) { s.call().async_three_way(another(s), h); });
    cut("conference", [](scene& s, auto h) { s.call().async_conference("room", h); });
    cut("transfer", [](scene& s, auto h) { s.call().async_transfer("6000", call_legs::own, h); });
    cut("blind_transfer", [](scene& s, auto h) { s.call().async_blind_transfer("6000", h); });
    cut("park", [](scene& s, auto h) { s.call().async_park(h); });
    cut("attended_transfer", [](scene& s, auto h) {
        if (!s.way() || s.way()->async) partner(s);
        s.call().async_attended_transfer("user/2000", h);
    });
}

TEST_CASE("a bridge without a lock lets an attended transfer in", "[channel][verbs]") {
    scene s(test::socket_mode::async_full);
    s.fake().plan("user/2000", call_plan().answers_after(1s).stays_up());
    s.fake().plan("user/4000", call_plan().answers_after(1s).stays_up());
    ending joined, moved;
    s.call().async_bridge(app::bridge("user/2000").lock(false), joined.handler());
    s.time().advance(2s);
    CHECK(joined.how == "bridged");
    s.call().async_attended_transfer("user/4000", moved.handler());
    s.time().advance(3s);
    s.fake().hang_up(s.uuid());
    s.time().advance(5s);
    CHECK(moved.how == "transferred");
}

TEST_CASE("verbs of several steps are cancelled, and end with their handle", "[channel][verbs]") {
    using begin = std::function<void(eslio::channel&, asio::cancellation_slot, ending&)>;
    const begin all[] = {
        [](auto& c, auto slot, ending& e) {
            c.async_attended_transfer("user/4000", asio::bind_cancellation_slot(slot, e.handler()));
        },
        [](auto& c, auto slot, ending& e) {
            c.async_wait_for_unbridge(0s, asio::bind_cancellation_slot(slot, e.handler()));
        },
        [](auto& c, auto slot, ending& e) {
            c.async_eavesdrop("u-9", asio::bind_cancellation_slot(slot, e.handler()));
        },
        [](auto& c, auto slot, ending& e) {
            c.async_conference("room", asio::bind_cancellation_slot(slot, e.handler()));
        },
    };
    for (const begin& each : all)
        for (const bool cancelled : {true, false}) {
            test::connected w;
            w.fake.plan("user/4000", call_plan().never_answers());
            const std::string uuid = w.call("user/1000");
            std::optional<eslio::channel> c(std::in_place, w.fs->link(), uuid);
            w.time.settle();
            w.fake.plan("user/9", call_plan().answers_after({}).stays_up());
            const std::string other = w.fake.originate("{origination_uuid=u-9}user/9 &park()");
            const std::string second = w.call("user/1001");
            test::outcome<eslio::bridge_result> joined;
            c->async_bridge_uuid(second, joined.handler());
            w.time.advance(1s);
            asio::cancellation_signal stop;
            ending e;
            each(*c, stop.slot(), e);
            w.time.advance(2s);
            CHECK(e.count == 0);
            if (cancelled)
                stop.emit(asio::cancellation_type::terminal);
            else
                c.reset();
            w.time.advance(10s);
            CHECK(e.count == 1);
            CHECK(e.how == "Operation aborted.");
        }
}

TEST_CASE("the loss of the connection ends the verbs of legs once", "[channel][verbs]") {
    for (const auto way : {test::all_ways[0], test::all_ways[1]}) {
        scene s(way);
        s.fake().plan("user/4000", call_plan().answers_after(1s).stays_up());
        partner(s);
        ending moved, parted, joined;
        s.call().async_attended_transfer("user/4000", moved.handler());
        s.call().async_wait_for_unbridge(0s, parted.handler());
        s.time().advance(3s);
        s.call().async_bridge_uuid("none", joined.handler());
        s.fake().drop_all();
        s.time().advance(1min);
        CHECK(moved.how == "disconnected");
        CHECK(parted.how == "disconnected");
        CHECK(joined.how == "disconnected");
        CHECK(moved.count + parted.count + joined.count == 3);
    }
}
