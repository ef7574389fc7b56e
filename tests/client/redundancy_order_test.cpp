// client.hpp: two connections to one switch: what FreeSWITCH told before it answered is heard
// before the answer, however the bytes are read.
#include "client/redundant_fixture.hpp"

#include <eslio/channel.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

namespace {

/// A call hangs up in the instant in which an execution is begun; the second connection leads.
struct raced {
    outcome<execution_result> ran;
    outcome<hangup_info> ended;

    explicit raced(std::size_t read_at_once) {
        redundant c;
        c.fake.plan(testing::call_plan().answers_after({}).stays_up());
        const std::string uuid = c.fake.originate("user/1000 &park()");
        c.time.settle();
        channel call(c.fs->link(), uuid);
        c.connect_both();
        c.read_at_once = read_at_once;
        REQUIRE(c.fake.drop_one(0));
        c.time.advance(2s);
        c.connect_both();
        c.heard();
        call.async_wait_for_hangup(0s, ended.handler());
        call.async_execute(app::sleep(500ms), ran.handler());
        c.fake.hang_up(uuid, "USER_BUSY");
        c.time.advance(5s);
    }
};

}  // namespace

TEST_CASE("who receives is told of an event before who asked is told of a later answer",
          "[client][redundancy]") {
    for (const std::size_t read_at_once : std::array<std::size_t, 5>{7, 50, 200, 400, 800}) {
        INFO("bytes that the second connection reads at once: " << read_at_once);
        redundant c;
        c.read_at_once = read_at_once;
        c.drop();
        c.connect_both();
        c.read_at_once = 0;
        REQUIRE(c.fake.drop_one(0));  // the second one leads
        c.time.advance(2s);
        c.connect_both();
        c.heard();
        std::string order;
        c.fs->async_receive([&](error_code, message) { order += "event "; });
        c.fire("x");
        c.fs->async_api("status", [&](error_code, api_response) { order += "answer "; });
        c.time.settle();
        CHECK(order == "event answer ");
    }
}

TEST_CASE("an execution that a hang-up has overtaken tells so, whichever connection leads",
          "[client][redundancy]") {
    for (const std::size_t read_at_once : std::array<std::size_t, 4>{0, 1, 7, 1000}) {
        INFO("bytes read at once: " << read_at_once);
        const raced r(read_at_once);
        REQUIRE(r.ran.done());
        CHECK_FALSE(r.ran.ec);
        CHECK(r.ran.value.how() == execution_result::outcome::hung_up);
        CHECK(r.ran.value.cause_text() == "USER_BUSY");
        REQUIRE(r.ended.done());
    }
}
