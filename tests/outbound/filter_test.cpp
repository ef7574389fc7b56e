// A session's events behind the user's filters, in every mode.
#include "catch.hpp"
#include "support/called.hpp"

#include <chrono>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using eslio::event_name;
using test::called;
using test::finishes;
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
        REQUIRE(c.fake.commands().size() == (m.async ? 3 : 4));
        CHECK(c.fake.commands()[2].rfind("sendmsg", 0) == 0);
        CHECK(c.fake.commands().back().rfind(m.async ? "sendmsg" : "connect", 0) == 0);
    }
}

TEST_CASE("behind a user's filter executions end, and he gets what he filtered",
          "[outbound][filter]") {
    for (const socket_mode m : test::all_modes) {
        INFO(test::name_of(m));
        called c(m, eslio::testing::call(), keeping_messages());
        c.run(eslio::app::answer());
        c.fake.forget_commands();
        CHECK(answer_to(c, eslio::cmd::filter("Event-Name", "DTMF")).rfind("+OK", 0) == 0);
        REQUIRE(c.fake.commands().size() == 2);
        if (m.full) {
            CHECK(c.fake.commands()[0] == "filter add Event-Name DTMF");
            CHECK(c.fake.commands()[1] == "filter delete Event-Name DTMF");
        } else {
            CHECK(c.fake.commands()[0].rfind("filter add Event-Name /^(", 0) == 0);
            CHECK(c.fake.commands()[1] == "filter add Event-Name DTMF");
        }
        received(c);
        outcome<eslio::execution_result> o;
        c.s.async_execute(eslio::app::playback("silence_stream://2000"), o.handler());
        c.time.advance(1s);
        c.fake.press("u-1", "1");
        c.time.advance(3s);
        REQUIRE(o.done());
        CHECK(o.value.ok());
        CHECK(received(c) == std::vector<std::string>{"DTMF"});
        CHECK(answer_to(c, eslio::cmd::filter_delete_all()).rfind("+OK", 0) == 0);
        c.run(eslio::app::playback("x.wav"));
        c.time.settle();
        CHECK(received(c).size() > 1);
    }
}

TEST_CASE("what is refused without full changes nothing", "[outbound][filter]") {
    for (const socket_mode m : {socket_mode::async_single, socket_mode::static_single})
        for (const char* refused : {"noevents", "nixevent ALL", "nixevent CHANNEL_EXECUTE_COMPLETE",
                                    "event HEARTBEAT", "nixevent CUSTOM a::a"}) {
            INFO(test::name_of(m) << ' ' << refused);
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

TEST_CASE("a handle on another leg hears it where the mode allows", "[outbound][handles]") {
    for (const socket_mode m : test::all_modes) {
        INFO(test::name_of(m));
        called c(m, eslio::testing::call(), keeping_messages());
        c.run(eslio::app::answer());
        c.fake.plan(eslio::testing::call_plan().answers_after({}).stays_up());
        const std::string leg = c.fake.originate("user/2000 &park()");
        c.fake.originate("user/3000 &park()");  // a stranger's
        c.time.advance(1s);
        received(c);
        c.fake.forget_commands();
        eslio::channel other(c.s.link(), leg);
        c.time.settle();
        CHECK(c.told("filter add Unique-ID " + leg) == (m.full ? 1U : 0U));
        outcome<eslio::execution_result> played;
        outcome<eslio::collected_digits> digits;
        outcome<eslio::hangup_info> over;
        outcome<eslio::reply> hung_up;
        other.async_execute(eslio::app::playback("x.wav"), played.handler());
        other.async_digits(eslio::digit_rules(1), digits.handler());
        other.async_wait_for_hangup(0s, over.handler());
        if (!m.full) {
            other.async_hangup("USER_BUSY", hung_up.handler());
            c.time.settle();
            for (const auto& ec : {played.ec, digits.ec, over.ec, hung_up.ec})
                CHECK(ec == eslio::error::not_allowed);
            CHECK(c.fake.commands().empty());
        } else {
            CHECK(finishes(c, played));
            CHECK(played.value.ok());
            CHECK(c.fake.press(leg, "5"));
            CHECK(finishes(c, digits));
            CHECK(digits.value.digits() == "5");
            other.async_hangup("USER_BUSY", hung_up.handler());
            CHECK(finishes(c, over));
            CHECK(over.value.cause_text() == "USER_BUSY");
        }
        CHECK(received(c).empty());  // the other leg's events are not the session's
        answer_to(c, eslio::cmd::filter("Event-Name", "DTMF"));
        c.run(eslio::app::playback("x.wav"));
    }
}

TEST_CASE("a UUID that begins with a sign is no filter's", "[outbound][handles]") {
    called c(socket_mode::async_full, eslio::testing::call(), keeping_messages());
    c.run(eslio::app::answer());
    c.fake.forget_commands();
    for (const char* uuid : {"-u-1", "+u-1", "/./"}) {
        eslio::channel other(c.s.link(), uuid);
        outcome<eslio::execution_result> o;
        other.async_execute(eslio::app::answer(), o.handler());
        c.time.settle();
        CHECK(o.ec == eslio::error::unwritable_text);
    }
    CHECK(c.fake.commands().empty());
}

TEST_CASE("a session hears on whatever becomes of its filters", "[outbound][handles]") {
    for (const char* said :
         {"filter delete all", "filter delete Unique-ID", "filter delete Unique-ID u-1",
          "filter Unique-ID u-1", "filter add Unique-ID 77", "filter Unique-ID ",
          "filter Event-Name -DTMF", "noevents", "nixevent ALL", "event plain DTMF CUSTOM a::b"}) {
        INFO(said);
        called c(socket_mode::async_full);
        c.fake.plan(eslio::testing::call_plan().answers_after({}).stays_up());
        const std::string leg = c.fake.originate("user/2000 &park()");
        eslio::channel other(c.s.link(), leg);
        c.time.settle();
        answer_to(c, eslio::command(said));
        c.run(eslio::app::playback("x.wav"));
        outcome<eslio::execution_result> played;
        other.async_execute(eslio::app::playback("y.wav"), played.handler());
        CHECK(finishes(c, played));
        outcome<eslio::job_result> job;
        c.s.async_bgapi("status", job.handler());
        CHECK(finishes(c, job));
        CHECK(job.value.ok());
    }
}

TEST_CASE("a session gets its own call's events only, whatever it filters", "[outbound][handles]") {
    for (const char* said : {"", "filter Event-Name DTMF", "filter add Event-Name /./",
                             "filter delete all", "event plain BACKGROUND_JOB HEARTBEAT"}) {
        INFO(said);
        called c(socket_mode::async_full, eslio::testing::call(), keeping_messages());
        if (*said != '\0') answer_to(c, eslio::command(said));
        c.fake.plan(eslio::testing::call_plan().answers_after({}).stays_up());
        received(c);
        c.fake.press(c.fake.originate("user/2000 &park()"), "12");
        c.fake.fire_heartbeat();
        test::connection stranger(c.fake.connect(c.context.get_executor()));
        outcome<void> in;
        outcome<eslio::job_result> job;
        stranger.async_login(eslio::password("ClueCon"), in.handler());
        c.time.settle();
        stranger.async_bgapi("status", job.handler());
        c.time.advance(1s);
        CHECK(job.done());
        CHECK(received(c).empty());
        c.fake.press("u-1", "1");
        c.time.settle();
        CHECK(received(c) == std::vector<std::string>{"DTMF"});
    }
}

TEST_CASE("a session that says myevents cannot be widened any more", "[outbound][handles]") {
    called c(socket_mode::async_full);
    CHECK(answer_to(c, eslio::cmd::myevents()) == "+OK Events Enabled");
    eslio::channel other(c.s.link(), "u-2");
    outcome<eslio::execution_result> o;
    other.async_execute(eslio::app::playback("x.wav"), o.handler());
    c.time.settle();
    CHECK(o.ec == eslio::error::not_allowed);
    c.run(eslio::app::playback("x.wav"));
}
