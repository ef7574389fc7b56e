// Blocking calls at the end of a connection: what had come before it is received all the same.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"

#include <eslio/blocking.hpp>

#include <asio/ip/address_v4.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <future>
#include <string>
#include <string_view>

namespace {

using eslio::error_code;
using namespace std::chrono_literals;

/// The answer to `bring` comes after three events with these lines.
bool bring_events(eslio::testing::fake_switch& s, const std::string& lines) {
    const std::string inner = "Event-Name: CUSTOM\n" + lines + "\n";
    const std::string event = "Content-Length: " + std::to_string(inner.size()) +
                              "\nContent-Type: text/event-plain\n\n" + inner;
    s.on_command("bring", [event](std::string_view) {
        return event + event + event + "Content-Type: command/reply\nReply-Text: +OK\n\n";
    });
    return true;
}

/// Fetches three events, loses the peer, finds that out by a command, and receives. How many events
/// came.
template <class Connection>
int received_after_the_end(test::switch_thread& fake, Connection& fs) {
    error_code ec;
    (void)fs.receive(1ms, ec);  // a session keeps messages from here on
    (void)fs.send(eslio::command("bring"), ec);
    fake.with([](eslio::testing::fake_switch& s) { return s.drop_all(), true; });
    while (!ec) (void)fs.api("status", ec);
    int events = 0;
    for (int i = 0;; ++i) {
        auto next = i == 0 ? fs.receive(1min, ec) : i == 1 ? fs.receive(0ms, ec) : fs.receive(ec);
        if (ec) return events;
        events += next && next->as_event() && next->as_event()->is(eslio::event_name::custom);
    }
}

/// The same by a program that only polls. What it was told when no message was left.
template <class Connection>
error_code polled_after_the_end(test::switch_thread& fake, Connection& fs) {
    error_code ec;
    (void)fs.receive(0ms, ec);
    (void)fs.send(eslio::command("bring"), ec);
    fake.with([](eslio::testing::fake_switch& s) { return s.drop_all(), true; });
    while (!ec) (void)fs.api("status", ec);
    ec.clear();
    int events = 0;  // a session may hear others as well
    while (const auto next = fs.receive(events % 2 == 0 ? 0ms : -1ms, ec))
        events += next->as_event() && next->as_event()->is(eslio::event_name::custom);
    CHECK(events == 3);
    error_code again;
    CHECK_FALSE(fs.receive(0ms, again));
    CHECK(again == ec);
    return ec;
}

}  // namespace

TEST_CASE("blocking: what came before the end is received after a call has found the end",
          "[blocking]") {
    test::switch_thread fake;
    fake.with([](eslio::testing::fake_switch& s) { return bring_events(s, ""); });
    eslio::blocking::connection fs("127.0.0.1", fake.port());
    CHECK(received_after_the_end(fake, fs) == 3);

    std::promise<int> of_session;
    eslio::blocking::server server([&](eslio::blocking::session& call) {
        const std::string own = "Unique-ID: " + call.uuid() + "\n";
        fake.with([&](eslio::testing::fake_switch& s) { return bring_events(s, own); });
        of_session.set_value(received_after_the_end(fake, call));
    });
    const std::uint16_t port = server.listen({asio::ip::address_v4::loopback(), 0});
    fake.with([&](eslio::testing::fake_switch& s) {
        s.call_out(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port));
        return true;
    });
    CHECK(of_session.get_future().get() == 3);
}

TEST_CASE("blocking: the end is told to those who poll as to those who wait", "[blocking]") {
    test::switch_thread fake;
    fake.with([](eslio::testing::fake_switch& s) { return bring_events(s, ""); });
    eslio::blocking::connection fs("127.0.0.1", fake.port());
    CHECK(polled_after_the_end(fake, fs) == eslio::condition::disconnected);

    std::promise<error_code> of_session;
    eslio::blocking::server server([&](eslio::blocking::session& call) {
        const std::string own = "Unique-ID: " + call.uuid() + "\n";
        fake.with([&](eslio::testing::fake_switch& s) { return bring_events(s, own); });
        const error_code polled = polled_after_the_end(fake, call);
        error_code waited;
        (void)call.receive(waited);
        CHECK(waited == polled);
        of_session.set_value(polled);
    });
    const std::uint16_t port = server.listen({asio::ip::address_v4::loopback(), 0});
    fake.with([&](eslio::testing::fake_switch& s) {
        s.call_out(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port));
        return true;
    });
    CHECK(of_session.get_future().get() == eslio::condition::disconnected);

    eslio::blocking::client client(fake.login());
    client.wait_until_up();
    CHECK_FALSE(client.receive(0ms));
    client.close();
    error_code polled, waited;
    while (!polled) (void)client.receive(0ms, polled);  // what came before it is left
    (void)client.receive(waited);
    CHECK(polled == eslio::error::closed);
    CHECK(waited == polled);
}

TEST_CASE("blocking client: what came before its connection ended is received", "[blocking]") {
    test::switch_thread fake;
    fake.with([](eslio::testing::fake_switch& s) { return bring_events(s, ""); });
    eslio::blocking::client fs(fake.login());
    CHECK(fs.send(eslio::command("bring")));
    fake.with([](eslio::testing::fake_switch& s) { return s.drop_all(), true; });
    error_code ec = eslio::error::not_sent;
    while (ec) (void)fs.api("echo up", ec);
    int events = 0;
    for (int i = 0; i < 3; ++i) {
        const auto next = fs.receive(0ms);
        REQUIRE(next);
        events += next->as_event() != nullptr;
    }
    CHECK(events == 3);
    fs.close();
}
