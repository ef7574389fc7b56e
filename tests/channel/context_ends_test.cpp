// channel: the execution context ends while an operation goes on, which may be one of several
// steps: its handler is destroyed, uncalled, and all that it owns.
#include "catch.hpp"
#include "channel/scene.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace context_ends_test {

namespace {

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using test::scene;

/// A handler of any operation.
struct never_called {
    std::shared_ptr<int> calls;

    template <class... Results>
    void operator()(eslio::error_code, const Results&...) const {
        ++*calls;
    }
};

struct begun {
    const char* what;
    std::function<void(scene&, never_called)> begin;
};

/// Another call that is up.
std::string another(scene& s) {
    s.fake().plan("user/3000", call_plan().answers_after({}).stays_up());
    const std::string uuid = s.fake().originate("user/3000 &park()");
    s.time().settle();
    return uuid;
}

/// To which another program joins the scene's.
void join_another(scene& s) {
    const std::string uuid = another(s);
    test::connection other(s.fake().connect(s.world().context.get_executor()));
    test::outcome<void> opened;
    other.async_login(eslio::password("ClueCon"), opened.handler());
    s.time().settle();
    other.async_api("uuid_bridge " + s.uuid() + " " + uuid, [](auto, const auto&) {});
    s.time().advance(1s);
}

const std::vector<begun> operations = {
    {"bridge_uuid", [](scene& s, auto h) { s.call().async_bridge_uuid(another(s), h); }},
    {"pick_up", [](scene& s, auto h) { s.call().async_pick_up(another(s), h); }},
    {"wait_for_unbridge", [](scene& s, auto h) { s.call().async_wait_for_unbridge(0s, h); }},
    {"wait_for_hangup", [](scene& s, auto h) { s.call().async_wait_for_hangup(0s, h); }},
    {"bridge", [](scene& s, auto h) { s.call().async_bridge("user/2000", h); }},
    {"eavesdrop", [](scene& s, auto h) { s.call().async_eavesdrop("u-9", h); }},
    {"conference", [](scene& s, auto h) { s.call().async_conference("room", h); }},
    {"transfer", [](scene& s, auto h) { s.call().async_transfer("1", eslio::call_legs::both, h); }},
    {"hold", [](scene& s, auto h) { s.call().async_hold(h); }},
    {"mute", [](scene& s, auto h) { s.call().async_mute(eslio::audio_direction::both, h); }},
    {"get_variable", [](scene& s, auto h) { s.call().async_get_variable("x", h); }},
    {"attended_transfer",
     [](scene& s, auto h) { s.call().async_attended_transfer("user/2000", h); }},
    {"attended_transfer of one that talks",
     [](scene& s, auto h) {
         join_another(s);
         s.call().async_attended_transfer("user/2000", h);
     }},
    {"attended_transfer, the others not joined yet",
     [](scene& s, auto h) {
         join_another(s);
         s.fake().plan("user/4000", call_plan().answers_after(1s).stays_up());
         s.call().async_attended_transfer("user/4000", h);
         s.time().advance(3s);
         s.fake().hang_up(s.uuid());
     }},
};

}  // namespace

TEST_CASE("a context that ends leaves nothing of an operation's handler", "[channel]") {
    for (const auto& way : {test::all_ways[0], test::all_ways[1]}) {
        for (const begun& b : operations) {
            for (const auto time : {-1ms, 0ms, 300ms}) {
                const auto calls = std::make_shared<int>(0);
                int before = 0;
                {
                    scene s(way);
                    s.fake().plan("user/2000", call_plan().never_answers());
                    b.begin(s, never_called{calls});
                    if (time == 0ms) s.time().settle();
                    if (time > 0ms) s.time().advance(time);
                    before = *calls;
                }
                INFO(test::name_of(way) << ": " << b.what << ", ended after " << time.count());
                CHECK(*calls == before);
                CHECK(calls.use_count() == 1);
            }
        }
    }
}

}  // namespace context_ends_test
