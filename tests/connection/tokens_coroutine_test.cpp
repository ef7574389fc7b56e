// Operations in coroutines: use_awaitable, default completion tokens, cancellation by operators.
#include "catch.hpp"
#include "support/operations.hpp"

#include <asio/awaitable.hpp>
#include <asio/version.hpp>

#ifdef ASIO_HAS_CO_AWAIT
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#if ASIO_VERSION >= 102300
#include <asio/as_tuple.hpp>
#include <asio/deferred.hpp>
#endif

#include <exception>
#include <memory>
#include <variant>

using namespace eslio;
using namespace asio::experimental::awaitable_operators;
using test::peer;
using test::reply_packet;

namespace {

/// Rethrows what a coroutine ended with.
void rethrow(std::exception_ptr e) {
    if (e) std::rethrow_exception(e);
}

template <class Begin>
asio::awaitable<void> await_one(Begin begin, int& done, int& failed) {
    try {
        (void)co_await begin(asio::use_awaitable);
    } catch (const std::system_error& e) {
        CHECK(e.code().category() == error_category());
        ++failed;
    }
    ++done;
}

asio::awaitable<void> talk(test::connection& fs, bool& done) {
    co_await fs.async_login(password("ClueCon"), asio::use_awaitable);
    subscription events(format::plain, event_name::channel_answer);
    (co_await fs.async_subscribe(events, asio::use_awaitable)).value();
    const api_response status = co_await fs.async_api("status", asio::use_awaitable);
    CHECK(status.text() == "UP");
    const job_result call = co_await fs.async_bgapi("originate x", asio::use_awaitable);
    CHECK(call.ok());
    const message m = co_await fs.async_receive(asio::use_awaitable);
    CHECK(m.as_event()->type() == event_name::channel_answer);
    message lent;
    error_code ec;
    co_await fs.async_receive(lent, asio::redirect_error(asio::use_awaitable, ec));
    CHECK(ec == error::connection_lost);
    done = true;
}

}  // namespace

TEST_CASE("every operation can be awaited") {
    peer p;
    int done = 0, failed = 0;
    test::each_operation(
        p, [&](auto begin) { asio::co_spawn(p.context, await_one(begin, done, failed), rethrow); });
    test::answer_all(p);
    CHECK(done == test::operation_count);
    CHECK(failed >= test::failing_operations);
}

TEST_CASE("a whole conversation in one coroutine") {
    peer p({}, false);
    bool done = false;
    asio::co_spawn(p.context, talk(*p.fs, done), rethrow);
    p.says(test::auth_request);
    p.says(reply_packet("+OK accepted"));
    p.says(reply_packet("+OK event listener enabled plain"));
    p.says(test::api_packet("UP\n"));
    p.says(reply_packet("+OK listening"));
    const std::string uuid = test::job_uuid_of(p.said());
    p.says(reply_packet("+OK Job-UUID: " + uuid) + test::job_packet(uuid, "+OK 1"));
    CHECK_FALSE(done);
    p.says(test::event_packet("Event-Name: CHANNEL_ANSWER\n\n"));
    p.server.close();
    p.time.settle();
    CHECK(done);
}

TEST_CASE("the first of two operations cancels the other, which loses nothing") {
    peer p;
    int winner = -1;
    auto race = [&]() -> asio::awaitable<void> {
        const auto first = co_await (p.fs->async_api("slow", asio::use_awaitable) ||
                                     p.fs->async_receive(asio::use_awaitable));
        winner = static_cast<int>(first.index());
    };
    asio::co_spawn(p.context, race(), rethrow);
    SECTION("an event") {
        p.says(test::event_packet("Event-Name: DTMF\n\n"));
        CHECK(winner == 1);
        test::outcome<reply> next;
        p.fs->async_send(command("next"), next.handler());
        p.says(test::api_packet("late"));
        CHECK(next.count == 0);
        p.says(reply_packet("+OK next"));
        CHECK(next.done());
    }
    SECTION("the answer") {
        p.says(test::api_packet("UP"));
        CHECK(winner == 0);
        p.says(test::event_packet("Event-Name: DTMF\n\n"));
        message m;
        CHECK(p.fs->try_receive(m));
    }
}

TEST_CASE("a coroutine that owns the connection ends with its io_context") {
    asio::io_context other;
    testing::stream server{other.get_executor()};
    bool finished = false;
    {
        asio::io_context context;
        auto ends = testing::connect_pair(context.get_executor(), context.get_executor());
        server = std::move(ends.first);
        auto owner = [&finished](testing::stream client) -> asio::awaitable<void> {
            test::connection fs(std::move(client));
            co_await fs.async_attach(asio::use_awaitable);
            fs.async_send(command("never answered"),
                          [keep = std::make_unique<int>(1)](error_code, reply) { FAIL("called"); });
            (void)co_await fs.async_bgapi("never answered", asio::use_awaitable);
            finished = true;
        };
        asio::co_spawn(context, owner(std::move(ends.second)), asio::detached);
        context.poll();
        CHECK(server.take_received().find("never answered") == 0);
    }
    CHECK_FALSE(finished);
}

TEST_CASE("a connection with a default completion token needs none in the call") {
    using awaiting = asio::use_awaitable_t<>::as_default_on_t<eslio::connection>;
    asio::io_context context;
    int failed = 0;
    auto failing = [&failed](auto begin) -> asio::awaitable<void> {
        try {
            (void)co_await begin();
        } catch (const std::system_error& e) {
            CHECK(e.code() == error::not_connected);
            ++failed;
        }
    };
    auto run = [&]() -> asio::awaitable<void> {
        awaiting fs(co_await asio::this_coro::executor);
        const subscription events(event_name::dtmf);
        message lent;
        co_await failing([&] { return fs.async_send(command("noop")); });
        co_await failing([&] { return fs.async_api("status"); });
        co_await failing([&] { return fs.async_bgapi("status"); });
        co_await failing([&] { return fs.async_start_job("status"); });
        co_await failing([&] { return fs.async_subscribe(events); });
        co_await failing([&] { return fs.async_unsubscribe(events); });
        co_await failing([&] { return fs.async_filter("a", "b"); });
        co_await failing([&] { return fs.async_log(log_level::info); });
        co_await failing([&] { return fs.async_receive(); });
        co_await failing([&] { return fs.async_receive(lent); });
        co_await failing([&] { return fs.async_exit(); });
    };
    asio::co_spawn(context, run(), rethrow);
    context.run();
    CHECK(failed == 11);
}

#if ASIO_VERSION >= 102300
TEST_CASE("deferred and as_tuple can be awaited") {
    peer p;
    bool done = false;
    auto run = [&]() -> asio::awaitable<void> {
        const reply first = co_await p.fs->async_send(command("a"), asio::deferred);
        CHECK(first.text() == "+OK a");
        const auto [ec, second] =
            co_await p.fs->async_send(command("b"), asio::as_tuple(asio::use_awaitable));
        CHECK((!ec && second.text() == "+OK b"));
        done = true;
    };
    asio::co_spawn(p.context, run(), rethrow);
    p.says(reply_packet("+OK a"));
    p.says(reply_packet("+OK b"));
    CHECK(done);
}
#endif

#if ASIO_VERSION >= 103100
TEST_CASE("without a token an operation is deferred") {
    peer p;
    bool done = false;
    auto run = [&]() -> asio::awaitable<void> {
        const reply answer = co_await p.fs->async_send(command("a"));
        CHECK(answer.text() == "+OK a");
        done = true;
    };
    asio::co_spawn(p.context, run(), rethrow);
    p.says(reply_packet("+OK a"));
    CHECK(done);
}
#endif
#endif
