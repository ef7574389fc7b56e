// Operations that are begun, cancelled and closed on other threads than the connection's.
#include "catch.hpp"
#include "support/peer.hpp"
#include "support/pool.hpp"

#include <eslio/channel.hpp>
#include <eslio/connection.hpp>
#include <eslio/connection/detail/home.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/dispatch.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/strand.hpp>
#include <asio/thread_pool.hpp>
#include <asio/use_future.hpp>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <typeinfo>
#include <vector>

#if defined(__unix__) && !defined(NDEBUG)
#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace eslio;
using asio::cancellation_type;
using asio::use_future;
using test::result_of;
using strand = asio::strand<asio::io_context::executor_type>;

namespace {

login at(const test::served_switch& s) {
    return {"127.0.0.1", s.service(), password("ClueCon")};
}

/// On a strand that nobody runs yet: what is begun here is on its way until `run`.
struct stranded {
    asio::io_context context;
    eslio::testing::driven_time time{context};
    std::pair<testing::stream, testing::stream> ends =
        testing::connect_pair(asio::make_strand(context), context.get_executor());
    test::connection fs{std::move(ends.first)};
    testing::stream server = std::move(ends.second);

    void run() { time.settle(); }
    void attach() {
        test::outcome<void> o;
        fs.async_attach(o.handler());
        CHECK_FALSE(fs.is_open());
        run();
        REQUIRE(o.done());
        CHECK(fs.is_open());
    }
    std::string said() { return server.take_received(); }
};

}  // namespace

TEST_CASE("it is known of every strand whether this is there", "[home]") {
    asio::io_context context;
    asio::thread_pool pool(1);
    const auto check = [](const asio::any_io_executor& executor, auto run) {
        const detail::home where(executor);
        CHECK_FALSE(where.is_here());
        bool there = false;
        asio::dispatch(executor, [&] { there = where.is_here(); });
        run();
        CHECK(there);
    };
    const auto run = [&] {
        context.restart();
        context.run();
    };
    check(asio::make_strand(context), run);
    check(asio::make_strand(asio::any_io_executor(context.get_executor())), run);
    check(asio::make_strand(pool), [&] { pool.wait(); });
    CHECK(detail::home(context.get_executor()).is_here());
}

TEST_CASE("what is begun elsewhere begins on the strand", "[home]") {
    stranded s;
    s.attach();
    test::outcome<reply> first, second;
    s.fs.async_send(command("first"), first.handler());
    s.fs.async_send(command("second"), second.handler());
    CHECK(s.said().empty());
    s.run();
    CHECK(s.said() == "first\n\nsecond\n\n");
    s.server.send_now(test::reply_packet("+OK 1") + test::reply_packet("+OK 2"));
    s.run();
    CHECK((first.done() && first.value.text() == "+OK 1"));
    CHECK((second.done() && second.value.text() == "+OK 2"));
}

TEST_CASE("a cancellation that overtakes its operation is kept", "[home]") {
    stranded s;
    s.attach();
    const bool on_the_strand = GENERATE(false, true);
    CAPTURE(on_the_strand);
    asio::cancellation_signal stop;
    test::outcome<reply> o;
    const auto begin = [&](auto token) { s.fs.async_send(command("x"), std::move(token)); };
    if (on_the_strand) {
        begin(asio::bind_cancellation_slot(stop.slot(), o.handler()));
        asio::dispatch(s.fs.get_executor(), [&] { stop.emit(cancellation_type::terminal); });
    } else {
        begin(asio::bind_executor(s.context.get_executor(),
                                  asio::bind_cancellation_slot(stop.slot(), o.handler())));
        stop.emit(cancellation_type::terminal);
    }
    s.run();
    REQUIRE(o.done());
    CHECK(o.ec == asio::error::operation_aborted);
    s.server.send_now(test::reply_packet("+OK"));
    s.run();
    CHECK(s.fs.is_open());
}

TEST_CASE("what is on its way is dropped with the context", "[home]") {
    const auto alive = std::make_shared<int>(0);
    {
        stranded s;
        s.fs.async_send(command("never"), [alive](error_code, const reply&) { FAIL(); });
        s.fs.async_receive([alive](error_code, const message&) { FAIL(); });
        channel c(s.fs, "u-1");
        c.async_hangup("NORMAL_CLEARING", [alive](error_code, const reply&) { FAIL(); });
        CHECK(alive.use_count() == 4);
    }
    CHECK(alive.use_count() == 1);
}

TEST_CASE("a connection is closed from elsewhere on its strand", "[home]") {
    stranded s;
    s.attach();
    test::outcome<message> o;
    s.fs.async_receive(o.handler());
    s.run();
    SECTION("by close") {
        s.fs.close();
    }
    SECTION("by its end") {
        const test::connection gone(std::move(s.fs));
    }
    CHECK_FALSE(o.done());
    s.run();
    REQUIRE(o.done());
    CHECK(o.ec == error::closed);
}

TEST_CASE("futures of operations begun outside, on a pool", "[home][threads]") {
    test::served_switch served;
    test::pool pool;
    connection fs(asio::make_strand(pool.context));
    result_of(fs.async_connect(at(served), use_future));
    std::atomic<int> wrong{0};
    std::vector<std::thread> users;
    for (int t = 0; t < 4; ++t)
        users.emplace_back([&, t] {
            for (int i = 0; i < 100; ++i) {
                const std::string text = std::to_string(t * 100 + i);
                if (result_of(fs.async_api("echo " + text, use_future)).body() != text) ++wrong;
                if (i % 10 == 0 && !result_of(fs.async_bgapi("echo x", use_future)).ok()) ++wrong;
            }
        });
    for (std::thread& t : users) t.join();
    CHECK(wrong == 0);
    const subscription all(event_name::heartbeat);
    CHECK(result_of(fs.async_subscribe(all, use_future)).ok());
    std::future<message> next = fs.async_receive(use_future);
    fs.close();
    CHECK_THROWS_AS(result_of(std::move(next)), std::system_error);
}

TEST_CASE("a call is controlled from outside, on a pool", "[home][threads]") {
    test::served_switch served;
    test::pool pool;
    connection fs(asio::make_strand(pool.context));
    result_of(fs.async_connect(at(served), use_future));
    std::atomic<int> wrong{0};
    std::vector<std::thread> users;
    for (int t = 0; t < 4; ++t)
        users.emplace_back([&] {
            for (int i = 0; i < 10; ++i) {
                const std::string call = served.ask(
                    [](testing::fake_switch& fake) { return fake.originate("user/1000 &park()"); });
                channel c(fs, call);
                if (!result_of(c.async_execute(app::set("a", "b"), use_future)).ok()) ++wrong;
                if (!result_of(c.async_hangup("USER_BUSY", use_future)).ok()) ++wrong;
            }
        });
    for (std::thread& t : users) t.join();
    CHECK(wrong == 0);
}

TEST_CASE("of a thread pool a strand is made, where the stream can live on one", "[home]") {
    struct own_pool : asio::thread_pool {
        using asio::thread_pool::thread_pool;
    };
    using typed = asio::basic_stream_socket<asio::ip::tcp, asio::thread_pool::executor_type>;
    asio::thread_pool pool(1);
    own_pool own(1);
    const auto is_on_strand = [](const asio::any_io_executor& e) {
        return e.target_type() == typeid(asio::strand<asio::thread_pool::executor_type>);
    };
    CHECK(is_on_strand(connection(pool).get_executor()));
    CHECK(is_on_strand(connection(own).get_executor()));
    CHECK_FALSE(is_on_strand(connection(pool.get_executor()).get_executor()));
    CHECK(basic_connection<typed>(pool).get_executor() == pool.get_executor());
}

/// It is made on a strand of its own accord.
TEST_CASE("distinct connections live on one thread pool", "[home][threads]") {
    test::served_switch served;
    asio::thread_pool pool(4);
    std::atomic<int> wrong{0};
    std::vector<std::thread> users;
    for (int t = 0; t < 4; ++t)
        users.emplace_back([&] {
            connection fs(pool);
            result_of(fs.async_connect(at(served), use_future));
            for (int i = 0; i < 20; ++i) {
                const std::string text = "echo " + std::to_string(i);
                auto by_job = fs.async_bgapi(text, use_future);
                auto at_once = fs.async_api(text, use_future);
                const api_response answer = result_of(std::move(at_once));
                const job_result result = result_of(std::move(by_job));
                if (answer.text() != std::to_string(i)) ++wrong;
                if (result.text() != std::to_string(i)) ++wrong;
            }
        });
    for (std::thread& t : users) t.join();
    CHECK(wrong == 0);
    pool.join();
}

TEST_CASE("operations begun outside are cancelled from a strand, on a pool", "[home][threads]") {
    test::served_switch served;
    test::pool pool;
    connection fs(asio::make_strand(pool.context));
    result_of(fs.async_connect(at(served), use_future));
    const strand away = asio::make_strand(pool.context);
    std::atomic<int> ended{0};
    constexpr int count = 300;
    struct round {
        asio::cancellation_signal stop;
        int ends = 0;
    };
    std::atomic<int> wrong{0};
    for (int i = 0; i < count; ++i)
        asio::post(away, [&, i] {
            const auto r = std::make_shared<round>();
            auto token = asio::bind_executor(
                away, asio::bind_cancellation_slot(r->stop.slot(), [&, r](error_code, auto&&...) {
                    if (++r->ends != 1 || !away.running_in_this_thread()) ++wrong;
                    ++ended;
                }));
            if (i % 2 == 0)
                fs.async_api("echo x", std::move(token));
            else
                fs.async_bgapi("echo x", std::move(token));
            if (i % 3 == 0)
                r->stop.emit(cancellation_type::terminal);
            else
                asio::post(away, [r] { r->stop.emit(cancellation_type::total); });
        });
    const auto until = std::chrono::steady_clock::now() + test::pool_patience;
    while (ended != count && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    CHECK(ended == count);
    CHECK(wrong == 0);
}

#if defined(__unix__) && !defined(NDEBUG)
TEST_CASE("two threads at once on a plain executor are told so", "[home]") {
    const pid_t child = fork();
    if (child == 0) {
        const rlimit no_core{0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        std::signal(SIGABRT, SIG_DFL);
        std::fclose(stderr);
        asio::io_context context;
        const detail::home where(context.get_executor());
        const detail::home::presence here(where), here_again(where);
        std::thread([&] { const detail::home::presence there(where); }).join();
        std::_Exit(0);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT));
}
#endif
