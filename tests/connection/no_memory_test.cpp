// One allocation fails while a connection ends: nothing terminates, and every operation ends once.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/endings.hpp"
#include "support/peer.hpp"

#include <asio/bind_executor.hpp>
#include <asio/io_context.hpp>

#include <cstddef>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

using namespace eslio;
using test::endings;
using test::peer;

namespace {

/// A connection with operations of every kind under way.
struct busy : peer {
    explicit busy(connection_options o = {}) : peer(std::move(o)) {
        fs->async_bgapi("status", e.here());
        says(test::reply_packet("+OK"));
        const std::string uuid = test::job_uuid_of(said());
        says(test::reply_packet("+OK Job-UUID: " + uuid));
        fs->async_api("written", e.here());
        fs->async_send(command("written"), e.away());
        time.settle();
        fs->next_layer().stall_writes();
        fs->async_send(command("writing"), e.away_erased());
        fs->async_send(command("waiting"), e.here());
        fs->async_start_job("waiting", e.away());
        fs->async_subscribe(subscription(event_name::dtmf), e.away_erased());
        fs->async_receive(e.here());
        time.settle();
    }

    endings e;
};

/// Calls `end(peer)` again and again, each time with another allocation that fails, and looks
/// whether all that `make` has begun ended once. Returns how many allocations there are.
template <class Make, class End>
std::size_t fail_each_allocation(Make make, End end) {
    for (std::size_t number = 1;; ++number) {
        CAPTURE(number);
        auto p = make();
        test::fail_allocation(number);
        try {
            end(*p);
        } catch (const std::bad_alloc&) {
        }
        const bool failed = test::allocation_failed();
        test::fail_allocation(0);
        p->time.settle();
        p->time.advance(std::chrono::minutes(20));
        p->e.run_away();
        CHECK(p->e.once() == p->e.size());
        if (!failed) return number - 1;
        if (number == 10'000) return number;
    }
}

}  // namespace

TEST_CASE("no memory for one thing while a connection is closed") {
    connection_options o;
    SECTION("plainly") {}
    SECTION("with a logger") {
        o.logger = logger([](severity, std::string_view) {});
    }
    const auto make = [&] { return std::make_unique<busy>(o); };
    CHECK(fail_each_allocation(make, [](busy& p) { p.fs->close(); }) > 0);
}

TEST_CASE("no memory for one thing while a connection is destroyed") {
    const auto make = [] { return std::make_unique<busy>(); };
    CHECK(fail_each_allocation(make, [](busy& p) { p.fs.reset(); }) > 0);
}

TEST_CASE("no memory for one thing while a connection is lost, or is at work") {
    const auto make = [] { return std::make_unique<busy>(); };
    const auto settle = [](busy& p) {
        for (;;) {
            try {
                return p.time.settle();
            } catch (const std::bad_alloc&) {  // out of the context's run: it goes on
            }
        }
    };
    SECTION("reset by FreeSWITCH") {
        CHECK(fail_each_allocation(make, [&](busy& p) {
                  p.server.reset();
                  settle(p);
              }) > 0);
    }
    SECTION("a deadline passes") {
        const auto late = [] {
            auto p = std::make_unique<busy>();
            environment::of(p->context.get_executor()).advance(std::chrono::seconds(61));
            return p;
        };
        CHECK(fail_each_allocation(late, settle) > 0);
    }
    SECTION("an event, and an answer") {
        CHECK(fail_each_allocation(make, [&](busy& p) {
                  p.server.send_now(test::event_packet("Event-Name: DTMF\nX: y\n\n") +
                                    test::api_packet("UP") + test::reply_packet("+OK"));
                  settle(p);
              }) > 0);
    }
}

TEST_CASE("no memory at all while a connection ends, until there is some again") {
    const bool destroyed = GENERATE(false, true);
    busy p;
    test::fail_allocation(1, ~std::size_t{0});
    if (destroyed)
        p.fs.reset();
    else
        p.fs->close();
    test::fail_allocation(0);
    CHECK(p.e.once() == 0);
    p.time.settle();
    p.e.run_away();
    CHECK(p.e.once() == p.e.size());
}

TEST_CASE("completions that wait for memory are dropped with their context") {
    struct scene {
        scene() {
            auto ends = testing::connect_pair(context.get_executor());
            server.emplace(std::move(ends.first));
            fs.emplace(std::move(ends.second));
        }
        asio::io_context context;
        std::optional<testing::stream> server;
        std::optional<test::connection> fs;
    };
    auto s = std::make_unique<scene>();
    asio::io_context other;
    const auto kept = std::make_shared<int>();
    s->fs->async_attach([](error_code) {});
    s->context.poll();
    s->fs->async_send(command("a"), [kept](error_code, const reply&) { FAIL("nobody runs it"); });
    s->fs->async_api(
        "b", asio::bind_executor(other.get_executor(), [kept](error_code, const api_response&) {
            FAIL("nobody runs it");
        }));
    test::fail_allocation(1, ~std::size_t{0});
    s->fs->close();
    test::fail_allocation(0);
    CHECK(kept.use_count() == 3);
    s.reset();
    CHECK(kept.use_count() == 1);
}
