// Attended transfer: A and B talk, B asks C, then A and C talk; or A has B back (C++20).
//
//     sh examples/run attended_transfer               a fake switch runs inside
//     sh examples/run attended_transfer -H HOST -p PASSWORD user/1000 user/1001 user/1002
//
// -s SECONDS is how long each talk lasts (1). If C does not answer, A and B talk on.

#include "support/arguments.hpp"
#include "support/target.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

using asio::use_awaitable;
using namespace std::chrono_literals;

/// Rings until it is answered; none if it is not.
asio::awaitable<std::optional<eslio::channel>> call(eslio::connection& fs, std::string who) {
    eslio::originate wanted{eslio::dial_string(who)};
    wanted.timeout(30s).variable("ignore_early_media", "true");
    wanted.variable("park_after_bridge", "true");  // who is left alone waits
    eslio::originate_result made = co_await eslio::async_originate(fs, wanted, use_awaitable);
    std::cout << who << ": " << to_string(made.outcome()) << ' ' << made.cause_text() << std::endl;
    if (!made) co_return std::nullopt;
    co_return std::move(made).call();
}

asio::awaitable<void> talk(eslio::channel& first, const eslio::channel& second, std::string who,
                           std::chrono::seconds time) {
    const eslio::bridge_result joined = co_await first.async_bridge(second, use_awaitable);
    if (!joined) throw std::runtime_error(who + " do not talk");
    std::cout << who << " talk" << std::endl;
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(use_awaitable);
}

asio::awaitable<void> transfer(eslio::login where, std::string a_is, std::string b_is,
                               std::string c_is, std::chrono::seconds time) {
    eslio::connection fs(co_await asio::this_coro::executor);
    co_await fs.async_connect(where, use_awaitable);
    auto a = co_await call(fs, a_is);
    auto b = co_await call(fs, b_is);
    if (!a || !b) throw std::runtime_error("A and B do not talk");
    co_await talk(*a, *b, "A and B", time);
    auto c = co_await call(fs, c_is);  // B asks; A and B hear each other meanwhile
    if (c) {
        co_await talk(*b, *c, "B and C", time);  // A waits
        co_await talk(*a, *c, "A and C", time);  // B is left
        (void)co_await b->async_hangup("ATTENDED_TRANSFER", use_awaitable);
    } else {
        co_await talk(*a, *b, "A and B, still,", time);
        (void)co_await b->async_hangup("NORMAL_CLEARING", use_awaitable);
    }
    (void)co_await a->async_hangup("NORMAL_CLEARING", use_awaitable);
    if (c) (void)co_await c->async_hangup("NORMAL_CLEARING", use_awaitable);
    for (eslio::channel* leg : {&*a, &*b}) {
        const eslio::hangup_info end = co_await leg->async_wait_for_hangup(5s, use_awaitable);
        std::cout << (leg == &*a ? "A: " : "B: ") << end.cause_text() << std::endl;
    }
}

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "s");
    if (given.help) {
        std::cout << "usage: attended_transfer [-s SECONDS] [A B C]\n" << support::common_options;
        return 0;
    }
    const support::target target(given, [](support::embedded_switch& inside) {
        inside.fake().plan(eslio::testing::call_plan().answers_after(50ms).stays_up());
        inside.fake().plan("user/busy", eslio::testing::call_plan().refuses("USER_BUSY", 50ms));
    });
    asio::io_context context;
    std::exception_ptr problem;
    asio::co_spawn(context,
                   transfer(target.login(), given.word(0, "user/1000"), given.word(1, "user/1001"),
                            given.word(2, "user/1002"), std::chrono::seconds(given.number('s', 1))),
                   [&](std::exception_ptr failure) { problem = failure; });
    context.run();
    if (problem) std::rethrow_exception(problem);
    return 0;
} catch (const std::exception& e) {
    std::cerr << "attended_transfer: " << e.what() << '\n';
    return 1;
}
