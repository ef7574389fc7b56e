// What the upper floors use of a connection: commands, and events before they are queued.
#include "catch.hpp"
#include "support/peer.hpp"

#include <stdexcept>
#include <vector>

using namespace eslio;
using test::outcome;
using test::peer;
using test::reply_packet;
using verdict = protocol::route_table::verdict;

namespace {

std::string event_of(std::string_view uuid, std::string_view name = "DTMF") {
    return test::event_packet("Event-Name: " + std::string(name) +
                              "\nUnique-ID: " + std::string(uuid) + "\n\n");
}

std::size_t waiting(peer& p) {
    std::size_t count = 0;
    for (message m; p.fs->try_receive(m);) ++count;
    return count;
}

}  // namespace

TEST_CASE("a command is submitted by way of the link, whatever the stream") {
    peer p;
    const std::shared_ptr<eslio::link> link = p.fs->link();
    outcome<reply> sent, late;
    link->submit(command("a"), {sent.handler(), link->where().executor()});
    CHECK(p.said() == "a\n\n");
    p.says(reply_packet("+OK a"));
    CHECK((sent.done() && sent.value.text() == "+OK a"));
    p.fs.reset();
    link->submit(command("b"), {late.handler(), link->where().executor()});
    p.time.settle();
    CHECK((late.done() && late.ec == error::closed));
}

TEST_CASE("a route sees the events of its channel before the queue, and may keep them") {
    peer p;
    const auto link = p.fs->link();
    int of_a = 0, of_all = 0;
    auto a = link->add_route("a", [&](const event& e) {
        CHECK(e.unique_id() == "a");
        ++of_a;
        return verdict::consume;
    });
    const auto all = link->add_route("", [&](const event&) {
        ++of_all;
        return verdict::pass;
    });
    p.says(event_of("a") + event_of("b") + event_of("a"));
    CHECK((of_a == 2 && of_all == 1));
    CHECK(waiting(p) == 1);
    link->remove_route(a);
    p.says(event_of("a") + event_of("b"));
    CHECK((of_a == 2 && of_all == 3));
    CHECK(waiting(p) == 2);
    link->remove_route(all);
    link->remove_route(all);
    p.says(event_of("a"));
    CHECK((of_all == 3 && waiting(p) == 1));
}

TEST_CASE("a route sees what a full queue loses") {
    connection_options o;
    o.event_limits.messages = 2;
    peer p(o);
    int seen = 0;
    p.fs->link()->add_route("a", [&](const event&) {
        ++seen;
        return verdict::pass;
    });
    for (int i = 0; i < 100; ++i) p.server.send_now(event_of("a"));
    p.time.settle();
    CHECK(seen == 100);
    CHECK(p.fs->usage().messages_lost == 98);
}

TEST_CASE("a route may add and remove routes, its own too") {
    peer p;
    const auto link = p.fs->link();
    int first = 0, second = 0;
    eslio::link::route_id own = 0;
    own = link->add_route("a", [&](const event&) {
        ++first;
        link->remove_route(own);
        for (int i = 0; i < 100; ++i)
            link->add_route("a", [&](const event&) {
                ++second;
                return verdict::pass;
            });
        return verdict::pass;
    });
    p.says(event_of("a") + event_of("a"));
    CHECK((first == 1 && second == 100));
}

TEST_CASE("a route may send, and what it starts goes out") {
    peer p;
    const auto link = p.fs->link();
    outcome<reply> sent;
    link->add_route("a", [&](const event&) {
        link->submit(command("from the route"), {sent.handler(), link->where().executor()});
        return verdict::consume;
    });
    p.says(event_of("a"));
    CHECK(p.said() == "from the route\n\n");
    p.says(reply_packet("+OK"));
    CHECK(sent.done());
}

TEST_CASE("a route may close the connection, or destroy it") {
    peer p;
    outcome<reply> sent;
    outcome<message> received, end;
    int seen = 0;
    p.fs->async_send(command("noop"), sent.handler());
    const auto close = [&](const event& e) {
        ++seen;
        p.fs->close();
        CHECK(e.unique_id() == "a");  // still there
        return verdict::pass;
    };
    const auto destroy = [&](const event& e) {
        ++seen;
        p.fs.reset();
        CHECK(e.unique_id() == "a");
        return verdict::pass;
    };
    SECTION("close") {
        p.fs->link()->add_route("a", close);
        p.says(event_of("a") + event_of("a") + reply_packet("+OK"));
        CHECK(p.fs->reason() == error::closed);
        p.fs->async_receive(received.handler());
        p.time.settle();
        CHECK(received.value.as_event() != nullptr);
        p.fs->async_receive(end.handler());
        p.time.settle();
        CHECK(end.ec == error::closed);
    }
    SECTION("destroy") {
        p.fs->link()->add_route("a", destroy);
        p.says(event_of("a") + event_of("a") + reply_packet("+OK"));
    }
    CHECK(seen == 1);
    CHECK((sent.done() && sent.ec == error::outcome_unknown));
}

TEST_CASE("a route that throws ends the connection, and nobody waits for ever") {
    peer p;
    outcome<reply> sent;
    outcome<message> end;
    p.fs->async_send(command("noop"), sent.handler());
    p.fs->async_receive(end.handler());
    p.fs->link()->add_route("a", [](const event&) -> verdict { throw std::runtime_error("x"); });
    CHECK_THROWS_AS(p.says(event_of("a")), std::runtime_error);
    p.time.settle();
    CHECK((sent.done() && sent.ec == error::outcome_unknown));
    CHECK((end.done() && end.ec == error::stream_failed));
    CHECK_FALSE(p.fs->is_open());
}

TEST_CASE("usage counts what was done") {
    peer p;
    const connection_usage before = p.fs->usage();
    CHECK(before.bytes_sent == std::string("auth ClueCon\n\n").size());
    CHECK(before.bytes_received == test::auth_request.size() + reply_packet("+OK accepted").size());
    CHECK((before.frames == 2 && before.writes == 1 && before.commands == 0));
    const std::string bytes = reply_packet("+OK") + event_of("a");
    outcome<reply> sent;
    p.fs->async_send(command("noop"), sent.handler());
    p.said();
    p.says(bytes);
    const connection_usage after = p.fs->usage();
    CHECK(after.bytes_sent - before.bytes_sent == 6);
    CHECK(after.bytes_received - before.bytes_received == bytes.size());
    CHECK(after.frames - before.frames == 2);
    CHECK(after.writes - before.writes == 1);
    CHECK(after.commands == 1);
    CHECK((after.late_replies == 0 && after.messages_lost == 0));
    p.fs->async_send(command("slow").timeout(std::chrono::seconds(1)), [](error_code, reply) {});
    p.time.advance(std::chrono::seconds(1));
    p.says(reply_packet("+OK late"));
    CHECK(p.fs->usage().late_replies == 1);
    p.fs->close();
    CHECK(p.fs->usage().late_replies == 1);
    CHECK(p.fs->usage().commands == 2);
}
