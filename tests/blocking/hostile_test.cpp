// Blocking calls of many threads that are interrupted, time out on half messages, and lose the
// peer.
#include "blocking/switch_thread.hpp"
#include "catch.hpp"

#include <eslio/blocking.hpp>

#include <asio/error.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

namespace {

using eslio::error;
using eslio::error_code;
using namespace std::chrono_literals;

/// Calls until the connection has ended. Returns whether every call ended as it may.
bool call_until_the_end(eslio::blocking::connection& fs, const std::string& text) {
    for (;;) {
        error_code ec;
        const auto answer = fs.api("echo " + text, ec);
        if (!ec && answer.text() != text) return false;  // somebody else's answer
        if (!ec || ec == asio::error::operation_aborted) continue;
        return ec == eslio::condition::disconnected || ec == error::outcome_unknown ||
               ec == error::not_sent;
    }
}

bool receive_until_the_end(eslio::blocking::connection& fs, std::size_t& received) {
    for (;;) {
        error_code ec;
        received += fs.receive(1ms, ec).has_value();
        if (ec && ec != asio::error::operation_aborted) return ec == eslio::condition::disconnected;
    }
}

}  // namespace

TEST_CASE("blocking connection: interrupted, on half messages, and the peer dies", "[blocking]") {
    test::switch_thread fake;
    for (const bool reset : {false, true}) {
        eslio::blocking::connection fs("127.0.0.1", fake.port());
        CHECK(fs.subscribe(eslio::subscription().custom("acme::x")));
        fake.with([](eslio::testing::fake_switch& s) {
            s.fail(eslio::testing::fault_plan().fragments(7));
        });
        std::atomic<bool> right{true}, over{false};
        std::size_t received = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 2; ++t)
            threads.emplace_back([&fs, &right, text = std::to_string(t)] {
                if (!call_until_the_end(fs, text)) right = false;
            });
        threads.emplace_back([&] {
            if (!receive_until_the_end(fs, received)) right = false;
        });
        std::thread interrupter([&] {
            while (!over) fs.interrupt();
        });
        for (int i = 0; i < 50; ++i)
            fake.with([](eslio::testing::fake_switch& s) { s.fire(s.make_custom("acme::x")); });
        fake.with([reset](eslio::testing::fake_switch& s) {
            if (reset)
                s.reset_all();
            else
                s.drop_all();
        });
        for (std::thread& t : threads) t.join();
        over = true;
        interrupter.join();
        CHECK(right);
        CHECK(received <= 50);
        CHECK_FALSE(fs.is_open());
    }
}

TEST_CASE("blocking connection: close from another thread ends what waits", "[blocking]") {
    test::switch_thread fake;
    eslio::blocking::connection fs("127.0.0.1", fake.port());
    error_code received;
    std::thread waiting([&] { (void)fs.receive(received); });
    fs.close();
    waiting.join();
    CHECK(received == error::closed);
}
