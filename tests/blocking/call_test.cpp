// blocking/call.hpp, blocking/server.hpp: calls that are led by threads that wait.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"

#include <eslio/blocking.hpp>

#include <asio/error.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/ip/tcp.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>

namespace {

namespace blocking = eslio::blocking;
namespace app = eslio::app;
using eslio::error;
using eslio::error_code;
using namespace std::chrono_literals;

asio::ip::tcp::endpoint loopback(std::uint16_t port) {
    return {asio::ip::address_v4::loopback(), port};
}

}  // namespace

TEST_CASE("blocking call: originate and wait, the loop of the manual", "[blocking]") {
    test::switch_thread fake;
    blocking::connection fs("127.0.0.1", fake.port());
    const std::string uuid = "11111111-2222-3333-4444-555555555555";
    const auto made = fs.bgapi(eslio::originate("null/x").uuid(uuid));
    REQUIRE(made);
    blocking::call call(fs, uuid);
    CHECK(call.wait_for_answer(1min));
    CHECK(call.set_variable("x", "1"));
    CHECK(call.get_variable("x") == "1");
    CHECK(call.execute(app::set("y", "2")));
    CHECK_FALSE(call.over());
    CHECK(call.hangup(eslio::hangup_cause::user_busy));
    const auto end = call.wait_for_hangup(1min);
    CHECK(end.cause_text() == "USER_BUSY");
    CHECK(call.over());
    REQUIRE(call.hangup_seen());
}

TEST_CASE("blocking originate: a call with the verbs of the trade, or the cause", "[blocking]") {
    test::switch_thread fake;
    fake.with([](eslio::testing::fake_switch& s) {
        return s.plan("user/busy", eslio::testing::call_plan().refuses("USER_BUSY")), true;
    });
    blocking::connection fs("127.0.0.1", fake.port());
    const auto busy = fs.originate(eslio::originate("user/busy"));
    CHECK_FALSE(busy);
    CHECK(busy.outcome() == eslio::call_outcome::busy);
    CHECK(busy.cause_text() == "USER_BUSY");
    CHECK(busy.cause() == eslio::hangup_cause::user_busy);

    auto made = fs.originate(eslio::originate("null/x"));
    REQUIRE(made);
    CHECK(made.details().answered());
    blocking::call call = std::move(made).call();
    CHECK(call.answer());
    CHECK(call.play("silence_stream://20"));
    CHECK(call.send_dtmf("12"));
    const auto taped = call.record("taped.wav", 1s);
    CHECK(taped);
    CHECK(taped.end() == eslio::record_result::ended_by::limit);
    const eslio::dial_string bad(eslio::endpoint("user/", eslio::untrusted("1,2")));
    eslio::error_code refused;
    const eslio::bridge_result none = call.bridge(bad, refused);
    CHECK(none.why() == bad.why());
    CHECK(refused == bad.error());
    try {
        (void)call.bridge(bad);
        FAIL("it has to throw");
    } catch (const std::system_error& e) {
        CHECK(std::string(e.what()).find("bridge: " + bad.why()) == 0);
    }
    auto other = fs.originate(eslio::originate("null/y"));
    REQUIRE(other);
    CHECK(call.set_variable("park_after_bridge", "true"));
    CHECK(call.bridge_uuid(other.call().uuid()));
    CHECK(other.call().hangup());
    CHECK(call.wait_for_unbridge(1min));
    CHECK(call.hangup("USER_BUSY"));
    const auto end = call.wait_for_hangup(1min);
    CHECK(end.cause_text() == "USER_BUSY");
    CHECK_FALSE(call.play("too/late.wav"));
}

TEST_CASE("blocking originate: interrupted, the attempt is ended", "[blocking]") {
    test::switch_thread fake;
    fake.with([](eslio::testing::fake_switch& s) {
        return s.plan("user/rings", eslio::testing::call_plan().never_answers()), true;
    });
    blocking::connection fs("127.0.0.1", fake.port());
    error_code ec;
    auto ended = std::async(std::launch::async,
                            [&] { (void)fs.originate(eslio::originate("user/rings"), ec); });
    const auto calls = [](eslio::testing::fake_switch& s) { return s.calls().size(); };
    while (fake.with(calls) != 1) std::this_thread::yield();
    while (ended.wait_for(1ms) != std::future_status::ready) fs.interrupt();
    CHECK(ec == asio::error::operation_aborted);
    while (fake.with(calls) != 0) std::this_thread::yield();
}

TEST_CASE("blocking server: a thread leads each call", "[blocking]") {
    test::switch_thread fake;
    std::atomic<int> led{0};
    blocking::server server([&](blocking::session& call) {
        if (call.execute(app::answer()) && call.execute(app::set("led", call.uuid()))) ++led;
        (void)call.hangup();
        (void)call.wait_for_end();
    });
    const auto port = server.listen(loopback(0));
    fake.with([&](eslio::testing::fake_switch& s) {
        for (int i = 0; i < 8; ++i) s.call_out(loopback(port));
    });
    while (led != 8) std::this_thread::yield();
    server.stop();
    server.run();
    CHECK(server.calls() == 0);
}

TEST_CASE("blocking server: stopped, it listens again", "[blocking]") {
    test::switch_thread fake;
    std::atomic<int> led{0};
    blocking::server server([&](blocking::session&) { ++led; });
    for (int i = 1; i <= 2; ++i) {
        const auto port = server.listen(loopback(0));
        fake.with([&](eslio::testing::fake_switch& s) { s.call_out(loopback(port)); });
        while (led != i) std::this_thread::yield();
        server.stop();
        server.run();
    }
    CHECK(server.calls() == 0);
}

TEST_CASE("blocking server: calls beyond the bound are let go", "[blocking]") {
    test::switch_thread fake;
    std::promise<void> may_end;
    const auto end = may_end.get_future().share();
    std::atomic<int> led{0};
    blocking::server_options options;
    options.most_calls = 2;
    blocking::server server(
        [&](blocking::session&) {
            ++led;
            end.wait();
        },
        options);
    const auto port = server.listen(loopback(0));
    fake.with([&](eslio::testing::fake_switch& s) {
        for (int i = 0; i < 2; ++i) s.call_out(loopback(port));
    });
    while (led != 2) std::this_thread::yield();
    const auto third =
        fake.with([&](eslio::testing::fake_switch& s) { return s.call_out(loopback(port)); });
    // It goes on in its dialplan, which has nothing more: it ends.
    const auto lives = [&](eslio::testing::fake_switch& s) {
        const auto all = s.calls();
        return std::find(all.begin(), all.end(), third) != all.end();
    };
    while (fake.with(lives)) std::this_thread::yield();
    CHECK(led == 2);
    may_end.set_value();
}

TEST_CASE("blocking server: its end ends the calls that wait", "[blocking]") {
    test::switch_thread fake;
    std::promise<void> waits;
    error_code ec;
    {
        blocking::server server([&](blocking::session& call) {
            waits.set_value();
            (void)call.wait_for_hangup(1h, ec);
        });
        const auto port = server.listen(loopback(0));
        fake.with([&](eslio::testing::fake_switch& s) { s.call_out(loopback(port)); });
        waits.get_future().wait();
    }
    CHECK(ec);
}

TEST_CASE("blocking server: what a handler throws is told", "[blocking]") {
    test::switch_thread fake;
    std::promise<std::string> told;
    blocking::server_options options;
    options.on_exception = [&](std::exception_ptr p) {
        try {
            std::rethrow_exception(p);
        } catch (const std::exception& e) {
            told.set_value(e.what());
        }
    };
    blocking::server server([](blocking::session&) { throw std::runtime_error("mine"); }, options);
    const auto port = server.listen(loopback(0));
    fake.with([&](eslio::testing::fake_switch& s) { s.call_out(loopback(port)); });
    CHECK(told.get_future().get() == "mine");
}
