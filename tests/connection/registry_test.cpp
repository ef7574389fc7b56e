// connection/detail/registry.hpp: who is told, while they come and go; and
// connection/detail/sleepers.hpp.
#include "catch.hpp"
#include "support/growth.hpp"

#include <eslio/connection/detail/registry.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/testing/driven_time.hpp>

#include <asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using eslio::detail::registry;
using namespace std::chrono_literals;

namespace {

class listener {
public:
    explicit listener(char letter) : name(letter) {}
    char name;

private:
    friend registry<listener>;
    registry<listener>::entry registration;
};

std::shared_ptr<listener> make(char letter) {
    return std::make_shared<listener>(letter);
}

std::string told(const registry<listener>& all, const std::function<void(listener&)>& more = {}) {
    std::string names;
    all.each([&](listener& l) {
        names += l.name;
        if (more) more(l);
    });
    return names;
}

}  // namespace

TEST_CASE("a registry tells those that live, each once, in order") {
    registry<listener> all;
    CHECK(told(all).empty());
    auto a = make('a'), b = make('b'), c = make('c');
    for (const auto& l : {a, b, c, a}) all.add(l);
    CHECK(told(all) == "abc");
    b.reset();
    CHECK(told(all) == "ac");
    a.reset();
    c.reset();
    CHECK(told(all).empty());
    all.add(a = make('d'));
    CHECK(told(all) == "d");
}

TEST_CASE("one that goes to another registry is no more in the former") {
    const auto a = make('a');
    registry<listener> first;
    {
        registry<listener> second;
        first.add(a);
        second.add(a);
        CHECK(told(first).empty());
        CHECK(told(second) == "a");
    }
    first.add(a);
    CHECK(told(first) == "a");
}

TEST_CASE("those told may come and go meanwhile") {
    auto all = std::make_unique<registry<listener>>();
    auto a = make('a'), b = make('b'), c = make('c'), d = make('d');
    for (const auto& l : {a, b, c}) all->add(l);
    SECTION("the next one goes") {
        CHECK(told(*all, [&](listener& l) {
                  if (l.name == 'a') b.reset();
              }) == "ac");
    }
    SECTION("itself") {
        CHECK(told(*all, [&](listener&) { a.reset(); }) == "abc");
        CHECK(told(*all) == "bc");
    }
    SECTION("all the others") {
        CHECK(told(*all, [&](listener&) { b.reset(), c.reset(); }) == "a");
    }
    SECTION("new ones without end") {
        std::vector<std::shared_ptr<listener>> more;
        CHECK(told(*all, [&](listener&) {
                  more.push_back(make('x'));
                  all->add(more.back());
              }) == "abc");
        CHECK(told(*all) == "abcxxx");
    }
    SECTION("the registry") {
        CHECK(told(*all, [&](listener&) { all.reset(); }) == "abc");
    }
}

TEST_CASE("a registry is used by several threads") {
    registry<listener> all;
    std::atomic<bool> done{false};
    std::vector<std::thread> threads;
    for (int t = 0; t < 2; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 3000; ++i) {
                std::vector<std::shared_ptr<listener>> mine{make('a'), make('b')};
                for (const auto& l : mine) all.add(l);
            }
            done = true;
        });
    while (!done) all.each([](listener& l) { CHECK((l.name == 'a' || l.name == 'b')); });
    for (std::thread& t : threads) t.join();
    CHECK(told(all).empty());
}

TEST_CASE("to come and go costs as much however many are registered") {
    const auto fill = [](std::size_t n) {
        auto all = std::make_unique<registry<listener>>();
        std::vector<std::shared_ptr<listener>> members(n);
        for (auto& m : members) all->add(m = make('m'));
        return std::make_pair(std::move(all), std::move(members));
    };
    const double ratio = support::growth(2000, fill, [](auto& filled) {
        for (auto& member : filled.second) member.reset();
        CHECK(told(*filled.first).empty());
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("driven timers that wake one after the other cost as much for each") {
    struct crowd {
        asio::io_context context;
        eslio::testing::driven_time time{context};
        std::vector<std::unique_ptr<eslio::wake_timer>> timers;
        std::size_t woken = 0;
    };
    const auto fill = [](std::size_t n) {
        auto c = std::make_unique<crowd>();
        for (std::size_t i = 1; i <= n; ++i) {
            c->timers.push_back(std::make_unique<eslio::wake_timer>(c->context.get_executor()));
            c->timers.back()->expires_at(c->time.now() + std::chrono::milliseconds(i));
            c->timers.back()->async_wait([all = c.get()] { ++all->woken; });
        }
        return c;
    };
    const double ratio = support::growth(500, fill, [](auto& c) {
        c->time.advance(std::chrono::milliseconds(c->timers.size()));
        CHECK(c->woken == c->timers.size());
    });
    CHECK(ratio < support::quadratic);
}

TEST_CASE("a driven timer that goes, or is set anew, leaves its former time to nobody") {
    asio::io_context context;
    eslio::testing::driven_time time(context);
    eslio::environment& env = eslio::environment::of(context.get_executor());
    int woken = 0;
    auto timer = std::make_unique<eslio::wake_timer>(context.get_executor());
    for (int i = 1; i <= 100; ++i) timer->expires_at(time.now() + std::chrono::hours(i));
    CHECK(env.next_due() == time.now() + 100h);
    timer->async_wait([&] { ++woken; });
    time.advance(99h);
    CHECK(woken == 0);
    SECTION("set anew") {
        time.advance(1h);
        CHECK(woken == 1);
    }
    SECTION("gone") {
        timer.reset();
        CHECK(env.next_due() == eslio::environment::time_point::max());
        time.advance(1h);
        CHECK(woken == 1);  // Asio's timer ended its wait
    }
}
