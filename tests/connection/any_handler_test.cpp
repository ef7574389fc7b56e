// any_handler: completes by posting, once; keeps work; uses and gives back the handler's memory.
#include "catch.hpp"

#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/convert_handler.hpp>

#include <asio/bind_allocator.hpp>
#include <asio/bind_cancellation_slot.hpp>
#include <asio/bind_executor.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/io_context.hpp>
#include <asio/strand.hpp>

#include <memory>
#include <string>

using eslio::detail::any_handler;

namespace {

using handler = any_handler<void(int, std::string)>;

}  // namespace

TEST_CASE("an any_handler posts its completion, with the values") {
    asio::io_context context;
    int number = 0;
    std::string text;
    handler h(
        [&, once = std::make_unique<int>(1)](int n, std::string t) {
            number = n + *once;
            text = std::move(t);
        },
        context.get_executor());
    CHECK(static_cast<bool>(h));
    h.complete(1, "one");
    CHECK_FALSE(static_cast<bool>(h));
    CHECK(number == 0);
    CHECK(context.run() == 1);
    CHECK((number == 2 && text == "one"));
}

TEST_CASE("an any_handler of the library's own runs later, and is dropped with its context") {
    auto context = std::make_unique<asio::io_context>();
    auto queue = std::make_shared<eslio::detail::completion_queue>(context->get_executor());
    const auto kept = std::make_shared<int>();
    int calls = 0;
    auto h = handler::of_own(*queue, [&, kept](int, std::string) { ++calls; });
    SECTION("completed") {
        h.complete(1, "");
        CHECK(calls == 0);
        CHECK(context->run() == 1);
        CHECK(calls == 1);
    }
    SECTION("dropped by itself") {
        h.reset();
        CHECK(context->poll() == 0);
    }
    SECTION("dropped with its context") {
        h.complete(1, "");
        context.reset();
        CHECK(calls == 0);
    }
    CHECK(kept.use_count() == 1);
}

TEST_CASE("an any_handler keeps its executors at work while it is pending") {
    asio::io_context context, other;
    int calls = 0;
    handler h(asio::bind_executor(other, [&](int, const std::string&) { ++calls; }),
              context.get_executor());
    CHECK(other.poll() == 0);
    CHECK_FALSE(other.stopped());
    SECTION("completed") {
        h.complete(1, "");
        CHECK(context.poll() == 0);
        CHECK(other.run() == 1);
        CHECK(calls == 1);
    }
    SECTION("dropped") {
        h.reset();
        CHECK(other.poll() == 0);
        CHECK(calls == 0);
    }
    CHECK(other.stopped());
}

TEST_CASE("an any_handler moves, and what it held before is dropped") {
    asio::io_context context;
    const auto first = std::make_shared<int>(), second = std::make_shared<int>();
    handler a([first](int, const std::string&) {}, context.get_executor());
    handler b([second](int, const std::string&) {}, context.get_executor());
    CHECK((first.use_count() == 2 && second.use_count() == 2));
    a = std::move(b);
    CHECK((first.use_count() == 1 && second.use_count() == 2));
    handler c(std::move(a));
    CHECK_FALSE(static_cast<bool>(a));
    handler& same = c;
    c = std::move(same);
    CHECK(static_cast<bool>(c));
    c.reset();
    CHECK(second.use_count() == 1);
    c.reset();
}

TEST_CASE("an exception of the handler leaves run, with the memory given back") {
    asio::io_context context;
    const auto kept = std::make_shared<int>();
    handler h([kept](int, const std::string&) { throw std::string("thrown"); },
              context.get_executor());
    h.complete(1, "");
    CHECK_THROWS_AS(context.run(), std::string);
    CHECK(kept.use_count() == 1);
}

TEST_CASE("a completion clears the cancellation slot before the handler is called") {
    asio::io_context context;
    asio::cancellation_signal stop;
    bool cleared = false;
    handler h(
        asio::bind_cancellation_slot(
            stop.slot(), [&](int, const std::string&) { cleared = !stop.slot().has_handler(); }),
        context.get_executor());
    stop.slot().assign([](asio::cancellation_type) {});
    h.complete(1, "");
    CHECK(stop.slot().has_handler());
    context.run();
    CHECK(cleared);
}

TEST_CASE("a handler that converts is associated with what the user's is") {
    asio::io_context context;
    asio::cancellation_signal stop;
    const auto strand = asio::make_strand(context);
    std::size_t size = 0;
    auto user = asio::bind_executor(
        strand, asio::bind_cancellation_slot(stop.slot(),
                                             [&](eslio::error_code, std::size_t s) { size = s; }));
    eslio::detail::convert_handler converting{
        std::move(user), [](const eslio::reply& r) { return r.text().size(); }};
    CHECK(asio::get_associated_executor(converting) == strand);
    CHECK(asio::get_associated_cancellation_slot(converting).is_connected());
    any_handler<void(eslio::error_code, eslio::reply)> h(std::move(converting),
                                                         context.get_executor());
    h.complete(eslio::error_code(), eslio::reply::of_text("+OK"));
    context.run();
    CHECK(size == 3);
}
