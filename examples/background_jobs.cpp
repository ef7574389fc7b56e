// Many background jobs at once: each caller gets its own result, in whatever order they end.
//
//     sh examples/run background_jobs                                   a fake switch runs inside
//     sh examples/run background_jobs -H HOST -P 8021 -p PASSWORD       your FreeSWITCH
//     sh examples/run background_jobs -n 2000 -d 1000                   more and longer   (C++20)
//
// 500 commands are given to `bgapi` in one go: some rest for up to half a second (`msleep`), some
// come back at once (`echo`), some fail. You will see the results as they come, and a summary;
// exit status 1 if any job was lost or got another's result.

#include "support/arguments.hpp"
#include "support/target.hpp"
#include "support/terminal.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

using asio::use_awaitable;
using steady = std::chrono::steady_clock;

namespace {

struct tally {
    std::size_t jobs = 0;     ///< how many there are
    std::size_t longest = 0;  ///< milliseconds of the longest
    std::size_t good = 0;
    std::size_t refused = 0;
    std::size_t wrong = 0;  ///< not the result that this job must have
    std::size_t lost = 0;   ///< no result
    std::size_t slept = 0;  ///< milliseconds that all jobs took together
    steady::time_point start = steady::now();

    std::size_t done() const { return good + refused + wrong + lost; }
    double seconds() const { return std::chrono::duration<double>(steady::now() - start).count(); }
};

/// What job `n` runs, and what it must answer.
struct task {
    std::string command;
    std::string answer;
    std::size_t milliseconds = 0;
};

task make_task(std::size_t n, std::size_t longest) {
    const std::string number = std::to_string(n);
    if (n % 50 == 0) return {"uuid_kill no-such-call-" + number, "-ERR No such channel!"};
    if (n % 5 == 0) return {"echo I am job " + number, "I am job " + number};
    const std::size_t rest = n * 7919 % longest + 1;
    return {"msleep " + std::to_string(rest), "+OK", rest};
}

asio::awaitable<void> run_job(eslio::connection& fs, tally& all, std::size_t n) {
    const task what = make_task(n, all.longest);
    eslio::error_code ec;
    const eslio::job_result result =
        co_await fs.async_bgapi(what.command, asio::redirect_error(use_awaitable, ec));
    if (ec)
        ++all.lost;
    else if (result.text() != what.answer)
        ++all.wrong;
    else if (!result.ok())
        ++all.refused;
    else
        ++all.good;
    all.slept += what.milliseconds;

    const std::string outcome = ec ? ec.message() : std::string(result.text());
    std::cout << support::column(support::seconds_text(all.seconds()), 8)
              << support::column("job " + std::to_string(n), 10)
              << support::column(what.command, 28)
              << support::paint(result.ok() ? "" : support::yellow, outcome) << '\n';
    if (all.done() == all.jobs) fs.close();
}

asio::awaitable<void> run_all(eslio::connection& fs, const eslio::login& where, tally& all) {
    eslio::error_code ec;
    co_await fs.async_connect(where, asio::redirect_error(use_awaitable, ec));
    if (ec) throw std::system_error(ec, where.address());

    all.start = steady::now();
    for (std::size_t n = 1; n <= all.jobs; ++n)
        asio::co_spawn(fs.get_executor(), run_job(fs, all, n), [](std::exception_ptr failure) {
            if (failure) std::rethrow_exception(failure);
        });
}

void show_summary(const tally& all) {
    std::cout << '\n'
              << all.jobs << " jobs: " << all.good << " good, " << all.refused << " refused, "
              << all.wrong << " wrong, " << all.lost << " lost\n"
              << support::seconds_text(all.seconds()) << " s, one after the other it had been "
              << support::seconds_text(static_cast<double>(all.slept) / 1000) << " s\n";
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "nd");
    tally all;
    all.jobs = given.number('n', 500);
    all.longest = given.number('d', 500);
    if (given.help || all.jobs == 0 || all.longest == 0) {
        std::cout << "usage: background_jobs [OPTION...]\n"
                     "  -n JOBS      how many jobs          (500)\n"
                     "  -d TIME      how long they may take (500 ms)\n"
                  << support::common_options;
        return given.help ? 0 : 1;
    }
    const support::target fs(given);
    std::cout << "Connecting to " << fs.name() << std::endl;

    asio::io_context context;
    eslio::connection connection(context);
    const eslio::login where = fs.login();
    asio::co_spawn(context, run_all(connection, where, all), [](std::exception_ptr failure) {
        if (failure) std::rethrow_exception(failure);
    });
    context.run();

    show_summary(all);
    if (all.wrong + all.lost != 0) throw std::runtime_error("not every job got its result");
    return 0;
} catch (const std::exception& e) {
    std::cerr << "background_jobs: " << e.what() << '\n';
    return 1;
}
