// outbound::server: listening, routes, limits, draining.
#include "catch.hpp"
#include "outbound/served.hpp"
#include "support/called.hpp"
#include "support/rounds.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using asio::ip::tcp;
using eslio::outbound::server;
using eslio::outbound::server_options;
using eslio::outbound::session;
using eslio::testing::after;
using eslio::testing::call;
using test::finishes;
using test::incoming_call;
using test::loopback;
using test::offer;
using test::outcome;
using test::over_tcp;
using test::switched;

TEST_CASE("calls go to the route that fits first", "[outbound][server]") {
    switched w;
    server s(w.context);
    std::vector<std::string> taken;
    const auto note = [&](std::string by) {
        return [&taken, by](const session& call) {
            taken.push_back(by + " " + std::string(call.destination()));
        };
    };
    s.route([](const session&) -> bool { throw std::runtime_error("thrown"); }, note("thrower"));
    s.route_number("100", note("number"));
    s.route_path("ivr/menu", note("path"));
    s.route([](const session& c) { return c.caller_number() == "42"; }, note("function"));
    s.route_number("200", [](session) { throw std::runtime_error("thrown"); });
    s.otherwise(note("rest"));
    offer(w, s, incoming_call().to("100"));
    offer(w, s, incoming_call().to("300").variable("socket_path", "ivr/menu"));
    offer(w, s, incoming_call().to("300").from("42"));
    offer(w, s, incoming_call().to("200"));
    offer(w, s, incoming_call().to("400"));
    w.time.advance(1s);
    CHECK(taken == std::vector<std::string>{"number 100", "path 300", "function 300", "rest 400"});
    CHECK(s.usage().opened == 5);
    CHECK(s.usage().let_go == 1);  // by the handler that threw
    CHECK(s.usage().sessions == 0);
    CHECK(w.fake.open_connections() == 0);
}

TEST_CASE("calls are accepted in order, and waits for them cancelled", "[outbound][server]") {
    switched w;
    server s(w.context);
    asio::cancellation_signal signal;
    outcome<session> cancelled, first, second, third, closed;
    s.async_accept(asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
    s.async_accept(first.handler());
    signal.emit(asio::cancellation_type::total);
    offer(w, s, incoming_call().to("1"));
    offer(w, s, incoming_call().to("2"));
    offer(w, s, incoming_call().to("3").uuid("gone"));
    offer(w, s, incoming_call().to("4"));
    w.time.settle();
    CHECK(cancelled.ec == asio::error::operation_aborted);
    REQUIRE(first.done());
    CHECK(first.value.destination() == "1");
    s.async_accept(second.handler());
    w.fake.hang_up("gone");  // nobody is given a call that has ended meanwhile
    w.time.advance(1s);
    CHECK(second.value.destination() == "2");
    s.async_accept(third.handler());
    w.time.settle();
    CHECK(third.value.destination() == "4");
    s.async_accept(closed.handler());
    s.close();
    w.time.settle();
    CHECK(closed.done());
    CHECK(closed.ec == eslio::error::closed);
    CHECK(s.usage().sessions == 0);
}

TEST_CASE("calls past a limit are let go", "[outbound][server]") {
    switched w;
    server_options options;
    options.most_sessions = 4;
    options.most_waiting = 2;
    server s(w.context, options);
    std::vector<session> kept;
    s.route_number("keep", [&](session c) { kept.push_back(std::move(c)); });
    for (int i = 0; i < 3; ++i) offer(w, s, incoming_call().to("wait"));
    w.time.advance(1s);
    CHECK(s.usage().sessions == 2);  // the third is waited for by nobody
    CHECK(s.usage().let_go == 1);
    for (int i = 0; i < 4; ++i) offer(w, s, incoming_call().to("keep"));
    w.time.advance(1s);
    CHECK(kept.size() == 2);
    CHECK(s.usage().let_go == 3);
    CHECK(w.fake.calls().size() == 4);  // the others went on in the dialplan, and were done
    kept.clear();
    w.time.advance(1s);
    CHECK(s.usage().sessions == 2);
}

TEST_CASE("a server drains", "[outbound][server][drain]") {
    for (const bool in_time : {true, false}) {
        switched w;
        server s(w.context);
        std::vector<session> kept;
        s.otherwise([&](session c) {
            c.async_execute(eslio::app::answer(), [](auto...) {});
            kept.push_back(std::move(c));
        });
        offer(w, s, incoming_call().caller(call().hangs_up(after(5s))));
        offer(w, s, incoming_call().caller(call().hangs_up(after(6s))));
        w.time.advance(1s);
        const auto start = w.time.now();
        outcome<void> drained, cancelled;
        asio::cancellation_signal signal;
        s.async_drain(in_time ? 60s : 2s, drained.handler());
        s.async_drain(1s, asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
        signal.emit(asio::cancellation_type::total);
        if (!in_time) {
            w.time.advance(1900ms);
            CHECK(drained.count == 0);
        }
        REQUIRE(finishes(w, drained));
        CHECK(cancelled.ec == asio::error::operation_aborted);
        if (in_time) {
            CHECK_FALSE(drained.ec);
            CHECK(w.time.now() - start < 7s);
        } else {
            CHECK(drained.ec == eslio::error::timeout);
            CHECK(w.time.now() - start == 2s);
        }
        w.time.advance(1s);
        CHECK(s.usage().sessions == 0);
        CHECK(drained.done());
        outcome<void> nothing;
        s.async_drain(0s, nothing.handler());
        w.time.settle();
        CHECK(nothing.done());
        CHECK_FALSE(nothing.ec);
    }
}

TEST_CASE("an opening that fails ends the draining, too", "[outbound][server][drain]") {
    switched w;
    server s(w.context);
    auto ends = eslio::testing::connect_pair(w.context.get_executor());
    s.adopt(std::move(ends.first));
    outcome<void> drained;
    s.async_drain(0s, drained.handler());
    w.time.advance(9s);
    CHECK(s.usage().opening == 1);
    w.time.advance(1s);
    CHECK(s.usage().opening == 0);
    CHECK(s.usage().leaving == 1);
    w.time.advance(4s);
    CHECK(drained.count == 0);
    w.time.advance(1s);
    CHECK(drained.done());
    CHECK(s.usage().leaving == 0);
    CHECK_FALSE(drained.ec);
    CHECK(s.usage().failed == 1);
}

TEST_CASE("a server that is gone calls no route", "[outbound][server]") {
    switched w;
    int taken = 0;
    outcome<session> accepted;
    outcome<void> drained;
    std::optional<session> kept;
    {
        std::optional<server> s(std::in_place, w.context);
        s->route_number("kept", [&](session c) { kept = std::move(c); });
        offer(w, *s, incoming_call().to("kept"));
        offer(w, *s, incoming_call().to("waits"));
        offer(w, *s, incoming_call().to("nobody takes it"));
        w.time.settle();
        s->otherwise([&](session) { ++taken; });
        offer(w, *s);
        s->async_accept(accepted.handler());
        s->async_drain(0s, drained.handler());
    }
    w.time.advance(60s);
    CHECK(taken == 0);
    CHECK(drained.ec == eslio::error::closed);
    REQUIRE(kept);
    CHECK(accepted.value.destination() == "waits");
    CHECK(w.fake.open_connections() == 2);  // sessions live apart
    outcome<eslio::execution_result> o;
    kept->async_execute(eslio::app::answer(), o.handler());
    w.time.settle();
    CHECK(o.value.ok());
}

TEST_CASE("a server listens on several addresses, to those who may", "[outbound][server][tcp]") {
    over_tcp w;
    server s(w.context);
    eslio::error_code ec;
    std::vector<tcp::endpoint> where{s.listen(loopback, ec)};
    REQUIRE_FALSE(ec);
    where.push_back(s.listen(loopback, ec));
    REQUIRE_FALSE(ec);
    CHECK(where[0].port() != where[1].port());
    s.listen(where[0], ec);
    CHECK(ec);  // taken
    std::vector<session> taken;
    s.otherwise([&](session c) { taken.push_back(std::move(c)); });
    for (const auto& e : where) w.fake.call_out(e);
    CHECK(w.soon([&] { return taken.size() == 2; }));

    // IPv6, where the machine has it.
    const auto six = s.listen({asio::ip::address_v6::loopback(), 0}, ec);
    if (!ec) {
        tcp::socket raw(w.context);
        raw.connect(six, ec);
        CHECK_FALSE(ec);
        CHECK(w.soon([&] { return s.usage().opening == 1; }));
        raw.close();
        CHECK(w.soon([&] { return s.usage().failed == 1; }));
    }

    server_options strict;
    REQUIRE(strict.allow.add("192.0.2.0/24"));
    server closed(w.context, strict);
    const auto denied = closed.listen(loopback, ec);
    w.fake.call_out(denied);
    CHECK(w.soon([&] { return closed.usage().denied == 1; }));
    CHECK(closed.usage().opening == 0);
    REQUIRE(strict.allow.add("127.0.0.1"));
    closed = server(w.context, strict);
    int let_in = 0;
    closed.otherwise([&](session) { ++let_in; });
    w.fake.call_out(closed.listen(loopback, ec));
    CHECK(w.soon([&] { return let_in == 1; }));
}

TEST_CASE("networks are told apart", "[outbound][server]") {
    eslio::outbound::allow_list list;
    const auto allows = [&](const char* text) { return list.allows(asio::ip::make_address(text)); };
    CHECK(allows("203.0.113.9"));  // empty: everybody
    for (const char* bad : {"", "x", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8 ",
                            "::/129", "1.2.3", "/8"}) {
        INFO(bad);
        CHECK_FALSE(list.add(bad));
    }
    REQUIRE(list.add("10.1.0.0/20"));
    REQUIRE(list.add("2001:db8::/33"));
    REQUIRE(list.add("::1"));
    CHECK(allows("10.1.15.255"));
    CHECK_FALSE(allows("10.1.16.0"));
    CHECK(allows("::ffff:10.1.0.1"));
    CHECK(allows("2001:db8:7fff::1"));
    CHECK_FALSE(allows("2001:db8:8000::1"));
    CHECK(allows("::1"));
    CHECK_FALSE(allows("::2"));
    REQUIRE(list.add("0.0.0.0/0"));
    CHECK(allows("203.0.113.9"));
}

TEST_CASE("without descriptors the server pauses and goes on", "[outbound][server][tcp][native]") {
    over_tcp w;
    server s(w.context);
    eslio::error_code ec;
    const auto where = s.listen(loopback, ec);
    tcp::socket peer(w.context);
    peer.open(tcp::v4());
    rlimit usual{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &usual) == 0);
    rlimit none = usual;
    none.rlim_cur = 3;
    REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    peer.connect(where, ec);
    const std::size_t handlers = w.context.run_for(std::chrono::milliseconds(350));
    REQUIRE(setrlimit(RLIMIT_NOFILE, &usual) == 0);
    CHECK_FALSE(ec);
    CHECK(handlers < 50);  // it does not spin
    CHECK(s.usage().accepted == 0);
    w.context.restart();
    CHECK(w.soon([&] { return s.usage().accepted == 1; }));
}

TEST_CASE("a server that listens again takes what comes", "[outbound][server][tcp]") {
    over_tcp w;
    server s(w.context);
    eslio::error_code ec;
    const auto where = s.listen(loopback, ec);
    REQUIRE_FALSE(ec);
    int told = 0;
    std::deque<tcp::socket> peers;
    std::deque<std::string> heard(50);
    for (std::string& text : heard) {
        tcp::socket& peer = peers.emplace_back(w.context);
        peer.connect(where, ec);
        REQUIRE_FALSE(ec);
        asio::async_read_until(peer, asio::dynamic_buffer(text), "\n\n",
                               [&](const eslio::error_code& failed, std::size_t) {
                                   if (!failed && text == "connect\n\n") ++told;
                               });
    }
    // At every moment of accepting, that of an error included.
    CHECK(w.soon([&] {
        s.close();
        s.listen(where, ec);
        return ec || told == 50;
    }));
    CHECK_FALSE(ec);
    CHECK(told == 50);
    tcp::socket last(w.context);
    last.connect(where, ec);
    REQUIRE_FALSE(ec);
    CHECK(w.soon([&] { return s.usage().opening == 1; }));
}
