// outbound::session: what becomes of the call when its program leaves it, in every mode.
#include "catch.hpp"
#include "support/called.hpp"

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/error.hpp>

#include <optional>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using eslio::outbound::session;
using eslio::outbound::session_end;
using eslio::outbound::session_options;
using eslio::testing::incoming_call;
using eslio::testing::stream;
using test::finishes;
using test::outcome;
using test::socket_mode;

namespace {

/// A call in a dialplan: `socket`, then `echo`.
struct passing_call : test::switched {
    /// `parks`: it is used when an async call has come to its park.
    explicit passing_call(socket_mode mode, session_options options = {}, bool parks = true) {
        const std::string argument = "ivr:9000" + std::string(eslio::testing::keywords(mode));
        fake.extension("77", {{"answer", ""}, {"socket", argument}, {"echo", ""}});
        fake.extension("78", {{"playback", "silence_stream://5000"}});
        fake.program("ivr:9000", [&](stream s) {
            eslio::outbound::async_open_session(std::move(s), options, opened.handler());
        });
        fake.call_in(incoming_call().to("77").uuid("u-1"));
        time.run_until([&] { return opened.done(); });
        REQUIRE_FALSE(opened.ec);
        if (parks) time.advance(2ms);
    }

    session& call() { return opened.value; }

    outcome<session> opened;
};

}  // namespace

TEST_CASE("behind a session the dialplan goes on", "[outbound][modes][leaving]") {
    for (const socket_mode m : test::all_modes) {
        INFO(test::name_of(m));
        passing_call c(m);
        CHECK(c.told("resume") == 0);
        CHECK(c.fake.application_of("u-1") == "socket");
        outcome<eslio::execution_result> done, cut;
        outcome<session_end> end;
        c.call().async_execute(eslio::app::playback("silence_stream://100"), done.handler());
        REQUIRE(finishes(c, done));
        c.call().async_wait_for_end(end.handler());
        c.call().async_execute(eslio::app::playback("silence_stream://5000"), cut.handler());
        c.time.advance(1s);
        c.call().close();
        c.time.advance(1min);
        CHECK(end.done());
        CHECK(end.value.connection() == eslio::error::closed);
        CHECK_FALSE(end.value.hung_up());
        CHECK(cut.done());
        CHECK(cut.ec == eslio::condition::disconnected);
        CHECK(c.call().outstanding() == 0);
        CHECK(c.fake.application_of("u-1") == "echo");
        CHECK(c.fake.open_connections() == 0);
    }
}

TEST_CASE("a call that is moved and left goes on where it is, however soon it is left",
          "[outbound][modes][leaving]") {
    enum class by { application, uuid_transfer, own_uuid_transfer, job };
    enum class leaves { drops, exits };
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single})
        for (const by way : {by::application, by::uuid_transfer, by::own_uuid_transfer, by::job})
            for (const leaves how : {leaves::drops, leaves::exits})
                for (auto after = 0us; after < 12ms; after += 250us) {
                    if (way != by::application && m != socket_mode::async_full) continue;
                    INFO(test::name_of(m) << " " << static_cast<int>(way) << " "
                                          << static_cast<int>(how) << " " << after.count());
                    passing_call c(m, {}, false);
                    // What happens is heard later than it is.
                    c.fake.fail(eslio::testing::fault_plan().delays(eslio::testing::after(4ms)));
                    c.call().async_queue(eslio::app::answer(), [](auto...) {});
                    const std::string api = "uuid_transfer u-1 78";
                    if (way == by::application)
                        c.call().async_queue(eslio::app::transfer("78"), [](auto...) {});
                    if (way == by::uuid_transfer) c.call().async_api(api, [](auto...) {});
                    if (way == by::own_uuid_transfer)
                        c.call().async_send(eslio::command("api " + api), [](auto...) {});
                    if (way == by::job) c.call().async_bgapi(api, [](auto...) {});
                    c.time.advance(after);
                    if (how == leaves::exits)
                        c.call().async_send(eslio::cmd::exit(), [](auto...) {});
                    else
                        c.opened.value = session();
                    c.time.advance(3s);
                    CHECK(c.fake.open_connections() == 0);
                    // A job waits for its subscription, and may never have been said.
                    const std::string now = c.fake.application_of("u-1");
                    if (way == by::job && now == "echo") continue;
                    CHECK(now == "playback");
                    c.time.advance(1min);
                    CHECK(c.fake.calls().empty());
                }
}

TEST_CASE("a call that another program transfers goes on there, however soon it is left",
          "[outbound][modes][leaving]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single})
        for (auto after = 0us; after < 12ms; after += 250us) {
            INFO(test::name_of(m) << " " << after.count());
            passing_call c(m, {}, false);
            eslio::basic_connection<stream> other(c.fake.connect(c.context.get_executor()));
            other.async_login(eslio::password("ClueCon"), [](auto...) {});
            c.time.settle();
            other.async_api("uuid_transfer u-1 78", [](auto...) {});
            c.time.settle();
            c.time.advance(after);
            c.opened.value = session();
            c.time.advance(3s);
            CHECK(c.fake.application_of("u-1") == "playback");
            CHECK(c.told("resume") == 0);
            c.time.advance(1min);
            CHECK(c.fake.calls().empty());
        }
}

TEST_CASE("a call that something was said to and is left at once goes on",
          "[outbound][modes][leaving]") {
    for (const socket_mode m : test::all_modes)
        for (auto after = 0us; after < 5ms; after += 500us) {
            INFO(test::name_of(m) << " " << after.count());
            passing_call c(m, {}, false);
            c.call().async_queue(eslio::app::set("a", "b"), [](auto...) {});
            c.time.advance(after);
            c.opened.value = session();
            c.time.advance(2s);
            CHECK(c.fake.application_of("u-1") == "echo");
            CHECK(c.fake.variable("u-1", "socket_resume").empty());
            CHECK(c.fake.open_connections() == 0);
        }
}

TEST_CASE("resume may be said at any time in async mode", "[outbound][modes][leaving]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single}) {
        passing_call c(m);
        outcome<eslio::reply> said, left;
        c.call().async_send(eslio::cmd::resume(), said.handler());
        c.time.settle();
        CHECK(said.done());
        CHECK(said.value.ok());
        CHECK(c.fake.variable("u-1", "socket_resume") == "true");
        outcome<session_end> end;
        c.call().async_wait_for_end(end.handler());
        c.call().async_send(eslio::command("exit"), left.handler());
        c.time.advance(1s);
        CHECK(left.done());
        CHECK(end.done());
        CHECK(end.value.connection() == eslio::error::disconnected);
        CHECK_FALSE(end.value.hung_up());
        CHECK(c.fake.application_of("u-1") == "echo");
    }
}

TEST_CASE("the user's own exit lets the call go on, however early it is said",
          "[outbound][modes][leaving]") {
    for (const socket_mode m : test::all_modes)
        for (const char* said : {"exit", "EXIT", "..."}) {
            INFO(test::name_of(m) << " " << said);
            passing_call c(m, {}, false);
            outcome<eslio::reply> left;
            outcome<session_end> end;
            c.call().async_wait_for_end(end.handler());
            c.call().async_send(eslio::command(said), left.handler());
            c.time.advance(1s);
            CHECK(left.done());
            CHECK(left.value.text() == "+OK bye");
            CHECK(end.done());
            CHECK_FALSE(end.value.hung_up());
            CHECK(c.fake.application_of("u-1") == "echo");
            CHECK(c.fake.variable("u-1", "socket_resume").empty());
            CHECK(c.fake.open_connections() == 0);
        }
}

TEST_CASE("an exit is not hurried by what was said of other calls, or in vain",
          "[outbound][modes][leaving]") {
    const auto say = [](session& s, int what) {
        const auto ignored = [](auto...) {};
        eslio::channel leg(s, "u-2");
        switch (what) {
            case 0: return s.async_api("uuid_transfer u-2 78", ignored);
            case 1: return leg.async_execute(eslio::app::transfer("78"), ignored);
            case 2: return s.async_api("uuid_transfer nonesuch 78", ignored);
            case 3: return s.async_set_variable("note", "uuid_transfer", ignored);
            case 4: return s.async_bgapi("uuid_transfer u-2 78", ignored);
            default: return s.async_queue(eslio::app::set("a", "b"), ignored);
        }
    };
    for (const socket_mode m : test::all_modes)
        for (int what = 0; what < 6; ++what)
            for (const bool drops : {false, true})
                for (const bool before : {false, true}) {
                    INFO(test::name_of(m) << " " << what << " " << drops << " " << before);
                    passing_call c(m, {}, false);
                    if (before) say(c.call(), what);
                    c.call().async_send(eslio::cmd::exit(), [](auto...) {});
                    if (!before) say(c.call(), what);
                    if (drops) c.opened.value = session();
                    c.time.advance(2s);
                    CHECK(c.fake.application_of("u-1") == "echo");
                    CHECK(c.fake.variable("u-1", "socket_resume").empty());
                    CHECK(c.told("resume") == 0);
                    CHECK(c.fake.open_connections() == 0);
                }
}

TEST_CASE("a call that is moved in time goes on there after an early exit",
          "[outbound][modes][leaving]") {
    for (auto after = 0us; after < 12ms; after += 500us) {
        INFO(after.count());
        passing_call c(socket_mode::async_full, {}, false);
        c.call().async_queue(eslio::app::answer(), [](auto...) {});
        c.call().async_api("sched_transfer +0 u-1 78", [](auto...) {});
        c.time.advance(after);
        c.call().async_send(eslio::cmd::exit(), [](auto...) {});
        c.time.advance(3s);
        CHECK(c.fake.application_of("u-1") == "playback");
        c.time.advance(1min);
        CHECK(c.fake.calls().empty());
    }
}

TEST_CASE("an exit waits for the park, and with it what is said after it; no longer than a second",
          "[outbound][modes][leaving]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single})
        for (const bool told : {true, false}) {
            INFO(test::name_of(m) << " " << told);
            passing_call c(m, {}, false);
            if (!told) c.fake.fail(eslio::testing::fault_plan().delays(eslio::testing::after(5s)));
            outcome<eslio::reply> left, later;
            c.call().async_send(eslio::cmd::exit(), left.handler());
            c.call().async_send(eslio::cmd::connect(), later.handler());
            c.time.settle();
            CHECK(c.told("exit") == 0);
            c.time.advance(told ? 50ms : 990ms);
            CHECK(c.told("exit") == (told ? 1U : 0U));
            c.time.advance(20ms);
            CHECK(c.told("exit") == 1);
            CHECK(left.done() == told);
            c.time.advance(20s);
            CHECK(left.done());
            CHECK(later.ec == eslio::condition::disconnected);
        }
}

TEST_CASE("an exit that is refused or taken back holds nothing up", "[outbound][modes][leaving]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single})
        for (const bool refused : {true, false}) {
            INFO(test::name_of(m) << " " << refused);
            passing_call c(m, {}, false);
            outcome<eslio::reply> left, before, later;
            asio::cancellation_signal taken_back;
            c.call().async_send(eslio::cmd::connect(), before.handler());
            if (refused)
                c.call().async_send(eslio::cmd::exit().timeout(-1ms), left.handler());
            else
                c.call().async_send(eslio::cmd::exit(), asio::bind_cancellation_slot(
                                                            taken_back.slot(), left.handler()));
            taken_back.emit(asio::cancellation_type::total);
            c.call().async_send(eslio::cmd::connect(), later.handler());
            c.time.settle();
            CHECK(left.done());
            CHECK(before.done());
            if (refused) CHECK(later.done());
            c.time.advance(30ms);
            CHECK(later.done());
            CHECK(c.told("exit") == 0);
        }
}

TEST_CASE("an exit that is not written before the session is dropped lets the call go on",
          "[outbound][modes][leaving]") {
    enum class why { dropped, no_time, queue_full };
    for (const socket_mode m : test::all_modes)
        for (const why w : {why::dropped, why::no_time, why::queue_full}) {
            INFO(test::name_of(m) << " " << static_cast<int>(w));
            session_options options;
            if (w == why::queue_full) options.connection.command_limits.commands = 8;
            passing_call c(m, options, false);
            outcome<eslio::reply> left;
            if (w == why::queue_full)
                for (int i = 0; i < 10; ++i)
                    c.call().async_send(eslio::cmd::connect(), [](auto...) {});
            eslio::command said = eslio::cmd::exit();
            if (w == why::no_time) said.timeout(-1ms);
            c.call().async_send(said, left.handler());
            c.opened.value = session();
            c.time.advance(2s);
            CHECK(left.done());
            CHECK(c.fake.application_of("u-1") == "echo");
            CHECK(c.fake.variable("u-1", "socket_resume").empty());
            CHECK(c.fake.open_connections() == 0);
        }
}

TEST_CASE("a transferred call goes on elsewhere, at the latest behind the session",
          "[outbound][modes][leaving]") {
    for (const socket_mode m : test::all_modes) {
        INFO(test::name_of(m));
        passing_call c(m);
        outcome<eslio::execution_result> moved;
        c.call().async_execute(eslio::app::transfer("78"), moved.handler());
        c.time.advance(1s);
        CHECK(moved.done());
        CHECK(moved.value.ok());
        // A static socket holds the call's thread.
        CHECK((c.fake.application_of("u-1") == "playback") == m.async);
        c.call().close();
        c.time.advance(1s);
        CHECK(c.fake.application_of("u-1") == "playback");
        c.time.advance(1min);
        CHECK(c.fake.calls().empty());  // the extension has ended
    }
}

TEST_CASE("a session stays with a call that was transferred away, to its end",
          "[outbound][leaving]") {
    for (const socket_mode m : {socket_mode::async_full, socket_mode::async_single}) {
        passing_call c(m);
        outcome<session_end> end;
        outcome<eslio::hangup_info> over;
        c.call().async_wait_for_end(end.handler());
        c.call().async_wait_for_hangup(0s, over.handler());
        c.call().async_execute(eslio::app::transfer("78"), [](auto...) {});
        c.time.advance(4s);
        CHECK(end.count == 0);
        c.time.advance(2s);
        CHECK(over.done());
        CHECK(over.value.cause_text() == "NORMAL_CLEARING");
        CHECK(end.done());
        CHECK(end.value.hung_up());
    }
}

TEST_CASE("a hang-up of ours has its cause, in every mode", "[outbound][modes][hangup]") {
    for (const socket_mode m : test::all_modes)
        for (const char* const cause : {"USER_BUSY", "17", "NORMAL_CLEARING"}) {
            INFO(test::name_of(m) << " " << cause);
            passing_call c(m);
            eslio::testing::stream watching = c.fake.connect(c.context.get_executor());
            watching.send_now("auth ClueCon\n\nevent plain CHANNEL_HANGUP_COMPLETE\n\n");
            outcome<eslio::reply> told;
            outcome<session_end> end;
            c.call().async_wait_for_end(end.handler());
            c.call().async_hangup(cause, told.handler());
            c.time.advance(1min);
            CHECK(told.done());
            CHECK(told.value.ok());
            CHECK(end.done());
            CHECK(c.fake.calls().empty());
            const std::string wanted = cause[0] == 'N' ? cause : "USER_BUSY";
            const std::string seen = watching.take_received();
            CHECK(seen.find("Hangup-Cause: " + wanted + "\n") != std::string::npos);
            if (m == socket_mode::async_full) CHECK(end.value.cause_text() == wanted);
        }
}

TEST_CASE("a session that is assigned to ends as one that is destroyed",
          "[outbound][leaving][modes]") {
    for (const socket_mode m : test::all_modes) {
        for (const char* way : {"assigned to", "destroyed"}) {
            INFO(way);
            test::called c(m);
            outcome<eslio::execution_result> played;
            outcome<eslio::hangup_info> hung;
            outcome<eslio::collected_digits> digits;
            c.s.async_execute(eslio::app::playback("silence_stream://60000"), played.handler());
            c.s.async_wait_for_hangup(0s, hung.handler());
            c.s.async_digits(eslio::digit_rules(1), digits.handler());
            c.time.advance(1s);
            if (std::string(way) == "destroyed")
                const session gone = std::move(c.s);
            else
                c.s = session();
            c.time.settle();
            CHECK((played.done() && played.ec == asio::error::operation_aborted));
            CHECK((hung.done() && hung.ec == asio::error::operation_aborted));
            CHECK((digits.done() && digits.ec == asio::error::operation_aborted));
        }
    }
}
