// One allocation fails while a call's handle, a session or a server ends: nothing terminates, and
// every operation ends once.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/called.hpp"
#include "support/endings.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <utility>
#include <vector>

using namespace eslio;
using namespace std::chrono_literals;
using test::endings;

namespace {

/// Begins operations of every kind on a call.
void begin_all(channel& c, endings& e) {
    c.async_execute(app::playback("long.wav"), e.here());
    c.async_execute(app::sleep(1h), e.away());
    c.async_wait_for([](const event&) { return false; }, 1h, e.here());
    c.async_wait_for([](const event&) { return false; }, 0s, e.away());
    c.async_digits(digit_rules(4).first_digit(1h), e.here());
    c.async_wait_for_hangup(1h, e.away());
    c.async_receive(e.here());
    c.async_get_variable("x", e.here());
}

struct busy_session : test::called {
    busy_session() {
        run(app::answer());
        begin_all(s, e);
        s.async_wait_for_end(e.here());
        s.async_wait_for_end(e.away());
        s.async_api("status", e.here());
        time.settle();
    }
    endings e;
};

struct busy_handle : test::connected {
    busy_handle() {
        handle.emplace(fs->link(), call());
        time.settle();
        begin_all(*handle, e);
        time.settle();
    }
    std::optional<channel> handle;
    endings e;
};

struct busy_server : test::switched {
    busy_server() {
        server.emplace(context);
        server->adopt(testing::connect_pair(context.get_executor()).first);  // never opened
        for (int i = 0; i < 3; ++i) server->async_accept(e.here());
        server->async_accept(e.away());
        time.settle();
    }
    std::optional<outbound::server> server;
    endings e;
};

struct serving : test::switched {
    serving() {
        server.emplace(context);
        server->otherwise([this](outbound::session s) {
            s.async_execute(app::sleep(1h), e.here());
            s.async_wait_for_end(e.away());
            sessions.push_back(std::move(s));
        });
        for (int i = 0; i < 3; ++i)
            server->adopt(fake.call_out(context.get_executor(), testing::incoming_call()));
        time.settle();
    }
    std::optional<outbound::server> server;
    std::vector<outbound::session> sessions;
    endings e;
};

/// Lets each allocation of `end` fail in turn.
template <class Scene, class End>
void fail_each_allocation(End end) {
    for (std::size_t number = 1; number < 10'000; ++number) {
        CAPTURE(number);
        const auto scene = std::make_unique<Scene>();
        test::fail_allocation(number);
        try {
            end(*scene);
        } catch (const std::bad_alloc&) {
        }
        const bool failed = test::allocation_failed();
        test::fail_allocation(0);
        scene->time.advance(3h);
        scene->e.run_away();
        CHECK(scene->e.once() == scene->e.size());
        if (!failed) {
            CHECK(number > 1);
            return;
        }
    }
}

}  // namespace

TEST_CASE("no memory for one thing while a session ends", "[outbound]") {
    SECTION("closed") {
        fail_each_allocation<busy_session>([](busy_session& b) { b.s.close(); });
    }
    SECTION("destroyed") {
        fail_each_allocation<busy_session>([](busy_session& b) { b.s = outbound::session(); });
    }
}

TEST_CASE("no memory for one thing while the handle of a call ends", "[outbound]") {
    SECTION("destroyed") {
        fail_each_allocation<busy_handle>([](busy_handle& b) { b.handle.reset(); });
    }
    SECTION("with its connection closed") {
        fail_each_allocation<busy_handle>([](busy_handle& b) { b.fs->close(); });
    }
    SECTION("with its connection destroyed") {
        fail_each_allocation<busy_handle>([](busy_handle& b) { b.fs.reset(); });
    }
}

TEST_CASE("no memory for one thing while a server is destroyed", "[outbound]") {
    fail_each_allocation<busy_server>([](busy_server& b) { b.server.reset(); });
}

TEST_CASE("no memory for one thing while a server closes its sessions", "[outbound]") {
    fail_each_allocation<serving>([](serving& b) {
        CHECK(b.sessions.size() == 3);
        b.server->close();
    });
}
