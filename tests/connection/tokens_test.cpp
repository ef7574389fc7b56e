// Completion tokens and what a handler is associated with: executor, allocator. Coroutines are in
// tokens_coroutine_test.cpp.
#include "catch.hpp"
#include "support/operations.hpp"

#include <asio/bind_allocator.hpp>
#include <asio/bind_executor.hpp>
#include <asio/ip/address_v4.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/redirect_error.hpp>
#include <asio/strand.hpp>
#include <asio/use_future.hpp>
#include <asio/version.hpp>
#if ASIO_VERSION >= 102300
#include <asio/as_tuple.hpp>
#include <asio/deferred.hpp>
namespace tokens = asio;
#else
#include <asio/experimental/as_tuple.hpp>
#include <asio/experimental/deferred.hpp>
namespace tokens = asio::experimental;
#endif
#if ASIO_VERSION >= 102500
#include <asio/any_completion_handler.hpp>
#endif
#if ASIO_VERSION >= 103100
#include <asio/cancel_after.hpp>
#endif

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <vector>

using namespace eslio;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

/// Counts what a handler's allocator gives and takes.
struct memory_account {
    int allocations = 0;
    int blocks = 0;
    std::size_t bytes = 0;
};

template <class T>
struct counting_allocator {
    using value_type = T;

    explicit counting_allocator(memory_account* a) : account(a) {}
    template <class U>
    counting_allocator(const counting_allocator<U>& other) : account(other.account) {}

    T* allocate(std::size_t n) {
        ++account->allocations;
        ++account->blocks;
        account->bytes += n * sizeof(T);
        return static_cast<T*>(::operator new(n * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t n) {
        --account->blocks;
        account->bytes -= n * sizeof(T);
        ::operator delete(memory);
    }
    template <class U>
    bool operator==(const counting_allocator<U>& other) const {
        return account == other.account;
    }
    template <class U>
    bool operator!=(const counting_allocator<U>& other) const {
        return account != other.account;
    }

    memory_account* account;
};

/// A handler that knows its allocator only until it is moved from.
struct forgetful_handler {
    using allocator_type = counting_allocator<char>;
    allocator_type get_allocator() const noexcept { return allocator_type(account.get()); }

    template <class... Values>
    void operator()(Values&&...) {
        CHECK(account->blocks == 0);
        ++*calls;
    }

    std::unique_ptr<memory_account> account;
    int* calls;
};

}  // namespace

TEST_CASE("every operation takes a callback, even one that only moves") {
    peer p;
    int calls = 0, errors = 0;
    test::each_operation(p, [&](auto begin) {
        begin([&, one = std::make_unique<int>(1)](error_code ec, auto&&...) {
            calls += *one;
            errors += ec ? 1 : 0;
        });
    });
    CHECK(calls == 0);
    test::answer_all(p);
    CHECK(calls == test::operation_count);
    CHECK(errors == test::failing_operations);
}

TEST_CASE("every operation takes use_future") {
    peer p;
    std::vector<std::function<void()>> results;
    int errors = 0;
    test::each_operation(p, [&](auto begin) {
        auto future = begin(asio::use_future);
        auto shared = std::make_shared<decltype(future)>(std::move(future));
        results.push_back([shared, &errors] {
            // On the connection's thread, as by Asio's own operations.
            REQUIRE(shared->wait_for(std::chrono::seconds(0)) == std::future_status::ready);
            try {
                (void)shared->get();
            } catch (const std::system_error& e) {
                CHECK(e.code().category() == error_category());
                ++errors;
            }
        });
    });
    test::answer_all(p);
    CHECK(results.size() == test::operation_count);
    for (const auto& get : results) get();
    CHECK(errors == test::failing_operations);
}

TEST_CASE("every operation takes deferred, and begins when it is told to") {
    peer p;
    std::vector<std::function<void()>> starts;
    int calls = 0;
    test::each_operation(p, [&](auto begin) {
        auto operation = begin(tokens::deferred);
        auto shared = std::make_shared<decltype(operation)>(std::move(operation));
        starts.push_back(
            [shared, &calls] { std::move (*shared)([&calls](auto&&...) { ++calls; }); });
    });
    CHECK(p.said().empty());
    for (const auto& start : starts) start();
    test::answer_all(p);
    CHECK(calls == test::operation_count);
}

TEST_CASE("every operation takes as_tuple and redirect_error") {
    peer p;
    int calls = 0;
    error_code ec;
    test::each_operation(p, [&](auto begin) {
        begin(tokens::as_tuple([&](auto result) {
            static_assert(std::is_same_v<std::tuple_element_t<0, decltype(result)>, error_code>);
            ++calls;
        }));
    });
    test::answer_all(p);
    CHECK(calls == test::operation_count);
    auto future = p.fs->async_send(command("g"), asio::redirect_error(asio::use_future, ec));
    p.time.settle();
    REQUIRE(future.wait_for(std::chrono::seconds(60)) == std::future_status::ready);
    (void)future.get();
    CHECK(ec == error::connection_lost);
}

TEST_CASE("every handler runs on the executor it is bound to, and that is kept busy for it") {
    peer p;
    asio::io_context other;
    auto strand = asio::make_strand(other);
    int calls = 0;
    test::each_operation(p, [&](auto begin) {
        begin(asio::bind_executor(strand, [&](auto&&...) {
            CHECK(strand.running_in_this_thread());
            ++calls;
        }));
    });
    other.poll();
    CHECK(calls == 0);  // first they have their turn on the connection's executor, as Asio's own
    p.time.settle();
    other.poll();
    CHECK(calls == test::failing_operations);
    CHECK_FALSE(other.stopped());
    test::answer_all(p);
    CHECK(calls == test::failing_operations);
    other.run();
    CHECK(calls == test::operation_count);
}

TEST_CASE("a handler's allocator is used, and its memory given back before it is called") {
    peer p;
    int calls = 0;
    test::each_operation(p, [&](auto begin) {
        auto shared = std::make_shared<memory_account>();
        begin(asio::bind_allocator(counting_allocator<char>(shared.get()), [&, shared](auto&&...) {
            CHECK(shared->allocations > 0);
            CHECK(shared->blocks == 0);
            CHECK(shared->bytes == 0);
            ++calls;
        }));
        CHECK(shared->allocations > 0);
    });
    test::answer_all(p);
    CHECK(calls == test::operation_count);
}

TEST_CASE("an allocator that the handler owns is not asked for after the handler has moved") {
    peer p;
    int calls = 0;
    test::each_operation(p, [&](auto begin) {
        begin(forgetful_handler{std::make_unique<memory_account>(), &calls});
    });
    test::answer_all(p);
    CHECK(calls == test::operation_count);
}

#if ASIO_VERSION >= 102500
TEST_CASE("any_completion_handler") {
    peer p;
    outcome<reply> sent;
    asio::any_completion_handler<void(error_code, reply)> handler(sent.handler());
    p.fs->async_send(command("noop"), std::move(handler));
    p.says(reply_packet("+OK"));
    CHECK((sent.done() && !sent.ec));
}
#endif

#if ASIO_VERSION >= 103100
TEST_CASE("Asio's cancel_after ends an operation, and with a late answer too") {
    asio::io_context context;
    auto [server, client] = testing::connect_pair(context.get_executor(), context.get_executor());
    test::connection fs(std::move(client));
    outcome<void> attached;
    fs.async_attach(attached.handler());
    outcome<reply> sent, next;
    outcome<message> received;
    outcome<job_result> result;
    const auto soon = std::chrono::milliseconds(1);
    fs.async_send(command("slow"), asio::cancel_after(soon, sent.handler()));
    fs.async_receive(asio::cancel_after(soon, received.handler()));
    fs.async_bgapi("status", asio::cancel_after(soon, result.handler()));
    while (!sent.done() || !received.done() || !result.done())
        REQUIRE(context.run_one_for(std::chrono::seconds(30)) == 1);
    const error_code aborted = asio::error::operation_aborted;
    CHECK((sent.ec == aborted && received.ec == aborted && result.ec == aborted));
    fs.async_send(command("next"), asio::cancel_after(std::chrono::hours(1), next.handler()));
    server.send_now(reply_packet("+OK late") + reply_packet("+OK listening"));
    std::string got;
    while (got.find("next") == std::string::npos) {
        REQUIRE(context.run_one_for(std::chrono::seconds(30)) == 1);
        got += server.take_received();
    }
    server.send_now(reply_packet("+OK next"));
    while (!next.done()) REQUIRE(context.run_one_for(std::chrono::seconds(30)) == 1);
    CHECK(next.value.text() == "+OK next");
}
#endif

namespace {

/// A token of one's own: completion leaves the number of values behind.
struct counting_token {};

}  // namespace

namespace asio {

template <class... Args>
class async_result<counting_token, void(Args...)> {
public:
    template <class Initiation, class... InitArgs>
    static std::shared_ptr<int> initiate(Initiation&& initiation, counting_token,
                                         InitArgs&&... args) {
        auto values = std::make_shared<int>(-1);
        std::forward<Initiation>(initiation)(
            [values](Args...) { *values = static_cast<int>(sizeof...(Args)); },
            std::forward<InitArgs>(args)...);
        return values;
    }
};

}  // namespace asio

TEST_CASE("every operation takes a token of one's own") {
    peer p;
    std::vector<std::shared_ptr<int>> values;
    test::each_operation(p, [&](auto begin) { values.push_back(begin(counting_token())); });
    test::answer_all(p);
    for (const auto& v : values) CHECK(*v >= 1);
}

TEST_CASE("a future is ready when its connection's thread has run the completion") {
    asio::io_context context;
    asio::ip::tcp::acceptor closed(context, {asio::ip::address_v4::loopback(), 0});
    const auto port = closed.local_endpoint().port();
    closed.close();
    eslio::connection fs(context);
    auto done = fs.async_connect(
        eslio::login("127.0.0.1", std::to_string(port), eslio::password("x")), asio::use_future);
    while (done.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
        REQUIRE(context.run_one() == 1);
    CHECK_THROWS_AS(done.get(), std::system_error);
}
