// Handlers that run the execution context themselves: the connection goes on meanwhile.
#include "catch.hpp"
#include "support/peer.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace eslio;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

std::string numbered_events(std::size_t from, std::size_t to) {
    std::string all;
    for (std::size_t i = from; i <= to; ++i)
        all += test::event_packet("Event-Name: DTMF\nNumber: " + std::to_string(i) + "\n\n");
    return all;
}

std::string number_of(const message& m) {
    return m.as_event() == nullptr ? "none" : std::string((*m.as_event())["Number"]);
}

/// Runs the context one handler after the other until it holds; false if it comes to rest before.
template <class Predicate>
bool run_inside(peer& p, Predicate holds) {
    while (!holds()) {
        p.context.restart();
        if (p.context.poll_one() == 0) return false;
    }
    return true;
}

/// FreeSWITCH answers an `api`, while a handler runs the context. False if it is not heard.
bool ask_inside(peer& p) {
    const auto answer = std::make_shared<outcome<api_response>>();
    p.fs->async_api("status",
                    [answer](error_code ec, api_response r) { answer->handler()(ec, r); });
    std::string asked;
    if (!run_inside(p, [&] { return !(asked = p.server.take_received()).empty(); })) return false;
    p.server.send_now(test::api_packet("UP"));
    return run_inside(p, [&] { return answer->done(); }) && answer->value.body() == "UP";
}

}  // namespace

TEST_CASE("a handler of a receive asks and runs the context, while messages wait") {
    peer p;
    bool answered = false;
    message lent;
    SECTION("a message of its own") {
        p.fs->async_receive([&](error_code, message) { answered = ask_inside(p); });
    }
    SECTION("a message that was lent") {
        p.fs->async_receive(lent, [&](error_code) { answered = ask_inside(p); });
    }
    SECTION("after it has begun the next receive") {
        p.fs->async_receive([&](error_code, message) {
            p.fs->async_receive([](error_code, message) {});
            answered = ask_inside(p);
        });
    }
    p.says(numbered_events(1, 5));
    CHECK(answered);
    CHECK(p.fs->is_open());
}

TEST_CASE("each of the handlers asks and runs the context") {
    peer p;
    std::vector<std::string> received;
    std::size_t answered = 0;
    std::function<void()> next = [&] {
        p.fs->async_receive([&](error_code ec, const message& m) {
            if (ec) return;
            received.push_back(number_of(m));
            answered += ask_inside(p);
            next();
        });
    };
    next();
    p.says(numbered_events(1, 300));
    CHECK(answered == 300);
    std::vector<std::string> expected;
    for (int i = 1; i <= 300; ++i) expected.push_back(std::to_string(i));
    CHECK(received == expected);
}

TEST_CASE("a handler that runs the context hears what it did not ask for") {
    peer p;
    outcome<message> last;
    bool heard = false;
    p.fs->async_receive([&](error_code, message) {
        p.server.send_now(numbered_events(6, 6));
        std::size_t fetched = 0;
        heard = run_inside(p, [&] {
            for (message m; p.fs->try_receive(m);)
                if (++fetched == 5) last.value = m;
            return fetched == 5;
        });
    });
    p.says(numbered_events(1, 5));
    CHECK(heard);
    CHECK(number_of(last.value) == "6");
}

TEST_CASE("a handler that runs the context until the connection has ended") {
    peer p;
    bool ended = false;
    p.fs->async_receive([&](error_code, message) {
        p.server.close();
        ended = run_inside(p, [&] { return !p.fs->is_open(); });
    });
    p.says(numbered_events(1, 5));
    CHECK(ended);
    CHECK(p.fs->reason() == error::connection_lost);
}

TEST_CASE("a handler that destroys the connection, and runs the context") {
    peer p;
    outcome<reply> other;
    bool done = false;
    p.fs->async_receive([&](error_code, message) {
        p.fs->async_send(command("noop"), other.handler());
        p.fs.reset();
        done = run_inside(p, [&] { return other.done(); });
    });
    p.says(numbered_events(1, 5));
    CHECK(done);
    CHECK(other.ec == condition::disconnected);
}

TEST_CASE("the user who fetches one message after the other is still waited for") {
    connection_options o;
    o.event_limits.messages = 4000;
    peer p(o);
    std::size_t received = 0;
    std::function<void()> next = [&] {
        p.fs->async_receive([&](error_code ec, const message& m) {
            if (ec) return;
            CHECK(m.as_gap() == nullptr);
            ++received;
            next();
        });
    };
    next();
    for (std::size_t i = 0; i < 20; ++i) p.server.send_now(numbered_events(1, 1000));
    p.time.settle();
    CHECK(received == 20'000);
    CHECK(p.fs->usage().messages_lost == 0);
}
