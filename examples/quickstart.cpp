// The main job: subscribe, originate in the background, watch the call to its end.
//
//     sh examples/run                                             a fake switch runs inside
//     sh examples/run quickstart -H HOST -P 8021 -p PASSWORD      your FreeSWITCH; needs no phone
//     sh examples/run quickstart -H HOST -p PASSWORD user/1000    a phone of yours rings    (C++20)
//
// Each event of the call is shown as one line, from CHANNEL_OUTGOING to CHANNEL_DESTROY; then how
// long the call took and why it ended. Exit status 1 if there was no call.

#include "support/arguments.hpp"
#include "support/target.hpp"
#include "support/terminal.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <system_error>

using asio::use_awaitable;
using eslio::event_name;
using time_point = std::chrono::system_clock::time_point;

namespace {

/// What is worth knowing of an event besides the channel's states.
std::string details(const eslio::event& e) {
    if (e.is(event_name::background_job)) {
        const eslio::job_result call(e);
        return "originate: " + std::string(call.text());
    }
    if (e.is(event_name::channel_create)) return std::string(e["Channel-Name"]);
    if (const auto application = e["Application"]; !application.empty())
        return std::string(application) + "(" + std::string(e["Application-Data"]) + ")";
    return std::string(e["Hangup-Cause"]);
}

void show_head(std::string_view command) {
    std::cout << "  > bgapi " << command << "\n\n"
              << support::paint(support::bold, "  seconds  event                     channel"
                                               "           call     leg       details")
              << std::endl;
}

/// One line of the table; `start` is the time of the call's first event.
void show(const eslio::event& e, time_point start) {
    const std::chrono::duration<double> passed = e.timestamp().value_or(start) - start;
    std::string_view colour;
    if (e.is(event_name::channel_answer)) colour = support::green;
    if (e.is(event_name::channel_hangup_complete)) colour = support::red;
    if (e.is(event_name::background_job)) colour = support::yellow;

    std::cout << "  " << support::column(support::seconds_text(passed.count()), 9)
              << support::paint(colour, support::column(e.name(), 26))
              << support::column(e["Channel-State"], 18)
              << support::column(e["Channel-Call-State"], 9)
              << support::column(e["Answer-State"], 10) << details(e) << std::endl;
}

/// How it went, from the variables of a CHANNEL_HANGUP_COMPLETE.
void show_summary(const eslio::event& e) {
    const auto seconds = [&](std::string_view name) {
        const auto ms = eslio::wire::parse_number(e.variable(name)).value_or(0);
        return support::seconds_text(static_cast<double>(ms) / 1000) + " s";
    };
    std::cout << "\nThe call ended with " << support::paint(support::bold, e["Hangup-Cause"])
              << " after " << seconds("mduration") << ", " << seconds("billmsec")
              << " of them answered." << std::endl;
}

asio::awaitable<void> watch_a_call(eslio::login where, std::string destination) {
    eslio::connection fs(co_await asio::this_coro::executor);
    eslio::error_code ec;
    co_await fs.async_connect(where, asio::redirect_error(use_awaitable, ec));
    if (ec) throw std::system_error(ec, where.address());

    // A UUID that we know beforehand lets us ask for the events of this one call.
    const eslio::api_response created = co_await fs.async_api("create_uuid", use_awaitable);
    const std::string uuid(created.value().text());

    eslio::subscription events(event_name::all);
    events.filter("Unique-ID", uuid).filter("Event-Name", "BACKGROUND_JOB");
    (co_await fs.async_subscribe(events, use_awaitable)).value();

    const std::string originate =
        "originate {origination_uuid=" + uuid + "}" + destination + " &sleep(2000)";
    show_head(originate);
    const eslio::job job = co_await fs.async_start_job(originate, use_awaitable);
    job.value();  // throws FreeSWITCH's words if it refused to start the job

    time_point start;
    eslio::event hangup;
    for (bool over = false; !over;) {
        const eslio::message m = co_await fs.async_receive(use_awaitable);
        const eslio::event* e = m.as_event();
        if (e == nullptr) continue;  // a log line, a gap, a notice: see event_monitor
        const bool is_job = e->is(event_name::background_job);
        if (is_job && e->job_uuid() != job.job_uuid()) continue;  // somebody else's

        if (start == time_point()) start = e->timestamp().value_or(start);
        show(*e, start);
        if (e->is(event_name::channel_hangup_complete)) hangup = *e;
        over = e->is(event_name::channel_destroy) || (is_job && !eslio::job_result(*e).ok());
    }

    // The call is over, or there was none: `originate` tells.
    const eslio::job_result result = co_await fs.async_job_result(job, use_awaitable);
    co_await fs.async_exit(use_awaitable);
    result.value();
    show_summary(hangup);
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv);
    if (given.help) {
        std::cout << "usage: quickstart [OPTION...] [DESTINATION]\n" << support::common_options;
        return 0;
    }
    const support::target fs(given, [](support::embedded_switch& inside) {
        using namespace std::chrono_literals;
        inside.fake().plan(eslio::testing::call_plan().answers_after(800ms).stays_up());
        inside.fake().application("sleep", eslio::testing::fake_application(500ms));
    });
    std::cout << "Connecting to " << fs.name() << std::endl;

    // `null/...` is a FreeSWITCH endpoint that answers by itself.
    const std::string destination = given.word(0, given.embedded ? "user/1000" : "null/1000");
    asio::io_context context;
    asio::co_spawn(context, watch_a_call(fs.login(), destination), [](std::exception_ptr failure) {
        if (failure) std::rethrow_exception(failure);
    });
    context.run();
    return 0;
} catch (const std::exception& e) {
    std::cerr << "quickstart: " << e.what() << '\n';
    return 1;
}
