// Per-operation cancellation of everything, of each type, before and after the command is written.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <string>

using namespace eslio;
using asio::cancellation_type;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

const error_code aborted = asio::error::operation_aborted;

constexpr cancellation_type all_types[] = {cancellation_type::terminal, cancellation_type::partial,
                                           cancellation_type::total, cancellation_type::all};

constexpr bool only_total(cancellation_type t) {
    return t == cancellation_type::total;
}

/// An operation that can be cancelled, and what it ended with.
template <class Value>
struct stoppable : outcome<Value> {
    asio::cancellation_signal stop;
    bool emitting = false;
    bool inside_emit = false;

    auto token() {
        return asio::bind_cancellation_slot(stop.slot(),
                                            [this, h = this->handler()](auto... values) mutable {
                                                inside_emit = inside_emit || emitting;
                                                h(std::move(values)...);
                                            });
    }

    void cancel(cancellation_type type) {
        emitting = true;
        stop.emit(type);
        emitting = false;
    }

    bool was_cancelled() const { return this->done() && this->ec == aborted && !inside_emit; }
};

/// The connection still answers.
void check_usable(peer& p) {
    outcome<reply> next;
    p.fs->async_send(command("usable"), next.handler());
    p.said();
    p.says(reply_packet("+OK usable"));
    CHECK((next.done() && !next.ec && next.value.text() == "+OK usable"));
}

}  // namespace

TEST_CASE("a late cancellation never reaches a command of the next connection") {
    peer p;
    stoppable<reply> before;
    p.fs->async_send(command("before"), before.token());
    p.said();
    p.fs->close();
    outcome<reply> after;
    p.fs->async_attach([](error_code) {});
    p.fs->async_send(command("after"), after.handler());
    REQUIRE(before.count == 0);  // its end is decided, but the handler did not run yet
    before.cancel(cancellation_type::terminal);
    p.time.settle();
    CHECK((before.done() && before.ec == error::outcome_unknown));
    CHECK((after.done() && after.ec && after.ec != aborted));
}

TEST_CASE("a command not yet written is taken back by any type of cancellation") {
    for (const cancellation_type type : all_types) {
        peer p;
        p.fs->next_layer().stall_writes();
        outcome<reply> first;
        p.fs->async_send(command("first"), first.handler());
        stoppable<reply> sent, logged;
        stoppable<api_response> api;
        stoppable<job> started;
        p.fs->async_send(command("gone"), sent.token());
        p.fs->async_api("gone", api.token());
        p.fs->async_log(log_level::debug, logged.token());
        p.fs->async_start_job("gone", started.token());
        p.time.settle();
        sent.cancel(type);
        api.cancel(type);
        logged.cancel(type);
        started.cancel(type);
        CHECK((sent.count == 0 && api.count == 0 && started.count == 0));
        p.time.settle();
        CHECK((sent.was_cancelled() && api.was_cancelled() && started.was_cancelled()));
        CHECK(logged.was_cancelled());
        p.fs->next_layer().release();
        CHECK(p.said() == "first\n\nevent BACKGROUND_JOB\n\n");
        p.says(reply_packet("+OK first") + reply_packet("+OK listening"));
        CHECK(first.value.text() == "+OK first");
        check_usable(p);
        CHECK(p.fs->usage().late_replies == 0);
    }
}

TEST_CASE("a command that was written leaves a place that swallows its answer") {
    for (const cancellation_type type : all_types) {
        peer p;
        stoppable<reply> sent;
        stoppable<api_response> api;
        p.fs->async_send(command("gone"), sent.token());
        p.fs->async_api("gone", api.token());
        CHECK(p.said() == "gone\n\napi gone\n\n");
        sent.cancel(type);
        api.cancel(type);
        CHECK((sent.count == 0 && api.count == 0));
        p.time.settle();
        if (only_total(type)) {
            CHECK((sent.count == 0 && api.count == 0));
            p.says(reply_packet("+OK") + test::api_packet("UP"));
            CHECK((sent.done() && !sent.ec));
            CHECK((api.done() && api.value.body() == "UP"));
            continue;
        }
        CHECK((sent.was_cancelled() && api.was_cancelled()));
        outcome<reply> next;
        p.fs->async_send(command("next"), next.handler());
        p.says(reply_packet("+OK late") + test::api_packet("late"));
        CHECK(next.count == 0);
        CHECK(p.fs->usage().late_replies == 2);
        p.says(reply_packet("+OK next"));
        CHECK(next.value.text() == "+OK next");
        CHECK((sent.count == 1 && api.count == 1));
    }
}

TEST_CASE("a job is given up, wherever it is") {
    const auto type = GENERATE(cancellation_type::terminal, cancellation_type::partial);
    peer p;
    stoppable<job_result> result;
    p.fs->async_bgapi("status", result.token());
    std::string uuid;
    const auto cancel = [&] {
        result.cancel(type);
        CHECK(result.count == 0);
        p.time.settle();
        CHECK(result.was_cancelled());
    };
    SECTION("before its events are agreed to: it never starts") {
        cancel();
        p.says(reply_packet("+OK listening"));
        CHECK(p.said() == "event BACKGROUND_JOB\n\n");
    }
    SECTION("before it is accepted") {
        p.says(reply_packet("+OK listening"));
        uuid = test::job_uuid_of(p.said());
        cancel();
        p.says(reply_packet("+OK Job-UUID: " + uuid));
        CHECK(p.fs->usage().late_replies == 1);
    }
    SECTION("before its result comes") {
        p.says(reply_packet("+OK listening"));
        uuid = test::job_uuid_of(p.said());
        p.says(reply_packet("+OK Job-UUID: " + uuid));
        cancel();
    }
    if (!uuid.empty()) p.says(test::job_packet(uuid, "late"));
    message m;
    CHECK_FALSE(p.fs->try_receive(m));
    check_usable(p);
}

TEST_CASE("total cancellation leaves a job that was written alone") {
    peer p;
    stoppable<job_result> result;
    p.fs->async_bgapi("status", result.token());
    p.says(reply_packet("+OK listening"));
    const std::string uuid = test::job_uuid_of(p.said());
    result.cancel(cancellation_type::total);
    p.says(reply_packet("+OK Job-UUID: " + uuid));
    result.cancel(cancellation_type::total);
    p.says(test::job_packet(uuid, "UP"));
    CHECK((result.done() && result.value.body() == "UP"));
}

TEST_CASE("a started job is forgotten when its result is not waited for any more") {
    peer p;
    outcome<job> started;
    p.fs->async_start_job("status", started.handler());
    p.says(reply_packet("+OK listening"));
    const std::string uuid = test::job_uuid_of(p.said());
    p.says(reply_packet("+OK Job-UUID: " + uuid));
    stoppable<job_result> result;
    p.fs->async_job_result(started.value, result.token());
    p.time.settle();
    result.cancel(cancellation_type::terminal);
    CHECK(result.count == 0);
    p.time.settle();
    CHECK(result.was_cancelled());
    outcome<job_result> again;
    p.fs->async_job_result(started.value, again.handler());
    p.time.settle();
    CHECK(again.ec == error::unknown_job);
}

TEST_CASE("cancelling a login closes") {
    for (const cancellation_type type : all_types) {
        peer p({}, false);
        stoppable<void> opened;
        p.fs->async_login(password("ClueCon"), opened.token());
        p.says(test::auth_request);
        opened.cancel(type);
        CHECK(opened.count == 0);
        p.time.settle();
        if (only_total(type)) {
            p.says(reply_packet("+OK accepted"));
            CHECK((opened.done() && !opened.ec));
            continue;
        }
        CHECK(opened.was_cancelled());
        CHECK(p.fs->reason() == error::closed);
        CHECK_FALSE(p.fs->next_layer().is_open());
    }
}

TEST_CASE("cancelling a connect closes, while it resolves and while it connects") {
    test::driven_context c;
    asio::ip::tcp::acceptor silent(c.context, {asio::ip::make_address("127.0.0.1"), 0});
    const login where("127.0.0.1", std::to_string(silent.local_endpoint().port()),
                      password("ClueCon"));
    asio::ip::tcp::socket accepted(c.context);
    eslio::connection fs(c.context);
    stoppable<void> opened;
    fs.async_connect(where, opened.token());
    const auto run_one = [&] {
        c.context.restart();
        REQUIRE(c.context.run_one_for(std::chrono::seconds(30)) == 1);
    };
    SECTION("resolving") {}
    SECTION("connected and waiting for auth/request") {
        silent.async_accept(accepted, [](error_code) {});
        while (!accepted.is_open() || !fs.next_layer().is_open()) run_one();
        c.time.settle();
    }
    opened.cancel(cancellation_type::terminal);
    CHECK(opened.count == 0);
    while (opened.count == 0) run_one();
    c.time.settle();
    CHECK(opened.was_cancelled());
    CHECK_FALSE(fs.next_layer().is_open());
}

TEST_CASE("a cancelled receive loses nothing") {
    for (const cancellation_type type : all_types) {
        peer p;
        stoppable<message> first;
        stoppable<void> second;
        message lent;
        p.fs->async_receive(first.token());
        first.cancel(type);
        CHECK(first.count == 0);
        p.fs->async_receive(lent, second.token());
        p.time.settle();
        CHECK(first.was_cancelled());
        second.cancel(type);
        // The event comes between the cancellation and the run of its handler.
        p.server.send_now(test::event_packet("Event-Name: DTMF\n\n"));
        p.time.settle();
        CHECK(second.was_cancelled());
        outcome<message> next;
        p.fs->async_receive(next.handler());
        p.time.settle();
        REQUIRE(next.done());
        REQUIRE(next.value.as_event() != nullptr);
        CHECK(next.value.as_event()->type() == event_name::dtmf);
    }
}

TEST_CASE("cancelling a subscription gives up all its commands") {
    for (const cancellation_type type : all_types) {
        peer p;
        subscription s(event_name::dtmf);
        s.filter("Unique-ID", "abc").log(log_level::warning);
        stoppable<reply> answer;
        p.fs->async_subscribe(s, answer.token());
        p.says(reply_packet("+OK filter added. [Unique-ID]=[abc]"));
        answer.cancel(type);
        CHECK(answer.count == 0);
        p.time.settle();
        CHECK(answer.was_cancelled() == !only_total(type));
        p.says(reply_packet("+OK late") + reply_packet("+OK later"));
        CHECK(answer.count == 1);
        check_usable(p);
    }
}

TEST_CASE("a cancelled exit still leads to the end") {
    peer p;
    stoppable<void> left;
    outcome<message> last;
    p.fs->async_exit(left.token());
    p.fs->async_receive(last.handler());
    p.time.settle();
    left.cancel(cancellation_type::total);
    p.time.settle();
    CHECK(left.count == 0);
    left.cancel(cancellation_type::terminal);
    CHECK(left.count == 0);
    p.time.settle();
    CHECK(left.was_cancelled());
    p.says(reply_packet("+OK bye"));
    p.server.close();
    p.time.settle();
    CHECK((last.done() && left.count == 1));
}

TEST_CASE("emitting after the completion, or when it is under way, is harmless") {
    peer p;
    stoppable<reply> sent;
    stoppable<message> received;
    stoppable<job_result> result;
    stoppable<void> left;
    p.fs->async_send(command("noop"), sent.token());
    p.fs->async_receive(received.token());
    p.said();
    p.server.send_now(reply_packet("+OK") + test::event_packet("Event-Name: DTMF\n\n"));
    p.time.run_until([&] { return p.fs->usage().frames == 4; });
    sent.cancel(cancellation_type::all);  // answered, its handler is on the way
    received.cancel(cancellation_type::all);
    p.time.settle();
    CHECK((sent.done() && !sent.ec));
    CHECK((received.done() && !received.ec));
    sent.cancel(cancellation_type::all);
    received.cancel(cancellation_type::all);

    outcome<reply> next;
    p.fs->async_send(command("next"), next.handler());
    sent.cancel(cancellation_type::all);
    p.time.settle();
    CHECK(next.count == 0);
    p.fs.reset();
    sent.cancel(cancellation_type::all);
    p.time.settle();
    CHECK((next.done() && next.ec == error::outcome_unknown));
    CHECK((sent.count == 1 && received.count == 1));
}

TEST_CASE("one signal may serve one operation after the other") {
    peer p;
    asio::cancellation_signal stop;
    for (int i = 0; i < 3; ++i) {
        outcome<reply> sent;
        p.fs->async_send(command("noop"),
                         asio::bind_cancellation_slot(stop.slot(), sent.handler()));
        if (i == 1) stop.emit(cancellation_type::terminal);
        p.says(reply_packet("+OK"));
        CHECK(sent.done());
        CHECK(sent.ec == (i == 1 ? aborted : error_code()));
        CHECK_FALSE(stop.slot().has_handler());
    }
}

TEST_CASE("an operation that fails at once leaves nothing in the slot") {
    peer p;
    stoppable<reply> invalid;
    stoppable<message> closed;
    p.fs->async_send(command("a\rb"), invalid.token());
    CHECK_FALSE(invalid.stop.slot().has_handler());
    p.fs->close();
    p.fs->async_receive(closed.token());
    CHECK_FALSE(closed.stop.slot().has_handler());
    closed.cancel(cancellation_type::all);
    p.time.settle();
    CHECK(invalid.ec == error::line_break_in_argument);
    CHECK(closed.ec == error::closed);
}
