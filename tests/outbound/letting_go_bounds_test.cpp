// outbound: letting calls go: who is told what, how long it takes, how many, and what is not said.
#include "catch.hpp"
#include "outbound/dialplan.hpp"
#include "outbound/served.hpp"
#include "support/called.hpp"

#include <asio/buffer.hpp>
#include <asio/error.hpp>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::outbound::server;
using eslio::outbound::server_options;
using eslio::outbound::session;
using eslio::outbound::session_end;
using eslio::testing::incoming_call;
using eslio::testing::stream;
using test::dialplan;
using test::drops;
using test::finishes;
using test::outcome;
using test::socket_mode;

TEST_CASE("who is let go is told so at once", "[outbound][letting_go]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single}) {
        dialplan d(m);
        outcome<session> opened;
        d.take = [&](stream end) {
            eslio::outbound::async_open_session(std::move(end), {}, opened.handler());
        };
        d.calls();
        d.time.run_until([&] { return opened.done(); });
        session& s = opened.value;
        d.fake.set_frozen(true);
        outcome<session_end> end, again;
        outcome<eslio::execution_result> executed;
        outcome<eslio::reply> sent, late;
        outcome<eslio::message> received;
        outcome<eslio::hangup_info> over;
        s.async_wait_for_end(end.handler());
        s.async_execute(eslio::app::playback("x.wav"), executed.handler());
        s.async_send(eslio::cmd::getvar("x"), sent.handler());
        s.async_receive(received.handler());
        s.async_wait_for_hangup(0s, over.handler());
        s.close();
        d.time.settle();
        for (const auto& ec : {executed.ec, sent.ec, received.ec, over.ec})
            CHECK(ec == eslio::condition::disconnected);
        CHECK(end.done());
        CHECK(end.value.connection() == eslio::error::closed);
        CHECK_FALSE(end.value.hung_up());
        s.async_wait_for_end(again.handler());
        s.async_send(eslio::cmd::getvar("x"), late.handler());
        d.time.settle();
        CHECK(again.value.connection() == eslio::error::closed);
        CHECK(late.ec == eslio::error::closed);
        CHECK(d.fake.open_connections() == 1);
        d.fake.set_frozen(false);
        d.time.advance(2s);
        CHECK(d.all_went_on());
    }
}

TEST_CASE("a peer that does not answer is let go in time", "[outbound][letting_go]") {
    for (const bool answers_connect : {false, true}) {
        dialplan d(socket_mode::async_full);
        server_options options;
        options.session.farewell_timeout = 3s;
        server s(d.context, options);
        std::optional<session> kept;
        s.otherwise([&](session c) { kept = std::move(c); });
        d.take = [&](stream end) { s.adopt(std::move(end)); };
        d.calls();
        d.time.run_until(
            [&] { return answers_connect ? s.usage().sessions == 1 : d.fake.connections() == 1; });
        d.fake.set_frozen(true);
        kept.reset();
        s.close();
        const auto begun = d.time.now();
        outcome<void> drained;
        s.async_drain(0s, drained.handler());
        // A session that somebody had stays for the call's park at most.
        const std::chrono::milliseconds stays = answers_connect ? 1s : 3s;
        d.time.advance(stays - 1ms);
        CHECK(drained.count == 0);
        CHECK(s.usage().sessions + s.usage().leaving + s.usage().opening == 1);
        CHECK(finishes(d, drained));
        CHECK(d.time.now() - begun == stays);
        CHECK(s.usage().sessions + s.usage().leaving + s.usage().opening == 0);
    }
}

TEST_CASE("a server that has stopped adopts no call", "[outbound][letting_go][server]") {
    for (const bool drains : {false, true}) {
        dialplan d(socket_mode::async_full);
        server s(d.context);
        int taken = 0;
        s.otherwise([&](const session&) { ++taken; });
        outcome<void> drained;
        if (drains)
            s.async_drain(0s, drained.handler());
        else
            s.close();
        d.take = [&](stream end) { s.adopt(std::move(end)); };
        d.calls();
        d.time.advance(1s);
        CHECK(taken == 0);
        CHECK(s.usage().opened == 0);
        CHECK(s.usage().let_go == 1);
        CHECK(d.all_went_on());
    }
}

TEST_CASE("those that leave are bounded, too", "[outbound][letting_go][server]") {
    dialplan d(socket_mode::async_full);
    server_options options;
    options.most_sessions = 0;
    options.most_leaving = 3;
    server s(d.context, options);
    std::vector<stream> silent;
    for (int i = 0; i < 10; ++i) {
        auto ends = eslio::testing::connect_pair(d.context.get_executor());
        s.adopt(std::move(ends.first));
        silent.push_back(std::move(ends.second));
        d.time.settle();
        CHECK(s.usage().leaving == static_cast<std::size_t>(std::min(i + 1, 3)));
    }
    CHECK(s.usage().let_go == 10);
    d.time.advance(5s);
    CHECK(s.usage().leaving == 0);
}

TEST_CASE("a session that is in its park is closed without a word", "[outbound][letting_go]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single})
        for (const bool transferred : {false, true}) {
            dialplan d(m);
            d.fake.extension("78", {{"playback", "silence_stream://5000"}, {"echo", ""}});
            outcome<session> opened;
            d.take = [&](stream end) {
                eslio::outbound::async_open_session(std::move(end), {}, opened.handler());
            };
            d.calls();
            d.time.advance(1s);
            REQUIRE_FALSE(opened.ec);
            outcome<eslio::reply> queued;
            if (transferred) opened.value.async_queue(eslio::app::transfer("78"), queued.handler());
            d.time.advance(1s);
            opened.value = session();
            d.time.advance(1min);
            CHECK(d.told("resume") == 0);
            CHECK(d.told("exit") == (transferred ? 0U : 1U));  // the other program's
            CHECK(d.all_went_on());
        }
}

TEST_CASE("what happened before the opening does not show the park", "[outbound][letting_go]") {
    // The events of what the dialplan did before come after `connect`, as they do under load.
    auto ends = std::optional<std::pair<stream, stream>>();
    test::driven_context w;
    ends.emplace(eslio::testing::connect_pair(w.context.get_executor()));
    stream& fs = ends->second;
    outcome<session> opened;
    eslio::outbound::async_open_session(std::move(ends->first), {}, opened.handler());
    w.time.settle();
    fs.send_now("Event-Name: CHANNEL_DATA\nEvent-Sequence: 100\nUnique-ID: u-1\n"
                "Content-Type: command/reply\nReply-Text: %2BOK%0A\nSocket-Mode: async\n"
                "Control: full\n\n");
    w.time.settle();
    for (int i = 0; i < 3; ++i) fs.send_now(test::reply_packet("+OK"));
    const auto event = [](const char* name, const char* number) {
        return test::event_packet(std::string("Event-Name: ") + name +
                                  "\nEvent-Sequence: " + number + "\nUnique-ID: u-1\n\n");
    };
    for (const char* name : {"CHANNEL_EXECUTE", "CHANNEL_EXECUTE_COMPLETE", "CHANNEL_PARK",
                             "CHANNEL_UNPARK", "PRIVATE_COMMAND"})
        fs.send_now(event(name, "99"));
    fs.send_now(event("CHANNEL_STATE", "101"));
    w.time.settle();
    REQUIRE(opened.done());
    fs.take_received();
    SECTION("so the session stays until the call is in its park") {
        char byte = 0;
        outcome<std::size_t> end;
        fs.async_read_some(asio::buffer(&byte, 1), end.handler());
        opened.value = session();
        w.time.advance(999ms);
        CHECK_FALSE(end.done());
        w.time.advance(1ms);
        CHECK(end.done());
        CHECK(end.ec == asio::error::eof);
    }
    SECTION("but what happened after does") {
        fs.send_now(event("CHANNEL_PARK", "102"));
        w.time.settle();
        opened.value = session();
        w.time.settle();
        CHECK(fs.take_received().empty());
    }
}

TEST_CASE("a session may be dropped inside a predicate", "[outbound][letting_go]") {
    dialplan d(socket_mode::async_full);
    std::optional<session> s;
    d.take = [&](stream end) {
        eslio::outbound::async_open_session(
            std::move(end), {}, [&](const eslio::error_code&, session c) { s = std::move(c); });
    };
    d.calls();
    d.time.run_until([&] { return s.has_value(); });
    outcome<eslio::wait_result> waited;
    s->async_wait_for(
        [&](const eslio::event&) {
            s.reset();
            return false;
        },
        0s, waited.handler());
    d.time.advance(100ms);
    CHECK_FALSE(s);
    CHECK(waited.done());
    CHECK(d.all_went_on());
}

TEST_CASE("thousands are let go at once", "[outbound][letting_go][capacity]") {
    for (const bool surplus : {false, true}) {
        dialplan d(socket_mode::async_full);
        server_options options;
        options.most_sessions = surplus ? 0 : 10'000;
        options.most_leaving = 10'000;
        server s(d.context, options);
        drops(s);
        d.take = [&](stream end) { s.adopt(std::move(end)); };
        const auto count = static_cast<std::size_t>(test::crowd_of(2000));
        d.calls(static_cast<int>(count));
        d.time.advance(1s);
        CHECK(d.all_went_on(count));
        CHECK(s.usage().sessions == 0);
        CHECK(s.usage().leaving == 0);
        CHECK(s.usage().let_go == (surplus ? count : 0U));
    }
}

TEST_CASE("a context may end while calls are let go", "[outbound][letting_go]") {
    for (int after = 0; after < 150; ++after) {
        std::optional<dialplan> d(std::in_place, socket_mode::async_full);
        std::optional<server> s(std::in_place, d->context);
        drops(*s);
        auto kept = std::make_shared<std::optional<session>>();
        s->route_number("78", [kept](session c) { *kept = std::move(c); });
        d->fake.extension("78", {{"socket", "ivr:1 async full"}});
        d->take = [&](stream end) { s->adopt(std::move(end)); };
        d->calls(2);
        d->fake.call_in(incoming_call().to("78"));
        int handlers = 0;
        d->time.run_until([&] { return handlers++ == after; }, 1s);
        // A handler owns a session, and goes with the context.
        if (*kept) (*kept)->async_wait_for_hangup(0s, [kept](auto...) {});
        s.reset();
        d.reset();
        SUCCEED();
    }
}

TEST_CASE("what waits in the kernel's queue is let go when the server stops",
          "[outbound][letting_go][tcp]") {
    test::over_tcp w;
    std::optional<server> s(std::in_place, w.context);
    eslio::error_code ec;
    const auto where = s->listen(test::loopback, ec);
    REQUIRE_FALSE(ec);
    std::vector<asio::ip::tcp::socket> peers;
    for (int i = 0; i < 20; ++i) {
        peers.emplace_back(w.context);
        peers.back().connect(where, ec);
        REQUIRE_FALSE(ec);
    }
    SECTION("by its end") {
        s.reset();
    }
    SECTION("by closing") {
        s->close();
    }
    SECTION("by draining") {
        s->async_drain(0s, [](const eslio::error_code&) {});
    }
    int told = 0;
    std::vector<std::array<char, 64>> heard(peers.size());
    for (std::size_t i = 0; i < peers.size(); ++i)
        peers[i].async_read_some(
            asio::buffer(heard[i]), [&, i](const eslio::error_code& failed, std::size_t n) {
                if (!failed && std::string(heard[i].data(), n) == "connect\n\n") ++told;
            });
    CHECK(w.soon([&] { return told == 20; }));
    asio::ip::tcp::socket late(w.context);
    late.connect(where, ec);
    CHECK(ec);
}
