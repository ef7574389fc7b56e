// client.hpp: memory runs out in the program alone, not in its switch: in a set-up, and in what is
// begun elsewhere.
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/failing_allocations.hpp"
#include "support/two_sides.hpp"

#include <eslio/channel.hpp>
#include <eslio/channel/outgoing_call.hpp>
#include <eslio/client.hpp>

#include <asio/any_io_executor.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using test::counting;

namespace {

/// A client and its switch.
struct client_of_two_sides {
    using client_type = basic_client<testing::stream>;

    explicit client_of_two_sides(bool elsewhere, client_options options = {})
        : executor(sides.executor(elsewhere)) {
        options.backoff.first = options.backoff.cap = 100ms;
        const auto connect = [this](const login&) {
            const test::with_memory of_switch;
            return sides.fake.connect(executor);
        };
        fs.emplace(executor, connect, login("x", password("ClueCon")), std::move(options));
    }
    void come_up() {
        fs->async_run([](error_code) {});
        sides.advance(1s);
        REQUIRE(fs->is_up());
    }

    test::two_sides sides;
    asio::any_io_executor executor;
    std::optional<client_type> fs;
};

}  // namespace

TEST_CASE("memory runs out as a set-up is given to the user", "[client][memory]") {
    test::each_failing_allocation([](std::size_t number) {
        int set_ups = 0;
        bool is_first_of_connection = true;
        bool told_without = false;
        client_options o;
        o.on_setup = [&](const client_setup&) {
            ++set_ups;
            is_first_of_connection = false;
        };
        client_of_two_sides c(false, o);
        c.come_up();
        is_first_of_connection = true;
        int told = 0;
        c.sides.fake.on_api("mine", [&](std::string_view) {
            told_without = is_first_of_connection;
            return testing::api_answer("+OK");
        });
        c.sides.fake.drop_all();
        test::fail_allocation(number);
        c.sides.advance(3s);
        const bool came_to_it = test::allocation_failed();
        test::fail_allocation(0);
        c.fs->async_api(api_request("mine").timeout(0s),
                        [&](error_code, const api_response&) { ++told; });
        c.sides.advance(10s);
        const bool ended = c.fs->status().state == client_state::ended;
        CHECK((c.fs->is_up() || ended));
        CHECK((set_ups > 1 || ended));
        CHECK(told == 1);
        CHECK_FALSE(told_without);
        CHECK(c.sides.escaped == 0);
        return came_to_it;
    });
}

TEST_CASE("memory runs out in an operation begun elsewhere", "[client][memory]") {
    using scene = client_of_two_sides;
    struct operation {
        const char* name;
        bool runs;
        std::function<void(scene&, counting)> begin;
    };
    const std::vector<operation> all{
        {"run", false, [](scene& s, counting h) { s.fs->async_run(h); }},
        {"wait_for_change", true,
         [](scene& s, counting h) { s.fs->async_wait_for_change(s.fs->status(), h); }},
        {"wait_until_up", true, [](scene& s, counting h) { s.fs->async_wait_until_up(h); }},
        {"start_job", true, [](scene& s, counting h) { s.fs->async_start_job("status", h); }},
        {"bgapi", true, [](scene& s, counting h) { s.fs->async_bgapi("status", h); }},
        {"api", true, [](scene& s, counting h) { s.fs->async_api("status", h); }},
        {"subscribe", true,
         [](scene& s, counting h) { s.fs->async_subscribe(subscription(event_name::dtmf), h); }},
    };
    const bool elsewhere = GENERATE(true, false);
    for (const operation& what : all) {
        INFO(what.name << ", elsewhere: " << elsewhere);
        test::each_failing_allocation([&](std::size_t number) {
            scene s(elsewhere);
            if (what.runs) s.come_up();
            int count = 0;
            const test::failing_trial t(s.sides, number, [&] { what.begin(s, counting{&count}); });
            s.sides.advance(1s);
            s.fs->close();
            s.sides.advance(1h);
            CHECK(count == (t.thrown ? 0 : 1));
            // Asio itself throws where it gives a timer's end to an executor of another kind.
            if (!elsewhere) CHECK(s.sides.escaped == 0);
            return t.came_to_it;
        });
    }
}

TEST_CASE("memory runs out as a handle on a call is made elsewhere", "[client][memory]") {
    const bool elsewhere = GENERATE(true, false);
    test::each_failing_allocation([&](std::size_t number) {
        client_of_two_sides s(elsewhere);
        s.come_up();
        const std::string uuid = s.sides.fake.originate("user/1000 &park()");
        s.sides.advance(1s);
        std::optional<channel> call;
        const test::failing_trial t(s.sides, number, [&] { call.emplace(s.fs->link(), uuid); });
        int count = 0;
        error_code how;
        if (!t.thrown)
            call->async_wait_for_hangup(0s, [&](error_code ec, const hangup_info&) {
                ++count;
                how = ec;
            });
        s.sides.advance(1min);
        s.sides.fake.hang_up(uuid);
        s.sides.advance(1min);
        CHECK(count == (t.thrown ? 0 : 1));
        CHECK((!how || how == error::stream_failed));
        CHECK(s.sides.escaped == 0);
        return t.came_to_it;
    });
}

TEST_CASE("memory runs out as an outgoing call is made elsewhere", "[client][memory]") {
    const bool elsewhere = GENERATE(true, false);
    test::each_failing_allocation([&](std::size_t number) {
        client_of_two_sides s(elsewhere);
        s.come_up();
        std::optional<outgoing_call> call;
        const test::failing_trial t(s.sides, number,
                                    [&] { call.emplace(*s.fs, originate("user/1000")); });
        int count = 0;
        error_code how;
        if (!t.thrown)
            call->async_dial([&](error_code ec, const originate_result&) {
                ++count;
                how = ec;
            });
        s.sides.advance(3min);
        CHECK(count == (t.thrown ? 0 : 1));
        CHECK((!how || how == error::stream_failed));
        CHECK(s.sides.escaped == 0);
        return t.came_to_it;
    });
}
