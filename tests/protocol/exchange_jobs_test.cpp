// protocol/command_exchange.hpp: background jobs, the subscription they need, and the user's own
// subscription.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"

#include <eslio/protocol/command_exchange.hpp>

#include <string>

namespace exchange_jobs_test {

using namespace test;
using eslio::error;

namespace {

const std::string subscribed = reply_packet("+OK event listener enabled plain");
const std::string refused = reply_packet("-ERR permission denied");

/// The library has its subscription to BACKGROUND_JOB.
void settle_jobs(conversation& c) {
    const ending& e = c.job("first");
    REQUIRE(c.written() == "event BACKGROUND_JOB\n\n");
    REQUIRE_FALSE(c.hear(subscribed));
    REQUIRE(c.written() == "bgapi status\nJob-UUID: first\n\n");
    REQUIRE_FALSE(c.hear(job_reply("first") + job_packet("first", "+OK")));
    REQUIRE(e.said("+OK"));
    REQUIRE(c.received().empty());
}

}  // namespace

TEST_CASE("a job is started when its result can be heard", "[protocol][exchange][jobs]") {
    conversation c;
    const ending& before = c.say("noop");
    const ending& job = c.job("j1", never, "originate x &park()");
    const ending& behind = c.say("api x");
    CHECK(c.written() == "noop\n\nevent BACKGROUND_JOB\n\n");
    CHECK_FALSE(c.hear(reply_packet("-ERR command not found")));
    CHECK(before.done());
    CHECK(c.written().empty());
    CHECK_FALSE(c.hear(subscribed));
    CHECK(c.written() == "bgapi originate x &park()\nJob-UUID: j1\n\napi x\n\n");
    CHECK_FALSE(c.hear(job_reply("j1") + api_packet("y") + job_packet("j1", "+OK uuid\n")));
    CHECK(behind.said("y"));
    REQUIRE(job.said("+OK uuid\n"));
    CHECK(job.result.job_uuid() == "j1");
    CHECK(job.result.started());
    CHECK(c.received().empty());
    c.job("j2");
    CHECK(c.written() == "bgapi status\nJob-UUID: j2\n\n");
}

TEST_CASE("results come in any order, also before the reply", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& a = c.job("a");
    const ending& b = c.job("b");
    c.written();
    CHECK_FALSE(c.hear(job_packet("b", "B") + job_reply("a") + job_packet("a", "A")));
    CHECK(a.said("A"));
    CHECK(b.said("B"));
    CHECK_FALSE(c.hear(job_reply("b")));
    CHECK(b.count == 1);
    CHECK(c.exchange.jobs().size() == 0);
}

TEST_CASE("a job without output has an empty result", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& a = c.job("a");
    c.written();
    CHECK_FALSE(c.hear(job_reply("a") + job_packet("a", "")));
    CHECK(a.said(""));
    CHECK(a.result.ok());
}

TEST_CASE("a job that FreeSWITCH refuses ends with its text", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& a = c.job("a");
    const ending& b = c.start_job("b");
    c.written();
    CHECK_FALSE(c.hear(refused + refused));
    REQUIRE(a.said("-ERR permission denied"));
    CHECK_FALSE(a.result.ok());
    CHECK_FALSE(a.result.started());
    CHECK(b.said("-ERR permission denied"));
    CHECK(c.exchange.jobs().size() == 0);
}

TEST_CASE("without the subscription no job is started", "[protocol][exchange][jobs]") {
    conversation c;
    const ending& a = c.job("a");
    const ending& b = c.start_job("b");
    const ending& behind = c.say("noop");
    CHECK(c.written() == "event BACKGROUND_JOB\n\n");
    CHECK_FALSE(c.hear(refused));
    CHECK(a.failed(error::job_events_refused));
    CHECK(b.failed(error::job_events_refused));
    CHECK(c.exchange.jobs().size() == 0);
    CHECK(c.written() == "noop\n\n");
    CHECK_FALSE(c.hear(reply_packet("+OK")));
    CHECK(behind.said("+OK"));
    // The next job asks again.
    c.job("c");
    CHECK(c.written() == "event BACKGROUND_JOB\n\n");
}

TEST_CASE("a started job's result waits to be collected", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& started = c.start_job("a");
    c.written();
    CHECK_FALSE(c.hear(job_reply("a")));
    CHECK(started.said("+OK Job-UUID: a"));
    CHECK_FALSE(c.hear(job_packet("a", "done")));
    CHECK(c.collect("a").said("done"));
    CHECK(c.exchange.jobs().size() == 0);
    c.start_job("b");
    c.written();
    const ending& early = c.collect("b");
    CHECK_FALSE(c.hear(job_reply("b") + job_packet("b", "later")));
    CHECK(early.said("later"));
}

TEST_CASE("who collects a job that never started is told", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    c.start_job("a");
    c.written();
    const ending& of_refused = c.collect("a");
    CHECK_FALSE(c.hear(refused));
    REQUIRE(of_refused.said("-ERR permission denied"));
    CHECK_FALSE(of_refused.result.started());

    c.start_job("b", start + 1s);
    c.written();
    const ending& of_late = c.collect("b");
    c.exchange.expire(start + 1s);
    CHECK(of_late.failed(error::timeout));

    c.start_job("c");
    const auto number = c.number;
    const ending& of_given_up = c.collect("c");
    waiter w;
    bool written = true;
    CHECK(c.exchange.give_up(number, w, written));
    CHECK_FALSE(written);
    CHECK(of_given_up.failed(error::unknown_job));
}

TEST_CASE("FreeSWITCH may name a job otherwise", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& a = c.job("a");
    const ending& b = c.job("b");
    c.written();
    CHECK_FALSE(c.hear(api_packet("+OK Job-UUID: 5f\n") + job_reply("6f")));
    CHECK_FALSE(c.hear(job_packet("6f", "B") + job_packet("5f", "A")));
    CHECK(a.said("A"));
    CHECK(b.said("B"));
}

TEST_CASE("a reply that names another's job takes nothing from it", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& a = c.job("a", start + 9s);
    const ending& b = c.job("b");
    c.written();
    CHECK_FALSE(c.hear(job_reply("b") + job_reply("b") + job_packet("b", "B")));
    CHECK(b.said("B"));
    CHECK(a.count == 0);
    c.exchange.expire(start + 9s);
    CHECK(a.failed(error::timeout));
}

TEST_CASE("jobs expire before and after their command's reply", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& accepted = c.job("a", start + 1s);
    c.written();
    CHECK_FALSE(c.hear(job_reply("a")));
    const ending& unanswered = c.job("b", start + 1s);
    c.written();
    const ending& unsent = c.job("c", start + 1s);
    c.exchange.expire(start + 1s);
    CHECK(accepted.failed(error::timeout));
    CHECK(unanswered.failed(error::timeout));
    CHECK(unsent.failed(error::timeout));
    CHECK(c.written().empty());
    CHECK_FALSE(c.hear(job_reply("b") + job_packet("a", "late") + job_packet("b", "late")));
    CHECK(accepted.count == 1);
    CHECK(c.exchange.late_replies() == 1);
    CHECK(c.received().empty());
}

TEST_CASE("a result that nobody collects is kept until the deadline",
          "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    c.start_job("a", never, start + 5s);
    c.written();
    CHECK_FALSE(c.hear(job_reply("a") + job_packet("a", "done")));
    CHECK(c.exchange.next_deadline() == start + 5s);
    c.exchange.expire(start + 4s);
    CHECK(c.exchange.jobs().contains("a"));
    c.exchange.expire(start + 5s);
    CHECK_FALSE(c.exchange.jobs().contains("a"));
    CHECK(c.exchange.next_deadline() == never);
}

TEST_CASE("a job that is held back expires as well", "[protocol][exchange][jobs]") {
    conversation c;
    const ending& a = c.job("a", start + 1s);
    const ending& b = c.say("noop", start + 1s);
    CHECK(c.written() == "event BACKGROUND_JOB\n\n");
    c.exchange.expire(start + 1s);
    CHECK(a.failed(error::timeout));
    CHECK(b.failed(error::timeout));
    CHECK_FALSE(c.hear(subscribed));
    CHECK(c.written().empty());
    c.job("c");
    CHECK(c.written() == "bgapi status\nJob-UUID: c\n\n");
}

TEST_CASE("a job given up is not started, or its result is nobody's",
          "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& a = c.job("a");
    waiter w;
    CHECK(c.exchange.give_up_job(c.number, w));
    CHECK(w.to == &a);
    CHECK_FALSE(c.exchange.give_up_job(c.number, w));
    CHECK(c.written().empty());
    c.job("b");
    c.written();
    CHECK(c.exchange.give_up_job(c.number, w));
    CHECK_FALSE(c.hear(job_reply("b") + job_packet("b", "late")));
    CHECK(c.received().empty());
    CHECK(c.exchange.jobs().size() == 0);
}

TEST_CASE("when the connection is lost every job ends", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& running = c.job("a");
    const ending& started = c.start_job("s");
    c.written();
    CHECK_FALSE(c.hear(job_reply("a") + job_reply("s")));
    CHECK(started.done());
    const ending& collected = c.collect("s");
    const ending& written = c.job("b");
    c.written();
    const ending& unsent = c.job("c");
    const ending& starting = c.start_job("d");
    c.drain();
    CHECK(running.failed(error::job_lost));
    CHECK(collected.failed(error::job_lost));
    CHECK(written.failed(error::outcome_unknown));
    CHECK(unsent.failed(error::not_sent));
    CHECK(starting.failed(error::not_sent));
    CHECK(c.exchange.jobs().size() == 0);
}

TEST_CASE("the user gets the job events he asked for, besides", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    CHECK_FALSE(c.hear(job_packet("another's", "x")));
    CHECK(c.received().empty());
    c.say("event plain BACKGROUND_JOB");
    const ending& own = c.job("a");
    c.written();
    CHECK_FALSE(c.hear(subscribed + job_reply("a") + job_packet("a", "own") +
                       job_packet("another's", "x")));
    CHECK(own.said("own"));
    CHECK(c.received() == "event BACKGROUND_JOB\nevent BACKGROUND_JOB\n");
}

TEST_CASE("a route sees the library's own job events", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    std::string body;
    c.routes.add("", [&](const eslio::event& e) {
        body += e.body();
        return eslio::protocol::route_table::verdict::pass;
    });
    const ending& own = c.job("a");
    c.written();
    CHECK_FALSE(c.hear(job_reply("a") + job_packet("a", "own")));
    CHECK(own.said("own"));
    CHECK(body == "own");
    CHECK(c.received().empty());
}

TEST_CASE("jobs go on under the user's noevents", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    c.say("event plain ALL");
    c.written();
    CHECK_FALSE(c.hear(subscribed));
    const ending& off = c.say("noevents");
    const ending& job = c.job("a");
    const std::string written = c.written();
    CHECK(written.rfind("nixevent ", 0) == 0);
    CHECK(written.find("noevents") == std::string::npos);
    CHECK_FALSE(c.hear(reply_packet("+OK events nixed") + job_reply("a")));
    CHECK(off.said("+OK no longer listening for events"));
    CHECK_FALSE(c.hear(event_packet("Event-Name: HEARTBEAT\n") + job_packet("a", "done")));
    CHECK(job.said("done"));
    CHECK(c.received().empty());
    const ending& again = c.say("noevents");
    c.written();
    CHECK_FALSE(c.hear(refused));
    CHECK(again.said("-ERR permission denied"));
}

TEST_CASE("the user's filters have one answer each", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& filter = c.say("filter Unique-ID 1");
    CHECK(c.written() == "filter add Event-Name BACKGROUND_JOB\n\nfilter Unique-ID 1\n\n");
    CHECK_FALSE(c.hear(reply_packet("+OK filter added. [Event-Name]=[BACKGROUND_JOB]") +
                       reply_packet("+OK filter added. [Unique-ID]=[1]")));
    CHECK(filter.said("+OK filter added. [Unique-ID]=[1]"));
    CHECK(c.exchange.commands_waiting() == 0);
    const ending& deletion = c.say("filter delete Unique-ID");
    CHECK(c.written() == "filter delete Unique-ID\n\nfilter delete Event-Name BACKGROUND_JOB\n\n");
    CHECK_FALSE(c.hear(reply_packet("+OK 1") + reply_packet("+OK 2")));
    CHECK(deletion.said("+OK 1"));
}

TEST_CASE("a planned command given up is written all the same", "[protocol][exchange][jobs]") {
    // Else the library's part of the plan would stand alone: its filter would block all events.
    conversation c;
    settle_jobs(c);
    const ending& filter = c.say("filter Unique-ID 1");
    CHECK(c.exchange.is_written(c.number));
    waiter w;
    bool written = false;
    CHECK(c.exchange.give_up(c.number, w, written));
    CHECK(written);
    const ending& off = c.say("noevents", start + 1s);
    c.exchange.expire(start + 1s);
    CHECK(off.failed(error::timeout));
    const std::string out = c.written();
    CHECK(out.find("\n\nfilter Unique-ID 1\n\n") != std::string::npos);
    CHECK(out.find("\n\nnixevent ") != std::string::npos);
    const ending& next = c.say("noop");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("+OK 1") + reply_packet("+OK 2") + reply_packet("+OK 3") +
                       reply_packet("+OK 4")));
    CHECK(filter.count == 0);
    CHECK(next.said("+OK 4"));
}

TEST_CASE("jobs of one Job-UUID keep their waiters apart", "[protocol][exchange][jobs]") {
    conversation c;
    settle_jobs(c);
    const ending& first = c.job("same");
    const ending& second = c.job("same");
    const ending& third = c.job("same");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("+OK") + reply_packet("-ERR no") + reply_packet("+OK")));
    CHECK(second.said("-ERR no"));
    CHECK((first.count == 0 && third.count == 0));
    CHECK_FALSE(c.hear(job_packet("same", "one") + job_packet("same", "two")));
    CHECK(first.said("one"));
    CHECK(third.said("two"));
    CHECK(second.count == 1);
}

TEST_CASE("a consumer that fetches all that waits still sees its event",
          "[protocol][exchange][jobs]") {
    conversation c;
    for (int i = 0; i < 300; ++i)
        CHECK_FALSE(c.hear(event_packet("Event-Name: DTMF\nNumber: " + std::to_string(i) + "\n")));
    std::size_t fetched = 0;
    std::string seen;
    c.routes.add("", [&](const eslio::event& e) {
        for (eslio::message m; c.messages.pop(m);) ++fetched;
        seen = std::string(e["Number"]);
        return eslio::protocol::route_table::verdict::pass;
    });
    CHECK_FALSE(c.hear(event_packet("Event-Name: DTMF\nNumber: last\n")));
    CHECK(fetched == 300);
    CHECK(seen == "last");
    eslio::message left;
    REQUIRE(c.messages.pop(left));
    REQUIRE(left.as_event() != nullptr);
    CHECK((*left.as_event())["Number"] == "last");
}

}  // namespace exchange_jobs_test
