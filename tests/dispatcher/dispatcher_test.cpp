// dispatcher: who is called, in which order, while handlers come, go and throw.
#include "catch.hpp"
#include "support/called.hpp"

#include <eslio/dispatcher.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;
using eslio::dispatcher;
using eslio::event;
using eslio::event_name;
using test::called;
using test::connected;
using test::outcome;

namespace {

event make(std::string_view name, std::string_view uuid = {}, std::string_view subclass = {}) {
    event e;
    e.add("Event-Name", name);
    if (!uuid.empty()) e.add("Unique-ID", uuid);
    if (!subclass.empty()) e.add("Event-Subclass", subclass);
    return e;
}

}  // namespace

TEST_CASE("handlers are called by name, subclass, call and condition", "[dispatcher]") {
    dispatcher d;
    std::string seen;
    const auto note = [&](char c) { return [&seen, c](const event&) { seen.push_back(c); }; };
    d.on(event_name::dtmf, note('d'));
    d.on("NEW_EVENT", note('n'));
    d.on_custom("sofia::register", note('c'));
    d.on_channel("u-1", note('u'));
    d.on_if([](const event& e) { return e.name().size() == 4; }, note('4'));
    d.on(event_name::all, note('*'));
    CHECK(d.size() == 6);
    const auto calls = [&](const event& e) {
        seen.clear();
        const std::size_t n = d.dispatch(e);
        CHECK(n == seen.size());
        return seen;
    };
    CHECK(calls(make("DTMF", "u-1")) == "du4*");
    CHECK(calls(make("DTMF", "u-2")) == "d4*");
    CHECK(calls(make("new_event")) == "n*");
    CHECK(calls(make("CUSTOM", {}, "sofia::register")) == "c*");
    CHECK(calls(make("CUSTOM", {}, "SOFIA::register")) == "*");
    CHECK(calls(event()) == "*");
}

TEST_CASE("handlers come and go while they are called", "[dispatcher]") {
    dispatcher d;
    std::string seen;
    dispatcher::id second = 0;
    dispatcher::id first = 0;
    first = d.on(event_name::all, [&](const event&) {
        seen.push_back('1');
        CHECK(d.remove(second));  // sees no more, not even this one
        d.on(event_name::all, [&](const event&) { seen.push_back('4'); });
        CHECK(d.remove(first));  // itself
    });
    second = d.on(event_name::all, [&](const event&) { seen.push_back('2'); });
    d.on(event_name::all, [&](const event& e) {
        seen.push_back('3');
        if (e.is(event_name::heartbeat)) d.dispatch(make("DTMF"));  // one inside the other
    });
    d.dispatch(make("DTMF"));
    CHECK(seen == "13");
    CHECK_FALSE(d.remove(second));
    seen.clear();
    d.dispatch(make("HEARTBEAT"));
    CHECK(seen == "3344");
    CHECK(d.size() == 2);
}

TEST_CASE("a handler that throws is reported, and the others go on", "[dispatcher]") {
    dispatcher d;
    std::string told;
    int called = 0;
    d.on(event_name::all, [](const event&) { throw std::runtime_error("one"); });
    d.on_if([](const event&) -> bool { throw std::runtime_error("two"); }, [](const event&) {});
    d.on(event_name::all, [&](const event&) { ++called; });
    d.dispatch(make("DTMF"));  // nobody is told
    CHECK(called == 1);
    d.on_exception([&](const std::exception_ptr& p) {
        try {
            std::rethrow_exception(p);
        } catch (const std::exception& e) {
            told += e.what();
        }
        throw std::runtime_error("of its own");
    });
    d.dispatch(make("DTMF"));
    CHECK(called == 2);
    CHECK(told == "onetwo");
}

TEST_CASE("a handler may destroy the dispatcher", "[dispatcher]") {
    auto d = std::make_unique<dispatcher>();
    int later = 0;
    d->on(event_name::all, [&](const event&) { d.reset(); });
    d->on(event_name::all, [&](const event&) { ++later; });
    dispatcher& here = *d;
    here.dispatch(make("DTMF"));
    CHECK_FALSE(d);
    CHECK(later == 1);
}

TEST_CASE("what is no event goes to on_other", "[dispatcher]") {
    dispatcher d;
    int events = 0, gaps = 0;
    d.on(event_name::all, [&](const event&) { ++events; });
    d.dispatch(eslio::message(eslio::gap(3)));
    d.on_other([&](const eslio::message& m) { gaps += m.as_gap() != nullptr; });
    d.dispatch(eslio::message(eslio::gap(3)));
    d.dispatch(eslio::message(make("DTMF")));
    CHECK(events == 1);
    CHECK(gaps == 1);
}

TEST_CASE("a connection is dispatched until its end", "[dispatcher][async]") {
    connected w;
    outcome<eslio::reply> subscribed;
    w.fs->async_subscribe(eslio::subscription(event_name::heartbeat), subscribed.handler());
    w.time.settle();
    dispatcher d;
    int beats = 0;
    outcome<void> end;
    d.on(event_name::heartbeat, [&](const event&) { ++beats; });
    eslio::async_dispatch(*w.fs, d, end.handler());
    for (int i = 0; i < 3; ++i) w.fake.fire_heartbeat();
    w.time.settle();
    CHECK(beats == 3);
    CHECK(end.count == 0);
    w.fake.drop_all();
    w.time.settle();
    REQUIRE(end.done());
    CHECK(end.ec == eslio::condition::disconnected);
}

TEST_CASE("dispatching is cancelled at any time, also by a handler", "[dispatcher][async]") {
    for (const bool inside : {false, true}) {
        connected w;
        outcome<eslio::reply> subscribed;
        w.fs->async_subscribe(eslio::subscription(event_name::heartbeat), subscribed.handler());
        w.time.settle();
        dispatcher d;
        asio::cancellation_signal signal;
        int beats = 0;
        d.on(event_name::heartbeat, [&](const event&) {
            ++beats;
            if (inside) signal.emit(asio::cancellation_type::total);
        });
        outcome<void> end;
        eslio::async_dispatch(*w.fs, d, asio::bind_cancellation_slot(signal.slot(), end.handler()));
        w.time.settle();
        if (!inside) signal.emit(asio::cancellation_type::terminal);
        for (int i = 0; i < 3; ++i) w.fake.fire_heartbeat();
        w.time.settle();
        REQUIRE(end.done());
        CHECK(end.ec == asio::error::operation_aborted);
        CHECK(beats == (inside ? 1 : 0));
        CHECK(w.fs->is_open());
        outcome<eslio::message> next;  // the others are still there
        w.fs->async_receive(next.handler());
        w.time.settle();
        CHECK(next.done());
        CHECK_FALSE(next.ec);
    }
}

TEST_CASE("a session is dispatched until its end", "[dispatcher][async]") {
    called c(test::socket_mode::async_full,
             eslio::testing::call().presses("12").hangs_up(eslio::testing::after(1s)));
    dispatcher d;
    std::string digits;
    int notices = 0;
    d.on(event_name::dtmf, [&](const event& e) { digits.append(e["DTMF-Digit"]); });
    d.on_other([&](const eslio::message& m) { notices += m.as_notice() != nullptr; });
    outcome<void> end;
    eslio::async_dispatch(c.s, d, end.handler());
    c.run(eslio::app::answer());
    c.time.advance(60s);
    CHECK(digits == "12");
    CHECK(notices == 2);  // linger, goodbye
    REQUIRE(end.done());
    CHECK(end.ec == eslio::error::disconnected);
}
