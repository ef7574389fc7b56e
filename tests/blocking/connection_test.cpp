// blocking/connection.hpp: commands, jobs, receiving, errors, interruption.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"

#include <eslio/blocking.hpp>

#include <asio/error.hpp>

#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace {

namespace blocking = eslio::blocking;
using eslio::error;
using eslio::error_code;
using eslio::message;
using eslio::subscription;
using namespace std::chrono_literals;

}  // namespace

TEST_CASE("blocking connection: commands, jobs and events", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    CHECK(fs.is_open());
    const auto echoed = fs.api("echo hello");
    CHECK(echoed.text() == "hello");
    const auto refused = fs.api("no_such_api");
    CHECK_FALSE(refused);

    CHECK(fs.subscribe(subscription().custom("acme::x")));
    const auto result = fs.bgapi("echo later");
    CHECK(result.text() == "later");
    const auto started = fs.start_job("echo collected");
    CHECK(fs.wait_for_job(started).ok());

    CHECK_FALSE(fs.receive(0ms));
    CHECK(fs.send(eslio::cmd::sendevent(eslio::event::custom("acme::x"))));
    const auto next = fs.receive(1min);
    REQUIRE(next);
    CHECK(next->as_event()->subclass() == "acme::x");

    fs.exit();
    CHECK_FALSE(fs.is_open());
    CHECK(fs.reason() == error::disconnected);
}

TEST_CASE("blocking connection: errors are thrown, or told", "[blocking]") {
    test::switch_thread fake;
    error_code ec;
    blocking::connection fs;
    (void)fs.api("status", ec);
    CHECK(ec == error::not_connected);
    CHECK_THROWS_AS(fs.api("status"), std::system_error);
    CHECK_FALSE(fs.is_open());
    CHECK(fs.reason() == error::not_connected);

    CHECK_THROWS_AS(blocking::connection("127.0.0.1", fake.port(), "wrong"), std::system_error);
    fs.connect(eslio::login("127.0.0.1", fake.port(), eslio::password("wrong")), ec);
    CHECK(ec == error::authentication_failed);
    fs.connect(fake.login(), ec);
    CHECK_FALSE(ec);
    CHECK(fs.login_reply().ok());
    (void)fs.api(" status", ec);
    CHECK(ec == eslio::condition::invalid_argument);
    (void)fs.api("status", ec);
    CHECK_FALSE(ec);

    fs.close();
    (void)fs.receive(ec);
    CHECK(ec == error::closed);
    CHECK_FALSE(fs.receive(0ms, ec));
    CHECK(ec == error::closed);
}

TEST_CASE("blocking connection: a receive that times out loses nothing of half a message",
          "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    const std::string packet = "Content-Length: 41\nContent-Type: text/event-plain\n\n"
                               "Event-Name: CUSTOM\nEvent-Subclass: a::b\n\n";
    // The answers to these are the halves: the first is no reply, so its call has to time out.
    fake.with([&](eslio::testing::fake_switch& s) {
        s.on_command("first", [&](std::string_view) {
            return "Content-Type: command/reply\nReply-Text: +OK\n\n" + packet.substr(0, 60);
        });
        s.on_command("second", [&](std::string_view) {
            return packet.substr(60) + "Content-Type: command/reply\nReply-Text: +OK\n\n";
        });
    });
    CHECK(fs.send(eslio::command("first")));
    CHECK_FALSE(fs.receive(1ms));
    CHECK_FALSE(fs.receive(0ms));
    CHECK(fs.send(eslio::command("second")));
    const auto whole = fs.receive(1min);
    REQUIRE(whole);
    REQUIRE(whole->as_event());
    CHECK(whole->as_event()->subclass() == "a::b");
}

TEST_CASE("blocking connection: calls are interrupted from another thread", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    std::promise<void> begun;
    error_code received;
    std::thread other([&] {
        begun.set_value();
        (void)fs.receive(received);
    });
    begun.get_future().wait();
    // It may not have begun to wait yet: each interruption ends those that wait.
    std::future<void> ended = std::async(std::launch::async, [&] { other.join(); });
    while (ended.wait_for(1ms) != std::future_status::ready) fs.interrupt();
    CHECK(received == asio::error::operation_aborted);
    const auto still = fs.api("echo still");
    CHECK(still.text() == "still");
}

TEST_CASE("blocking connection: many threads, each gets its own answer", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    std::vector<std::future<int>> right;
    for (int t = 0; t < 4; ++t)
        right.push_back(std::async(std::launch::async, [&fs, t] {
            int count = 0;
            for (int i = 0; i < 200; ++i) {
                const std::string text = std::to_string(t) + "." + std::to_string(i);
                const auto answer = fs.api("echo " + text);
                count += answer.text() == text;
            }
            return count;
        }));
    for (auto& r : right) CHECK(r.get() == 200);
}

TEST_CASE("blocking connection: on its own thread a call is refused", "[blocking]") {
    test::switch_thread fake;
    blocking::connection* self = nullptr;
    error_code ec;
    eslio::connection_options options;
    options.trace = [&](eslio::direction, std::string_view) {
        if (self != nullptr && !ec) (void)self->api("status", ec);
    };
    blocking::connection fs(fake.login(), options);
    self = &fs;
    const auto answer = fs.api("echo x");
    CHECK(answer.ok());
    CHECK(ec == error::would_deadlock);
}

TEST_CASE("blocking connection: the switch dies while calls wait", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    fake.with([](eslio::testing::fake_switch& s) {
        s.on_command("api wait", [](std::string_view) { return std::string(); });
    });
    error_code ec;
    auto waiting = std::async(std::launch::async, [&] { (void)fs.api("wait", ec); });
    fake.with([](eslio::testing::fake_switch& s) { return s.drop_all(), true; });
    waiting.get();
    CHECK((ec == error::outcome_unknown || ec == error::not_sent ||
           ec == eslio::condition::disconnected));
}

TEST_CASE("blocking connection: a context that is stopped ends its calls", "[blocking]") {
    asio::io_context context;
    blocking::connection fs(context);
    context.stop();
    error_code ec;
    (void)fs.api("status", ec);
    CHECK(ec == error::closed);
}
