// The clock and the random numbers of an execution context, and the timer that wakes by them.
#include "catch.hpp"

#include <eslio/connection/detail/generator.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/testing/driven_time.hpp>

#include <asio/io_context.hpp>
#include <asio/strand.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <set>
#include <vector>

using namespace eslio;
using namespace std::chrono_literals;

namespace {

struct holder final : handler_holder {
    void drop_handlers() noexcept override { ++dropped; }
    int dropped = 0;
};

}  // namespace

TEST_CASE("each context has one environment, whatever executor asks") {
    asio::io_context a, b;
    environment& of_a = environment::of(a.get_executor());
    CHECK(&of_a == &environment::of(asio::any_io_executor(asio::make_strand(a))));
    CHECK(&of_a != &environment::of(b.get_executor()));
}

TEST_CASE("the clock is the steady clock until it is driven") {
    asio::io_context context;
    environment& env = environment::of(context.get_executor());
    CHECK_FALSE(env.driven());
    const auto before = std::chrono::steady_clock::now();
    const auto now = env.now();
    CHECK((before <= now && now <= std::chrono::steady_clock::now()));

    env.drive();
    CHECK(env.driven());
    const auto start = env.now();
    CHECK(env.now() == start);
    env.advance(90min);
    CHECK(env.now() == start + 90min);
}

TEST_CASE("random numbers come again with a seed, and differ between contexts without one") {
    asio::io_context a, b;
    environment& first = environment::of(a.get_executor());
    environment& second = environment::of(b.get_executor());
    CHECK(first.random() != second.random());
    first.seed(1);
    second.seed(1);
    std::vector<std::uint64_t> one, other;
    for (int i = 0; i < 10; ++i) {
        one.push_back(first.random());
        other.push_back(second.random());
    }
    CHECK(one == other);
}

TEST_CASE("every word that a context draws for its seed makes a difference") {
    constexpr std::size_t least = 8;  // 256 bits
    std::set<std::uint64_t> first;
    std::size_t drawn = 0;
    for (std::size_t changed = 0; changed <= least; ++changed) {
        std::size_t word = 0;
        auto random = detail::seeded_generator([&] { return word++ == changed ? 1U : 0U; });
        first.insert(random());
        drawn = word;
    }
    CHECK(drawn >= least);
    CHECK(first.size() == least + 1);
}

TEST_CASE("a wake-up comes when its time does") {
    asio::io_context context;
    testing::driven_time time(context);
    environment& env = environment::of(context.get_executor());
    wake_timer timer(context.get_executor());
    int woken = 0;
    const auto wait = [&] { timer.async_wait([&] { ++woken; }); };
    CHECK(env.next_due() == environment::time_point::max());

    timer.expires_at(env.now() + 10s);
    CHECK(env.next_due() == env.now() + 10s);
    wait();
    time.advance(9s);
    CHECK(woken == 0);
    time.advance(1s);
    CHECK(woken == 1);
    CHECK(env.next_due() == environment::time_point::max());

    SECTION("set anew, who waits is woken early") {
        timer.expires_at(env.now() + 10s);
        wait();
        timer.expires_at(env.now() + 5s);
        time.settle();
        CHECK(woken == 2);
        wait();
        time.advance(5s);
        CHECK(woken == 3);
    }
    SECTION("at a time that is past") {
        timer.expires_at(env.now() - 1s);
        wait();
        time.settle();
        CHECK(woken == 2);
    }
    SECTION("cancelled") {
        timer.expires_at(env.now() + 10s);
        wait();
        timer.cancel();
        time.settle();
        CHECK(woken == 2);
    }
}

TEST_CASE("a timer that is gone is due no more") {
    asio::io_context context;
    testing::driven_time time(context);
    environment& env = environment::of(context.get_executor());
    {
        wake_timer timer(context.get_executor());
        timer.expires_at(env.now() + 1s);
    }
    CHECK(env.next_due() == environment::time_point::max());
    time.advance(1h);
}

TEST_CASE("timers wake in real time as well") {
    asio::io_context context;
    wake_timer timer(context.get_executor());
    int woken = 0;
    timer.expires_at(timer.now() + 1ms);
    timer.async_wait([&] { ++woken; });
    context.run_for(60s);
    CHECK(woken == 1);
}

TEST_CASE("who holds handlers is told when the context ends, if it still lives") {
    const auto stays = std::make_shared<holder>();
    {
        asio::io_context context;
        environment& env = environment::of(context.get_executor());
        env.attach(stays);
        for (int i = 0; i < 1000; ++i) env.attach(std::make_shared<holder>());
        CHECK(stays->dropped == 0);
    }
    CHECK(stays->dropped == 1);
}
