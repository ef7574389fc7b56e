// outbound::server: the user's logger, trace and route may do anything to the server and its
// sessions, in the middle of whatever it does.
#include "catch.hpp"
#include "outbound/served.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace user_code_test {

namespace {

using namespace std::chrono_literals;
using eslio::outbound::server;
using eslio::outbound::server_options;
using eslio::outbound::session;
using eslio::outbound::session_end;

/// A server whose user's functions act once, when they are called for the `calls_left`th time.
struct watched : test::switched {
    std::function<void()> act;
    int calls_left = 0;
    std::vector<session> kept;
    std::size_t taken = 0;
    int ends = 0;
    std::optional<server> s;

    explicit watched(std::size_t most_sessions) {
        const auto look = [this](auto&&...) { on_call(); };
        server_options o;
        o.most_sessions = most_sessions;
        o.most_leaving = 1;
        o.logger = eslio::logger(look, eslio::severity::debug);
        o.session.connection.logger = o.logger;
        o.session.connection.trace = look;
        s.emplace(context, o);
        s->otherwise([this](session x) {
            ++taken;
            x.async_wait_for_end([this](eslio::error_code, const session_end&) { ++ends; });
            kept.push_back(std::move(x));
            on_call();
        });
    }

    void on_call() {
        if (calls_left == 0 || --calls_left != 0) return;
        act();
    }
    void adopt(const std::string& uuid) {
        if (s) test::offer(*this, *s, test::incoming_call().uuid(uuid));
    }

    /// Calls come, are led, hang up and are let go.
    void run() {
        for (const char* uuid : {"u-1", "u-2", "u-3"}) adopt(uuid);
        time.advance(5ms);
        if (s) s->adopt(eslio::testing::connect_pair(context.get_executor()).first);
        time.advance(2s);
        fake.hang_up("u-1");
        time.settle();
        adopt("u-4");
        if (s) s->async_drain(1s, [](eslio::error_code) {});
        adopt("u-5");
        time.advance(2s);
        if (s) s->close();
        time.advance(1h);
        kept.clear();
        time.advance(1h);
    }
};

struct deed {
    const char* what;
    std::function<void(watched&)> act;
};

const std::array<deed, 4> deeds = {{
    {"destroys the server", [](watched& w) { w.s.reset(); }},
    {"closes the server", [](watched& w) { w.s->close(); }},
    {"drops the sessions", [](watched& w) { std::exchange(w.kept, {}).clear(); }},
    {"adopts another call", [](watched& w) { w.adopt("u-9"); }},
}};

}  // namespace

TEST_CASE("a server's logger, trace and route may do anything at any call",
          "[outbound][server][capacity]") {
    for (const deed& d : deeds)
        for (const std::size_t most : {std::size_t{0}, std::size_t{2}, std::size_t{9}}) {
            bool acted = true;
            for (int at = 1; acted; ++at) {
                INFO(d.what << " at call " << at << ", " << most << " sessions at most");
                acted = false;
                watched w(most);
                w.calls_left = at;
                w.act = [&] {
                    acted = true;
                    if (w.s) d.act(w);
                };
                w.run();
                CHECK(w.ends == static_cast<int>(w.taken));
                if (w.s) CHECK(w.s->usage().sessions + w.s->usage().leaving == 0);
            }
        }
}

TEST_CASE("a logger drops other sessions while the server closes them",
          "[outbound][server][capacity]") {
    watched w(9);
    for (const char* uuid : {"u-1", "u-2", "u-3", "u-4"}) w.adopt(uuid);
    w.time.advance(2s);  // in their park, so that nothing is said to them any more
    REQUIRE(w.kept.size() == 4);
    w.calls_left = 1;
    w.act = [&] { std::exchange(w.kept, {}).clear(); };
    w.s->close();
    w.time.settle();
    CHECK(w.calls_left == 0);
    CHECK(w.ends == 4);
    CHECK(w.s->usage().sessions == 0);
}

}  // namespace user_code_test
