// client.hpp: what a command changed counts, whether or not anybody waits still for its answer.
#include "client/client_fixture.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/cancellation_type.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

using namespace std::chrono_literals;
using namespace test;
using eslio::command;
namespace testing = eslio::testing;

namespace {

/// A client of a user who may hear few events, and an api that takes five seconds.
struct limited_client {
    explicit limited_client(std::function<void(client_setup)> set_up = {})
        : fs(
              context.get_executor(),
              [this](const eslio::login&) { return fake.connect(context.get_executor()); },
              eslio::login("x", eslio::user("bob", "d", "pw")), options(std::move(set_up))) {
        fake.on_api("slow", [](std::string_view) { return testing::answer_after(5s, "x"); });
        fs.async_run(ended.handler());
        time.advance(2s);
    }

    static testing::fake_switch_options switch_options() {
        testing::fake_user bob;
        bob.name = "bob";
        bob.domain = "d";
        bob.password = "pw";
        bob.allowed_events = "CHANNEL_ANSWER CUSTOM HEARTBEAT BACKGROUND_JOB";
        testing::fake_switch_options o;
        o.users.push_back(bob);
        return o;
    }
    static client_options options(std::function<void(client_setup)> set_up) {
        client_options o;
        o.on_setup = std::move(set_up);
        return o;
    }

    bool said(const std::string& what) const {
        const auto& all = fake.commands();
        return std::find(all.begin(), all.end(), what) != all.end();
    }

    asio::io_context context;
    testing::driven_time time{context};
    testing::fake_switch fake{context.get_executor(), switch_options()};
    outcome<void> ended;
    eslio::basic_client<testing::stream> fs;
};

}  // namespace

TEST_CASE("a refused change keeps no client down, whoever waits for its answer", "[client]") {
    outcome<eslio::reply> answer;
    asio::cancellation_signal stop;
    const auto hard = [&](limited_client& c, std::chrono::seconds timeout) {
        c.fs.async_api("slow", [](eslio::error_code, eslio::api_response) {});
        c.fs.async_send(command("event plain CHANNEL_CREATE").timeout(timeout),
                        asio::bind_cancellation_slot(stop.slot(), answer.handler()));
        c.time.settle();
    };
    std::optional<limited_client> c;
    SECTION("it was late") {
        c.emplace();
        hard(*c, 1s);
        c->time.advance(20s);
        CHECK(answer.ec == eslio::error::timeout);
    }
    SECTION("it was cancelled") {
        c.emplace();
        hard(*c, 60s);
        stop.emit(asio::cancellation_type::terminal);
        c->time.advance(20s);
        CHECK(answer.done());
    }
    SECTION("it was cancelled, and the connection ended before FreeSWITCH had answered") {
        c.emplace();
        hard(*c, 60s);
        stop.emit(asio::cancellation_type::terminal);
        c->time.settle();
        CHECK(answer.done());
    }
    SECTION("of a set-up") {
        const bool is_late = GENERATE(false, true);
        c.emplace([&answer, is_late, set_ups = 0](client_setup s) mutable {
            if (++set_ups != 1) return;
            s.async_api("slow", [s](eslio::error_code, eslio::api_response) {});
            s.async_send(command("event plain CHANNEL_CREATE").timeout(is_late ? 1s : 60s),
                         [s, &answer](eslio::error_code ec, eslio::reply r) mutable {
                             answer.handler()(ec, std::move(r));
                         });
        });
        if (is_late) c->time.advance(20s);
    }
    c->fake.drop_all();
    c->time.advance(1min);
    CHECK(answer.done());
    CHECK(c->fs.is_up());
}

TEST_CASE("a log level that was given up after it was written is wanted", "[client]") {
    limited_client c;
    c.fs.async_api("slow", [](eslio::error_code, eslio::api_response) {});
    outcome<eslio::reply> answer;
    c.fs.async_send(command("log debug").timeout(1s), answer.handler());
    const bool is_answered = GENERATE(false, true);
    c.time.advance(is_answered ? 20s : 2s);
    CHECK(answer.ec == eslio::error::timeout);
    c.fake.drop_all();
    c.fake.forget_commands();
    c.time.advance(1min);
    REQUIRE(c.fs.is_up());
    CHECK(c.said("log debug"));
}

TEST_CASE("of log levels the one asked for last is wanted", "[client]") {
    limited_client c;
    outcome<eslio::reply> first, last;
    c.fs.async_send(command("log debug"), first.handler());
    c.fake.drop_all();
    c.time.settle();
    CHECK(first.value.ok());
    c.fs.async_send(command("log err"), last.handler());
    c.fake.forget_commands();
    c.time.advance(1min);
    REQUIRE(c.fs.is_up());
    CHECK(last.value.ok());
    CHECK(c.said("log err"));
    CHECK_FALSE(c.said("log debug"));
}
