// channel: what is known of a call whose last events come late, or not at all; and handles that
// could be mistaken for another call's.
#include "catch.hpp"
#include "support/called.hpp"

#include <optional>
#include <string>
#include <string_view>

using namespace std::chrono_literals;
using eslio::outbound::session;
using eslio::outbound::session_end;
using test::connected;
using test::event_packet;
using test::outcome;
using test::peer;
using test::reply_packet;
using variable = std::optional<std::string>;

namespace {

std::string call_event(std::string_view name, std::string_view more = {}) {
    return event_packet("Event-Name: " + std::string(name) + "\nUnique-ID: u-1\n" +
                        std::string(more) + "\n");
}

/// A session whose FreeSWITCH the test plays: `connect` and `linger` are answered.
struct scripted : test::switch_end {
    explicit scripted(std::string_view control) {
        auto ends = eslio::testing::connect_pair(context.get_executor(), context.get_executor());
        server = std::move(ends.first);
        outcome<session> opened;
        eslio::outbound::async_open_session(std::move(ends.second), {}, opened.handler());
        time.settle();
        said();
        says("Content-Type: command/reply\nReply-Text: +OK\nSocket-Mode: async\nControl: " +
             std::string(control) +
             "\nEvent-Name: CHANNEL_DATA\nUnique-ID: u-1\nAnswer-State: answered\n\n");
        for (int i = 0; i < 10 && opened.count == 0; ++i)
            for (std::size_t n = commands(said()); n != 0; --n) says(reply_packet("+OK"));
        REQUIRE(opened.done());
        REQUIRE_FALSE(opened.ec);
        s = std::move(opened.value);
        said();
    }

    static std::size_t commands(std::string_view text) {
        std::size_t n = 0;
        for (std::size_t at = text.find("\n\n"); at != text.npos; at = text.find("\n\n", at + 2))
            ++n;
        return n;
    }

    session s;
};

constexpr std::string_view linger_notice =
    "Content-Type: text/disconnect-notice\nControlled-Session-UUID: u-1\n"
    "Content-Disposition: linger\nLinger-Time: 10\nContent-Length: 0\n\n";

}  // namespace

TEST_CASE("a hang-up that is complete late is waited for", "[channel][hangup][unheard]") {
    scripted f("full");
    outcome<eslio::hangup_info> hung;
    f.s.async_wait_for_hangup(30s, hung.handler());
    f.says(linger_notice);
    f.says(call_event("CHANNEL_HANGUP", "Hangup-Cause: USER_BUSY\n"));
    f.time.advance(5s);  // a slow hang-up hook of FreeSWITCH's
    CHECK(hung.count == 0);
    CHECK(f.said().empty());
    f.says(call_event("CHANNEL_HANGUP_COMPLETE", "Hangup-Cause: USER_BUSY\nvariable_billsec: 7\n"));
    REQUIRE(hung.done());
    CHECK_FALSE(hung.ec);
    CHECK(hung.value.cause_text() == "USER_BUSY");
    CHECK(hung.value.details().variable("billsec") == "7");
    CHECK(f.said() == "exit\n\n");
}

TEST_CASE("a hang-up that was asked for is a result", "[channel][hangup][unheard]") {
    scripted f("full");
    outcome<eslio::hangup_info> hung;
    f.s.async_wait_for_hangup(30s, hung.handler());
    f.says(linger_notice);
    f.time.advance(1s);
    CHECK(f.said() == "connect\n\n");
    f.says("Content-Type: command/reply\nReply-Text: +OK\nEvent-Name: CHANNEL_DATA\n"
           "Unique-ID: u-1\nAnswer-State: hangup\nHangup-Cause: USER_BUSY\n\n");
    REQUIRE(hung.done());
    CHECK_FALSE(hung.ec);
    CHECK(hung.value.cause_text() == "USER_BUSY");
}

TEST_CASE("a call that was seen to hang up is over with its connection",
          "[channel][hangup][unheard]") {
    for (const char* control : {"single-channel", "full"}) {
        INFO(control);
        scripted f(control);
        outcome<eslio::hangup_info> hung;
        outcome<eslio::execution_result> ran;
        outcome<session_end> end;
        f.s.async_wait_for_hangup(30s, hung.handler());
        f.s.async_execute(eslio::app::playback("x"), ran.handler());
        f.s.async_wait_for_end(end.handler());
        f.says(reply_packet("+OK"));
        f.says(call_event("CHANNEL_HANGUP", "Hangup-Cause: USER_BUSY\n"));
        f.server.close();
        f.time.settle();
        REQUIRE(hung.done());
        CHECK_FALSE(hung.ec);
        CHECK(hung.value.cause_text() == "USER_BUSY");
        REQUIRE(ran.done());
        CHECK_FALSE(ran.ec);
        CHECK(ran.value.how() == eslio::execution_result::outcome::hung_up);
        REQUIRE(end.done());
        CHECK(end.value.cause_text() == "USER_BUSY");
        CHECK(end.value.connection() == eslio::condition::disconnected);
    }
}

TEST_CASE("a handle without a UUID is nobody's", "[channel][unheard]") {
    for (const char* uuid : {"", "a b", "a\nb"}) {
        connected w;
        const std::string other = w.call();
        eslio::channel c(w.fs->link(), uuid);
        outcome<eslio::hangup_info> hung;
        outcome<eslio::execution_result> ran;
        outcome<eslio::reply> queued, down, set, sent;
        outcome<variable> got;
        outcome<eslio::wait_result> answered;
        outcome<eslio::wait_result> event;
        outcome<eslio::message> message;
        outcome<eslio::collected_digits> digits;
        c.async_wait_for_hangup(0s, hung.handler());
        c.async_wait_for_answer(0s, answered.handler());
        c.async_wait_for([](const eslio::event&) { return true; }, 0s, event.handler());
        c.async_execute(eslio::app::playback("x"), ran.handler());
        c.async_queue(eslio::app::playback("x"), queued.handler());
        c.async_hangup("USER_BUSY", down.handler());
        c.async_set_variable("a", "b", set.handler());
        c.async_get_variable("a", got.handler());
        c.async_message(eslio::cmd::nomedia("x"), sent.handler());
        c.async_receive(message.handler());
        c.async_digits(eslio::digit_rules(1), digits.handler());
        w.time.settle();
        for (const auto ec : {hung.ec, answered.ec, event.ec, ran.ec, queued.ec, down.ec, set.ec,
                              got.ec, sent.ec, message.ec, digits.ec})
            CHECK(ec == eslio::condition::invalid_argument);
        w.fake.hang_up(other);
        w.time.advance(1s);
        for (const int count :
             {hung.count, answered.count, event.count, ran.count, queued.count, down.count,
              set.count, got.count, sent.count, message.count, digits.count})
            CHECK(count == 1);
        CHECK_FALSE(c.over());
        CHECK(w.told("uuid_kill") + w.told("sendmsg") == 0);
    }
}

TEST_CASE("a refusal is not a variable's value", "[channel][variables][unheard]") {
    peer p;
    eslio::channel c(p.fs->link(), "u-1");
    p.said();
    p.says(reply_packet("+OK"));
    outcome<variable> got;
    c.async_get_variable("a", got.handler());
    p.says(reply_packet("-ERR permission denied"));
    REQUIRE(got.done());
    CHECK(got.ec == eslio::error::not_allowed);
    CHECK_FALSE(got.value);
}
