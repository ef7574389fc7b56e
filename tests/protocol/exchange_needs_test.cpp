// protocol/command_exchange.hpp: what the library itself needs to hear, and when it is said.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"

#include <eslio/protocol/command_exchange.hpp>

#include <string>

namespace exchange_needs_test {

using namespace test;

TEST_CASE("when the last job has ended its events are not needed any more",
          "[protocol][exchange]") {
    conversation c;
    ending& job = c.job("1");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("+OK event listener enabled plain")));
    c.written();
    CHECK_FALSE(c.exchange.holds_idle_lease());
    CHECK_FALSE(c.hear(job_reply("1") + job_packet("1", "+OK")));
    CHECK(job.said("+OK"));
    REQUIRE(c.exchange.holds_idle_lease());
    c.exchange.end_job_lease(start);
    CHECK(c.exchange.next_deadline() == start + 60s);
    c.exchange.end_unneeded(start + 60s, false);  // nothing may be said
    CHECK(c.written().empty());
    c.exchange.end_unneeded(start + 120s, true);
    CHECK(c.written() == "nixevent BACKGROUND_JOB\n\n");
    CHECK(c.exchange.next_deadline() == never);
}

TEST_CASE("what the library itself has asked for ends with the connection",
          "[protocol][exchange]") {
    conversation c;
    ending asked;
    waiter library(asked);
    REQUIRE(c.exchange.ask(eslio::detail::types_of({eslio::event_name::dtmf}), library));
    c.exchange.drain();
    CHECK(asked.failed(eslio::error::not_sent));
}

}  // namespace exchange_needs_test
