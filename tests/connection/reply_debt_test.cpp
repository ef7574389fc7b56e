// FreeSWITCH that owes an answer which nobody waits for: for how long, and what ends then.
#include "catch.hpp"
#include "support/peer.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

using namespace eslio;
using namespace std::chrono_literals;
using test::outcome;
using test::peer;
using test::reply_packet;

namespace {

connection_options never_overdue() {
    connection_options o;
    o.command_timeout = o.job_timeout = o.reply_debt_timeout = 0s;
    return o;
}

}  // namespace

TEST_CASE("FreeSWITCH that owes an answer for too long is unresponsive") {
    connection_options o = never_overdue();
    o.reply_debt_timeout = 300s;
    peer p(o);
    outcome<reply> given_up, second, waiting;
    outcome<message> last;
    p.fs->async_receive(last.handler());
    p.fs->async_send(command("slow").timeout(10s), given_up.handler());
    p.fs->async_send(command("waits"), waiting.handler());
    SECTION("and is left, so long after it was given up") {
        p.time.advance(10s);
        CHECK(given_up.ec == error::timeout);
        p.time.advance(299s);
        CHECK(p.fs->is_open());
        p.time.advance(1s);
        CHECK(p.fs->reason() == error::unresponsive);
        CHECK(p.fs->reason() == condition::timed_out);
        CHECK(p.fs->reason() == condition::disconnected);
        CHECK((waiting.done() && waiting.ec == error::outcome_unknown));
        CHECK((last.done() && last.ec == error::unresponsive));
    }
    SECTION("but not when the answer comes") {
        p.time.advance(200s);
        p.says(reply_packet("+OK late"));
        p.time.advance(1000h);
        CHECK(p.fs->is_open());
        CHECK(waiting.count == 0);
    }
    SECTION("each debt counts for itself") {
        p.time.advance(200s);
        p.fs->async_send(command("second").timeout(10s), second.handler());
        p.time.advance(10s);
        CHECK(second.ec == error::timeout);
        p.says(reply_packet("+OK late") + reply_packet("+OK waited for"));
        CHECK(waiting.done());
        p.time.advance(299s);
        CHECK(p.fs->is_open());
        p.time.advance(1s);
        CHECK(p.fs->reason() == error::unresponsive);
    }
}

TEST_CASE("what waits before a debt excuses it") {
    connection_options o = never_overdue();
    o.reply_debt_timeout = 300s;
    peer p(o);
    outcome<api_response> slow;
    outcome<reply> given_up;
    p.fs->async_api("takes an hour", slow.handler());
    p.fs->async_send(command("behind it").timeout(10s), given_up.handler());
    p.time.advance(3600s);
    CHECK(given_up.ec == error::timeout);
    CHECK(p.fs->is_open());
    p.says(test::api_packet("done"));
    CHECK(slow.done());
    p.time.advance(299s);
    CHECK(p.fs->is_open());
    p.time.advance(1s);
    CHECK(p.fs->reason() == error::unresponsive);
}

TEST_CASE("a subscription for jobs that is never answered keeps nobody for ever") {
    connection_options o = never_overdue();
    o.command_timeout = 60s;
    outcome<job_result> result;
    outcome<job> started;
    outcome<api_response> plain;
    const auto begin = [&](peer& p) {
        p.fs->async_bgapi(api_request("status").timeout(100s), result.handler());
        p.fs->async_start_job("status", started.handler());
        p.fs->async_api("status", plain.handler());
        CHECK(p.said() == "event BACKGROUND_JOB\n\n");
        p.time.advance(60s);
        CHECK(p.said().empty());
        CHECK((started.done() && started.ec == error::timeout));
        CHECK((plain.done() && plain.ec == error::timeout));
        p.time.advance(40s);
        CHECK((result.done() && result.ec == error::timeout));
        CHECK(p.fs->is_open());
    };
    SECTION("and FreeSWITCH is left in the end") {
        o.reply_debt_timeout = 300s;
        peer p(o);
        begin(p);
        p.time.advance(199s);
        CHECK(p.fs->is_open());
        p.time.advance(1s);
        CHECK(p.fs->reason() == error::unresponsive);
    }
    SECTION("nor when it may owe an answer for ever") {
        peer p(o);
        begin(p);
        outcome<api_response> later;
        p.fs->async_api("version", later.handler());
        p.time.advance(60s);
        CHECK((later.done() && later.ec == error::timeout));
        p.fs->async_api("version", later.handler());
        p.says(reply_packet("+OK event listener enabled plain"));
        // The jobs have been over for a minute.
        CHECK(p.said() == "nixevent BACKGROUND_JOB\n\napi version\n\n");
    }
}

TEST_CASE("a cancelled command without a deadline makes a debt as well") {
    connection_options o = never_overdue();
    o.reply_debt_timeout = 300s;
    peer p(o);
    outcome<reply> given_up;
    asio::cancellation_signal stop;
    p.fs->async_send(command("slow"),
                     asio::bind_cancellation_slot(stop.slot(), given_up.handler()));
    CHECK(p.said() == "slow\n\n");
    stop.emit(asio::cancellation_type::terminal);
    p.time.advance(299s);
    CHECK((given_up.done() && p.fs->is_open()));
    p.time.advance(2s);
    CHECK(p.fs->reason() == error::unresponsive);
}
