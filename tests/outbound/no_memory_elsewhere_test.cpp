// Memory runs out in the program alone, not in its switch: in what is begun on a server or session,
// here or elsewhere, and when the time to drain is over.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/failing_allocations.hpp"
#include "support/two_sides.hpp"

#include <eslio/outbound.hpp>

#include <asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using test::counting;
using test::incoming_call;

namespace {

/// A server, and the sessions that it has handed out.
struct server_of_two_sides {
    explicit server_of_two_sides(bool elsewhere)
        : executor(sides.executor(elsewhere)), server(executor) {
        taken.reserve(8);
    }
    void take_calls(int how_many) {
        server.otherwise([this](outbound::session s) { taken.push_back(std::move(s)); });
        for (int i = 0; i < how_many; ++i)
            server.adopt(
                sides.fake.call_out(executor, incoming_call().uuid("u-" + std::to_string(i))));
        sides.advance(1s);
        REQUIRE(taken.size() == static_cast<std::size_t>(how_many));
    }

    test::two_sides sides;
    asio::any_io_executor executor;
    outbound::server server;
    std::vector<outbound::session> taken;
};

}  // namespace

TEST_CASE("memory runs out in an operation of a server or session, here or elsewhere",
          "[outbound][memory]") {
    using scene = server_of_two_sides;
    struct operation {
        const char* name;
        int calls;
        std::function<void(scene&, counting)> begin;
    };
    const std::vector<operation> all{
        {"accept", 0, [](scene& s, counting h) { s.server.async_accept(h); }},
        {"drain", 1, [](scene& s, counting h) { s.server.async_drain(5s, h); }},
        {"wait_for_end", 1, [](scene& s, counting h) { s.taken[0].async_wait_for_end(h); }},
    };
    const bool elsewhere = GENERATE(true, false);
    for (const operation& what : all) {
        INFO(what.name << ", elsewhere: " << elsewhere);
        test::each_failing_allocation([&](std::size_t number) {
            scene s(elsewhere);
            if (what.calls != 0) s.take_calls(what.calls);
            int count = 0;
            const test::failing_trial t(s.sides, number, [&] { what.begin(s, counting{&count}); });
            s.sides.advance(1s);
            s.server.close();
            s.sides.advance(10s);
            CHECK(count == (t.thrown ? 0 : 1));
            CHECK(s.sides.escaped == 0);
            return t.came_to_it;
        });
    }
}

TEST_CASE("memory runs out as a session is opened, here or elsewhere", "[outbound][memory]") {
    const bool elsewhere = GENERATE(true, false);
    test::each_failing_allocation([&](std::size_t number) {
        server_of_two_sides s(elsewhere);
        auto stream = s.sides.fake.call_out(s.executor, incoming_call().uuid("u-1"));
        int count = 0;
        const test::failing_trial t(s.sides, number, [&] {
            outbound::async_open_session(std::move(stream), {}, counting{&count});
        });
        s.sides.advance(1min);
        CHECK(count == (t.thrown ? 0 : 1));
        // Asio itself throws where it gives a timer's end to an executor of another kind.
        if (!elsewhere) CHECK(s.sides.escaped == 0);
        return t.came_to_it;
    });
}

TEST_CASE("memory runs out when the time to drain is over", "[outbound][memory]") {
    const bool opening = GENERATE(true, false);
    test::each_failing_allocation([&](std::size_t number) {
        server_of_two_sides s(false);
        s.take_calls(3);
        // It says nothing, so it stays an opening.
        std::optional<testing::stream> silent;
        if (opening) {
            auto ends = testing::connect_pair(s.executor, s.sides.others.get_executor());
            silent.emplace(std::move(ends.second));
            s.server.adopt(std::move(ends.first));
        }
        int ends = 0, drained = 0;
        for (auto& each : s.taken)
            each.async_wait_for_end([&](error_code, const outbound::session_end&) { ++ends; });
        s.server.async_drain(5s, [&](error_code) { ++drained; });
        s.sides.settle();
        test::fail_allocation(number);
        s.sides.advance(6s);
        const bool came_to_it = test::allocation_failed();
        test::fail_allocation(0);
        s.sides.advance(30s);
        CHECK(drained == 1);
        CHECK(ends == 3);
        CHECK(s.server.usage().opening == 0);
        CHECK(s.sides.escaped == 0);
        return came_to_it;
    });
}

TEST_CASE("memory runs out as a server is closed with openings", "[outbound][memory]") {
    test::each_failing_allocation([&](std::size_t number) {
        server_of_two_sides s(false);
        s.take_calls(1);
        auto ends = testing::connect_pair(s.executor, s.sides.others.get_executor());
        s.server.adopt(std::move(ends.first));
        s.sides.settle();
        int told = 0;
        s.taken[0].async_wait_for_end([&](error_code, const outbound::session_end&) { ++told; });
        const test::failing_trial t(s.sides, number, [&] { s.server.close(); });
        CHECK_FALSE(t.thrown);
        s.sides.advance(1min);
        CHECK(told == 1);
        CHECK(s.server.usage().opening == 0);
        CHECK(s.server.usage().leaving == 0);
        CHECK(s.sides.escaped == 0);
        return t.came_to_it;
    });
}
