// completion_queue: due handlers run in order behind the work, and never get lost.
#include "catch.hpp"

#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/completion_queue.hpp>

#include <asio/bind_executor.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/system_executor.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

using eslio::detail::completion_queue;

namespace {

using due_handler = eslio::detail::any_handler<void(int)>;

/// A queue, and what ran in which order.
struct due {
    asio::io_context context;
    std::shared_ptr<completion_queue> queue =
        std::make_shared<completion_queue>(context.get_executor());
    std::string ran;

    /// Makes one due that writes its letter and then does `more`.
    void push(char letter, std::function<void()> more = {}) {
        auto h = due_handler::in_turn(*queue, [this, letter, more = std::move(more)](int n) {
            ran += letter;
            ran += std::to_string(n);
            if (more) more();
        });
        h.complete(1);
    }
};

}  // namespace

TEST_CASE("completion_queue: what is due without a turn runs by a wake-up") {
    due d;
    d.push('a');
    d.push('b');
    CHECK(d.ran.empty());
    d.context.run();
    CHECK(d.ran == "a1b1");
}

TEST_CASE("completion_queue: a turn runs what it made due at its end, without the context") {
    due d;
    {
        completion_queue::turn turn(*d.queue);
        d.push('a', [&] { d.push('c'); });
        d.push('b');
        CHECK(d.ran.empty());
        turn.run();
    }
    CHECK(d.ran == "a1b1c1");
    CHECK(d.context.run() == 1);  // the wake-up that was there in case a handler throws
    CHECK(d.ran == "a1b1c1");
}

TEST_CASE("completion_queue: one handler alone needs no wake-up") {
    due d;
    {
        completion_queue::turn turn(*d.queue);
        d.push('a');
        turn.run();
    }
    CHECK(d.ran == "a1");
    CHECK(d.context.run() == 0);
}

TEST_CASE("completion_queue: work that ends by an exception leaves its handlers due") {
    due d;
    try {
        completion_queue::turn turn(*d.queue);
        d.push('a');
        throw std::runtime_error("of the work");
    } catch (const std::runtime_error&) {
    }
    CHECK(d.ran.empty());
    d.context.run();
    CHECK(d.ran == "a1");
}

TEST_CASE("completion_queue: an exception of one handler takes nothing from the others") {
    due d;
    d.push('a', [] { throw std::runtime_error("of a handler"); });
    d.push('b', [&] {
        d.push('c');
        throw std::runtime_error("of a handler");
    });
    CHECK_THROWS_AS(d.context.run(), std::runtime_error);
    CHECK_THROWS_AS(d.context.run(), std::runtime_error);
    d.context.run();
    CHECK(d.ran == "a1b1c1");
}

TEST_CASE("completion_queue: a handler that runs the context sees the others run") {
    due d;
    std::string inside;
    d.push('a', [&] {
        d.push('c');
        d.context.poll();
        inside = d.ran;
    });
    d.push('b');
    d.context.run();
    CHECK(inside == "a1b1c1");
    CHECK(d.ran == "a1b1c1");
}

TEST_CASE("completion_queue: the library's own functions run before users' handlers") {
    due d;
    const auto push_own = [&](char letter, std::function<void()> more = {}) {
        auto h = due_handler::of_own(*d.queue, [&d, letter, more = std::move(more)](int) {
            d.ran += letter;
            if (more) more();
        });
        h.complete(1);
    };
    const std::function<void()> both = [&] {
        d.push('b');
        push_own('y', [&] { push_own('z'); });
    };
    SECTION("without a turn, by one wake-up") {
        d.push('a', both);
        push_own('x');
        CHECK(d.ran.empty());
        d.context.run();
    }
    SECTION("in a turn") {
        completion_queue::turn turn(*d.queue);
        d.push('a', both);
        push_own('x');
        CHECK(d.ran.empty());
        turn.run();
    }
    SECTION("when whoever works asks for it") {
        completion_queue::turn turn(*d.queue);
        d.push('a', both);
        push_own('x');
        d.queue->run_own();
        CHECK(d.ran == "x");
        turn.run();
    }
    CHECK(d.ran == "xa1yzb1");
}

TEST_CASE("completion_queue: handlers without end leave others their turn") {
    due d;
    bool other = false;
    std::function<void()> again = [&] {
        if (!other) d.push('x', again);
    };
    d.push('x', again);
    asio::post(d.context, [&] { other = true; });
    d.context.run();
    CHECK(other);
    CHECK(d.ran.size() > 2);
}

TEST_CASE("completion_queue: handlers are dropped with the context, and with the queue") {
    const auto kept = std::make_shared<int>();
    auto context = std::make_unique<asio::io_context>();
    auto queue = std::make_shared<completion_queue>(context->get_executor());
    // The handler owns the queue, as one that owns its connection does.
    auto h = due_handler::in_turn(*queue, [kept, queue](int) { FAIL("nobody runs it"); });
    h.complete(1);
    queue.reset();
    CHECK(kept.use_count() == 2);
    SECTION("before anything ran") {}
    SECTION("after a handler of another kind ran") {
        asio::post(*context, [&] { context->stop(); });
        context->stop();
        CHECK(context->run() == 0);
    }
    context.reset();
    CHECK(kept.use_count() == 1);
}

TEST_CASE("completion_queue: a turn whose handler lets the queue go") {
    asio::io_context context;
    auto queue = std::make_shared<completion_queue>(context.get_executor());
    const std::weak_ptr<completion_queue> left = queue;
    int calls = 0;
    {
        const auto keeper = queue;
        completion_queue::turn turn(*keeper);
        auto a = due_handler::in_turn(*queue, [&calls, queue](int) { ++calls; });
        auto b = due_handler::in_turn(*queue, [&calls, queue](int) { ++calls; });
        queue.reset();
        a.complete(1);
        b.complete(2);
        turn.run();
    }
    CHECK(calls == 2);
    context.run();
    CHECK(left.expired());
}

TEST_CASE("any_handler: only a handler of the queue's executor goes into the queue") {
    due d;
    asio::io_context other;
    const asio::any_io_executor home = d.context.get_executor();
    const asio::any_io_executor away = other.get_executor();
    const auto letter = [&](char c) { return [&d, c](int) { d.ran += c; }; };
    due_handler plain(letter('p'), home, *d.queue);
    due_handler bound(asio::bind_executor(home, letter('h')), home, *d.queue);
    due_handler foreign(asio::bind_executor(away, letter('f')), home, *d.queue);
    due_handler other_type(asio::bind_executor(other.get_executor(), letter('t')), home, *d.queue);
    {
        completion_queue::turn turn(*d.queue);
        foreign.complete(1);
        other_type.complete(1);
        bound.complete(1);
        plain.complete(1);
        turn.run();
    }
    CHECK(d.ran == "hp");
    CHECK(other.run() == 2);
    CHECK(d.ran == "hpft");
}

TEST_CASE("any_handler: one whose executor runs things at once has its turn as the others") {
    due d;
    const asio::any_io_executor home = d.context.get_executor();
    const asio::system_executor at_once;
    const auto letter = [&](char c) { return [&d, c](int) { d.ran += c; }; };
    due_handler first(asio::bind_executor(at_once, letter('s')), home, *d.queue);
    due_handler second(letter('p'), home, *d.queue);
    due_handler third(asio::bind_executor(d.context.get_executor(), letter('c')), home, *d.queue);
    SECTION("of a turn") {
        completion_queue::turn turn(*d.queue);
        first.complete(1);
        second.complete(1);
        third.complete(1);
        CHECK(d.ran.empty());
        turn.run();
        d.context.run();
    }
    SECTION("of a wake-up, on the connection's thread") {
        first.complete(1);
        second.complete(1);
        third.complete(1);
        CHECK(d.ran.empty());
        CHECK(d.context.run_one() == 1);
        CHECK(d.ran.substr(0, 2) == "sp");
        d.context.run();
    }
    CHECK(d.ran == "spc");
}

TEST_CASE("any_handler: one of a queue that is never completed is destroyed") {
    due d;
    const auto kept = std::make_shared<int>();
    auto h = due_handler::in_turn(*d.queue, [kept](int) {});
    CHECK(kept.use_count() == 2);
    h.reset();
    CHECK(kept.use_count() == 1);
    CHECK(d.context.run() == 0);
}
