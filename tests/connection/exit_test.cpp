// An exit that is not written, or whose end does not come.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <chrono>
#include <initializer_list>

using namespace eslio;
using namespace std::chrono_literals;
using test::outcome;
using test::peer;
using test::reply_packet;

TEST_CASE("an exit not yet written is taken back, by any type of cancellation") {
    for (const auto type : {asio::cancellation_type::total, asio::cancellation_type::terminal}) {
        peer p;
        outcome<reply> before, behind;
        outcome<void> left, again;
        asio::cancellation_signal stop;
        p.fs->next_layer().stall_writes();
        p.fs->async_send(command("before"), before.handler());
        p.fs->async_exit(asio::bind_cancellation_slot(stop.slot(), left.handler()));
        p.time.settle();
        stop.emit(type);
        CHECK(left.count == 0);
        p.time.settle();
        CHECK((left.done() && left.ec == asio::error::operation_aborted));
        CHECK(p.fs->is_open());
        p.fs->async_send(command("behind"), behind.handler());
        p.fs->next_layer().release();
        CHECK(p.said() == "before\n\nbehind\n\n");
        p.says(reply_packet("+OK") + reply_packet("+OK"));
        CHECK((before.done() && behind.done() && !behind.ec));
        p.time.advance(1h);
        CHECK(p.fs->is_open());
        p.fs->async_exit(again.handler());
        CHECK(p.said() == "exit\n\n");
        p.says(reply_packet("+OK bye"));
        p.server.close();
        p.time.settle();
        CHECK((again.done() && !again.ec));
        CHECK(left.count == 1);
    }
}

TEST_CASE("an exit after a failed write ends with what is left of the connection") {
    peer p;
    outcome<reply> sent;
    outcome<void> left;
    asio::cancellation_signal stop;
    p.fs->next_layer().fail_write(1, asio::error::connection_reset);
    p.fs->async_send(command("noop"), sent.handler());
    p.time.settle();
    p.fs->async_exit(asio::bind_cancellation_slot(stop.slot(), left.handler()));
    p.time.advance(999ms);
    CHECK(left.count == 0);
    SECTION("waited for") {
        p.time.advance(1ms);
        CHECK((left.done() && left.ec == error::connection_reset));  // nobody was told
    }
    SECTION("given up") {
        stop.emit(asio::cancellation_type::terminal);
        p.time.advance(1ms);
        CHECK((left.done() && left.ec == asio::error::operation_aborted));
    }
    SECTION("given up without effect") {
        stop.emit(asio::cancellation_type::total);
        p.time.advance(1ms);
        CHECK((left.done() && left.ec == asio::error::operation_aborted));
    }
    CHECK_FALSE(p.fs->is_open());
    CHECK(p.fs->reason() == error::connection_reset);
    CHECK((sent.done() && sent.ec == error::outcome_unknown));
}

TEST_CASE("a write that fails while an exit is under way leaves a second, too") {
    peer p;
    outcome<void> left;
    p.fs->next_layer().fail_write(1, asio::error::connection_reset);
    p.fs->async_exit(left.handler());
    p.time.advance(1s);
    CHECK(left.done());
    CHECK(p.fs->reason() == error::connection_reset);
}

TEST_CASE("an exit is done only if it was said and FreeSWITCH ended the connection") {
    peer p;
    outcome<void> left;
    SECTION("not written") {
        p.fs->next_layer().stall_writes();
        outcome<reply> first;
        p.fs->async_send(command("first"), first.handler());
        p.fs->async_exit(left.handler());
        p.time.settle();
        p.server.reset();
        p.time.settle();
        CHECK(left.ec == error::connection_reset);
    }
    SECTION("written, and the connection is reset") {
        p.fs->async_exit(left.handler());
        p.said();
        p.server.reset();
        p.time.settle();
        CHECK_FALSE(left.ec);
    }
    SECTION("written, and the connection is closed by this side") {
        p.fs->async_exit(left.handler());
        p.said();
        p.fs->close();
        p.time.settle();
        CHECK(left.ec == error::closed);
    }
    SECTION("written, and what comes breaks the protocol") {
        p.fs->async_exit(left.handler());
        p.said();
        p.says("Content-Length: x\n\n");
        CHECK(left.ec == error::bad_content_length);
    }
    CHECK(left.done());
    CHECK_FALSE(p.fs->is_open());
}
