// What a handler may do: anything. And what becomes of handlers that are never called.
#include "catch.hpp"
#include "support/operations.hpp"

#include <asio/post.hpp>

#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

using namespace eslio;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

const std::string dtmf = test::event_packet("Event-Name: DTMF\n\n");

/// A handler's capture that tells when it is gone.
struct tracked {
    explicit tracked(int& counter) : alive(&counter) { ++*alive; }
    tracked(tracked&& other) noexcept : alive(std::exchange(other.alive, nullptr)) {}
    ~tracked() {
        if (alive) --*alive;
    }
    int* alive;
};

}  // namespace

TEST_CASE("no handler is called inside the call that begins its operation") {
    peer p;
    p.server.send_now(dtmf + dtmf + dtmf);
    p.time.settle();
    bool beginning = false;
    int calls = 0;
    test::each_operation(p, [&](auto begin) {
        beginning = true;
        begin([&](auto&&...) {
            CHECK_FALSE(beginning);
            ++calls;
        });
        beginning = false;
    });
    p.time.settle();
    CHECK(calls == test::failing_operations + 1);  // one message is there
    beginning = true;
    p.fs->close();
    beginning = false;
    p.time.settle();
    CHECK(calls == test::operation_count);
}

TEST_CASE("a handler begins any operation") {
    peer p;
    int calls = 0;
    p.fs->async_send(command("first"), [&](error_code, reply) {
        test::each_operation(p, [&](auto begin) { begin([&](auto&&...) { ++calls; }); });
    });
    p.says(reply_packet("+OK"));
    test::answer_all(p);
    CHECK(calls == test::operation_count);
}

TEST_CASE("handlers begin one operation after the other, thousands of times") {
    peer p;
    int sent = 0, received = 0;
    std::function<void()> send = [&] {
        p.fs->async_send(command("noop"), [&](error_code ec, reply) {
            if (!ec && ++sent < 5000) send();
        });
    };
    std::function<void()> receive = [&] {
        p.fs->async_receive([&](error_code ec, message) {
            if (!ec && ++received < 5000) receive();
        });
    };
    send();
    receive();
    for (int i = 0; i < 5000; ++i) {
        p.said();
        p.says(reply_packet("+OK") + dtmf);
    }
    CHECK((sent == 5000 && received == 5000));
}

TEST_CASE("a handler destroys the connection") {
    peer p;
    outcome<reply> other;
    outcome<job_result> result;
    outcome<message> received;
    int destroyed = 0;
    const auto destroy = [&](auto&&...) {
        p.fs.reset();
        ++destroyed;
    };
    SECTION("of a command") {
        p.fs->async_send(command("a"), destroy);
        p.fs->async_send(command("b"), other.handler());
        p.fs->async_bgapi("c", result.handler());
        p.fs->async_receive(received.handler());
        p.says(reply_packet("+OK") + reply_packet("+OK") + dtmf);
        // As if the rest had not come yet.
        CHECK((other.done() && other.ec == error::outcome_unknown));
        CHECK((received.done() && received.ec == error::closed));
        CHECK(result.ec == error::not_sent);
    }
    SECTION("of a receive") {
        p.fs->async_receive(destroy);
        p.fs->async_send(command("b"), other.handler());
        p.fs->async_bgapi("c", result.handler());
        p.says(dtmf + dtmf);
        CHECK((other.done() && other.ec == error::outcome_unknown));
    }
    SECTION("of a job, while reading goes on") {
        p.fs->async_bgapi("c", destroy);
        p.says(reply_packet("+OK listening"));
        const std::string uuid = test::job_uuid_of(p.said());
        p.server.send_now(reply_packet("+OK Job-UUID: " + uuid) + test::job_packet(uuid, "+OK"));
        for (int i = 0; i < 1000; ++i) p.server.send_now(dtmf);
        p.time.settle();
    }
    SECTION("of an exit") {
        p.fs->async_exit(destroy);
        p.said();
        p.says(reply_packet("+OK bye"));
        p.server.close();
    }
    p.time.settle();
    CHECK(destroyed == 1);
    CHECK_FALSE(p.fs.has_value());
    p.time.advance(std::chrono::hours(1));
    CHECK(result.count <= 1);
}

TEST_CASE("the handler of the login destroys the connection") {
    peer p({}, false);
    bool called = false;
    p.fs->async_login(password("ClueCon"), [&](error_code ec) {
        CHECK_FALSE(ec);
        p.fs.reset();
        called = true;
    });
    p.says(test::auth_request);
    p.says(reply_packet("+OK accepted") + dtmf);
    CHECK(called);
}

TEST_CASE("a handler closes, and opens again") {
    peer p;
    outcome<void> again;
    std::vector<error_code> ends;
    p.fs->async_send(command("a"), [&](error_code, reply) {
        p.fs->close();
        p.fs->close();
        CHECK(p.fs->reason() == error::closed);
        auto [server, client] =
            testing::connect_pair(p.context.get_executor(), p.context.get_executor());
        p.server = std::move(server);
        p.fs->next_layer() = std::move(client);
        p.fs->async_attach(again.handler());
    });
    p.fs->async_send(command("b"), [&](error_code ec, reply) { ends.push_back(ec); });
    p.fs->async_receive([&](error_code ec, message) { ends.push_back(ec); });
    p.says(reply_packet("+OK"));
    CHECK((again.done() && !again.ec));
    REQUIRE(ends.size() == 2);
    CHECK(ends[0] == error::outcome_unknown);
    CHECK(ends[1] == error::closed);
    outcome<reply> sent;
    p.fs->async_send(command("c"), sent.handler());
    CHECK(p.said() == "c\n\n");
    p.says(reply_packet("+OK c"));
    CHECK((sent.done() && sent.value.text() == "+OK c"));
}

TEST_CASE("an exception leaves the io_context's run, and the library goes on") {
    peer p;
    outcome<reply> second, third;
    outcome<message> received;
    p.fs->async_receive([](error_code, message) { throw std::runtime_error("of receive"); });
    p.fs->async_send(command("a"), [](error_code, reply) { throw std::runtime_error("of a"); });
    p.fs->async_send(command("b"), second.handler());
    p.server.send_now(dtmf + reply_packet("+OK") + reply_packet("+OK b") + dtmf);
    int thrown = 0;
    for (bool more = true; more;) {
        try {
            p.time.settle();
            more = false;
        } catch (const std::runtime_error&) {
            ++thrown;
        }
    }
    CHECK(thrown == 2);
    CHECK((second.done() && second.value.text() == "+OK b"));
    p.fs->async_receive(received.handler());
    p.fs->async_send(command("c"), third.handler());
    p.says(reply_packet("+OK c"));
    CHECK((third.done() && received.done()));
    CHECK(p.fs->is_open());
}

TEST_CASE("an exception of a refused reply's value() is a handler's as well") {
    peer p;
    p.fs->async_send(command("a"), [](error_code, reply r) { (void)r.value(); });
    CHECK_THROWS_AS(p.says(reply_packet("-ERR no")), refused);
    outcome<reply> next;
    p.fs->async_send(command("b"), next.handler());
    p.says(reply_packet("+OK"));
    CHECK(next.done());
}

TEST_CASE("the io_context is destroyed with operations outstanding: handlers are dropped") {
    int alive = 0;
    SECTION("and the connection outlived by none") {
        peer p;
        test::each_operation(p, [&](auto begin) {
            begin([t = tracked(alive)](auto&&...) { CHECK(t.alive != nullptr); });
        });
        p.time.settle();
        CHECK(alive == test::operation_count - test::failing_operations);
    }
    SECTION("while handlers own the connection") {
        // A peer's members are destroyed before its context: here only handlers hold on.
        auto context = std::make_unique<asio::io_context>();
        auto [server, client] =
            testing::connect_pair(context->get_executor(), context->get_executor());
        auto fs = std::make_shared<test::connection>(std::move(client));
        fs->async_attach([fs](error_code) {});
        context->poll();
        fs->async_send(command("a"), [fs, t = tracked(alive)](error_code, reply) { FAIL(); });
        fs->async_bgapi("b", [fs, t = tracked(alive)](error_code, job_result) { FAIL(); });
        fs->async_receive([fs, t = tracked(alive)](error_code, message) { FAIL(); });
        subscription s(event_name::dtmf);
        fs->async_subscribe(s, [fs, t = tracked(alive)](error_code, reply) { FAIL(); });
        fs->async_exit([fs, t = tracked(alive)](error_code) { FAIL(); });
        fs.reset();
        context->restart();
        context->poll();
        CHECK(alive == 5);
        server.close();
        server = testing::stream(asio::system_executor());
        context.reset();
    }
    SECTION("while it opens") {
        auto context = std::make_unique<asio::io_context>();
        auto fs = std::make_shared<eslio::connection>(*context);
        fs->async_connect(login("127.0.0.1", "1", password("ClueCon")),
                          [fs, t = tracked(alive)](error_code) { FAIL(); });
        fs.reset();
        CHECK(alive == 1);
        context.reset();
    }
    SECTION("while completions wait to be run") {
        auto context = std::make_unique<asio::io_context>();
        auto [server, client] =
            testing::connect_pair(context->get_executor(), context->get_executor());
        auto fs = std::make_shared<test::connection>(std::move(client));
        fs->async_send(command("a"), [fs, t = tracked(alive)](error_code, reply) { FAIL(); });
        fs->async_attach([fs, t = tracked(alive)](error_code) { FAIL(); });
        fs.reset();
        CHECK(alive == 2);
        server = testing::stream(asio::system_executor());
        context.reset();
    }
    CHECK(alive == 0);
}

TEST_CASE("a connection is moved while operations are outstanding") {
    peer p;
    outcome<reply> sent;
    outcome<message> received;
    p.fs->async_send(command("a"), sent.handler());
    p.fs->async_receive(received.handler());
    test::connection moved(std::move(*p.fs));
    p.fs.reset();
    CHECK(moved.is_open());
    p.says(reply_packet("+OK a") + dtmf);
    CHECK((sent.done() && !sent.ec && received.done() && !received.ec));

    outcome<reply> former, latter;
    auto [server, client] =
        testing::connect_pair(p.context.get_executor(), p.context.get_executor());
    test::connection other(std::move(client));
    other.async_attach([](error_code) {});
    p.time.settle();
    moved.async_send(command("b"), former.handler());
    other.async_send(command("c"), latter.handler());
    p.time.settle();
    moved = std::move(other);
    p.time.settle();
    CHECK((former.done() && former.ec == error::outcome_unknown));
    CHECK(latter.count == 0);
    server.send_now(reply_packet("+OK c"));
    p.time.settle();
    CHECK((latter.done() && latter.value.text() == "+OK c"));
    test::connection& same = moved;
    moved = std::move(same);
    CHECK(moved.is_open());
}

TEST_CASE("what was received before the end is still there, then the reason, for ever") {
    peer p;
    p.says(dtmf + dtmf);
    p.fs->close();
    message m;
    CHECK(p.fs->try_receive(m));
    outcome<message> second, third, fourth;
    outcome<void> lent;
    p.fs->async_receive(second.handler());
    p.time.settle();
    CHECK(second.value.as_event() != nullptr);
    p.fs->async_receive(third.handler());
    p.time.settle();
    p.fs->async_receive(m, lent.handler());
    p.time.settle();
    CHECK((third.ec == error::closed && lent.ec == error::closed));
    CHECK_FALSE(p.fs->try_receive(m));
}
