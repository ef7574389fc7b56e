// Cancelling what is made of several commands: with total cancellation all of it, or nothing.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <string>

using namespace eslio;
using asio::cancellation_type;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

subscription filtered_and_logged() {
    subscription s(event_name::dtmf);
    s.filter("Unique-ID", "abc").log(log_level::warning);
    return s;
}

}  // namespace

TEST_CASE("total cancellation of a subscription leaves no part of it in force unsaid") {
    peer p;
    outcome<reply> answer;
    asio::cancellation_signal stop;
    const auto begin = [&](const subscription& s) {
        p.fs->async_subscribe(s, asio::bind_cancellation_slot(stop.slot(), answer.handler()));
    };
    SECTION("its filter is in force already") {
        p.fs->next_layer().max_write(4);
        begin(filtered_and_logged());
        p.time.run_until([&] { return p.server.available() > 24; });
        p.says(reply_packet("+OK filter added. [Unique-ID]=[abc]"));
        stop.emit(cancellation_type::total);
        p.time.settle();
        CHECK(answer.count == 0);
        p.says(reply_packet("+OK event listener enabled plain") + reply_packet("+OK log level"));
        CHECK((answer.done() && !answer.ec));
        CHECK(p.said().find("log") != std::string::npos);
    }
    SECTION("nothing of it is written, but what is in the plan is") {
        p.fs->next_layer().stall_writes();
        outcome<reply> first;
        p.fs->async_send(command("first"), first.handler());
        begin(filtered_and_logged());
        stop.emit(cancellation_type::total);
        p.fs->next_layer().release();
        CHECK(p.said() == "first\n\nfilter add Unique-ID abc\n\nevent DTMF\n\nlog warning\n\n");
        CHECK(answer.count == 0);
        p.says(reply_packet("+OK first") + reply_packet("+OK filter added.") +
               reply_packet("+OK event listener enabled plain") + reply_packet("+OK log level"));
        CHECK((answer.done() && !answer.ec && answer.value.ok()));
    }
    SECTION("only a log level, that is not written: it is taken back") {
        p.fs->next_layer().stall_writes();
        outcome<reply> first;
        p.fs->async_send(command("first"), first.handler());
        subscription s;
        begin(s.log(log_level::warning));
        stop.emit(cancellation_type::total);
        p.time.settle();
        CHECK((answer.done() && answer.ec == asio::error::operation_aborted));
        p.fs->next_layer().release();
        CHECK(p.said() == "first\n\n");
    }
    SECTION("after the connection was lost and opened anew") {
        begin(filtered_and_logged());
        p.said();
        p.fs->close();
        p.fs->async_attach([](error_code) {});
        stop.emit(cancellation_type::total);
        p.time.settle();
        CHECK((answer.done() && answer.ec == error::outcome_unknown));
    }
}

TEST_CASE("what changes the subscription is written even when nobody waits for it any more") {
    const error_code aborted = asio::error::operation_aborted;
    for (const auto type :
         {cancellation_type::terminal, cancellation_type::partial, cancellation_type::total}) {
        const bool only_total = type == cancellation_type::total;
        peer p;
        p.fs->next_layer().stall_writes();
        outcome<reply> first;
        p.fs->async_send(command("first"), first.handler());
        outcome<reply> answer;
        asio::cancellation_signal stop;
        p.fs->async_unsubscribe(subscription(event_name::dtmf).log(log_level::info),
                                asio::bind_cancellation_slot(stop.slot(), answer.handler()));
        stop.emit(type);
        p.time.settle();
        CHECK((answer.ec == aborted) == !only_total);
        p.fs->next_layer().release();
        const std::string log = only_total ? "nolog\n\n" : "";  // all or nothing
        CHECK(p.said() == "first\n\nnixevent DTMF\n\n" + log);
        p.says(reply_packet("+OK first") + reply_packet("+OK late"));
        if (!log.empty()) p.says(reply_packet("+OK no longer logging"));
        CHECK((answer.done() && answer.ec == (log.empty() ? aborted : error_code())));
        CHECK(first.value.text() == "+OK first");
    }
}
