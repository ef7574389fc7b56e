// continuity.hpp: what a gap says of two ends that it covers.
#include "catch.hpp"

#include <eslio/protocol/continuity.hpp>

#include <chrono>
#include <memory>

namespace continuity_test {

using namespace std::chrono_literals;
using eslio::error;

TEST_CASE(
    "continuity: events that go missing while log lines do have a time and a reason of their own",
    "[protocol]") {
    const eslio::protocol::time_point start{};
    eslio::protocol::continuity c;
    CHECK(c.restored("core", start) == nullptr);
    c.missing_log_lines(error::connection_lost, start + 1s);
    SECTION("log lines alone") {
        c.missing_log_lines(error::unresponsive, start + 2s);
        const auto gap = c.restored("core", start + 3s);
        REQUIRE(gap != nullptr);
        CHECK(gap->only_log_lines);
        CHECK(gap->why == error::connection_lost);
        CHECK(gap->from == start + 1s);
        CHECK(gap->log_lines_from == start + 1s);
    }
    SECTION("then events") {
        c.missing(error::disconnected, start + 4s);
        c.missing(error::connection_refused, start + 5s);
        const auto gap = c.restored("core", start + 6s);
        REQUIRE(gap != nullptr);
        CHECK_FALSE(gap->only_log_lines);
        CHECK(gap->why == error::disconnected);
        CHECK(gap->from == start + 4s);
        CHECK(gap->log_lines_from == start + 1s);
        CHECK(gap->to == start + 6s);
    }
}

}  // namespace continuity_test
