// client.hpp: two connections to one switch, whose events are one stream.
#include "client/redundant_fixture.hpp"

#include <eslio/channel.hpp>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <string>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

TEST_CASE("each event comes once over two connections", "[client][redundancy]") {
    redundant c;
    CHECK(c.fake.open_connections() == 2);
    const texts before = c.heard();
    CHECK(before.size() == c.fired);
    c.fire("a");
    c.fire("b");
    c.time.settle();
    CHECK(c.heard() == texts{"a", "b"});
}

TEST_CASE("no event is lost when either connection ends", "[client][redundancy]") {
    redundant c;
    c.heard();
    const std::size_t dropped = GENERATE(std::size_t{0}, std::size_t{1});
    c.fire("a");
    REQUIRE(c.fake.drop_one(dropped));
    c.fire("b");
    c.time.settle();
    CHECK_FALSE(c.fs->is_redundant());
    c.fire("c");
    c.time.settle();
    CHECK(c.heard() == texts{"a", "b", "c"});
    c.connect_both();
    for (const std::string& text : c.heard()) CHECK(text == "step");
    CHECK(c.fs->is_up());
}

TEST_CASE("a gap is told when both have ended, or one before the other was in step",
          "[client][redundancy]") {
    redundant c;
    c.heard();
    SECTION("both") {
        c.drop();
        c.fire("lost");
        c.connect_both();
        const texts all = c.heard();
        REQUIRE(all.size() > 1);
        CHECK(all[0] == "gap");
        for (std::size_t i = 1; i < all.size(); ++i) CHECK(all[i] == "step");
    }
    SECTION("one after the other") {
        REQUIRE(c.fake.drop_one(0));
        c.fire("a");
        REQUIRE(c.fake.drop_one(0));
        c.time.settle();
        c.connect_both();
        const texts all = c.heard();
        REQUIRE(all.size() > 2);
        CHECK(std::count(all.begin(), all.end(), "gap") == 1);
    }
}

TEST_CASE("what is wanted later is heard over both", "[client][redundancy]") {
    redundant c;
    outcome<reply> more;
    c.fs->async_subscribe(subscription().custom("test::other"), more.handler());
    c.time.settle();
    REQUIRE(more.done());
    c.connect_both();
    c.heard();
    REQUIRE(c.fake.drop_one(0));
    c.time.settle();
    event e = c.fake.make_custom("test::other");
    e.add("Text", "other");
    c.fake.fire(e);
    c.time.settle();
    CHECK(c.heard() == texts{"other"});
    SECTION("and what is no more wanted is not") {
        outcome<reply> less;
        c.fs->async_unsubscribe(subscription().custom("test::other"), less.handler());
        c.time.settle();
        c.fake.fire(e);
        c.fire("still");
        c.time.settle();
        CHECK(c.heard() == texts{"still"});
    }
}

TEST_CASE("subscribing whenever the first connection is up costs no event",
          "[client][redundancy]") {
    client_options o = two_connections();
    memory_client* fs = nullptr;
    o.on_setup = [](client_setup setup) {
        setup.async_send(command("event plain CUSTOM test::event"),
                         [setup](error_code, const reply&) {});
    };
    redundant c(std::move(o));
    fs = &*c.fs;
    c.heard();
    for (int i = 0; i < 20; ++i) {
        REQUIRE(c.fake.drop_one(0));
        for (int fired = 0; fired < 40; ++fired) {
            c.fire("a");
            c.time.advance(10ms);
        }
        c.come_back();
        fs->async_subscribe(subscription().custom("test::other"), [](error_code, const reply&) {});
        c.connect_both();
        // The first one is the older of the two, in turn.
        REQUIRE(c.fake.drop_one(0));
        c.connect_both();
    }
    std::size_t came = 0;
    for (const std::string& text : c.heard()) {
        CHECK(text != "gap");
        came += text == "a" ? 1U : 0U;
    }
    CHECK(came == 800);
}

TEST_CASE("what is to be heard over two connections can be cancelled while either owes its answer",
          "[client][redundancy]") {
    const auto type = GENERATE(asio::cancellation_type::terminal, asio::cancellation_type::partial,
                               asio::cancellation_type::total);
    const bool harmless = type == asio::cancellation_type::total;
    const bool in_setup = GENERATE(false, true);
    client_options o = two_connections();
    asio::cancellation_signal stop;
    outcome<reply> changed;
    int setups = 0;
    o.on_setup = [&](const client_setup& s) {
        if (++setups == 2 && in_setup)
            s.async_send(cmd::filter("Event-Subclass", "test::event"),
                         asio::bind_cancellation_slot(stop.slot(), changed.handler()));
    };
    redundant c(std::move(o));
    auto owed = c.fake.expect("filter").never_replies().times(GENERATE(1u, 2u));
    if (in_setup)
        c.fake.drop_one(0);
    else
        c.fs->async_filter("Event-Subclass", "test::event",
                           asio::bind_cancellation_slot(stop.slot(), changed.handler()));
    REQUIRE(c.time.run_until([&] { return owed.count() != 0; }, 1min));
    c.time.settle();
    CHECK(changed.count == 0);
    stop.emit(type);
    c.time.settle();
    CHECK(changed.count == (harmless ? 0 : 1));
    if (!harmless) CHECK(changed.ec == asio::error::operation_aborted);
    c.time.advance(5min);
    CHECK(changed.done());
    c.connect_both();
}

TEST_CASE("a change is cancelled alone, while the first connection is gone and the second owes",
          "[client][redundancy]") {
    redundant c;
    c.reachable = false;
    c.fake.expect("event").never_replies();
    c.fake.expect("filter").never_replies();
    REQUIRE(c.fake.drop_one(0));
    c.time.settle();
    const std::size_t which = GENERATE(0u, 1u, 2u);
    asio::cancellation_signal stop[3];
    outcome<reply> ended[3];
    const auto with = [&](std::size_t i) {
        return asio::bind_cancellation_slot(stop[i].slot(), ended[i].handler());
    };
    c.fs->async_filter("X-A", "1", with(0));
    c.fs->async_subscribe(subscription().custom("test::b"), with(1));
    c.fs->async_send(cmd::filter("X-D", "1"), with(2));
    c.time.settle();
    stop[which].emit(asio::cancellation_type::total);  // it is wanted already
    c.time.settle();
    for (const auto& one : ended) CHECK(one.count == 0);
    stop[which].emit(asio::cancellation_type::terminal);
    c.time.settle();
    for (std::size_t i = 0; i < 3; ++i) CHECK(ended[i].count == (i == which ? 1 : 0));
    CHECK(ended[which].ec == asio::error::operation_aborted);
    c.reachable = true;
    c.time.advance(5min);
    for (const auto& one : ended) CHECK(one.done());
}

TEST_CASE("jobs end over the other connection", "[client][redundancy]") {
    redundant c;
    c.fake.on_api("slow", [](std::string_view text) {
        return testing::answer_after(300ms, std::string(text));
    });
    outcome<job_result> job;
    c.fs->async_bgapi("slow x", job.handler());
    c.time.settle();
    c.connect_both();
    REQUIRE(c.fake.drop_one(0));
    REQUIRE(c.time.run_until([&] { return job.count != 0; }, 1s));
    CHECK_FALSE(job.ec);
    CHECK(job.value.text() == "x");
}

TEST_CASE("what is needed no more is ended on both", "[client][redundancy]") {
    redundant c;
    outcome<job_result> job;
    c.fs->async_bgapi("status", job.handler());
    c.time.settle();
    REQUIRE(job.done());
    c.time.advance(2min);
    std::size_t asked = 0;
    std::size_t ended = 0;
    for (const std::string& text : c.fake.commands()) {
        asked += text.find("event BACKGROUND_JOB") == 0 ? 1U : 0U;
        ended += text.find("nixevent BACKGROUND_JOB") == 0 ? 1U : 0U;
    }
    CHECK(asked == 2);
    CHECK(ended == 2);
}

TEST_CASE("a second connection that refuses what the first agreed to is made anew",
          "[client][redundancy]") {
    redundant c;
    int times = 0;
    c.fake.on_command("event CUSTOM test::other", [&](std::string_view) {
        return ++times == 1 ? "Content-Type: command/reply\nReply-Text: -ERR not you\n\n"
                            : "Content-Type: command/reply\nReply-Text: +OK\n\n";
    });
    const std::size_t before = c.fake.connections();
    outcome<reply> more;
    c.fs->async_subscribe(subscription().custom("test::other"), more.handler());
    c.time.settle();
    REQUIRE(more.done());
    INFO(c.fake.commands().back());
    CHECK(times == 2);
    CHECK_FALSE(c.fs->is_redundant());
    c.connect_both();
    CHECK(c.fake.connections() > before);
}

TEST_CASE("log lines come over the first connection, and a gap tells where some may be missing",
          "[client][redundancy]") {
    redundant c;
    c.want_log_lines();
    REQUIRE(c.fake.drop_one(0));
    c.connect_both();
    bool told = false;
    for (message m; c.fs->try_receive(m);) {
        const gap* const g = m.as_gap();
        if (g == nullptr) continue;
        told = true;
        CHECK_FALSE(g->events_missing());
        REQUIRE(g->interruption() != nullptr);
        CHECK(g->interruption()->only_log_lines);
        CHECK(g->interruption()->why != error::out_of_step);
    }
    CHECK(told);
}

TEST_CASE("a second connection that cannot be made is told of", "[client][redundancy]") {
    client_options o = two_connections();
    texts lines;
    o.connection.logger =
        logger([&lines](severity, std::string_view line) { lines.emplace_back(line); });
    redundant c(std::move(o));
    CHECK_FALSE(c.fs->status().second_why);
    c.reachable = false;
    REQUIRE(c.fake.drop_one(1));
    c.time.advance(1min);
    CHECK(c.fs->is_up());
    CHECK_FALSE(c.fs->is_redundant());
    CHECK(c.fs->status().second_why);
    CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
        return line.find("second connection: connection ended") == 0;
    }));
    c.fs->close();
    CHECK_FALSE(c.fs->is_redundant());
}

TEST_CASE("whoever is told how a client stands is told of its second connection",
          "[client][redundancy]") {
    client_options o = two_connections();
    o.backoff.first = o.backoff.cap = 1min;
    redundant c(std::move(o));
    outcome<client_status> changed;
    c.fs->async_wait_for_change(c.fs->status(), changed.handler());
    c.reachable = false;
    REQUIRE(c.fake.drop_one(1));
    c.time.settle();
    REQUIRE(c.fake.drop_one(0));
    c.time.settle();
    CHECK(c.states.back().state == client_state::waiting);
    CHECK(c.states.back().second_why);
    REQUIRE(changed.done());
    CHECK(changed.value.second_why);
}

TEST_CASE("the end of a call is heard over the other connection", "[client][redundancy]") {
    redundant c;
    c.fake.plan(testing::call_plan().answers_after({}).stays_up());
    const std::string uuid = c.fake.originate("user/1000 &park()");
    c.time.settle();
    {
        const channel earlier(c.fs->link(), uuid);  // what it needs is over after a minute
        c.time.settle();
    }
    c.time.advance(20s);
    REQUIRE(c.fake.drop_one(1));
    c.connect_both();
    c.time.advance(20s);
    channel call(c.fs->link(), uuid);
    outcome<hangup_info> end;
    call.async_wait_for_hangup(1h, end.handler());
    c.time.advance(50s);
    c.connect_both();
    c.heard();
    REQUIRE(c.fake.drop_one(0));
    c.time.settle();
    c.fake.hang_up(uuid);
    c.time.settle();
    CHECK(end.done());
    CHECK_FALSE(end.ec);
}

TEST_CASE("a restarted switch is another run", "[client][redundancy]") {
    redundant c;
    c.heard();
    c.fake.restart();
    c.connect_both();
    CHECK(c.fs->status().run == switch_run::another);
    const texts all = c.heard();
    CHECK(std::count(all.begin(), all.end(), "gap") == 1);
}

TEST_CASE("a hundred thousand events while connections are killed in turn",
          "[client][redundancy][capacity]") {
    redundant c;
    c.heard();
    const std::uint64_t before = c.fired;
    std::mt19937 random(7);
    std::size_t killed = 0;
    std::uint64_t heard = 0;
    std::map<std::string, std::uint64_t> last_of_call;
    const auto check_heard = [&] {
        for (message m; c.fs->try_receive(m);) {
            REQUIRE(m.as_event() != nullptr);
            ++heard;
            const std::string text((*m.as_event())["Text"]);
            if (text == "step") continue;
            // In order, of each call.
            const auto number = std::stoull(text.substr(text.find(' ') + 1));
            auto& last = last_of_call[text.substr(0, text.find(' '))];
            REQUIRE(number > last);
            last = number;
        }
    };
    for (std::uint64_t i = 1; i <= 100'000; ++i) {
        c.fire("call" + std::to_string(random() % 50) + ' ' + std::to_string(i));
        if (random() % 8 == 0) c.time.settle();
        if (random() % 400 == 0 && c.fs->is_redundant() && c.fake.open_connections() == 2) {
            REQUIRE(c.fake.drop_one(killed++ % 2));
            check_heard();
        }
        if (random() % 50 == 0) c.time.advance(10ms);
    }
    c.connect_both();
    check_heard();
    CHECK(heard == c.fired - before);
    CHECK(killed > 50);
}
