// protocol/dialog.hpp: what the library itself needs to hear, and when it is said.
#include "catch.hpp"
#include "protocol/dialog_fixture.hpp"

#include <eslio/protocol/dialog.hpp>

#include <string>

using namespace test;

TEST_CASE("when the last job has ended its events are not needed any more", "[protocol][dialog]") {
    conversation c;
    ending& job = c.job("1");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("+OK event listener enabled plain")));
    c.written();
    CHECK_FALSE(c.dialog.holds_idle_lease());
    CHECK_FALSE(c.hear(job_reply("1") + job_packet("1", "+OK")));
    CHECK(job.said("+OK"));
    REQUIRE(c.dialog.holds_idle_lease());
    c.dialog.end_job_lease(start);
    CHECK(c.dialog.next_deadline() == start + 60s);
    c.dialog.end_unneeded(start + 60s, false);  // nothing may be said
    CHECK(c.written().empty());
    c.dialog.end_unneeded(start + 120s, true);
    CHECK(c.written() == "nixevent BACKGROUND_JOB\n\n");
    CHECK(c.dialog.next_deadline() == never);
}

TEST_CASE("what the library itself has asked for is not handed on", "[protocol][dialog]") {
    conversation c;
    ending asked;
    waiter library(asked);
    REQUIRE(c.dialog.ask(eslio::detail::types_of({eslio::event_name::dtmf}), library));
    int offered = 0;
    c.dialog.drain([&](const std::string&, const waiter&) {
        ++offered;
        return true;
    });
    CHECK(offered == 0);
    CHECK(asked.failed(eslio::error::not_sent));
}
