// testing/driven_time.hpp: time passes deadline by deadline, and only when told to.
#include "catch.hpp"

#include <eslio/testing/driven_time.hpp>

#include <asio/io_context.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <string>

namespace {

using eslio::wake_timer;
using eslio::testing::driven_time;
using namespace std::chrono_literals;

/// Adds a letter to a log each `period`, `left` times.
struct ticker {
    wake_timer timer;
    std::string& log;
    char letter;
    std::chrono::seconds period;
    int left;

    void start() {
        const auto due = timer.now() + period;
        timer.expires_at(due);
        wait(due);
    }
    void wait(wake_timer::time_point due) {
        timer.async_wait([this, due] {
            if (timer.now() < due) return wait(due);
            log += letter;
            if (--left > 0) start();
        });
    }
};

}  // namespace

TEST_CASE("nothing passes by itself", "[testing][driven_time]") {
    asio::io_context context;
    driven_time time(context);
    std::string log;
    ticker t{wake_timer(context.get_executor()), log, 'a', 5s, 1};
    const auto start = time.now();
    t.start();
    time.settle();
    CHECK(log.empty());
    CHECK(time.now() == start);
    time.advance(4999ms);
    CHECK(log.empty());
    time.advance(1ms);
    CHECK(log == "a");
    CHECK(time.now() == start + 5s);
}

TEST_CASE("what is started within a span fires in order within it", "[testing][driven_time]") {
    asio::io_context context;
    driven_time time(context);
    std::string log;
    ticker a{wake_timer(context.get_executor()), log, 'a', 2s, 100};
    ticker b{wake_timer(context.get_executor()), log, 'b', 3s, 100};
    a.start();
    b.start();
    time.advance(9s);
    // a at 2 4 6 8, b at 3 6 9; both at 6 in either order
    log.replace(3, 2, "**");
    CHECK(log == "aba**ab");
}

TEST_CASE("run_until stops at the moment", "[testing][driven_time]") {
    asio::io_context context;
    driven_time time(context);
    std::string log;
    const auto start = time.now();
    ticker a{wake_timer(context.get_executor()), log, 'a', 2s, 3};
    a.start();
    CHECK(time.run_until([&] { return log.size() == 2; }));
    CHECK(time.now() == start + 4s);
    CHECK_FALSE(time.run_until([&] { return log.size() == 9; }, 10s));
    CHECK(log == "aaa");
    CHECK(time.now() == start + 14s);
    int posted = 0;
    asio::post(context, [&] { ++posted; });
    asio::post(context, [&] { ++posted; });
    CHECK(time.run_until([&] { return posted == 1; }));
    CHECK(posted == 1);
}

TEST_CASE("a second hand goes on with the same time", "[testing][driven_time]") {
    asio::io_context context;
    driven_time first(context);
    first.advance(5s);
    driven_time second(context);
    CHECK(second.now() == first.now());
}
