// protocol/command_exchange.hpp over several connections: what waits, what ends, what is repeated.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"

#include <eslio/protocol/continuity.hpp>

#include <memory>
#include <string>

namespace exchange_interrupted_test {

using namespace test;
using eslio::error;
using eslio::switch_run;
using eslio::protocol::continuity;

namespace {

/// One that outlives its connections, the first of which is up.
struct lasting : conversation {
    explicit lasting(bool connected = true) {
        exchange.outlive(over);
        exchange.heard().controls_no_call();
        if (connected) connect("core-1");
    }

    /// What a new connection is told first; all of it is agreed to.
    std::string connect(const std::string& core, time_point now = start) {
        std::string said;
        for (const auto& s : exchange.restore()) said += s.bytes;
        exchange.restored(core, now);
        over.up();
        return said;
    }
    /// Its command is written.
    const ending& begin_job(const std::string& uuid) {
        const ending& begun = job(uuid, start + 1h);
        written();
        CHECK_FALSE(hear(reply_packet("+OK event listener enabled plain")));
        written();
        return begun;
    }
    void interrupt(bool keeps_unsent = true) {
        over.interrupted();
        exchange.interrupt(keeps_unsent);
        exchange.miss_events(error::connection_lost, start);
    }

    continuity over;
};

}  // namespace

TEST_CASE("what was not written waits for the next connection", "[protocol][exchange][lasting]") {
    lasting c;
    const ending& written = c.say("api a");
    REQUIRE(c.written() == "api a\n\n");
    const ending& unsent = c.say("api b");
    c.interrupt();
    CHECK(written.failed(error::outcome_unknown));
    CHECK(unsent.count == 0);
    const ending& later = c.say("api c");
    c.connect("core-1");
    CHECK(c.written() == "api b\n\napi c\n\n");
    c.hear(api_packet("1") + api_packet("2"));
    CHECK(unsent.said("1"));
    CHECK(later.said("2"));
}

TEST_CASE("or it ends, where the user wants that", "[protocol][exchange][lasting]") {
    lasting c;
    const ending& unsent = c.say("api b");
    c.interrupt(false);
    CHECK(unsent.failed(error::not_sent));
    CHECK(c.exchange.commands_waiting() == 0);
}

TEST_CASE("an idempotent command is written again", "[protocol][exchange][lasting]") {
    lasting c;
    const ending& asked = c.say(eslio::cmd::api("status").idempotent());
    const ending& other = c.say("api b");
    REQUIRE(c.written() == "api status\n\napi b\n\n");
    c.interrupt();
    CHECK(asked.count == 0);
    CHECK(other.failed(error::outcome_unknown));
    c.connect("core-1");
    CHECK(c.written() == "api status\n\n");
    c.interrupt();
    c.connect("core-1");
    CHECK(c.written() == "api status\n\n");
    c.hear(api_packet("up"));
    CHECK(asked.said("up"));
    CHECK(c.exchange.commands_waiting() == 0);
}

TEST_CASE("deadlines and cancellation hold while there is no connection",
          "[protocol][exchange][lasting]") {
    lasting c;
    const ending& late = c.say("api late", start + 1s);
    const ending& cancelled = c.say("api cancelled");
    const auto number = c.number;
    c.interrupt();
    CHECK(c.exchange.next_deadline() == start + 1s);
    c.exchange.expire(start + 1s);
    CHECK(late.failed(error::timeout));
    waiter gone;
    bool was_written = true;
    REQUIRE(c.exchange.give_up(number, gone, was_written));
    CHECK_FALSE(was_written);
    CHECK(cancelled.count == 0);
    c.connect("core-1");
    CHECK(c.written().empty());
}

TEST_CASE("what changes what is heard changes what is wanted", "[protocol][exchange][lasting]") {
    lasting c(false);
    const ending& events = c.say("event json DTMF CUSTOM a::a");
    const ending& log = c.say("log info");
    CHECK(events.said("+OK kept for the next connection"));
    CHECK(log.said("+OK kept for the next connection"));
    CHECK(c.written().empty());
    CHECK(c.connect("core-1") == "event json DTMF CUSTOM a::a\n\nlog info\n\n");

    const ending& unanswered = c.say("filter Unique-ID 1");
    c.say("nolog");
    REQUIRE(c.written() == "filter Unique-ID 1\n\nnolog\n\n");
    const ending& unsent = c.say("nixevent CUSTOM a::a");
    c.interrupt();
    CHECK(unanswered.said("+OK kept for the next connection"));
    CHECK(unsent.said("+OK kept for the next connection"));
    CHECK(c.connect("core-1") == "filter add Unique-ID 1\n\nevent json DTMF CUSTOM\n\n");
    CHECK(c.written().empty());
}

TEST_CASE("what is asked for while it is being restored is written after that",
          "[protocol][exchange][lasting]") {
    lasting c(false);
    for (const auto& s : c.exchange.restore()) FAIL(s.bytes);
    const ending& events = c.say("event DTMF");
    CHECK(events.count == 0);
    CHECK(c.written() == "event DTMF\n\n");
}

TEST_CASE("a job whose command was not answered may not have begun, though no event is missing",
          "[protocol][exchange][lasting][jobs]") {
    lasting c;
    const ending& begun = c.begin_job("a");
    const ending& unanswered = c.job("b", start + 1h);
    CHECK_FALSE(c.hear(job_reply("a")));
    c.written();
    c.over.interrupted();
    c.exchange.interrupt(true);
    c.exchange.expire(start + 2h);
    CHECK(begun.failed(error::timeout));
    CHECK(unanswered.failed(error::lost_in_gap));
}

TEST_CASE("jobs go on over another connection", "[protocol][exchange][lasting][jobs]") {
    lasting c;
    const ending& begun = c.begin_job("a");
    CHECK_FALSE(c.hear(job_reply("a")));
    const ending& unanswered = c.job("b", start + 1h);
    c.written();
    const ending& started = c.start_job("s");
    c.written();
    const ending& unsent = c.job("c", start + 1h);
    c.interrupt();
    CHECK(begun.count + unanswered.count + unsent.count == 0);
    CHECK(started.failed(error::outcome_unknown));
    CHECK(c.connect("core-1") == "event BACKGROUND_JOB\n\n");
    CHECK(c.written() == "bgapi status\nJob-UUID: c\n\n");
    CHECK_FALSE(c.hear(job_packet("a", "1") + job_packet("b", "2") + job_reply("c") +
                       job_packet("c", "3") + job_packet("s", "4")));
    CHECK(begun.said("1"));
    CHECK(unanswered.said("2"));
    CHECK(unsent.said("3"));
    CHECK(c.exchange.jobs().size() == 0);
}

TEST_CASE("a job whose result may have been missed ends with that",
          "[protocol][exchange][lasting][jobs]") {
    lasting c;
    const ending& begun = c.begin_job("a");
    const ending& unsent = c.job("b", start + 1h);
    c.interrupt();
    SECTION("at its deadline, on the same run of the switch") {
        c.connect("core-1");
        CHECK(begun.count + unsent.count == 0);
        c.exchange.expire(start + 1h);
        CHECK(begun.failed(error::lost_in_gap));
        CHECK(unsent.failed(error::timeout));
    }
    SECTION("at once, on another one") {
        c.connect("core-2");
        CHECK(begun.failed(error::lost_in_gap));
        CHECK(unsent.count == 0);
        CHECK(c.written() == "bgapi status\nJob-UUID: b\n\n");
    }
    SECTION("before there is another connection") {
        c.exchange.expire(start + 1h);
        CHECK(begun.failed(error::lost_in_gap));
        CHECK(unsent.failed(error::timeout));
    }
}

TEST_CASE("a gap stands where events may be missing", "[protocol][exchange][lasting]") {
    lasting c;
    c.say("event ALL");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("+OK event listener enabled plain")));
    const auto heard = [&](int number) {
        CHECK_FALSE(c.hear(
            event_packet("Event-Name: DTMF\nEvent-Sequence: " + std::to_string(number) + "\n")));
    };
    const auto next_gap = [&] {
        eslio::message m;
        for (;;) {
            REQUIRE(c.messages.pop(m));
            if (const auto* g = m.as_gap()) return *g;
        }
    };
    CHECK(c.messages.empty());
    heard(41);
    heard(42);
    c.interrupt();
    c.over.interrupted();
    c.exchange.miss_events(error::connection_refused, start + 1s);  // an attempt in vain
    c.connect("core-1", start + 5s);
    SECTION("complete, if an event came before it was fetched") {
        heard(99);
        heard(100);
        const eslio::gap g = next_gap();
        CHECK(g.lost() == 0);
        REQUIRE(g.interruption() != nullptr);
        const eslio::interruption& i = *g.interruption();
        CHECK(i.why == error::connection_lost);
        CHECK(i.from == start);
        CHECK(i.to == start + 5s);
        CHECK(i.run == switch_run::same);
        CHECK(i.last_sequence == "42");
        CHECK(i.next_sequence == "99");
        eslio::message m;
        REQUIRE(c.messages.pop(m));
        CHECK((*m.as_event())["Event-Sequence"] == "99");
    }
    SECTION("without the next event, if it was fetched before") {
        CHECK(next_gap().interruption()->next_sequence.empty());
        heard(99);
        c.interrupt();
        c.connect("core-2");
        const eslio::gap g = next_gap();
        CHECK(g.interruption()->last_sequence == "99");
        CHECK(g.interruption()->run == switch_run::another);
        // The new run counts from the beginning, and no event of it was heard.
        c.interrupt();
        c.connect("core-2", start + 9s);
        const eslio::gap after_it = next_gap();
        CHECK(after_it.interruption()->run == switch_run::same);
        CHECK(after_it.interruption()->last_sequence.empty());
    }
}

TEST_CASE("a full queue keeps the gap of an interruption", "[protocol][event_queue][lasting]") {
    const auto interrupted = [](const char* last, switch_run run) {
        auto i = std::make_shared<eslio::interruption>();
        i->last_sequence = last;
        i->run = run;
        return i;
    };
    eslio::event_queue_limits limits;
    limits.messages = 2;
    const auto policy =
        GENERATE(eslio::overflow_policy::drop_oldest, eslio::overflow_policy::drop_newest,
                 eslio::overflow_policy::close);
    limits.policy = policy;
    CAPTURE(static_cast<int>(policy));
    eslio::protocol::event_queue q(limits);
    const auto push = [&q](int n) {
        for (int i = 0; i < n; ++i) (void)q.push(eslio::event(eslio::event_name::dtmf));
    };
    push(3);
    q.push_interruption(interrupted("7", switch_run::another));
    push(5);
    q.push_interruption(interrupted("9", switch_run::same));
    q.push_interruption(interrupted("9", switch_run::same));  // nothing came in between
    push(3);
    std::uint64_t lost = 0;
    int events = 0, interruptions = 0;
    bool restarted = false;
    for (eslio::message m; q.pop(m);) {
        if (const auto* g = m.as_gap()) {
            lost += g->lost();
            if (const auto* i = g->interruption()) {
                ++interruptions;
                restarted = restarted || i->run == switch_run::another;
                CHECK((i->last_sequence == "7" || i->last_sequence == "9"));
            }
        } else {
            ++events;
        }
    }
    CHECK(restarted);
    CHECK(interruptions >= 1);
    CHECK(interruptions <= 2);
    CHECK(lost == q.lost());
    if (policy != eslio::overflow_policy::close)
        CHECK(static_cast<std::uint64_t>(events) + lost == 11);
    CHECK(q.empty());
    CHECK(q.bytes() == 0);
}

TEST_CASE("two gaps in one: of events missing, the time and the reason are those of the events",
          "[protocol][event_queue][lasting]") {
    const auto interrupted = [](std::chrono::seconds from, error why, bool only_log_lines) {
        auto i = std::make_shared<eslio::interruption>();
        i->from = i->log_lines_from = start + from;
        i->why = why;
        i->only_log_lines = only_log_lines;
        return i;
    };
    const bool events_first = GENERATE(false, true);
    eslio::protocol::event_queue q;
    q.push_interruption(interrupted(1s, error::connection_lost, !events_first));
    q.push_interruption(interrupted(2s, error::unresponsive, events_first));
    eslio::message m;
    REQUIRE(q.pop(m));
    REQUIRE(m.as_gap() != nullptr);
    const eslio::interruption& both = *m.as_gap()->interruption();
    CHECK_FALSE(both.only_log_lines);
    CHECK(both.from == start + (events_first ? 1s : 2s));
    CHECK(both.why == (events_first ? error::connection_lost : error::unresponsive));
    CHECK(both.log_lines_from == start + 1s);
}

}  // namespace exchange_interrupted_test
