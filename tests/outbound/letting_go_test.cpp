// outbound: a call that is let go, in whatever way and mode, goes on in its dialplan.
#include "catch.hpp"
#include "outbound/dialplan.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::outbound::server;
using eslio::outbound::server_options;
using eslio::outbound::session;
using eslio::outbound::session_options;
using eslio::testing::stream;
using test::dialplan;
using test::drops;
using test::finishes;
using test::outcome;
using test::socket_mode;

namespace {

/// Ends what a server has in hand, in one of several ways; what it returns is kept to the end.
struct way {
    const char* name;
    server_options (*options)();
    void (*arrange)(server&);
    void (*act)(std::optional<server>&);  ///< a moment after the calls have come
};

server_options usual() {
    return {};
}
void nothing(std::optional<server>&) {}
void keeps(server& s) {
    s.otherwise([kept = std::make_shared<std::vector<session>>()](session c) {
        kept->push_back(std::move(c));
    });
}
void leaves_waiting(server&) {}

const way ways[] = {
    {"a handler drops it", usual, drops, nothing},
    {"a handler closes it", usual,
     [](server& s) { s.otherwise([](session c) { c.close(), c.close(); }); }, nothing},
    {"a handler throws", usual,
     [](server& s) { s.otherwise([](session) { throw std::runtime_error("thrown"); }); }, nothing},
    {"another takes its place", usual,
     [](server& s) {
         s.otherwise([](session c) {
             session first(std::move(c));
             first = session();
         });
     },
     nothing},
    {"there are too many sessions",
     [] {
         server_options o;
         o.most_sessions = 0;
         return o;
     },
     keeps, nothing},
    {"there are too many openings as well",
     [] {
         server_options o;
         o.most_sessions = 0;
         o.most_openings = 0;
         return o;
     },
     keeps, nothing},
    {"nobody takes it",
     [] {
         server_options o;
         o.most_waiting = 0;
         return o;
     },
     leaves_waiting, nothing},
    {"the server is destroyed before anything was said", usual, keeps,
     [](std::optional<server>& s) { s.reset(); }},
    {"the server is closed before anything was said", usual, keeps,
     [](std::optional<server>& s) { s->close(); }},
};

}  // namespace

TEST_CASE("a call that is let go goes on in its dialplan", "[outbound][letting_go][modes]") {
    for (const way& w : ways)
        for (const socket_mode m : test::all_modes) {
            INFO(w.name << ", mode " << test::name_of(m));
            dialplan d(m);
            std::optional<server> s(std::in_place, d.context, w.options());
            w.arrange(*s);
            d.take = [&](stream end) { s->adopt(std::move(end)); };
            d.calls(3);
            d.time.run_until([&] { return d.fake.connections() >= 3; });
            w.act(s);
            d.time.advance(2s);
            CHECK(d.all_went_on(3));
            if (!s) continue;
            CHECK(s->usage().sessions == 0);
            CHECK(s->usage().leaving == 0);
        }
}

TEST_CASE("whenever a server ends, its calls go on", "[outbound][letting_go][modes]") {
    for (const socket_mode m : test::all_modes)
        for (const bool waits : {true, false})
            for (int after = 0;; ++after) {
                INFO("mode " << test::name_of(m) << ", after " << after << " handlers");
                REQUIRE(after < 1000);
                dialplan d(m);
                std::optional<server> s(std::in_place, d.context);
                if (!waits) drops(*s);
                d.take = [&](stream end) { s->adopt(std::move(end)); };
                d.calls(2);
                d.time.run_until([&] { return d.fake.connections() == 2; });
                int handlers = 0;
                d.time.run_until([&] { return handlers++ == after || d.all_went_on(2); });
                const bool ended = handlers <= after;
                if (after % 2 == 0)
                    s.reset();
                else
                    s->close();
                d.time.advance(2s);
                CHECK(d.all_went_on(2));
                // Without a handler it would wait for ever.
                if (ended || (waits && after > 200)) break;
            }
}

TEST_CASE("an opening that is given up lets its call go", "[outbound][letting_go][opening]") {
    for (const socket_mode m : test::all_modes) {
        INFO("mode " << test::name_of(m));
        // The answer to `connect` comes while it is waited for, or after.
        for (const auto late : {0s, 4s, 12s})
            for (const bool cancelled : {true, false}) {
                dialplan d(m);
                if (late != 0s)
                    d.fake.expect("connect").replies_late(eslio::testing::after(late)).times(1);
                outcome<session> opened;
                asio::cancellation_signal signal;
                d.take = [&](stream end) {
                    eslio::outbound::async_open_session(
                        std::move(end), session_options(),
                        asio::bind_cancellation_slot(signal.slot(), opened.handler()));
                };
                d.calls();
                d.time.run_until([&] { return d.fake.connections() >= 1; });
                if (cancelled) {
                    signal.emit(asio::cancellation_type::total);
                    d.time.settle();
                    CHECK(opened.ec == asio::error::operation_aborted);
                } else if (late == 12s) {
                    d.time.advance(10s);
                    CHECK(opened.ec == eslio::error::login_timeout);
                } else {
                    CHECK(finishes(d, opened));
                    CHECK_FALSE(opened.ec);
                    opened.value = session();
                }
                d.time.advance(15s);
                // The connection outlives its farewell time by nothing: what is later yet is lost.
                const bool lost = cancelled && late == 12s && m.async;
                CHECK(d.fake.open_connections() == 0);
                CHECK(d.all_went_on() == !lost);
            }
    }
}

TEST_CASE("an opening that is refused lets its call go", "[outbound][letting_go][opening]") {
    for (const socket_mode m : test::all_modes) {
        dialplan d(m);
        d.fake.expect(m.full ? "linger" : "myevents").command_reply("-ERR not today");
        outcome<session> opened;
        d.take = [&](stream end) {
            eslio::outbound::async_open_session(std::move(end), {}, opened.handler());
        };
        d.calls();
        d.time.advance(1s);
        CHECK(opened.ec == eslio::error::opening_refused);
        CHECK(d.all_went_on());
    }
}
