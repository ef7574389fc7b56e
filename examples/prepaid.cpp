// Prepaid calls: the balance is checked before the bridge, charged while they talk, kept in a file.
//
//     sh examples/run prepaid                             five callers of a fake switch inside
//     sh examples/run prepaid --port 8084 -f balances     your FreeSWITCH; Ctrl-C ends it   (C++20)
//
// A caller who dials 9 and a number is connected with it. In FreeSWITCH's dialplan:
//
//     <condition field="destination_number" expression="^9(\d+)$">
//       <action application="set" data="prepaid_to=$1"/>
//       <action application="socket" data="127.0.0.1:8084 async full"/>
//     </condition>
//
// You will see every unit that is charged: one caller talks until the balance is spent, one has
// nothing, one calls a busy number and one a number that plays an announcement and never answers,
// who both pay nothing, one hangs up early and keeps the rest.

#include "prepaid/balances.hpp"
#include "support/call_log.hpp"
#include "support/listening.hpp"
#include "support/target.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

using asio::use_awaitable;
using eslio::outbound::session;
using namespace std::chrono_literals;
namespace app = eslio::app;

namespace {

constexpr std::string_view usage =
    "usage: prepaid [OPTION...]\n"
    "  -f FILE      the balances, a line `caller units` each (prepaid-balances.txt)\n"
    "  -i MS        how long a unit lasts, in milliseconds (60000; 300 with the fake switch)\n"
    "  -r ROUTE     what comes before the number in the dial string (user/)\n";

struct tariff {
    std::chrono::milliseconds interval;
    std::string route;
};

/// One call, from the look at the balance to the last unit.
class prepaid_call {
public:
    prepaid_call(session call, const tariff& price, prepaid::balances& accounts,
                 const support::call_log& log)
        : call_(std::move(call)),
          caller_(call_.caller_number()),
          price_(price),
          accounts_(accounts),
          log_(log) {}

    asio::awaitable<void> run() {
        std::string_view to = call_.data().variable("prepaid_to");
        if (to.empty()) to = call_.destination();
        show("comes in", "wants " + std::string(to));
        try {
            co_await serve(eslio::untrusted(to));
            const auto end = co_await call_.async_wait_for_end(use_awaitable);
            const auto why = end.hung_up() ? support::cause_of(end) : end.connection().message();
            show("over", why + ", " + std::to_string(charged_) + " units", support::red);
        } catch (const std::system_error& e) {
            show("lost", e.what(), support::red);  // the connection, not the call
        }
    }

private:
    asio::awaitable<void> serve(eslio::untrusted number) {
        if (accounts_.of(caller_) == 0) co_return co_await refuse("OUTGOING_CALL_BARRED");

        // The number is a stranger's text: it cannot choose another route, nor a second leg.
        eslio::dial_string callee(eslio::endpoint(price_.route, number));
        if (callee.error()) co_return co_await refuse("INVALID_NUMBER_FORMAT");
        const eslio::application variables =
            app::multiset({{"hangup_after_bridge", "true"}, {"continue_on_fail", "true"}});
        const auto set = co_await call_.async_execute(variables, use_awaitable);
        if (!set.ok()) co_return;  // the caller hung up already

        show("calls", callee.for_bridge());
        const auto leg = co_await call_.async_bridge(callee, use_awaitable);
        if (call_.over()) co_return;
        // Joined by early media, and no answer could be heard: nothing to be charged for is known.
        // That is so without `full` in the dialplan, and a caller who had been answered before.
        if (leg.early()) co_return co_await refuse("NORMAL_TEMPORARY_FAILURE");
        if (!leg) {
            std::string cause(leg.cause_text());
            if (cause.empty()) cause = "NORMAL_TEMPORARY_FAILURE";
            co_return co_await refuse(cause);
        }
        show("talks", "with " + std::string(leg.other()).substr(0, 8), support::green);
        co_await charge_while_they_talk();
    }

    /// A unit is paid before it is used. The end of a wait by time is the start of the next unit.
    asio::awaitable<void> charge_while_they_talk() {
        while (accounts_.charge(caller_)) {
            ++charged_;
            show("charged", "a unit", support::yellow);
            eslio::error_code ec;
            const auto end = co_await call_.async_wait_for_hangup(
                price_.interval, asio::redirect_error(use_awaitable, ec));
            if (!ec) {
                show("hung up", end.cause_text());
                co_return;
            }
            if (ec != eslio::error::timeout) throw std::system_error(ec);
        }
        show("spent", "we hang up");
        co_await hang_up("ALLOTTED_TIMEOUT");
    }

    asio::awaitable<void> refuse(std::string cause) {
        show("refused", cause);
        co_await hang_up(cause);
    }

    asio::awaitable<void> hang_up(std::string cause) {
        const eslio::reply answer = co_await call_.async_hangup(cause, use_awaitable);
        if (!answer.ok()) show("not hung up", answer.text());  // the caller was quicker
    }

    void show(std::string_view step, std::string_view what, std::string_view colour = {}) const {
        const std::string balance = std::to_string(accounts_.of(caller_));
        log_(caller_, step, support::column(balance, 9) + std::string(what), colour);
    }

    session call_;
    std::string caller_;
    const tariff& price_;
    prepaid::balances& accounts_;
    const support::call_log& log_;
    std::size_t charged_ = 0;
};

asio::awaitable<void> take_call(session call, const tariff& price, prepaid::balances& accounts,
                                const support::call_log& log) {
    prepaid_call c(std::move(call), price, accounts, log);
    co_await c.run();
}

/// A file of one run's own, gone at its end.
struct scratch {
    std::filesystem::path name = std::filesystem::temp_directory_path() /
                                 ("eslio-prepaid-" + std::to_string(std::random_device{}()));
    scratch() = default;
    scratch(const scratch&) = delete;
    scratch& operator=(const scratch&) = delete;
    ~scratch() {
        std::error_code ignored;
        std::filesystem::remove(name, ignored);
    }
};

void place_calls(support::embedded_switch& inside, const asio::ip::tcp::endpoint& where) {
    using eslio::testing::call;
    using eslio::testing::call_plan;
    auto& fake = inside.fake();
    fake.plan("user/5000", call_plan().answers_after(300ms).stays_up());
    fake.plan("user/5001", call_plan().refuses("USER_BUSY", 200ms));
    fake.plan("user/5002",
              call_plan().goes_early_after(100ms).never_answers().refuses("NO_ANSWER", 800ms));
    const auto from = [&](const char* number, const char* to, const eslio::testing::call_plan& p) {
        fake.call_out(where, eslio::testing::incoming_call()
                                 .from(number)
                                 .to(std::string("9") + to)
                                 .variable("prepaid_to", to)
                                 .caller(p));
    };
    from("1001", "5000", call());
    from("1002", "5000", call());
    from("1003", "5001", call());
    from("1004", "5000", call().hangs_up(eslio::testing::after(1s)));
    from("1005", "5002", call());
}

}  // namespace

int main(int argc, char* argv[]) try {
    const auto given = support::parse_listen_arguments(argc, argv, "fir");
    if (given.all.help) {
        std::cout << usage << support::listen_options;
        return 0;
    }
    const scratch temporary;
    const auto text = [&](char letter, std::string otherwise) {
        const auto found = given.all.own.find(letter);
        return found == given.all.own.end() ? std::move(otherwise) : found->second;
    };
    const std::string file =
        text('f', given.embedded ? temporary.name.string() : "prepaid-balances.txt");
    const tariff price{
        std::chrono::milliseconds(given.all.number('i', given.embedded ? 300 : 60000)),
        text('r', "user/")};
    const bool is_new = !std::filesystem::exists(file);
    prepaid::balances accounts(file);
    if (given.embedded && is_new) {
        accounts.set("1001", 3);
        accounts.set("1003", 10);
        accounts.set("1004", 10);
        accounts.set("1005", 10);
    }

    asio::io_context context;
    eslio::outbound::server_options options;
    // What the library says when FreeSWITCH connects: linger, so that the end is heard; a filter,
    // so that only this call is.
    options.session.linger = 10s;
    options.session.only_own_events = true;
    eslio::outbound::server server(context, options);
    const auto where = support::listen(server, given);

    const support::call_log log;
    support::closing_time closing(context, server, given.embedded ? 5 : 0);
    server.otherwise([&](session call) {
        asio::co_spawn(context, take_call(std::move(call), price, accounts, log),
                       closing.call_over());
    });
    std::cout << "Balances are kept in " << file << std::endl;
    log.head("balance  what came of it");

    std::unique_ptr<support::embedded_switch> inside;
    if (given.embedded)
        inside = std::make_unique<support::embedded_switch>(
            [&](support::embedded_switch& s) { place_calls(s, where); });
    context.run();

    if (!given.embedded) return 0;
    std::cout << "\nIn the file:";
    const prepaid::balances kept(file);
    for (const char* caller : {"1001", "1002", "1003", "1004", "1005"})
        std::cout << "  " << caller << " has " << kept.of(caller);
    std::cout << std::endl;
    return 0;
} catch (const std::exception& e) {
    std::cerr << "prepaid: " << e.what() << '\n';
    return 1;
}
