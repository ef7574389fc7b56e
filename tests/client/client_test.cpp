// client.hpp: comes up, comes back, tells how it stands, and ends.
#include "client/client_fixture.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

using namespace std::chrono_literals;
using eslio::condition;
using eslio::error;
using test::outcome;
using test::returning;
using namespace test;

TEST_CASE("a client comes up, and comes back after every drop", "[client]") {
    returning c;
    CHECK(c.fs->status().state == client_state::idle);
    c.come_up();
    CHECK(c.way() == "cru");
    CHECK(c.fs->status().run == switch_run::first);
    CHECK(c.fs->status().address == "fs.example:8021");
    CHECK_FALSE(c.fs->status().core_uuid.empty());
    for (int i = 0; i < 5; ++i) {
        c.drop();
        CHECK(c.fs->status().state == client_state::waiting);
        CHECK(c.fs->status().why == error::connection_lost);
        CHECK(c.fs->status().wait <= 500ms);
        c.come_back();
        CHECK(c.fs->status().run == switch_run::same);
    }
    CHECK(c.way() == "cruwcruwcruwcruwcruwcru");
    const std::string first_run = c.fs->status().core_uuid;
    c.fake.restart();
    c.time.settle();
    c.come_back();
    CHECK(c.fs->status().run == switch_run::another);
    CHECK(c.fs->status().core_uuid != first_run);
    CHECK(c.ended.count == 0);
    c.fs->close();
    c.time.settle();
    CHECK(c.ended.done());
    CHECK(c.ended.ec == error::closed);
    CHECK(c.fs->status().state == client_state::ended);
    CHECK(c.fs->status().why == error::closed);
}

TEST_CASE("a restart is told, though the first connection to it drops in its set-up", "[client]") {
    client_options o;
    std::optional<client_setup> kept;
    o.on_setup = [&](client_setup s) { kept = std::move(s); };
    returning c(o);
    c.run();
    c.time.settle();
    kept.reset();
    c.time.settle();
    REQUIRE(c.fs->is_up());
    c.fake.restart();
    c.time.advance(20s);
    REQUIRE(kept);
    CHECK(kept->status().run == switch_run::another);
    c.drop();
    c.time.advance(20s);
    CHECK(kept->status().run == switch_run::another);
    kept.reset();
    c.time.settle();
    REQUIRE(c.fs->is_up());
    CHECK(c.fs->status().run == switch_run::another);
    c.drop();
    c.time.advance(20s);
    CHECK(kept->status().run == switch_run::same);
    kept.reset();  // before the context goes
}

TEST_CASE("attempts in vain are spaced, more and more", "[client]") {
    returning c;
    c.reachable = false;
    c.run();
    c.time.advance(30min);
    CHECK(c.attempts > 80);
    CHECK(c.attempts < 200);
    for (std::size_t i = 1; i < c.asked_at.size(); ++i)
        CHECK(c.asked_at[i] - c.asked_at[i - 1] <= 30s);
    CHECK(c.fs->status().attempts == c.attempts);
    CHECK(c.fs->status().why == condition::disconnected);
    c.reachable = true;
    c.come_back();
    CHECK(c.fs->status().attempts == 0);
    CHECK_FALSE(c.fs->status().why);
}

TEST_CASE("refused credentials are final until they were accepted", "[client]") {
    SECTION("at first") {
        returning c;
        c.fake.options().password = "other";
        outcome<eslio::api_response> early;
        outcome<eslio::job_result> job;
        outcome<eslio::job> started;
        c.fs->async_api("status", early.handler());
        c.fs->async_bgapi("status", job.handler());
        c.fs->async_start_job("status", started.handler());
        c.run();
        c.time.advance(1min);
        CHECK(early.ec == error::authentication_failed);
        CHECK(job.ec == error::authentication_failed);
        CHECK(started.ec == error::authentication_failed);
        CHECK(c.ended.done());
        CHECK(c.ended.ec == error::authentication_failed);
        CHECK(c.attempts == 1);
        CHECK(c.way() == "ce");
        outcome<eslio::api_response> late;
        c.fs->async_api("status", late.handler());
        c.time.settle();
        CHECK(late.ec == error::authentication_failed);
    }
    SECTION("the access list, too") {
        returning c;
        c.fake.options().acl_deny = true;
        c.run();
        c.time.advance(1min);
        CHECK(c.ended.ec == error::access_denied);
    }
    SECTION("unless the user wants it otherwise") {
        client_options o;
        o.retry_refused = true;
        returning c(o);
        c.fake.options().password = "other";
        c.run();
        c.time.advance(10min);
        CHECK(c.ended.count == 0);
        CHECK(c.attempts > 19);
        CHECK(c.attempts < 42);
        c.fake.options().password = "ClueCon";
        c.come_back();
    }
    SECTION("afterwards they are tried again, slowly") {
        returning c;
        c.come_up();
        c.fake.options().password = "other";
        c.drop();
        c.time.advance(10min);
        CHECK(c.ended.count == 0);
        CHECK(c.fs->status().why == error::authentication_failed);
        CHECK(c.attempts > 19);
        CHECK(c.attempts < 44);
        c.fake.options().password = "ClueCon";
        c.come_back();
    }
}

TEST_CASE("a login that cannot be written ends it at once", "[client]") {
    asio::io_context context;
    eslio::client fs(context, eslio::login("127.0.0.1", eslio::password("a\nb")));
    outcome<void> ended;
    fs.async_run(ended.handler());
    context.run();
    CHECK(ended.done());
    CHECK(ended.ec == condition::invalid_argument);

    returning c;
    memory_client second(
        c.context.get_executor(),
        [&](const eslio::login&) { return c.fake.connect(c.context.get_executor()); },
        std::vector<eslio::login>{{"a", eslio::password("ClueCon")},
                                  {"b", 70'000, eslio::password("ClueCon")}});
    outcome<void> at_once;
    second.async_run(at_once.handler());
    c.time.settle();
    CHECK(at_once.ec == condition::invalid_argument);
}

TEST_CASE("the budget ends it", "[client]") {
    client_options o;
    o.backoff.budget = 1min;
    returning c(o);
    c.come_up();
    c.time.advance(10min);
    CHECK(c.ended.count == 0);
    c.reachable = false;
    c.drop();
    c.time.advance(30s);
    CHECK(c.ended.count == 0);
    c.time.advance(1min);
    CHECK(c.ended.done());
    CHECK(c.ended.ec == error::stream_failed);
}

TEST_CASE("several addresses are tried in turn", "[client]") {
    test::switched s;
    std::vector<std::string> tried;
    bool c_is_up = true;
    memory_client fs(
        s.context.get_executor(),
        [&](const eslio::login& where) {
            tried.push_back(where.host());
            if (where.host() != "c" || !c_is_up)
                throw std::system_error(asio::error::connection_refused);
            return s.fake.connect(s.context.get_executor());
        },
        std::vector<eslio::login>{{"a", eslio::password("ClueCon")},
                                  {"b", eslio::password("ClueCon")},
                                  {"c", eslio::password("ClueCon")}});
    outcome<void> ended;
    fs.async_run(ended.handler());
    s.time.settle();
    CHECK(fs.is_up());
    CHECK(tried == std::vector<std::string>{"a", "b", "c"});
    CHECK(fs.status().address == "c:8021");
    // What was good is tried first, and the others at once.
    tried.clear();
    c_is_up = false;
    s.fake.drop_all();
    s.time.run_until([&] { return tried.size() == 3; }, 1s);
    CHECK(tried == std::vector<std::string>{"c", "a", "b"});
}

TEST_CASE("its state can be waited for", "[client]") {
    returning c;
    outcome<client_status> up, change, later;
    c.fs->async_wait_until_up(up.handler());
    c.fs->async_wait_for_change(c.fs->status(), change.handler());
    c.time.settle();
    CHECK(up.count + change.count == 0);
    c.run();
    c.time.settle();
    REQUIRE(up.done());
    CHECK(up.value.state == client_state::up);
    REQUIRE(change.done());
    CHECK(change.value.state == client_state::connecting);
    // What has changed meanwhile is told at once.
    c.fs->async_wait_for_change(change.value, later.handler());
    c.time.settle();
    REQUIRE(later.done());
    CHECK(later.value.state == client_state::up);
    CHECK(later.value.change == change.value.change + 2);

    outcome<client_status> never, cancelled;
    asio::cancellation_signal signal;
    c.fs->async_wait_for_change(later.value,
                                asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
    c.fs->async_wait_for_change(later.value, never.handler());
    c.time.settle();
    signal.emit(asio::cancellation_type::total);
    c.time.settle();
    CHECK(cancelled.ec == asio::error::operation_aborted);
    c.fs->close();
    c.time.settle();
    REQUIRE(never.done());
    CHECK_FALSE(never.ec);
    CHECK(never.value.state == client_state::ended);
    outcome<client_status> after, until_up;
    c.fs->async_wait_for_change(never.value, after.handler());
    c.fs->async_wait_until_up(until_up.handler());
    c.time.settle();
    CHECK(after.ec == error::closed);
    CHECK(until_up.ec == error::closed);
}

TEST_CASE("it runs once at a time, and cancelling that closes", "[client]") {
    returning c;
    asio::cancellation_signal signal;
    outcome<void> first, second;
    c.fs->async_run(asio::bind_cancellation_slot(signal.slot(), first.handler()));
    c.fs->async_run(second.handler());
    c.time.settle();
    CHECK(second.ec == error::operation_in_progress);
    outcome<message> received;
    c.fs->async_receive(received.handler());
    signal.emit(asio::cancellation_type::terminal);
    c.time.settle();
    CHECK(first.done());
    CHECK(first.ec == asio::error::operation_aborted);
    CHECK(received.ec == error::closed);
    CHECK_FALSE(c.fs->is_up());
}

TEST_CASE("it may be closed and destroyed at any stage, in any handler", "[client]") {
    for (std::size_t stage = 0; stage < 12; ++stage) {
        CAPTURE(stage);
        returning c;
        outcome<eslio::api_response> api;
        outcome<eslio::message> message;
        outcome<eslio::job_result> job;
        c.fs->async_api("status", api.handler());
        c.fs->async_bgapi("status", job.handler());
        c.fs->async_receive(message.handler());
        c.run();
        for (std::size_t i = 0; i < stage; ++i) c.context.poll_one();
        if (stage % 2 == 0)
            c.fs.reset();
        else
            c.fs->close();
        c.time.advance(1h);
        CHECK(c.ended.done());
        CHECK(api.done());
        CHECK(job.done());
        CHECK(message.done());
    }
}

TEST_CASE("the context may go first", "[client]") {
    auto c = std::make_unique<returning>();
    c->come_up();
    outcome<eslio::message> message;
    c->fs->async_receive(message.handler());
    c->drop();
    c.reset();
    CHECK(message.count == 0);
}

TEST_CASE("a thousand clients of a switch that comes back do not come at once", "[client]") {
    test::switched s;
    std::vector<std::unique_ptr<memory_client>> all;
    std::map<std::chrono::steady_clock::time_point, int> attempts;
    for (int i = 0; i < 1000; ++i) {
        all.push_back(std::make_unique<memory_client>(
            s.context.get_executor(),
            [&](const eslio::login&) {
                ++attempts[s.time.now()];
                return s.fake.connect(s.context.get_executor());
            },
            eslio::login("h", eslio::password("ClueCon"))));
        all.back()->async_run([](eslio::error_code) {});
    }
    s.time.advance(1min);
    attempts.clear();
    s.fake.restart();
    s.time.advance(1min);
    int up = 0;
    for (const auto& c : all) up += c->is_up() ? 1 : 0;
    CHECK(up == 1000);
    int most = 0;
    for (const auto& [when, count] : attempts) most = std::max(most, count);
    CHECK(most < 10);
}
