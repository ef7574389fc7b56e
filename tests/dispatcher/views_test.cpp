// dispatcher: handlers of views, and the subscription to what the handlers are for.
#include "catch.hpp"
#include "support/called.hpp"

#include <eslio/dispatcher.hpp>
#include <eslio/events.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace dispatched_views {

using eslio::dispatcher;
using eslio::event;
using eslio::event_name;
using eslio::format;
namespace events = eslio::events;
using test::called;
using test::connected;
using test::outcome;

/// A view of one's own that fits by a condition.
class vip_call : public events::channel_view {
public:
    static bool fits(const event& e) { return e.variable("vip") == "yes"; }
    using channel_view::channel_view;
};

}  // namespace dispatched_views

}  // namespace

TEST_CASE("handlers of views are given the view", "[dispatcher]") {
    using namespace dispatched_views;
    dispatcher d;
    std::string seen;
    d.on<events::dtmf>([&](const events::dtmf& key) { seen += *key.digit(); });
    d.on<events::sofia_register>([&](const events::sofia_register& r) { seen += r.user(); });
    d.on<vip_call>([&](const vip_call&) { seen += "vip"; });
    // Whatever it keeps is its own: it may change it, and need not be copied.
    d.on<events::heartbeat>(
        [count = 0, &seen](const events::heartbeat&) mutable { seen += std::to_string(++count); });
    const auto calls = [&](const event& e) {
        seen.clear();
        d.dispatch(e);
        return seen;
    };
    CHECK(calls(event(event_name::dtmf).add("DTMF-Digit", "#")) == "#");
    CHECK(calls(event::custom("sofia::register").add("from-user", "ann")) == "ann");
    CHECK(calls(event::custom("sofia::unregister").add("from-user", "ann")) == "");
    CHECK(calls(event(event_name::dtmf).add("variable_vip", "yes").add("DTMF-Digit", "1")) ==
          "1vip");
    CHECK(calls(event(event_name::heartbeat)) == "1");
    CHECK(calls(event(event_name::heartbeat)) == "2");
}

TEST_CASE("a dispatcher tells what its handlers are for", "[dispatcher]") {
    using namespace dispatched_views;
    dispatcher d;
    const auto ignore = [](const auto&) {};
    CHECK(d.subscription().events().empty());
    d.on_if([](const event&) { return true; }, ignore);
    d.on_channel("u-1", ignore);
    d.on<vip_call>(ignore);
    d.on(event_name::custom, ignore);
    CHECK(d.subscription().events().empty());
    CHECK_FALSE(d.subscription().error());
    d.on(event_name::channel_answer, ignore);
    d.on("NEW_EVENT", ignore);
    d.on_custom("acme::entered", ignore);
    d.on<events::dtmf>(ignore);
    d.on<events::dtmf>(ignore);
    const auto id = d.on<events::conference_maintenance>(ignore);
    const auto wanted = d.subscription(format::json);
    CHECK(wanted.type() == format::json);
    CHECK(wanted.events().words() ==
          " CHANNEL_ANSWER NEW_EVENT DTMF CUSTOM acme::entered conference::maintenance");
    CHECK(d.remove(id));
    CHECK(d.subscription().events().subclasses() == std::vector<std::string>{"acme::entered"});
    CHECK_FALSE(d.subscription().type());
    d.on(event_name::all, ignore);
    CHECK(d.subscription().events().has(event_name::all));
}

TEST_CASE("what the handlers are for is subscribed to", "[dispatcher][async]") {
    using namespace dispatched_views;
    connected w;
    dispatcher d;
    int beats = 0;
    std::string subclasses;
    d.on<events::heartbeat>([&](const events::heartbeat&) {
        // One that is added by a handler hears at once.
        if (++beats == 1)
            d.on_custom("acme::entered", [&](const event& e) { subclasses += e.subclass(); });
    });
    outcome<void> end;
    eslio::async_dispatch(*w.fs, d, format::plain, end.handler());
    w.time.settle();
    w.fake.fire(event::custom("acme::entered"));
    w.time.settle();
    CHECK(subclasses.empty());
    w.fake.fire_heartbeat();
    w.time.settle();
    CHECK(beats == 1);
    w.fake.fire(event::custom("acme::entered"));
    w.fake.fire_heartbeat();
    w.time.settle();
    CHECK(beats == 2);
    CHECK(subclasses == "acme::entered");
    w.fake.drop_all();
    w.time.settle();
    REQUIRE(end.done());
    CHECK(end.ec == eslio::condition::disconnected);
}

TEST_CASE("a refused subscription ends the dispatching", "[dispatcher][async]") {
    using namespace dispatched_views;
    connected w;
    dispatcher d;
    d.on<events::dtmf>([](const events::dtmf&) {});
    w.fake.expect("event ").reply("-ERR permission denied");
    outcome<void> end;
    eslio::async_dispatch(*w.fs, d, format::plain, end.handler());
    w.time.settle();
    REQUIRE(end.done());
    CHECK(end.ec == eslio::error::not_allowed);
    CHECK(w.fs->is_open());
}

TEST_CASE("a dispatcher without handlers subscribes to nothing", "[dispatcher][async]") {
    using namespace dispatched_views;
    connected w;
    dispatcher d;
    outcome<void> end;
    eslio::async_dispatch(*w.fs, d, format::plain, end.handler());
    w.time.settle();
    CHECK(end.count == 0);
    CHECK(w.told("event") == 0);
    w.fs->close();
    w.time.settle();
    CHECK(end.done());
}

TEST_CASE("a handler may destroy a dispatcher that subscribes", "[dispatcher][async]") {
    using namespace dispatched_views;
    connected w;
    auto d = std::make_unique<dispatcher>();
    d->on<events::heartbeat>([&](const events::heartbeat&) {
        d.reset();
        w.fs->close();
    });
    outcome<void> end;
    eslio::async_dispatch(*w.fs, *d, format::plain, end.handler());
    w.time.settle();
    w.fake.fire_heartbeat();
    w.time.settle();
    CHECK(d == nullptr);
    CHECK(end.done());
}

TEST_CASE("a session's dispatcher subscribes", "[dispatcher][async]") {
    using namespace dispatched_views;
    called c(test::socket_mode::async_full, eslio::testing::call().presses("12").hangs_up(
                                                eslio::testing::after(std::chrono::seconds(1))));
    dispatcher d;
    std::string digits;
    d.on<events::dtmf>([&](const events::dtmf& key) { digits += key.digit().value_or('?'); });
    outcome<void> end;
    eslio::async_dispatch(c.s, d, format::json, end.handler());
    c.run(eslio::app::answer());
    c.time.advance(std::chrono::seconds(60));
    CHECK(digits == "12");
    REQUIRE(end.done());
}
