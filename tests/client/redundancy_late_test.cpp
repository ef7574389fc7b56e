// client.hpp: two connections to one switch, of which one brings events that are late: a gap stands
// in their place.
#include "client/redundant_fixture.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

namespace {

/// Messages as of `redundant::heard`, and the last gap among them.
texts heard(redundant& c, interruption& last) {
    texts all;
    for (message m; c.fs->try_receive(m);) {
        if (const event* e = m.as_event()) all.emplace_back((*e)["Text"]);
        const gap* const g = m.as_gap();
        if (g == nullptr) continue;
        all.emplace_back("gap");
        REQUIRE(g->interruption() != nullptr);
        last = *g->interruption();
    }
    return all;
}

event other(redundant& c, const std::string& text) {
    event e = c.fake.make_custom("test::other");
    e.add("Text", text);
    return e;
}

/// The first connection has ended, and the second one, which has ended as well, is the first that
/// is made anew.
void second_comes_first(redundant& c) {
    for (;;) {
        c.drop();
        const std::size_t before = c.attempts;
        REQUIRE(c.time.run_until([&] { return c.attempts != before; }, 1min));
        if (c.attempts == before + 1 && c.fs->status().state == client_state::waiting) return;
    }
}

}  // namespace

TEST_CASE("an event that only one of two connections was subscribed to yet does not come after "
          "later ones",
          "[client][redundancy]") {
    redundant c;
    c.heard();
    c.fake.on_api("slow", [](std::string_view text) {
        return testing::answer_after(100ms, std::string(text));
    });
    outcome<api_response> busy;
    outcome<reply> more;
    c.fs->async_api("slow x", busy.handler());
    c.time.settle();
    c.fs->async_subscribe(subscription().custom("test::other"), more.handler());
    c.time.settle();
    // Over the second one it fits, but not the next.
    c.fake.fail(testing::fault_plan().freezes_at(3000));
    event early = other(c, "early");
    early.add("Filler", std::string(2000, 'x'));
    c.fake.fire(early);
    c.fire("a");
    c.time.settle();
    CHECK_FALSE(more.done());
    c.time.advance(1s);
    CHECK(more.done());
    interruption last;
    CHECK(heard(c, last) == texts{"a", "gap"});
    CHECK(last.why == error::out_of_step);
    CHECK_FALSE(last.why == condition::disconnected);  // both live
    CHECK(last.from == last.to);
    CHECK(last.run == switch_run::same);
    CHECK_FALSE(last.only_log_lines);
    CHECK_FALSE(last.last_sequence.empty());
    c.fake.fail(testing::fault_plan());
    c.fake.set_frozen(false);
    c.fire("b");
    c.time.settle();
    CHECK(c.heard() == texts{"b"});
    c.connect_both();
    CHECK(c.fs->is_up());
}

TEST_CASE("an event from before the leader does not come after the gap that its end leaves",
          "[client][redundancy]") {
    redundant c;
    c.heard();
    c.fake.fail(testing::fault_plan().delays(testing::after(2s)));
    second_comes_first(c);
    c.reachable = false;  // for the other
    c.time.advance(4500ms);
    c.fire("old");  // nobody has heard yet that it is subscribed
    c.fake.fail(testing::fault_plan());
    c.reachable = true;
    REQUIRE(c.time.run_until([&] { return c.fs->is_up(); }, 1200ms));
    outcome<reply> more;
    c.fs->async_subscribe(subscription().custom("test::other"), more.handler());
    c.time.settle();
    c.fake.fire(other(c, "new"));  // over the first one
    c.time.advance(2s);
    CHECK(more.done());
    REQUIRE(c.fake.open_connections() == 2);
    REQUIRE(c.fake.drop_one(1));
    c.time.settle();
    c.fire("next");
    c.time.settle();
    interruption last;
    CHECK(heard(c, last) == texts{"gap", "new", "gap", "next"});
    CHECK(std::stoull(last.last_sequence) < std::stoull(last.next_sequence));
}

TEST_CASE("events that go missing while log lines do are told with their own time and reason",
          "[client][redundancy]") {
    redundant c;
    c.want_log_lines();
    c.reachable = false;
    REQUIRE(c.fake.drop_one(0));
    c.time.settle();
    const auto first_ended = c.time.now();
    c.time.advance(3s);
    c.fire("heard");
    c.time.settle();
    REQUIRE(c.heard() == texts{"heard"});
    c.drop();
    const auto second_ended = c.time.now();
    c.reachable = true;
    c.connect_both();
    std::size_t gaps = 0;
    for (message m; c.fs->try_receive(m);) {
        const gap* const g = m.as_gap();
        if (g == nullptr || !g->events_missing()) continue;
        ++gaps;
        REQUIRE(g->interruption() != nullptr);
        CHECK(g->interruption()->from == second_ended);
        CHECK(g->interruption()->log_lines_from == first_ended);
        CHECK(g->interruption()->why != error::out_of_step);
    }
    CHECK(gaps == 1);
}
