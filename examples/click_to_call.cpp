// Click to call: rings A, then B, joins them; every state of both legs is shown.
//
//     sh examples/run click_to_call                     a fake switch runs inside           (C++20)
//     sh examples/run click_to_call -H HOST -p PASSWORD user/1000 user/1001   your phones
//     sh examples/run click_to_call -H HOST -p PASSWORD null/1 null/2 -s 3    without phones
//
// -s SECONDS ends the talk after that time; without it they talk as long as they like. You will see
// both legs ring, answer, be joined, and end. When the connection drops they talk on, and it is
// made anew. Exit status 1 if they did not talk.

#include "click_to_call/two_legs.hpp"
#include "support/arguments.hpp"
#include "support/call_log.hpp"
#include "support/target.hpp"

#include <eslio.hpp>
#include <eslio/client.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

using asio::use_awaitable;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view usage =
    "usage: click_to_call [OPTION...] [A B]\n"
    "  -s SECONDS   ends the talk after that time (0: when they hang up)\n"
    "  -c NUMBER    the number that both are shown (5550100)\n";

asio::awaitable<std::optional<eslio::hangup_info>> connect_two(eslio::login where,
                                                               click_to_call::wish what,
                                                               const support::call_log& log) {
    eslio::client_options options;
    options.backoff.budget = 10s;  // then there is no switch
    options.on_status = [&log](const eslio::client_status& s) {
        if (s.state == eslio::client_state::waiting)
            log("", "not connected", s.why.message(), support::red);
    };
    eslio::client fs(co_await asio::this_coro::executor, where, options);
    fs.async_run([](eslio::error_code) {});
    eslio::error_code ec;
    co_await fs.async_wait_until_up(asio::redirect_error(use_awaitable, ec));
    if (ec) throw std::system_error(ec, where.address());
    log.head();
    click_to_call::two_legs job(fs, std::move(what), log);
    co_await job.run();
    fs.close();
    co_return job.end_of_a();
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "sc");
    if (given.help) {
        std::cout << usage << support::common_options;
        return 0;
    }
    click_to_call::wish what;
    what.a = given.word(0, given.embedded ? "user/1000" : "null/1000");
    what.b = given.word(1, given.embedded ? "user/1001" : "null/1001");
    what.talk = std::chrono::seconds(given.number('s', given.embedded ? 1 : 0));
    const auto shown = given.own.find('c');
    what.shown = shown == given.own.end() ? "5550100" : shown->second;

    const support::target fs(given, [](support::embedded_switch& inside) {
        using eslio::testing::call_plan;
        inside.fake().plan("user/1000",
                           call_plan().rings_after(100ms).answers_after(500ms).stays_up());
        inside.fake().plan("user/1001",
                           call_plan().rings_after(200ms).answers_after(900ms).stays_up());
        inside.fake().plan("user/busy", call_plan().refuses("USER_BUSY", 100ms));
    });
    std::cout << "Connecting to " << fs.name() << std::endl;
    const support::call_log log;
    std::exception_ptr problem;
    std::optional<eslio::hangup_info> end;
    asio::io_context context;
    asio::co_spawn(context, connect_two(fs.login(), what, log),
                   [&](std::exception_ptr failure, std::optional<eslio::hangup_info> a) {
                       problem = failure;
                       end = std::move(a);
                   });
    context.run();  // until the last state has been shown
    if (problem) std::rethrow_exception(problem);
    if (end && !end->heard()) std::cout << "\nHow the call of A ended was not heard" << std::endl;
    if (end && end->heard()) {
        const std::chrono::duration<double> talked = end->talk_time();
        std::cout << "\nA was on the line for " << support::seconds_text(talked.count()) << " s, "
                  << end->cause_text() << std::endl;
    }
    return 0;
} catch (const std::exception& e) {
    std::cerr << "click_to_call: " << e.what() << '\n';
    return 1;
}
