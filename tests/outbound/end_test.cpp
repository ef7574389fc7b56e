// outbound::session: what is known of the call's end, where the last events are lost.
#include "catch.hpp"
#include "support/called.hpp"

#include <eslio/outbound/detail/own_doing.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;
using eslio::detail::own_doing;
using eslio::outbound::session_end;
using eslio::outbound::session_options;
using test::called;
using test::finishes;
using test::outcome;
using test::socket_mode;

namespace {

constexpr socket_mode single_modes[] = {socket_mode::async_single, socket_mode::static_single};

/// Modes in which nothing lingers.
struct hasty : called {
    explicit hasty(socket_mode m, bool loses = true) : called(m, eslio::testing::call(), brief()) {
        fake.options().loses_last_events = fake.options().loses_hangup = loses;
        run(eslio::app::answer());
        s.async_wait_for_end(end.handler());
        s.async_wait_for_hangup(0s, over.handler());
    }

    static session_options brief() {
        session_options o;
        o.linger = 0s;
        return o;
    }

    outcome<session_end> end;
    outcome<eslio::hangup_info> over;
};

}  // namespace

TEST_CASE("an unasked goodbye means that the call is over", "[outbound][end][modes]") {
    for (const socket_mode m : test::all_modes) {
        INFO("mode " << test::name_of(m));
        hasty c(m);
        outcome<eslio::execution_result> cut;
        c.s.async_execute(eslio::app::playback("silence_stream://60000"), cut.handler());
        c.time.advance(1s);
        c.fake.hang_up("u-1", "USER_BUSY");
        CHECK(finishes(c, c.end));
        CHECK(c.end.value.hung_up());
        CHECK(c.end.value.cause_text().empty());
        CHECK(c.end.value.requested_cause_text().empty());
        CHECK(c.end.value.connection() == eslio::error::disconnected);
        CHECK(c.s.over());
        CHECK(finishes(c, c.over));
        CHECK_FALSE(c.over.ec);
        CHECK(finishes(c, cut));
        CHECK_FALSE(cut.ec);
    }
}

TEST_CASE("what is known of the cause is told", "[outbound][end][modes]") {
    for (const socket_mode m : test::all_modes) {
        hasty c(m, false);
        c.fake.hang_up("u-1", "USER_BUSY");
        CHECK(finishes(c, c.end));
        CHECK(c.end.value.cause_text() == "USER_BUSY");
        CHECK(c.end.value.requested_cause_text().empty());
        CHECK(c.end.value.requested_cause() == eslio::hangup_cause::none);
    }
}

TEST_CASE("the cause that was asked for is told as such", "[outbound][end][modes]") {
    for (const socket_mode m : test::all_modes)
        for (int how = 0; how < 4; ++how)
            for (const bool loses : {false, true}) {
                INFO("mode " << test::name_of(m) << ", asked in way " << how
                             << (loses ? ", events lost" : ""));
                hasty c(m, loses);
                const auto ignore = [](auto...) {};
                if (how == 0) c.s.async_hangup("USER_BUSY", ignore);
                if (how == 1) c.s.async_execute(eslio::application("hangup", "USER_BUSY"), ignore);
                if (how == 2) c.s.async_message(eslio::cmd::hangup("USER_BUSY"), ignore);
                if (how == 3) c.s.async_queue(eslio::application("hangup", "USER_BUSY"), ignore);
                c.time.advance(1s);
                // Queued, it runs after the session in static mode.
                if (how == 3 && !m.async) c.s.close();
                CHECK(finishes(c, c.end));
                CHECK(c.end.value.hung_up());
                CHECK(c.end.value.requested_cause_text() == "USER_BUSY");
                if (!loses && m.async) CHECK(c.end.value.cause_text() == "USER_BUSY");
                if (loses) CHECK(c.end.value.cause_text().empty());
            }
}

TEST_CASE("an execution of hangup did what it is for, in every mode", "[outbound][end][modes]") {
    for (const socket_mode m : test::all_modes) {
        INFO("mode " << test::name_of(m));
        called c(m);
        c.run(eslio::app::answer());
        outcome<eslio::execution_result> ran, behind;
        c.s.async_execute(eslio::application("hangup", "USER_BUSY"), ran.handler());
        c.s.async_execute(eslio::app::playback("silence_stream://60000"), behind.handler());
        CHECK(finishes(c, ran));
        CHECK_FALSE(ran.ec);
        CHECK(ran.value.how() == eslio::execution_result::outcome::completed);
        CHECK(finishes(c, behind));
        CHECK(behind.value.how() == eslio::execution_result::outcome::hung_up);
    }
}

TEST_CASE("what waits fills no queue of FreeSWITCH's", "[outbound][end][modes]") {
    for (const socket_mode m : single_modes) {
        hasty c(m);
        for (int i = 0; i < 300; ++i)
            c.s.async_wait_for([](const eslio::event&) { return false; }, 0s, [](auto...) {});
        c.time.advance(1s);
        CHECK(c.s.outstanding() >= 300);
        c.fake.hang_up("u-1", "USER_BUSY");
        CHECK(finishes(c, c.end));
        CHECK(c.end.value.hung_up());
    }
}

TEST_CASE("the known cause may be another than the requested one", "[outbound][end]") {
    called c(socket_mode::async_full);
    c.run(eslio::app::answer());
    outcome<session_end> end;
    c.s.async_wait_for_end(end.handler());
    // Behind a locked playback; meanwhile another program is faster.
    c.s.async_execute(eslio::app::playback("silence_stream://60000"), [](auto...) {});
    c.s.async_execute(eslio::application("hangup", "CALL_REJECTED"), [](auto...) {});
    c.time.advance(1s);
    c.fake.hang_up("u-1", "USER_BUSY");
    CHECK(finishes(c, end));
    CHECK(end.value.cause_text() == "USER_BUSY");
    CHECK(end.value.requested_cause_text() == "CALL_REJECTED");
    CHECK(end.value.cause() == eslio::hangup_cause::user_busy);
    CHECK(end.value.requested_cause() == eslio::hangup_cause::call_rejected);
}

TEST_CASE("a hang-up that was refused is not requested", "[outbound][end]") {
    hasty c(socket_mode::async_single);
    c.fake.expect("sendmsg").command_reply("-ERR no");
    outcome<eslio::reply> refused;
    c.s.async_hangup("USER_BUSY", refused.handler());
    c.time.advance(1s);
    CHECK_FALSE(refused.value.ok());
    c.fake.reset_all();
    CHECK(finishes(c, c.end));
    CHECK_FALSE(c.end.value.hung_up());
    CHECK(c.end.value.requested_cause_text().empty());
}

TEST_CASE("a goodbye that this side has brought about says nothing of the call",
          "[outbound][end][modes]") {
    for (const socket_mode m : single_modes) {
        hasty exits(m);
        exits.s.async_send(eslio::command("exit"), [](auto...) {});
        CHECK(finishes(exits, exits.end));
        CHECK(exits.end.value.connection() == eslio::error::disconnected);
        CHECK_FALSE(exits.end.value.hung_up());

        // The 257th message in the call's queue.
        for (const bool raw : {false, true}) {
            hasty floods(m);
            for (int i = 0; i < 300; ++i) {
                eslio::call_message x =
                    eslio::cmd::execute("playback", "silence_stream://1000").lock();
                if (raw)
                    floods.s.async_send(x.async(), [](auto...) {});
                else
                    floods.s.async_message(x.async(), [](auto...) {});
            }
            CHECK(finishes(floods, floods.end));
            CHECK(floods.end.value.connection() == eslio::error::disconnected);
            CHECK_FALSE(floods.end.value.hung_up());
            CHECK(finishes(floods, floods.over));
            CHECK(floods.over.ec == eslio::condition::disconnected);
        }
    }
}

TEST_CASE("an exit that was never sent explains nothing", "[outbound][end]") {
    hasty c(socket_mode::async_single);
    outcome<eslio::reply> unsent;
    c.s.async_send(eslio::command("exit").timeout(-1ms), unsent.handler());
    c.time.settle();
    CHECK(unsent.ec == eslio::error::timeout);
    c.fake.hang_up("u-1", "USER_BUSY");
    CHECK(finishes(c, c.end));
    CHECK(c.end.value.hung_up());
}

TEST_CASE("an exit that was taken back while it waited for the park explains nothing",
          "[outbound][end]") {
    for (const bool said_twice : {false, true}) {
        test::switched w;
        w.fake.options().loses_last_events = w.fake.options().loses_hangup = true;
        outcome<eslio::outbound::session> opened;
        w.fake.program("ivr:9000", [&](eslio::testing::stream s) {
            eslio::outbound::async_open_session(std::move(s), hasty::brief(), opened.handler());
        });
        w.fake.extension("77", {{"socket", "ivr:9000 async"}});
        w.fake.call_in(eslio::testing::incoming_call().to("77").uuid("u-1"));
        w.time.run_until([&] { return opened.done(); });
        outcome<session_end> end;
        opened.value.async_wait_for_end(end.handler());
        outcome<eslio::reply> unsent, said;
        opened.value.async_send(eslio::cmd::exit().timeout(100us), unsent.handler());
        if (said_twice) opened.value.async_send(eslio::cmd::exit(), said.handler());
        w.time.advance(1s);
        CHECK(unsent.ec == eslio::error::timeout);
        CHECK(said.done() == said_twice);
        w.fake.hang_up("u-1", "USER_BUSY");
        w.time.advance(20s);
        REQUIRE(end.done());
        CHECK(end.value.hung_up() == !said_twice);
    }
}

TEST_CASE("what is no orderly goodbye says nothing of the call", "[outbound][end][modes]") {
    for (const socket_mode m : single_modes)
        for (int how = 0; how < 4; ++how) {
            INFO("mode " << test::name_of(m) << ", ended in way " << how);
            hasty c(m);
            if (how == 0) c.fake.shutdown();
            if (how == 1) c.fake.drop_all();
            if (how == 2) c.fake.reset_all();
            if (how == 3) c.s.close();
            CHECK(finishes(c, c.end));
            CHECK_FALSE(c.end.value.hung_up());
            CHECK(c.end.value.cause_text().empty());
            CHECK(finishes(c, c.over));
            CHECK(c.over.ec == eslio::condition::disconnected);
        }
}

TEST_CASE("a connection that lingered belongs to a call that is over", "[outbound][end]") {
    test::driven_context c;
    auto ends = eslio::testing::connect_pair(c.context.get_executor());
    outcome<eslio::outbound::session> opened;
    eslio::outbound::async_open_session(std::move(ends.first), {}, opened.handler());
    ends.second.send_now("Event-Name: CHANNEL_DATA\nUnique-ID: u-2\n"
                         "Content-Type: command/reply\nReply-Text: %2BOK%0A\n"
                         "Socket-Mode: async\nControl: full\n\n");
    for (int i = 0; i < 3; ++i) {
        c.time.settle();
        ends.second.send_now(test::reply_packet("+OK"));
    }
    c.time.settle();
    REQUIRE(opened.done());
    outcome<session_end> lost;
    opened.value.async_wait_for_end(lost.handler());
    ends.second.send_now("Content-Type: text/disconnect-notice\nContent-Disposition: linger\n"
                         "Linger-Time: 10\nContent-Length: 0\n\n");
    c.time.settle();
    ends.second.reset();
    CHECK(finishes(c, lost));
    CHECK(lost.value.connection() == eslio::error::connection_reset);
    CHECK(lost.value.hung_up());
    CHECK(lost.value.cause_text().empty());
}

TEST_CASE("hang-ups are recognised by what is said", "[outbound][end]") {
    const auto asked = [](const eslio::command& c) {
        return own_doing::asked_hangup(c.bytes(), "u-1").value_or("none");
    };
    CHECK(asked(eslio::cmd::hangup()) == "NORMAL_CLEARING");
    CHECK(asked(eslio::cmd::hangup("17")) == "17");
    CHECK(asked(eslio::cmd::hangup("USER_BUSY").on("u-1")) == "USER_BUSY");
    CHECK(asked(eslio::cmd::hangup("USER_BUSY").on("u-2")) == "none");
    CHECK(asked(eslio::cmd::execute("hangup")) == "NORMAL_CLEARING");
    CHECK(asked(eslio::cmd::execute("hangup", "USER_BUSY").lock().event_uuid("x")) == "USER_BUSY");
    CHECK(asked(eslio::cmd::execute("playback", "hangup")) == "none");
    CHECK(asked(eslio::cmd::api("uuid_kill u-1")) == "NORMAL_CLEARING");
    CHECK(asked(eslio::cmd::api("uuid_kill u-1 USER_BUSY")) == "USER_BUSY");
    CHECK(asked(eslio::cmd::api("uuid_kill u-2 USER_BUSY")) == "none");
    CHECK(asked(eslio::cmd::api("uuid_killall u-1")) == "none");
    CHECK(asked(eslio::command("sendmsg\nCALL-COMMAND: hangup\nHangup-Cause:USER_BUSY")) ==
          "USER_BUSY");
    CHECK(asked(eslio::command("noop")) == "none");
    CHECK(asked(eslio::cmd::exit()) == "none");
}

TEST_CASE("a session that goes inside a condition tells who waits for its end", "[outbound][end]") {
    for (const socket_mode m : test::all_modes) {
        INFO("mode " << test::name_of(m));
        called c(m);
        std::optional<eslio::outbound::session> s(std::move(c.s));
        outcome<session_end> end;
        outcome<eslio::wait_result> waited;
        s->async_wait_for_end(end.handler());
        const auto goes = [&](const eslio::event&) {
            s.reset();
            return false;
        };
        s->async_wait_for(goes, 0s, waited.handler());
        c.fake.hang_up("u-1");
        c.time.advance(1min);
        CHECK(end.count == 1);
        CHECK_FALSE(end.ec);
        CHECK_FALSE(end.value.hung_up());
        CHECK(waited.done());
        CHECK_FALSE(s.has_value());
    }
}
