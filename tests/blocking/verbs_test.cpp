// blocking/verbs.hpp, blocking/call.hpp: the verbs that other legs, media and times belong to.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"

#include <eslio/blocking.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <string>
#include <string_view>

namespace blocking_verbs_test {
namespace {

namespace blocking = eslio::blocking;
namespace app = eslio::app;
using namespace std::chrono_literals;

std::size_t times_told(test::switch_thread& fake, const std::string& command) {
    return fake.with([&](eslio::testing::fake_switch& s) {
        const auto all = s.commands();
        return static_cast<std::size_t>(std::count(all.begin(), all.end(), command));
    });
}

/// A call that is up, and a connection that hears what is run on it.
struct scene {
    test::switch_thread fake;
    blocking::connection fs{"127.0.0.1", fake.port()};
    blocking::connection hears{"127.0.0.1", fake.port()};
    blocking::call call = made();

    scene() { hears.subscribe(eslio::subscription(eslio::event_name::channel_execute)).value(); }

    blocking::call made() { return fs.originate(eslio::originate("null/x")).call(); }

    /// Waits until that application runs on the call.
    void wait_for(std::string_view application, const std::string& uuid) {
        for (;;) {
            const eslio::message next = hears.receive();
            const eslio::event* e = next.as_event();
            if (e && (*e)["Application"] == application && (*e)["Unique-ID"] == uuid) return;
        }
    }
};

/// Listens to another call until that is hung up.
eslio::execution_result listen(
    std::string_view application,
    const std::function<eslio::execution_result(blocking::call&, const std::string&)>& verb) {
    scene s;
    blocking::call other = s.made();
    auto listens = std::async(std::launch::async, [&] { return verb(s.call, other.uuid()); });
    s.wait_for(application, s.call.uuid());
    CHECK(other.hangup());
    return listens.get();
}

TEST_CASE("blocking call: what is played into a call, and taken away", "[blocking]") {
    scene s;
    CHECK(s.call.displace("/x.wav", app::displacing().mix().loop()));
    CHECK(s.call.stop_displacing("/x.wav"));
    CHECK(times_told(s.fake, "api uuid_displace " + s.call.uuid() + " stop /x.wav") == 1);
    const auto none = s.call.stop_displacing("/x.wav");
    CHECK(none.text() == "-ERR Cannot stop displace session!");
    eslio::error_code ec;
    (void)s.call.stop_displacing("", ec);
    CHECK(ec == eslio::condition::invalid_argument);
}

TEST_CASE("blocking call: another call is listened to until it ends", "[blocking]") {
    const auto heard = listen("eavesdrop", [](blocking::call& c, const std::string& other) {
        return c.eavesdrop(other);
    });
    CHECK(heard.how() == eslio::execution_result::outcome::ended);
    const auto talked = listen("three_way", [](blocking::call& c, const std::string& other) {
        return c.three_way(other);
    });
    CHECK(talked.how() == eslio::execution_result::outcome::ended);
    scene s;
    for (const auto& none : {s.call.eavesdrop("none"), s.call.three_way("none")})
        CHECK(none.why() == "there is no such call to listen to");
}

TEST_CASE("blocking call: a blind transfer sends the other leg away", "[blocking]") {
    scene s;
    s.fake.with([](eslio::testing::fake_switch& f) {
        return f.extension("6000", {{"answer", ""}, {"park", ""}}), true;
    });
    CHECK_FALSE(s.call.blind_transfer("6000"));
    blocking::call other = s.made();
    CHECK(s.call.bridge_uuid(other.uuid()));
    CHECK(s.call.blind_transfer("6000"));
    s.wait_for("answer", other.uuid());
    CHECK_FALSE(other.over());
}

TEST_CASE("blocking call: heartbeats and media", "[blocking]") {
    scene s;
    const std::string beats = "api uuid_session_heartbeat " + s.call.uuid();
    CHECK(s.call.heartbeat(60s));
    CHECK(times_told(s.fake, beats + " 60") == 1);
    CHECK(s.call.heartbeat(0s));
    CHECK(times_told(s.fake, beats + " false") == 1);
    CHECK(s.call.set_media(false));
    CHECK(times_told(s.fake, "api uuid_media off " + s.call.uuid()) == 1);
}

TEST_CASE("blocking call: records until silence, bridges by an application", "[blocking]") {
    scene s;
    CHECK(s.call.record("taped.wav", 1s, app::silence{200, 1s}));
    const auto bridged = s.call.bridge(app::bridge(eslio::endpoint("null/y")).lock(false));
    CHECK(bridged);
    CHECK_FALSE(bridged.early());
}

TEST_CASE("blocking call: variables with types", "[blocking]") {
    scene s;
    const eslio::variable_name<int> paid("paid");
    CHECK(s.call.set_variable(paid, 12));
    CHECK(s.call.get_variable("paid") == "12");
    const auto back = s.call.get_variable(paid);
    CHECK(back.value() == 12);
}

}  // namespace
}  // namespace blocking_verbs_test
