// protocol/queue_doubt.hpp: when it is found out whether what waits in a call's queue was dropped.
#include "catch.hpp"

#include <eslio/protocol/queue_doubt.hpp>

namespace queue_doubt_test {

using namespace std::chrono_literals;
using eslio::protocol::emptied_queue;
using eslio::protocol::never;
using eslio::protocol::queue_doubt;
using eslio::protocol::time_point;

namespace {
const time_point start{};
}  // namespace

TEST_CASE("marks come after a second, then after pauses that grow", "[protocol][dropped]") {
    queue_doubt d;
    CHECK(d.deadline() == never);
    CHECK_FALSE(d.expire(start + 1h));
    d.watch(true, start);
    CHECK(d.deadline() == start + 1s);
    d.watch(true, start + 500ms);  // another one waits
    CHECK(d.deadline() == start + 1s);
    CHECK_FALSE(d.expire(start + 999ms));
    for (const auto next : {5s, 21s, 85s, 341s}) {
        const time_point due = d.deadline();
        CHECK(d.expire(due));
        CHECK_FALSE(d.expire(due));
        CHECK(d.deadline() == start + next);
    }
}

TEST_CASE("what has ended or begun begins the pauses anew", "[protocol][dropped]") {
    queue_doubt d;
    d.watch(true, start);
    CHECK(d.expire(start + 1s));
    d.watch(false, start + 2s);
    CHECK(d.deadline() == never);
    d.watch(true, start + 3s);
    CHECK(d.deadline() == start + 4s);
    CHECK(d.expire(start + 4s));
    d.reset();
    d.watch(true, start + 5s);
    CHECK(d.deadline() == start + 6s);
}

TEST_CASE("a queue that is emptied is looked after at once, and again soon",
          "[protocol][dropped]") {
    queue_doubt d;
    d.hurry(start);  // nothing waits
    CHECK(d.deadline() == never);
    d.watch(true, start);
    CHECK(d.expire(start + 1s));
    d.hurry(start + 2s);
    CHECK(d.expire(start + 2s));
    CHECK(d.deadline() == start + 3s);
}

TEST_CASE("a mark follows the end of something unknown", "[protocol][dropped]") {
    queue_doubt d;
    d.stir(start);  // nothing waits
    CHECK(d.deadline() == never);
    d.watch(true, start);
    CHECK(d.expire(start + 1s));
    CHECK(d.expire(start + 5s));
    CHECK(d.deadline() == start + 21s);
    d.stir(start + 6s);
    CHECK(d.deadline() == start + 7s);
    CHECK(d.expire(start + 7s));
    CHECK(d.deadline() == start + 11s);  // that one may be dropped, too
    CHECK(d.expire(start + 11s));
    CHECK(d.deadline() == start + 27s);
}

TEST_CASE("passes of unknown loops bring few marks", "[protocol][dropped]") {
    for (const auto pass : {500ms, 2000ms, 60000ms}) {
        queue_doubt d;
        d.watch(true, start);
        int marks = 0;
        time_point now = start;
        for (int i = 0; i < 1000; ++i) {
            now += pass;
            while (d.deadline() < now) marks += d.expire(d.deadline()) ? 1 : 0;
            d.stir(now);
        }
        CAPTURE(pass.count(), marks);
        CHECK(marks < 40);
        CHECK(d.deadline() <= now + std::max<std::chrono::milliseconds>(2 * pass, 1s));
    }
}

TEST_CASE("a command that empties a call's queue is recognised", "[protocol][dropped]") {
    CHECK(emptied_queue("api uuid_break u-1 all\n\n") == "u-1");
    CHECK(emptied_queue("API uuid_break u-1 both,all\n\n") == "u-1");
    for (const char* other :
         {"", "api uuid_break u-1\n\n", "api uuid_break u-1 both\n\n", "api uuid_break",
          "bgapi uuid_break u-1 all\n\n", "api uuid_breaks u-1 all\n\n",
          "api uuid_break u-1\nall: x\n\n", "sendmsg u-1\ncall-command: execute\n\n"})
        CHECK(emptied_queue(other).empty());
}

}  // namespace queue_doubt_test
