// client/setup.hpp: what runs on a new connection before the commands that wait.
#include "client/client_fixture.hpp"

#include <eslio/api/show.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace eslio;
using namespace test;

TEST_CASE("a set-up comes before what waits", "[client]") {
    texts order;
    int set_ups = 0;
    client_options o;
    const auto note = [&](const char* who) {
        return [&order, who](error_code ec, const api_response& r) {
            order.push_back(std::string(who) + " " +
                            (ec ? std::string(ec == error::outcome_unknown ? "unknown" : "unsent")
                                : std::string(r.text())));
        };
    };
    std::optional<client_setup> kept;
    o.on_setup = [&](client_setup s) {
        ++set_ups;
        CHECK(s.status().state == client_state::restoring);
        s.async_api("eval 1", note("setup"));
        s.async_api("eval 2", note("setup"));
        if (set_ups == 2) kept = s;
    };
    returning c(o);
    c.fs->async_api("eval 3", note("user"));
    c.come_up();
    CHECK(order == texts{"setup 1", "setup 2", "user 3"});
    order.clear();
    c.drop();
    c.fs->async_api("eval 4", note("user"));
    c.time.advance(20s);
    CHECK(c.fs->status().state == client_state::restoring);
    CHECK(c.fs->status().run == switch_run::same);
    CHECK(order == texts{"setup 1", "setup 2"});

    SECTION("until it is over") {
        kept->async_api("eval 5", note("setup"));
        kept->done();
        c.time.settle();
        CHECK(c.fs->is_up());
        CHECK(order == texts{"setup 1", "setup 2", "setup 5", "user 4"});
        kept->async_api("eval 6", note("later"));
        c.time.settle();
        CHECK(order.back() == "later 6");
    }
    SECTION("or the connection ends") {
        kept->async_api("eval 5", note("setup"));
        c.drop();
        c.time.advance(20s);
        CHECK(c.fs->is_up());
        CHECK(set_ups == 3);
        CHECK(order ==
              texts{"setup 1", "setup 2", "setup unknown", "setup 1", "setup 2", "user 4"});
        kept.reset();
        c.time.settle();
        CHECK(c.fs->is_up());
    }
    SECTION("or the client") {
        c.fs->close();
        c.time.settle();
        kept->async_api("eval 5", note("setup"));
        c.time.settle();
        CHECK(order.back() == "setup unsent");
        kept.reset();
        c.time.settle();
    }
    kept.reset();  // before the context goes
}

TEST_CASE("a set-up may change what is heard", "[client]") {
    texts answers;
    client_options o;
    o.on_setup = [&](const client_setup& s) {
        const auto note = [&answers, s](error_code ec, const reply& r) {
            answers.emplace_back(ec ? ec.message() : std::string(r.text()));
        };
        s.async_send(command("event plain CUSTOM a::a"), note);
        s.async_send(cmd::filter("Event-Name", "CUSTOM"), note);
        s.async_send(cmd::log(log_level::info), note);
        s.async_send(cmd::noevents(), note);
        s.async_send(command("event CUSTOM b::b"), note);
    };
    returning c(o);
    c.come_up();
    CHECK(answers == texts{"+OK event listener enabled plain",
                           "+OK filter added. [Event-Name]=[CUSTOM]", "+OK log level info [6]",
                           "+OK no longer listening for events",
                           "+OK event listener enabled plain"});
    c.fake.fire(c.fake.make_custom("a::a"));
    c.fake.fire(c.fake.make_custom("b::b"));
    c.time.settle();
    CHECK(c.received() == texts{"b::b"});
    c.drop();
    c.come_back();
    CHECK(answers.size() == 10);
    c.fake.fire_log(6, "info");
    c.time.settle();
    CHECK(c.received() == texts{"gap", "log"});
}

TEST_CASE("a set-up may read typed answers", "[client]") {
    std::vector<std::size_t> sizes;
    client_options o;
    o.on_setup = [&](const client_setup& s) {
        s.async_api(
            api::show_channels(),
            [&sizes, s](error_code ec, const api_result<std::vector<api::channel_info>>& r) {
                REQUIRE_FALSE(ec);
                REQUIRE(r);
                sizes.push_back(r.value().size());
            });
    };
    returning c(o);
    c.fake.originate("null/a &park");
    c.come_up();
    c.drop();
    c.come_back();
    CHECK(sizes == std::vector<std::size_t>{1, 1});
}

TEST_CASE("what FreeSWITCH refuses to a set-up is refused again", "[client]") {
    texts answers;
    client_options o;
    o.on_setup = [&](const client_setup& s) {
        s.async_send(cmd::log(log_level::warning),
                     [&answers, s](error_code, const reply& r) { answers.emplace_back(r.text()); });
    };
    returning c(o);
    int asked = 0;
    c.fake.on_command("log", [&asked](std::string_view) {
        ++asked;
        return std::string("Content-Type: command/reply\nReply-Text: -ERR permission denied\n\n");
    });
    c.come_up();
    for (int i = 0; i < 3; ++i) {
        c.drop();
        c.come_back();
    }
    CHECK(answers == texts(4, "-ERR permission denied"));
    CHECK(asked == 4);  // by the set-ups alone: it is not wanted
    CHECK(c.attempts == 4);
}

TEST_CASE("a set-up's commands are bounded, and repeated as others are", "[client]") {
    client_options o;
    o.connection.command_limits.commands = 10;
    int full = 0, ok = 0;
    std::optional<client_setup> kept;
    o.on_setup = [&](client_setup s) {
        kept = s;
        for (int i = 0; i < 50 && full == 0; ++i)
            s.async_api("eval 1", [&](error_code ec, const api_response&) {
                full += ec == error::queue_full ? 1 : 0;
                ok += ec ? 0 : 1;
            });
    };
    returning c(o);
    c.run();
    c.time.settle();
    CHECK(full >= 30);
    CHECK(ok >= 5);
    kept->done();
    c.time.settle();
    REQUIRE(c.fs->is_up());
    c.fake.on_api("slow",
                  [](std::string_view) { return testing::answer_after(5s, std::string("done")); });
    outcome<api_response> asked;
    kept->async_api(api_request("slow").idempotent(), asked.handler());
    c.time.advance(1s);
    c.drop();
    c.time.advance(20s);
    kept->done();
    kept.reset();
    c.time.advance(1min);
    CHECK(asked.value.text() == "done");
    kept.reset();  // before the context goes
}

TEST_CASE("a dead peer is noticed while a set-up is held", "[client]") {
    client_options o;
    std::optional<client_setup> kept;
    o.on_setup = [&](client_setup s) { kept = std::move(s); };
    returning c(o);
    c.run();
    c.time.settle();
    REQUIRE(c.fs->status().state == client_state::restoring);
    c.time.advance(10min);
    CHECK(c.attempts == 1);
    CHECK(c.told("noop") > 8);
    c.fake.set_frozen(true);
    c.time.advance(70s);
    CHECK(c.attempts == 2);
    CHECK(c.states[2].why == error::unresponsive);
    kept.reset();  // before the context goes
}

TEST_CASE("a switch that freezes during a set-up is given up", "[client]") {
    client_options o;
    o.connection.command_timeout = 2s;
    o.connection.reply_debt_timeout = 3s;
    returning* of = nullptr;
    int set_ups = 0;
    o.on_setup = [&](const client_setup& s) {
        if (++set_ups == 1) of->fake.set_frozen(true);
        s.async_api("status", [s](error_code, const api_response&) {});
    };
    returning c(o);
    of = &c;
    c.run();
    c.time.advance(10s);
    CHECK(c.fs->is_up());
    CHECK(set_ups == 2);
    CHECK(c.states[2].why == error::unresponsive);
}
