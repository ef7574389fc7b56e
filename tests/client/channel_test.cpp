// channel.hpp over a client: a handle goes on with its call, and is told when that is gone.
#include "client/client_fixture.hpp"

#include <eslio/channel.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

namespace {

struct calling : returning {
    calling() {
        come_up();
        fake.plan(testing::call_plan().answers_after({}).stays_up());
        uuid = fake.originate("user/1000 &park()");
        time.settle();
        call.emplace(fs->link(), uuid);
        time.settle();
    }

    std::string uuid;
    std::optional<channel> call;
};

}  // namespace

TEST_CASE("an execution that ends after the reconnect is told its end", "[client][channel]") {
    calling c;
    outcome<execution_result> play;
    c.call->async_execute(app::sleep(60s), play.handler());
    c.time.advance(1s);
    c.drop();
    c.come_back();
    CHECK(play.count == 0);
    c.time.advance(2min);
    REQUIRE(play.done());
    CHECK_FALSE(play.ec);
    CHECK(play.value.how() == execution_result::outcome::ended);
}

TEST_CASE("one whose end was not heard is told that", "[client][channel]") {
    calling c;
    outcome<execution_result> play, next;
    c.call->async_execute(app::sleep(2s), play.handler());
    c.time.advance(1s);
    c.reachable = false;
    c.drop();
    c.time.advance(10s);
    CHECK(play.count == 0);
    c.reachable = true;
    c.come_back();
    c.time.advance(5s);
    REQUIRE(play.done());
    CHECK(play.value.how() == execution_result::outcome::unheard);
    c.call->async_execute(app::sleep(1s), next.handler());
    c.time.advance(10s);
    REQUIRE(next.done());
    CHECK(next.value.how() == execution_result::outcome::ended);
}

TEST_CASE("one that was written and not answered is settled, too", "[client][channel]") {
    calling c;
    c.time.advance(1s);
    outcome<execution_result> play;
    outcome<reply> command;
    c.fake.set_silent(true);
    c.call->async_execute(app::sleep(1s), play.handler());
    c.call->async_set_variable("a", "b", command.handler());
    c.time.advance(1s);
    c.drop();
    CHECK(command.done());
    CHECK(command.ec == error::outcome_unknown);
    c.come_back();
    c.time.advance(30s);
    REQUIRE(play.done());
    CHECK(play.ec == error::outcome_unknown);
}

TEST_CASE("a call that ended meanwhile is over", "[client][channel]") {
    calling c;
    outcome<execution_result> play;
    outcome<hangup_info> wait;
    outcome<message> receive;
    c.call->async_execute(app::sleep(60s), play.handler());
    c.call->async_wait_for_hangup(0s, wait.handler());
    c.call->async_receive(receive.handler());
    c.time.advance(1s);
    SECTION("it hung up") {
        c.reachable = false;
        c.drop();
        c.fake.hang_up(c.uuid);
        c.time.advance(30s);
        c.reachable = true;
        c.come_back();
        c.time.advance(10s);
    }
    SECTION("the switch was restarted") {
        c.fake.restart();
        c.time.settle();
        c.come_back();
    }
    CHECK(c.call->over());
    REQUIRE(c.call->hangup());
    CHECK_FALSE(c.call->hangup()->heard());
    REQUIRE(play.done());
    CHECK(play.value.how() == execution_result::outcome::hung_up);
    REQUIRE(wait.done());
    CHECK_FALSE(wait.ec);
    REQUIRE(receive.done());
}

TEST_CASE("an execution on a call of which nothing was known ends with it", "[client][channel]") {
    returning c;
    c.come_up();
    c.fake.plan(testing::call_plan().answers_after({}).stays_up());
    const std::string uuid = c.fake.originate("user/1000 &park()");
    channel call(c.fs->link(), uuid);
    outcome<execution_result> play;
    c.fake.set_silent(true);
    call.async_execute(app::sleep(60s), play.handler());
    c.time.settle();
    c.fake.restart();
    c.come_back();
    c.time.advance(1min);
    REQUIRE(play.done());
    CHECK(play.ec == error::outcome_unknown);
}

TEST_CASE("a call is asked for again when the answer comes too late", "[client][channel]") {
    calling c;
    outcome<hangup_info> wait;
    c.call->async_wait_for_hangup(0s, wait.handler());
    c.time.advance(1s);
    c.reachable = false;
    c.drop();
    c.fake.hang_up(c.uuid);
    c.fake.on_api("slow", [](std::string_view) { return testing::answer_after(3min, "fine"); });
    c.time.advance(5s);
    outcome<api_response> slow;
    c.fs->async_api(api_request("slow").timeout(1h), slow.handler());
    c.reachable = true;
    c.come_back();
    c.time.advance(2min);
    CHECK(wait.count == 0);
    c.time.advance(3min);
    CHECK(wait.done());
    CHECK_FALSE(wait.ec);
}

TEST_CASE("what is heard during the set-up is of the new run", "[client][channel]") {
    std::optional<client_setup> kept;
    client_options o;
    o.on_setup = [&](client_setup s) { kept = std::move(s); };
    returning c(o);
    c.run();
    c.time.advance(1s);
    kept.reset();
    c.time.settle();
    c.fake.restart();
    c.fake.extension("5000", {{"sleep", "30000"}, {"answer", ""}, {"park", ""}});
    const std::string uuid = c.fake.call_in(testing::incoming_call().to("5000"));
    channel call(c.fs->link(), uuid);
    outcome<hangup_info> wait;
    call.async_wait_for_hangup(0s, wait.handler());
    c.time.advance(40s);
    REQUIRE(kept);
    CHECK(kept->status().run == switch_run::another);
    int drops = GENERATE(0, 1, 2);  // of connections that were never up
    CAPTURE(drops);
    while (drops-- != 0) {
        c.drop();
        kept.reset();
        REQUIRE(c.time.run_until([&] { return kept.has_value(); }, 1min));
    }
    SECTION("which goes on") {
        kept.reset();
        c.time.advance(10s);
        CHECK(c.fs->is_up());
        CHECK(c.fs->status().run == switch_run::another);
        CHECK(wait.count == 0);
        CHECK_FALSE(call.over());
        c.fake.hang_up(uuid);
        c.time.settle();
        CHECK(wait.done());
        CHECK_FALSE(wait.ec);
        CHECK(call.hangup()->heard());
    }
    SECTION("which ends, too") {
        c.fake.restart();
        c.time.settle();
        kept.reset();
        REQUIRE(c.time.run_until([&] { return kept.has_value(); }, 1min));
        kept.reset();
        c.time.advance(10s);
        CHECK(wait.done());
        CHECK_FALSE(wait.ec);
        CHECK_FALSE(call.hangup()->heard());
    }
}

TEST_CASE("a handle may be made while there is no connection", "[client][channel]") {
    returning c;
    c.come_up();
    c.fake.plan(testing::call_plan().answers_after({}).stays_up());
    const std::string uuid = c.fake.originate("user/1000 &park()");
    c.reachable = false;
    c.drop();
    channel call(c.fs->link(), uuid);
    outcome<execution_result> play;
    outcome<hangup_info> wait;
    call.async_execute(app::sleep(1s), play.handler());
    call.async_wait_for_hangup(0s, wait.handler());
    c.time.advance(10s);
    c.reachable = true;
    c.come_back();
    c.time.advance(10s);
    REQUIRE(play.done());
    CHECK(play.value.how() == execution_result::outcome::ended);
    c.fake.hang_up(uuid);
    c.time.advance(1s);
    REQUIRE(wait.done());
    CHECK(call.hangup()->cause_text() == "NORMAL_CLEARING");
}

TEST_CASE("a hundred calls with an execution each", "[client][channel]") {
    returning c;
    c.come_up();
    c.fake.plan(testing::call_plan().answers_after({}).stays_up());
    struct line {
        std::string uuid;
        std::unique_ptr<channel> call;
        outcome<execution_result> play;
    };
    std::vector<line> lines(100);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        line& l = lines[i];
        l.uuid = c.fake.originate("user/1000 &park()");
        c.time.settle();
        l.call = std::make_unique<channel>(c.fs->link(), l.uuid);
        l.call->async_execute(app::sleep(std::chrono::seconds(i % 20 + 1)), l.play.handler());
    }
    c.time.advance(5s);
    c.reachable = false;
    c.drop();
    c.time.advance(5s);
    c.reachable = true;
    c.come_back();
    c.time.advance(1min);
    std::size_t ended = 0, unheard = 0;
    for (line& l : lines) {
        REQUIRE(l.play.done());
        CHECK_FALSE(l.play.ec);
        ended += l.play.value.how() == execution_result::outcome::ended ? 1 : 0;
        unheard += l.play.value.how() == execution_result::outcome::unheard ? 1 : 0;
    }
    CHECK(ended + unheard == lines.size());
    CHECK(ended >= 5);
    CHECK(unheard >= 20);
}
