// The first program of the README, without the fake switch.
#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <exception>
#include <iostream>

namespace {

asio::awaitable<void> watch_a_call() {
    eslio::connection fs(co_await asio::this_coro::executor);
    eslio::login login("127.0.0.1", 8021, eslio::password("ClueCon"));
    co_await fs.async_connect(login, asio::use_awaitable);

    eslio::subscription events(eslio::format::plain, eslio::event_name::channel_answer,
                               eslio::event_name::channel_hangup_complete);
    (co_await fs.async_subscribe(events, asio::use_awaitable)).value();

    eslio::api_response status = co_await fs.async_api("status", asio::use_awaitable);
    std::cout << status.body();

    eslio::job_result call =
        co_await fs.async_bgapi("originate user/1000 &park()", asio::use_awaitable);
    std::cout << "originate: " << call.text() << '\n';

    for (;;) {
        eslio::message m = co_await fs.async_receive(asio::use_awaitable);
        const eslio::event* e = m.as_event();
        if (e == nullptr) continue;
        std::cout << e->name() << ' ' << (*e)["Unique-ID"] << ' ' << (*e)["Hangup-Cause"] << '\n';
        if (e->is(eslio::event_name::channel_hangup_complete)) co_return;
    }
}

}  // namespace

int main() {
    asio::io_context context;
    asio::co_spawn(context, watch_a_call(), [](std::exception_ptr problem) {
        if (problem) std::rethrow_exception(problem);
    });
    context.run();
}
