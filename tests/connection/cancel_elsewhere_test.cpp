// Cancellation from where the handler runs, which is not where the connection does.
#include "catch.hpp"
#include "support/peer.hpp"

#include <eslio/dispatcher.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/strand.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace eslio;
using asio::cancellation_type;
using test::peer;
using test::reply_packet;

namespace {

/// An operation whose handler runs on another executor.
template <class Executor>
struct elsewhere {
    explicit elsewhere(const Executor& e) : executor(e) {}

    auto token() {
        return asio::bind_executor(
            executor, asio::bind_cancellation_slot(stop.slot(), [this](error_code e, auto&&...) {
                ec = e;
                ++count;
            }));
    }

    Executor executor;
    asio::cancellation_signal stop;
    error_code ec;
    std::atomic<int> count{0};
};

/// Calls `f(begin)` for each kind of operation; `begin(token)` begins it on `fs`.
template <class Connection, class F>
void each_kind(Connection& fs, F f) {
    static message lent;
    auto* c = &fs;
    f([c](auto t) { c->async_send(command("a"), std::move(t)); });
    f([c](auto t) { c->async_api("b", std::move(t)); });
    f([c](auto t) { c->async_start_job("c", std::move(t)); });
    f([c](auto t) { c->async_bgapi("d", std::move(t)); });
    f([c](auto t) { c->async_subscribe(subscription(event_name::dtmf), std::move(t)); });
    f([c](auto t) { c->async_receive(std::move(t)); });
    f([c](auto t) { c->async_receive(lent, std::move(t)); });
    f([c](auto t) { c->async_exit(std::move(t)); });
}

}  // namespace

TEST_CASE("a cancellation from elsewhere reaches the connection on its own executor") {
    peer p;
    asio::io_context other;
    const auto check = [&](auto begin) {
        elsewhere<asio::io_context::executor_type> o(other.get_executor());
        begin(o.token());
        p.time.settle();
        o.stop.emit(cancellation_type::terminal);
        other.restart();
        other.poll();
        CHECK(o.count == 0);  // the connection was not touched from there
        p.time.settle();
        other.restart();
        other.poll();
        CHECK(o.count == 1);
        CHECK(o.ec == asio::error::operation_aborted);
    };
    each_kind(*p.fs, check);
}

TEST_CASE("a login is cancelled from elsewhere") {
    peer p({}, false);
    asio::io_context other;
    elsewhere<asio::io_context::executor_type> o(other.get_executor());
    p.fs->async_login(password("ClueCon"), o.token());
    p.time.settle();
    o.stop.emit(cancellation_type::terminal);
    CHECK(p.fs->next_layer().is_open());
    p.time.settle();
    CHECK_FALSE(p.fs->next_layer().is_open());
    other.poll();
    CHECK((o.count == 1 && o.ec == asio::error::operation_aborted));
}

TEST_CASE("a cancellation from elsewhere comes when all is over") {
    peer p;
    asio::io_context other;
    elsewhere<asio::io_context::executor_type> o(other.get_executor());
    p.fs->async_send(command("a"), o.token());
    p.time.settle();
    SECTION("answered meanwhile") {
        o.stop.emit(cancellation_type::terminal);
        p.server.send_now(reply_packet("+OK"));
    }
    SECTION("closed meanwhile") {
        o.stop.emit(cancellation_type::terminal);
        p.fs->close();
    }
    SECTION("destroyed") {
        p.fs.reset();
        o.stop.emit(cancellation_type::terminal);
    }
    SECTION("the context of the connection does not run any more") {
        o.stop.emit(cancellation_type::terminal);
        p.fs.reset();
    }
    p.time.settle();
    other.poll();
    CHECK(o.count == 1);
    o.stop.emit(cancellation_type::terminal);
    p.time.settle();
}

TEST_CASE("events are dispatched to handlers that run elsewhere") {
    peer p;
    asio::io_context other;
    dispatcher d;
    std::size_t seen = 0;
    d.on(event_name::dtmf, [&](const event&) { ++seen; });
    elsewhere<asio::io_context::executor_type> o(other.get_executor());
    async_dispatch(*p.fs, d, o.token());
    const auto run_other = [&] {
        other.restart();
        return other.poll() != 0;
    };
    for (int i = 0; i < 3; ++i) p.says(test::event_packet("Event-Name: DTMF\n\n"));
    for (int i = 0; i < 10; ++i) {
        const std::size_t before = seen;
        run_other();
        CHECK(seen <= before + 1);  // the next receive begins on the connection's executor
        p.time.settle();
    }
    CHECK(seen == 3);
    o.stop.emit(cancellation_type::terminal);
    p.time.settle();
    run_other();
    CHECK((o.count == 1 && o.ec == asio::error::operation_aborted));
}

TEST_CASE("operations are cancelled from another strand, while the connection works") {
    asio::io_context context;
    auto work = asio::make_work_guard(context);
    using strand = asio::strand<asio::io_context::executor_type>;
    const strand home = asio::make_strand(context), away = asio::make_strand(context);
    auto ends = testing::connect_pair(home, context.get_executor());
    auto fs = std::make_unique<test::connection>(std::move(ends.first));
    testing::stream server = std::move(ends.second);
    std::vector<std::thread> threads;
    std::atomic<int> left{300};
    std::atomic<int> wrong{0};

    // One operation after the other: begun at home, cancelled and ended away.
    struct round {
        explicit round(const strand& away) : o(away) {}
        elsewhere<strand> o;
    };
    std::function<void()> next = [&] {
        const int number = --left;
        if (number < 0) {
            fs->close();
            work.reset();
            return;
        }
        const auto r = std::make_shared<round>(away);
        auto token = asio::bind_executor(
            away, asio::bind_cancellation_slot(r->o.stop.slot(), [&, r](error_code, auto&&...) {
                if (++r->o.count != 1 || !away.running_in_this_thread()) ++wrong;
                asio::post(home, next);
            }));
        switch (number % 4) {
            case 0: fs->async_send(command("a"), std::move(token)); break;
            case 1: fs->async_bgapi("status", std::move(token)); break;
            case 2: fs->async_subscribe(subscription(event_name::dtmf), std::move(token)); break;
            default: fs->async_receive(std::move(token)); break;
        }
        server.send_now(test::event_packet("Event-Name: HEARTBEAT\n\n"));
        asio::post(away, [r] { r->o.stop.emit(cancellation_type::terminal); });
    };
    asio::post(home, [&] { fs->async_attach([&](error_code) { next(); }); });
    for (int i = 0; i < 3; ++i) threads.emplace_back([&] { context.run(); });
    for (std::thread& t : threads) t.join();
    CHECK(left < 0);
    CHECK(wrong == 0);
}
