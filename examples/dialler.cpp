// A dialler: a list of numbers, at most N calls at once, the outcome of each, retries (C++20).
//
//     sh examples/run dialler                                      a fake switch runs inside
//     sh examples/run dialler -H HOST -p PASSWORD user/1000 sofia/gateway/trunk/+4930123456
//     sh examples/run dialler -n 20 -t 3 ...     20 at once, three tries where it is worth it
//
// Who answers hears a tone. The connection may drop meanwhile: the calls go on.

#include "support/arguments.hpp"
#include "support/target.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <deque>
#include <exception>
#include <iostream>
#include <string>
#include <system_error>

using asio::use_awaitable;
using eslio::call_outcome;
using namespace std::chrono_literals;

struct task {
    std::string number;
    int tries = 0;
};

/// Whether it may end otherwise the next time.
bool is_worth_a_retry(call_outcome o) {
    return o == call_outcome::busy || o == call_outcome::no_answer || o == call_outcome::congestion;
}

/// One line of the dialler: takes the next number as long as there are any.
asio::awaitable<void> dial(eslio::client& fs, std::deque<task>& numbers, int& lines, int tries) {
    while (!numbers.empty()) try {
            task next = numbers.front();
            numbers.pop_front();
            eslio::originate wanted{eslio::dial_string(next.number)};
            wanted.timeout(30s).variable("ignore_early_media", "true");
            wanted.caller_id("Dialler", "5550100");
            eslio::originate_result made =
                co_await eslio::async_originate(fs, wanted, use_awaitable);
            std::cout << next.number << ": " << to_string(made.outcome()) << ' '
                      << made.cause_text() << '\n';
            if (made) {
                eslio::channel call = std::move(made).call();
                eslio::application tone = eslio::app::playback("tone_stream://%(500,0,440)");
                (void)co_await call.async_execute(tone, use_awaitable);
                (void)co_await call.async_hangup("NORMAL_CLEARING", use_awaitable);
                co_await call.async_wait_for_hangup(10s, use_awaitable);
            } else if (is_worth_a_retry(made.outcome()) && ++next.tries < tries) {
                numbers.push_back(next);
            }
        } catch (
            const std::system_error& e) {  // FreeSWITCH was restarted: nobody knows how it ended
            std::cout << e.what() << '\n';
        }
    if (--lines == 0) fs.close();
}

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "nt");
    if (given.help) {
        std::cout << "usage: dialler [-n CALLS_AT_ONCE] [-t TRIES] [ENDPOINT...]\n"
                  << support::common_options;
        return 0;
    }
    const support::target target(given, [](support::embedded_switch& inside) {
        using eslio::testing::call_plan;
        inside.fake().plan("user/1001", call_plan().refuses("USER_BUSY", 50ms));
        inside.fake().plan("user/1002", call_plan().refuses("CALL_REJECTED", 50ms));
    });
    std::deque<task> numbers;
    for (const std::string& number : given.words) numbers.push_back({number});
    if (given.words.empty()) numbers = {{"user/1000"}, {"user/1001"}, {"user/1002"}, {"user/1003"}};
    asio::io_context context;
    eslio::client_options options;
    options.backoff.budget = 10s;
    eslio::client fs(context, target.login(), options);
    eslio::error_code end;
    fs.async_run([&](eslio::error_code ec) { end = ec; });
    int lines = static_cast<int>(given.number('n', 2));
    for (int i = lines; i > 0; --i) {
        const auto tries = static_cast<int>(given.number('t', 2));
        asio::co_spawn(context, dial(fs, numbers, lines, tries), asio::detached);
    }
    context.run();
    if (end != eslio::error::closed) throw std::system_error(end, target.login().address());
    return 0;
} catch (const std::exception& e) {
    std::cerr << "dialler: " << e.what() << '\n';
    return 1;
}
