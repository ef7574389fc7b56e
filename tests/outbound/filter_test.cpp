// A session's events behind the user's filters, in every mode.
#include "catch.hpp"
#include "support/called.hpp"

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::event_name;
using test::called;
using test::outcome;
using test::socket_mode;

namespace {

eslio::outbound::session_options keeping_messages() {
    eslio::outbound::session_options o;
    o.connection.keep_messages = true;
    return o;
}

/// What FreeSWITCH answers.
std::string answer_to(called& c, eslio::command said) {
    outcome<eslio::reply> o;
    c.s.async_send(std::move(said), o.handler());
    c.time.settle();
    REQUIRE(o.done());
    REQUIRE_FALSE(o.ec);
    return std::string(o.value.text());
}

/// The events that the user has got since, each name once.
std::vector<std::string> received(called& c) {
    std::vector<std::string> names;
    for (eslio::message m; c.s.try_receive(m);)
        if (m.as_event() && (names.empty() || names.back() != m.as_event()->name()))
            names.emplace_back(m.as_event()->name());
    return names;
}

}  // namespace

TEST_CASE("a session without full and without filters says nothing more", "[outbound][filter]") {
    for (const socket_mode m : {socket_mode::async_single, socket_mode::static_single}) {
        called c(m);
        REQUIRE(c.fake.commands().size() == 2);
        CHECK(c.fake.commands()[0] == "connect");
        CHECK(c.fake.commands()[1].rfind("myevents", 0) == 0);
        c.run(eslio::app::answer());
        // In static mode the channel's data tell the end.
        REQUIRE(c.fake.commands().size() == (test::is_async(m) ? 3 : 4));
        CHECK(c.fake.commands()[2].rfind("sendmsg", 0) == 0);
        CHECK(c.fake.commands().back().rfind(test::is_async(m) ? "sendmsg" : "connect", 0) == 0);
    }
}

TEST_CASE("behind a user's filter executions end, and he gets what he filtered",
          "[outbound][filter]") {
    for (const socket_mode m : test::all_modes) {
        INFO(static_cast<int>(m));
        called c(m, eslio::testing::call(), keeping_messages());
        c.run(eslio::app::answer());
        c.fake.forget_commands();
        CHECK(answer_to(c, eslio::filter("Event-Name", "DTMF")).rfind("+OK", 0) == 0);
        REQUIRE(c.fake.commands().size() == 2);
        CHECK(c.fake.commands()[0].rfind("filter add Event-Name /^(", 0) == 0);
        CHECK(c.fake.commands()[1] == "filter add Event-Name DTMF");
        received(c);
        outcome<eslio::execution_result> o;
        c.s.async_execute(eslio::app::sleep(2s), o.handler());
        c.time.advance(1s);
        c.fake.press("u-1", "1");
        c.time.advance(3s);
        REQUIRE(o.done());
        CHECK(o.value.ok());
        CHECK(received(c) == std::vector<std::string>{"DTMF"});
        CHECK(answer_to(c, eslio::filter_delete_all()).rfind("+OK", 0) == 0);
        c.run(eslio::app::playback("x.wav"));
        c.time.settle();
        CHECK(received(c).size() > 1);
    }
}

TEST_CASE("what is refused without full changes nothing", "[outbound][filter]") {
    for (const socket_mode m : {socket_mode::async_single, socket_mode::static_single})
        for (const char* refused : {"noevents", "nixevent ALL", "nixevent CHANNEL_EXECUTE_COMPLETE",
                                    "event HEARTBEAT", "nixevent CUSTOM a::a"}) {
            INFO(static_cast<int>(m) << ' ' << refused);
            called c(m, eslio::testing::call(), keeping_messages());
            c.run(eslio::app::answer());
            c.fake.forget_commands();
            CHECK(answer_to(c, eslio::command(refused)) == "-ERR command not found");
            CHECK(c.fake.commands() == std::vector<std::string>{refused});
            received(c);
            c.run(eslio::app::playback("x.wav"));
            c.time.settle();
            CHECK(received(c) ==
                  std::vector<std::string>{"CHANNEL_EXECUTE", "CHANNEL_EXECUTE_COMPLETE"});
        }
}

TEST_CASE("a handle that cannot hear on a session's connection leaves the session be",
          "[outbound][filter]") {
    called c(socket_mode::async_single);
    c.run(eslio::app::answer());
    eslio::channel other(c.s.link(), "u-2");
    outcome<eslio::execution_result> o;
    other.async_execute(eslio::app::playback("x.wav"), o.handler());
    c.time.settle();
    CHECK(o.done());
    CHECK(o.ec == eslio::error::call_events_refused);
    answer_to(c, eslio::filter("Event-Name", "DTMF"));
    c.run(eslio::app::playback("x.wav"));
}
