// outbound::server: hostile peers beside good calls, thousands of calls at once.
#include "catch.hpp"
#include "outbound/served.hpp"
#include "support/called.hpp"
#include "support/descriptors.hpp"
#include "support/rounds.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
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

namespace {

/// A caller who is answered, greeted, asked, and hung up.
class ivr : public std::enable_shared_from_this<ivr> {
public:
    ivr(session s, int& finished) : s_(std::move(s)), finished_(finished) {}

    using step = void (*)(ivr&, bool);
    auto next(step then) {
        return [self = shared_from_this(), then](eslio::error_code ec,
                                                 const eslio::execution_result& r) {
            then(*self, !ec && r.ok());
        };
    }

    void begin() {
        s_.async_execute(eslio::app::answer(), next([](ivr& self, bool ok) {
                             if (ok) self.greet();
                         }));
    }

private:
    void greet() {
        s_.async_execute(eslio::app::playback("hello.wav"), next([](ivr& self, bool ok) {
                             if (ok) self.ask();
                         }));
    }
    void ask() {
        s_.async_prompt(
            eslio::prompt("menu.wav", 1, 1),
            [self = shared_from_this()](eslio::error_code ec, const eslio::digits_result& d) {
                if (!ec && d.digits() == "1") self->leave();
            });
    }
    void leave() {
        s_.async_hangup("NORMAL_CLEARING", [](auto...) {});
        s_.async_wait_for_end([self = shared_from_this()](eslio::error_code,
                                                          const eslio::outbound::session_end& end) {
            if (end.cause_text() == "NORMAL_CLEARING") ++self->finished_;
        });
    }

    session s_;
    int& finished_;
};

}  // namespace

namespace {

/// Connects and behaves badly until it is thrown out.
struct villain : std::enable_shared_from_this<villain> {
    villain(asio::io_context& context, int how) : socket(context), kind(how) {}

    void begin(const tcp::endpoint& where) {
        socket.async_connect(where, [self = shared_from_this()](const eslio::error_code& ec) {
            if (!ec) self->act();
        });
    }
    void act() {
        static const std::string endless(16'000, 'x');
        static const std::string garbage("\x16\x03\x01\x02 GET / HTTP/1.1\r\nA: b\n\n\n\n");
        if (kind == 0) return listen();
        if (kind == 1) return socket.close();
        if (kind == 2) return say(garbage);
        line = "X-" + std::to_string(++lines) + ": " + endless + "\n";
        say(line);
    }
    void say(const std::string& text) {
        asio::async_write(socket, asio::buffer(text),
                          [self = shared_from_this()](const eslio::error_code& ec, std::size_t) {
                              if (ec) return;
                              if (self->kind == 3) return self->act();
                              self->listen();
                          });
    }
    void listen() {
        socket.async_read_some(asio::buffer(heard), [self = shared_from_this()](
                                                        const eslio::error_code& ec, std::size_t) {
            if (!ec) self->listen();
        });
    }

    tcp::socket socket;
    int kind;
    int lines = 0;
    std::string line;
    char heard[256]{};
};

}  // namespace

TEST_CASE("how long an opening keeps its place from the next", "[outbound][server][tcp]") {
    for (const auto patience : {server_options().patience.max(), 0ns, -1ns}) {
        over_tcp w;
        server_options options;
        options.most_openings = 1;
        options.patience = patience;
        options.session.opening_timeout = options.session.farewell_timeout = 100ms;
        server s(w.context, options);
        eslio::error_code ec;
        const auto where = s.listen(loopback, ec);
        REQUIRE_FALSE(ec);
        tcp::socket first(w.context), second(w.context);
        first.connect(where, ec);
        REQUIRE_FALSE(ec);
        second.connect(where, ec);
        REQUIRE_FALSE(ec);
        CHECK(w.soon([&] { return s.usage().accepted == 2 && s.usage().failed == 2; }));
    }
}

TEST_CASE("hostile peers disturb nobody", "[outbound][server][tcp][hostile][native]") {
    over_tcp w;
    w.fake.application("playback", eslio::testing::fake_application(50ms));
    server_options options;
    options.most_openings = 64;
    options.patience = 1s;  // enough for a good call on a machine that does ten other things
    options.session.opening_timeout = 10s;
    server s(w.context, options);
    eslio::error_code ec;
    const auto where = s.listen(loopback, ec);
    REQUIRE_FALSE(ec);
    int good = 0;
    s.otherwise([&](session c) {
        const auto kept = std::make_shared<session>(std::move(c));
        kept->async_execute(eslio::app::answer(), [&, kept](auto...) {
            kept->async_execute(eslio::app::playback("x"), [&, kept](auto, const auto& r) {
                if (!r.ok()) return;
                kept->async_hangup("NORMAL_CLEARING", [](auto...) {});
                kept->async_wait_for_end([&, kept](auto, const auto& end) {
                    if (end.cause_text() == "NORMAL_CLEARING") ++good;
                });
            });
        });
    });
    for (int i = 0; i < 1000; ++i) {
        std::make_shared<villain>(w.context, i % 4)->begin(where);
        if (i % 10 == 0) w.fake.call_out(where);
    }
    CHECK(w.soon([&] { return good == 100; }));
    CHECK(w.soon([&] {
        const auto& u = s.usage();
        return u.accepted == 1100 && u.opening == 0 && u.sessions == 0;
    }));
    CHECK(s.usage().opened == 100);
    CHECK(s.usage().failed == 1000);
    CHECK(s.usage().let_go == 0);
    CHECK(w.fake.calls().empty());
}

TEST_CASE("thousands of callers at once in memory", "[outbound][server][capacity]") {
    const int count = test::crowd_of(10'000);
    switched w;
    server_options options;
    options.most_sessions = 20'000;
    server s(w.context, options);
    int finished = 0;
    std::size_t most = 0;
    s.otherwise([&](session c) { std::make_shared<ivr>(std::move(c), finished)->begin(); });
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i)
        offer(w, s, incoming_call().caller(call().presses("1", after(1500ms))));
    w.time.run_until([&] {
        most = std::max(most, s.usage().sessions);
        return finished == count;
    });
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    UNSCOPED_INFO(count << " dialogues in " << took.count() << " s");
    CHECK(finished == count);
    CHECK(most == static_cast<std::size_t>(count));
    w.time.settle();
    CHECK(s.usage().sessions == 0);
    CHECK(w.fake.calls().empty());
}

/// However slow this machine is, some key is pressed when it is asked for.
eslio::testing::call_plan persistent_caller() {
    eslio::testing::call_plan caller = call().presses("1", after(4s));
    for (int i = 0; i < 60; ++i) caller.presses("1", after(1s));
    return caller;
}

TEST_CASE("thousands of callers at once over sockets", "[outbound][server][tcp][capacity]") {
    // Both ends of each connection are here.
    const std::size_t most_here = support::allow_descriptors() / 2 - 200;
    const int count =
        static_cast<int>(std::min(static_cast<std::size_t>(test::crowd_of(4'000)), most_here));
    over_tcp w;
    server_options options;
    options.most_sessions = 20'000;
    server s(w.context, options);
    eslio::error_code ec;
    const auto where = s.listen(loopback, ec);
    int finished = 0;
    std::size_t most = 0;
    std::deque<session> all;
    s.otherwise([&](session c) { all.push_back(std::move(c)); });
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i)
        w.fake.call_out(where, incoming_call().caller(persistent_caller()));
    CHECK(w.soon([&] { return all.size() == static_cast<std::size_t>(count); }));
    const std::chrono::duration<double> opened = std::chrono::steady_clock::now() - begun;
    most = s.usage().sessions;
    for (session& c : all) std::make_shared<ivr>(std::move(c), finished)->begin();
    CHECK(w.soon([&] { return finished == count; }));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    UNSCOPED_INFO(count << " opened in " << opened.count() << " s, done in " << took.count());
    CHECK(most == static_cast<std::size_t>(count));
    CHECK(w.soon([&] { return s.usage().sessions == 0; }));
}
