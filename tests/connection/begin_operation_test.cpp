// connection/detail/begin_operation.hpp: which tokens and handlers an operation accepts.
#include "catch.hpp"

#include <eslio/channel/detail/initiate.hpp>
#include <eslio/connection/detail/begin_operation.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/detached.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/use_future.hpp>

#if ASIO_VERSION >= 102300
#include <asio/append.hpp>
#include <asio/as_tuple.hpp>
#include <asio/deferred.hpp>
#endif
#if ASIO_VERSION >= 103100
#include <asio/cancel_after.hpp>
#endif

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace {

using eslio::error_code;
using eslio::reply;
using signature = void(error_code, reply);

template <class Token>
bool fits(Token&&) {
    return eslio::detail::handler_fits<Token, signature>;
}

void by_value(error_code, reply) {}
void too_few(error_code) {}

struct both {
    void operator()(error_code) {}
    void operator()(error_code, const reply&) && {}
};
struct of_one {
    void operator()(error_code, const reply&) & {}
};

}  // namespace

TEST_CASE("handlers are held to the signature", "[connection][tokens]") {
    asio::io_context context;
    const auto executor = context.get_executor();
    asio::cancellation_signal signal;
    const auto right = [](error_code, const reply&) {};
    const auto wrong = [](error_code) {};

    CHECK(fits(right));
    CHECK(fits([](error_code, reply) {}));
    CHECK(fits([](error_code, reply&&) {}));
    CHECK(fits([](auto...) {}));
    CHECK(fits([](error_code, auto&&) {}));
    CHECK(fits([p = std::make_unique<int>(1)](error_code, const reply&) mutable {}));
    CHECK(fits(by_value));
    CHECK(fits(&by_value));
    CHECK(fits(both()));
    CHECK(fits(std::function<void(error_code, reply)>()));
    CHECK(fits(std::ref(right)));
    CHECK(fits(asio::bind_executor(executor, right)));
    CHECK(fits(asio::bind_cancellation_slot(signal.slot(), asio::bind_executor(executor, right))));

    CHECK_FALSE(fits(wrong));
    CHECK_FALSE(fits([] {}));
    CHECK_FALSE(fits([](auto) {}));
    CHECK_FALSE(fits([](error_code, reply&) {}));
    CHECK_FALSE(fits([](error_code, eslio::api_response) {}));
    CHECK_FALSE(fits(too_few));
    CHECK_FALSE(fits(of_one()));
    CHECK_FALSE(fits(std::function<void(error_code)>()));
    CHECK_FALSE(fits(1));
    CHECK_FALSE(fits(asio::bind_executor(executor, wrong)));
    CHECK_FALSE(
        fits(asio::bind_cancellation_slot(signal.slot(), asio::bind_executor(executor, wrong))));
}

TEST_CASE("completion tokens are left alone", "[connection][tokens]") {
    asio::io_context context;
    const auto executor = context.get_executor();
    asio::cancellation_signal signal;
    error_code ec;

    CHECK(fits(asio::use_future));
    CHECK(fits(asio::use_future([](error_code, reply) { return 1; })));
    CHECK(fits(asio::detached));
    CHECK(fits(asio::redirect_error(asio::use_future, ec)));
    CHECK(fits(asio::bind_executor(executor, asio::use_future)));
    CHECK(fits(asio::bind_cancellation_slot(signal.slot(), asio::detached)));
#ifdef ASIO_HAS_CO_AWAIT
    CHECK(fits(asio::use_awaitable));
    CHECK(fits(asio::bind_executor(executor, asio::use_awaitable)));
    CHECK(fits(asio::redirect_error(asio::use_awaitable, ec)));
#endif
#if ASIO_VERSION >= 102300
    CHECK(fits(asio::deferred));
    CHECK(fits(asio::as_tuple(asio::deferred)));
    CHECK(fits(asio::append(asio::detached, 1)));
#endif
#if ASIO_VERSION >= 103100
    CHECK(fits(asio::as_tuple));
    CHECK(fits(asio::cancel_after(std::chrono::seconds(1))));
    CHECK(fits(asio::cancel_after(std::chrono::seconds(1), asio::use_future)));
    CHECK(fits(asio::default_completion_token_t<asio::any_io_executor>()));
#endif
}
