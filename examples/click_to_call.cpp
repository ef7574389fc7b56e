// Click to call: rings A, then B, joins them; every state of both legs is shown.
//
//     sh examples/run click_to_call                     a fake switch runs inside           (C++20)
//     sh examples/run click_to_call -H HOST -p PASSWORD user/1000 user/1001   your phones
//     sh examples/run click_to_call -H HOST -p PASSWORD null/1 null/2 -s 3    without phones
//
// -s SECONDS ends the talk after that time; without it they talk as long as they like. You will see
// both legs ring, answer, be joined, and end. Exit status 1 if they did not talk.

#include "support/arguments.hpp"
#include "support/call_log.hpp"
#include "support/target.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

using asio::use_awaitable;
using eslio::event_name;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view usage =
    "usage: click_to_call [OPTION...] [A B]\n"
    "  -s SECONDS   ends the talk after that time (0: when they hang up)\n"
    "  -c NUMBER    the number that both are shown (5550100)\n";

struct wish {
    std::string a, b;
    std::string shown;
    std::chrono::seconds talk{0};
};

/// What an event says about the state of a leg.
std::string state_of(const eslio::event& e) {
    if (e.is(event_name::channel_progress)) return "ringing";
    if (e.is(event_name::channel_progress_media)) return "early media";
    if (e.is(event_name::channel_answer)) return "answered";
    if (e.is(event_name::channel_bridge)) return "joined";
    if (e.is(event_name::channel_unbridge)) return "parted";
    if (e.is(event_name::channel_hangup_complete)) return "ended";
    return {};
}

/// Shows the states of a leg until its end; by callbacks, beside what else goes on.
void watch(std::shared_ptr<eslio::channel> leg, std::string name, const support::call_log& log) {
    leg->async_receive([leg, name, &log](eslio::error_code ec, eslio::message m) {
        if (ec) return;  // the connection has ended, or the handle is gone
        const eslio::event* const e = m.as_event();
        const std::string state = e == nullptr ? "" : state_of(*e);
        const bool ended = state == "ended";
        if (!state.empty())
            log(name, state, (*e)[ended ? "Hangup-Cause" : "Channel-Name"],
                ended ? support::red : support::green);
        if (!ended) watch(leg, name, log);
    });
}

class click_to_call {
public:
    click_to_call(eslio::connection& fs, wish what, const support::call_log& log)
        : fs_(fs), what_(std::move(what)), log_(log) {}

    asio::awaitable<void> run() {
        a_ = co_await make_leg("A");
        co_await ring(*a_, "A", what_.a);
        b_ = co_await make_leg("B");
        std::string problem;
        try {
            co_await ring(*b_, "B", what_.b);
        } catch (const eslio::refused& e) {
            problem = e.what();  // A waits: he must not be left alone
        }
        if (!problem.empty()) {
            co_await hang_up(*a_, "A");
            throw std::runtime_error(problem);
        }

        (co_await fs_.async_api("uuid_bridge " + a_->uuid() + " " + b_->uuid(), use_awaitable))
            .value();
        co_await wait_for_the_end();
    }

    /// How A's leg ended; none if there was none.
    std::optional<eslio::hangup_info> end_of_a() const { return a_ ? a_->hangup() : std::nullopt; }

private:
    /// A handle comes first, with a UUID that we know beforehand: no event can be missed.
    asio::awaitable<std::shared_ptr<eslio::channel>> make_leg(std::string name) {
        const auto created = co_await fs_.async_api("create_uuid", use_awaitable);
        eslio::channel_options options;
        options.keep_messages = true;
        auto leg = std::make_shared<eslio::channel>(fs_.link(), std::string(created.value().text()),
                                                    options);
        watch(leg, name, log_);
        co_return leg;
    }

    /// Rings until it is answered; throws FreeSWITCH's words if it is not.
    asio::awaitable<void> ring(eslio::channel& leg, std::string name, std::string to) {
        eslio::originate call{eslio::dial_string(eslio::endpoint(to))};
        call.uuid(leg.uuid()).timeout(30s).variable("hangup_after_bridge", "true");
        call.caller_id(eslio::untrusted("Click to call"), eslio::untrusted(what_.shown));
        if (call.error()) throw std::system_error(call.error(), to);
        log_(name, "called", to);
        eslio::api_request request = call.application("park");
        request.timeout(60s);
        const eslio::job_result result = co_await fs_.async_bgapi(request, use_awaitable);
        if (!result.ok()) log_(name, "not reached", result.reason(), support::red);
        result.value();
    }

    asio::awaitable<void> wait_for_the_end() {
        eslio::error_code ec;
        co_await a_->async_wait_for_hangup(what_.talk, asio::redirect_error(use_awaitable, ec));
        if (ec == eslio::error::timeout) {
            log_("", "time is up", std::to_string(what_.talk.count()) + " s");
            co_await hang_up(*a_, "A");
        } else if (ec) {
            throw std::system_error(ec);
        }
        // B goes with A; if that should fail, he is not left alone.
        co_await b_->async_wait_for_hangup(2s, asio::redirect_error(use_awaitable, ec));
        if (ec == eslio::error::timeout) co_await hang_up(*b_, "B");
    }

    asio::awaitable<void> hang_up(eslio::channel& leg, std::string name) {
        const eslio::reply answer = co_await leg.async_hangup("NORMAL_CLEARING", use_awaitable);
        log_(name, "we hang up", answer.text());  // a refusal: the other side was quicker
        eslio::error_code ignored;
        co_await leg.async_wait_for_hangup(5s, asio::redirect_error(use_awaitable, ignored));
    }

    eslio::connection& fs_;
    wish what_;
    const support::call_log& log_;
    std::shared_ptr<eslio::channel> a_;
    std::shared_ptr<eslio::channel> b_;
};

asio::awaitable<std::optional<eslio::hangup_info>> connect_two(eslio::login where, wish what,
                                                               const support::call_log& log) {
    eslio::connection fs(co_await asio::this_coro::executor);
    eslio::error_code ec;
    co_await fs.async_connect(where, asio::redirect_error(use_awaitable, ec));
    if (ec) throw std::system_error(ec, where.host() + ":" + where.service());
    log.head();
    click_to_call job(fs, std::move(what), log);
    co_await job.run();
    co_await fs.async_exit(use_awaitable);
    co_return job.end_of_a();
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "sc");
    if (given.help) {
        std::cout << usage << support::common_options;
        return 0;
    }
    wish what;
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
    if (end) {
        const std::chrono::duration<double> talked = end->talk_time();
        std::cout << "\nA was on the line for " << support::seconds_text(talked.count()) << " s, "
                  << end->cause() << std::endl;
    }
    return 0;
} catch (const std::exception& e) {
    std::cerr << "click_to_call: " << e.what() << '\n';
    return 1;
}
