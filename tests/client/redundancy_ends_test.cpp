// client.hpp: two connections to one switch, closed and destroyed in handlers, on several threads,
// and with a full queue.
#include "client/redundant_fixture.hpp"
#include "support/pool.hpp"

#include <eslio/channel.hpp>

#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_future.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

namespace {

/// Handlers of every kind, one of which is told to do something.
struct handlers_of_all_kinds {
    static constexpr std::size_t count = 8;

    handlers_of_all_kinds(redundant& c, const std::string& uuid) : of(c), call(c.fs->link(), uuid) {
        const auto at = [this](std::size_t which) {
            return [this, which](error_code, auto&&...) { called(which); };
        };
        client_status now = c.fs->status();
        c.fs->async_receive(at(0));
        c.fs->async_api("status", at(1));
        c.fs->async_bgapi("status", at(2));
        c.fs->async_subscribe(subscription().custom("test::other"), at(3));
        c.fs->async_wait_for_change(now, at(4));
        call.async_execute(application("playback", "a.wav"), at(5));
        call.async_wait_for_hangup(1h, at(6));
        call.async_receive(at(7));
    }

    void called(std::size_t which) {
        ++times[which];
        if (which == acts_in && times[which] == 1) act();
    }

    redundant& of;
    channel call;
    std::array<int, count> times{};
    std::size_t acts_in = count;
    std::function<void()> act;
};

std::string call_of(redundant& c) {
    c.fake.plan(testing::call_plan().answers_after({}).stays_up());
    std::string uuid = c.fake.originate("user/1000 &park()");
    c.time.settle();
    c.connect_both();
    c.heard();
    return uuid;
}

}  // namespace

TEST_CASE("two connections may be closed and destroyed in any handler", "[client][redundancy]") {
    for (std::size_t which = 0; which < handlers_of_all_kinds::count; ++which)
        for (const bool destroys : {false, true})
            for (const std::size_t dropped : {0u, 1u, 2u}) {
                CAPTURE(which, destroys, dropped);
                redundant c;
                handlers_of_all_kinds all(c, call_of(c));
                all.acts_in = which;
                all.act = [&c, destroys] {
                    if (destroys)
                        c.fs.reset();
                    else
                        c.fs->close();
                };
                // Whichever leads by then, its event is what calls the handler.
                if (dropped < 2) c.fake.drop_one(dropped);
                c.fire("x");
                c.time.settle();
                for (const std::string& uuid : c.fake.calls()) c.fake.hang_up(uuid);
                c.time.advance(10s);
                if (c.fs) c.fs->close();
                c.time.advance(2h);
                CHECK(c.ended.done());
                for (const int times : all.times) CHECK(times == 1);
            }
}

TEST_CASE("two connections end at any stage of their coming", "[client][redundancy]") {
    for (std::size_t stage = 0; stage < 60; ++stage) {
        CAPTURE(stage);
        returning c(two_connections());
        outcome<message> received;
        outcome<job_result> job;
        c.fs->async_receive(received.handler());
        c.fs->async_bgapi("status", job.handler());
        c.run();
        for (std::size_t i = 0; i < stage; ++i) c.context.poll_one();
        if (stage % 2 == 0)
            c.fs.reset();
        else
            c.fs->close();
        c.time.advance(1h);
        CHECK(c.ended.done());
        CHECK(received.done());
        CHECK(job.done());
        CHECK(c.fake.open_connections() == 0);
    }
}

TEST_CASE("the context of two connections may go first", "[client][redundancy]") {
    auto c = std::make_unique<redundant>();
    outcome<message> received;
    c->heard();
    c->fs->async_receive(received.handler());
    c->fake.drop_one(0);
    c.reset();
    CHECK(received.count == 0);
}

TEST_CASE("what a full queue drops of two connections is counted once", "[client][redundancy]") {
    client_options o = two_connections();
    o.connection.event_limits.messages = 4;
    o.connection.event_limits.policy =
        GENERATE(overflow_policy::drop_oldest, overflow_policy::drop_newest);
    const bool oldest = o.connection.event_limits.policy == overflow_policy::drop_oldest;
    redundant c(std::move(o));
    c.heard();
    const std::uint64_t before = c.fs->usage().messages_lost;
    for (int i = 0; i < 10; ++i) c.fire(std::to_string(i));
    c.time.settle();
    SECTION("both stay") {}
    SECTION("the first one ends") {
        REQUIRE(c.fake.drop_one(0));
        c.time.settle();
    }
    std::uint64_t lost = 0;
    texts all;
    for (message m; c.fs->try_receive(m);) {
        if (const gap* g = m.as_gap())
            lost += g->lost();
        else
            all.emplace_back((*m.as_event())["Text"]);
    }
    CHECK(lost == 6);
    CHECK(c.fs->usage().messages_lost - before == 6);
    CHECK(all == (oldest ? texts{"6", "7", "8", "9"} : texts{"0", "1", "2", "3"}));
}

TEST_CASE("two connections whose full queue closes come back, and the gap says why",
          "[client][redundancy]") {
    client_options o = two_connections();
    o.connection.event_limits.messages = 4;
    o.connection.event_limits.policy = overflow_policy::close;
    redundant c(std::move(o));
    c.heard();
    const std::size_t leads = GENERATE(std::size_t{0}, std::size_t{1});
    if (leads == 1) {  // the first one is the later of the two, and does not lead
        REQUIRE(c.fake.drop_one(0));
        c.connect_both();
        c.heard();
    }
    for (int i = 0; i < 6; ++i) c.fire(std::to_string(i));
    c.time.settle();
    CHECK_FALSE(c.fs->is_redundant());
    texts all;
    const auto fetch = [&] {
        for (std::string& text : c.heard()) all.push_back(std::move(text));
    };
    fetch();
    REQUIRE(c.time.run_until(
        [&] {
            c.fire("step");
            c.time.settle();
            fetch();
            return c.fs->is_redundant() && c.fs->is_up();
        },
        1min));
    CHECK(texts(all.begin(), all.begin() + 5) == texts{"0", "1", "2", "3", "gap"});
    // The second one may have led for a moment before it was closed, too.
    CHECK(std::count(all.begin() + 5, all.end(), "gap") <= 1);
    c.fire("after");
    c.time.settle();
    CHECK(c.heard() == texts{"after"});
}

TEST_CASE("two connections on a strand of several threads", "[client][redundancy][native]") {
    test::served_switch there;
    std::atomic<int> begun{0}, ended{0}, states{0};
    asio::thread_pool pool(3);
    client_options o = two_connections();
    o.connection.probe_after = 50ms;
    o.connection.nudge_interval = 1ms;
    o.backoff.first = 2ms;
    o.backoff.cap = 10ms;
    std::promise<void> third;
    o.on_status = [&](const client_status&) {
        if (++states == 3) third.set_value();
    };
    auto fs = std::make_unique<client>(asio::make_strand(pool.get_executor()),
                                       login("127.0.0.1", there.service(), password("ClueCon")), o);
    auto end = fs->async_run(asio::use_future([](error_code ec) { return ec; }));
    fs->async_wait_until_up(asio::use_future([](error_code, const client_status&) {})).wait();
    std::vector<std::thread> users;
    for (int user = 0; user < 3; ++user)
        users.emplace_back([&, user] {
            for (int i = 0; i < 30; ++i) {
                begun += 4;
                fs->async_api(api_request("status").idempotent(),
                              [&](error_code, const api_response&) { ++ended; });
                fs->async_bgapi(api_request("status").timeout(1s),
                                [&](error_code, const job_result&) { ++ended; });
                fs->async_subscribe(subscription().custom("test::event" + std::to_string(i % 4)),
                                    [&](error_code, const reply&) { ++ended; });
                fs->async_receive([&](error_code, const message&) { ++ended; });
                there.ask([&](testing::fake_switch& f) {
                    f.fire(f.make_custom("test::event" + std::to_string(i % 4)));
                    if (i % 5 == 0) f.drop_one(static_cast<std::size_t>(user) % 2);
                    if (user == 1 && i == 15) f.restart();
                    return true;
                });
            }
        });
    for (std::thread& u : users) u.join();
    third.get_future().wait();  // What was dropped is noticed: nothing here says how soon.
    fs->close();
    CHECK(end.get() == error::closed);
    fs.reset();
    pool.join();
    CHECK(begun == ended);
}

TEST_CASE("two connections on a strand of several threads lose nothing when either ends",
          "[client][redundancy][native]") {
    test::served_switch there;
    asio::thread_pool pool(3);
    const auto strand = asio::make_strand(pool.get_executor());
    client_options o = two_connections();
    o.backoff.first = 2ms;
    o.backoff.cap = 10ms;
    client fs(strand, login("127.0.0.1", there.service(), password("ClueCon")), o);
    const auto on_strand = [&](auto f) { return asio::post(strand, asio::use_future(f)).get(); };

    std::vector<std::uint64_t> heard;
    std::size_t gaps = 0;
    std::function<void()> receive = [&] {
        fs.async_receive([&](error_code ec, const message& m) {
            if (ec) return;
            if (const event* e = m.as_event()) heard.push_back(std::stoull(std::string((*e)["N"])));
            if (m.as_gap() != nullptr) ++gaps;
            receive();
        });
    };
    std::uint64_t fired = 0;
    const auto fire = [&] {
        there.ask([n = ++fired](testing::fake_switch& f) {
            event e = f.make_custom("test::event");
            e.add("N", std::to_string(n));
            f.fire(e);
            return true;
        });
    };
    const auto limit = std::chrono::steady_clock::now() + 2min;
    const auto fire_until = [&](auto is_so) {
        while (!on_strand(is_so) && std::chrono::steady_clock::now() < limit) fire();
    };
    const auto is_redundant = [&] { return fs.is_redundant(); };

    auto end = fs.async_run(asio::use_future([](error_code ec) { return ec; }));
    CHECK(fs.async_subscribe(subscription().custom("test::event"), asio::use_future).get().ok());
    receive();
    fire_until(is_redundant);
    for (std::size_t i = 0; i < 20; ++i) {
        const auto made = [&] {
            return there.ask([](testing::fake_switch& f) { return f.connections(); });
        };
        const std::size_t before = made();
        there.ask([i](testing::fake_switch& f) { return f.drop_one(i % 2); });
        do fire();
        while (made() == before && std::chrono::steady_clock::now() < limit);
        fire_until(is_redundant);
    }
    const std::uint64_t last = fired;
    fire_until([&] { return !heard.empty() && heard.back() >= last; });
    fs.close();
    CHECK(end.get() == error::closed);
    pool.join();
    CHECK(gaps == 0);
    REQUIRE_FALSE(heard.empty());
    CHECK(heard.back() - heard.front() + 1 == heard.size());
    CHECK(std::is_sorted(heard.begin(), heard.end()));
}
