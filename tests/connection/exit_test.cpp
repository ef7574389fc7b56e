// An exit that is cancelled before it was written.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <chrono>

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
