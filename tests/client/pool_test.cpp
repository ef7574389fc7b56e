// client.hpp on several threads, over TCP, while the switch drops and restarts; and by a
// dispatcher.
#include "client/client_fixture.hpp"
#include "support/pool.hpp"

#include <eslio/dispatcher.hpp>

#include <asio/thread_pool.hpp>
#include <asio/use_future.hpp>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

TEST_CASE("operations of a client may be begun from any thread", "[client][native]") {
    test::served_switch there;
    std::atomic<int> begun{0}, ended{0};
    asio::thread_pool pool(4);
    client_options o;
    o.connection.probe_after = 50ms;
    o.connection.nudge_interval = 1ms;
    o.backoff.first = 5ms;
    o.backoff.cap = 20ms;
    o.on_setup = [&](const client_setup& s) {
        ++begun;
        s.async_api("show channels", [s, &ended](error_code, const api_response&) { ++ended; });
    };
    auto fs =
        std::make_unique<client>(pool, login("127.0.0.1", there.service(), password("ClueCon")), o);
    auto end = fs->async_run(asio::use_future([](error_code ec) { return ec; }));
    std::vector<std::thread> users;
    for (int user = 0; user < 3; ++user)
        users.emplace_back([&, user] {
            for (int i = 0; i < 30; ++i) {
                begun += 5;
                fs->async_api(api_request("status").idempotent(),
                              [&](error_code, const api_response&) { ++ended; });
                fs->async_bgapi(api_request("status").timeout(1s),
                                [&](error_code, const job_result&) { ++ended; });
                fs->async_subscribe(subscription(event_name::heartbeat),
                                    [&](error_code, const reply&) { ++ended; });
                fs->async_wait_until_up([&](error_code, const client_status&) { ++ended; });
                fs->async_receive([&](error_code, const message&) { ++ended; });
                if (user == 0 && i % 10 == 0)
                    there.ask([](testing::fake_switch& f) { return f.drop_all(), true; });
                if (user == 1 && i == 15)
                    there.ask([](testing::fake_switch& f) { return f.restart(), true; });
                std::this_thread::yield();
            }
        });
    for (std::thread& u : users) u.join();
    fs->close();
    CHECK(end.get() == error::closed);
    fs.reset();
    pool.join();
    CHECK(begun == ended);
}

TEST_CASE("a dispatcher goes on over a client", "[client]") {
    returning c;
    int heartbeats = 0, gaps = 0;
    dispatcher d;
    d.on(event_name::heartbeat, [&](const event&) { ++heartbeats; });
    d.on_other([&](const message& m) { gaps += m.as_gap() != nullptr ? 1 : 0; });
    outcome<void> over;
    async_dispatch(*c.fs, d, over.handler());
    c.fs->async_subscribe(subscription(event_name::heartbeat), [](error_code, const reply&) {});
    c.come_up();
    c.time.advance(61s);
    CHECK(heartbeats == 3);
    c.drop();
    c.time.advance(60s);
    CHECK(heartbeats >= 5);
    CHECK(gaps == 1);
    CHECK(over.count == 0);
    c.fs->close();
    c.time.settle();
    CHECK(over.ec == error::closed);
}
