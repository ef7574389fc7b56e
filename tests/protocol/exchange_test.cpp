// protocol/command_exchange.hpp: commands and their replies, what reaches the user, and how waits
// end.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"

#include <eslio/command/listen.hpp>
#include <eslio/protocol/command_exchange.hpp>

#include <string>
#include <utility>
#include <vector>

namespace exchange_test {

using namespace test;
using eslio::error;

TEST_CASE("commands get their replies in order", "[protocol][exchange]") {
    conversation c;
    ending& a = c.say("noop");
    ending& b = c.say(eslio::cmd::api("status"));
    CHECK(c.exchange.commands_waiting() == 2);
    CHECK(c.exchange.commands_unsent() == 2);
    CHECK(c.written() == "noop\n\napi status\n\n");
    CHECK(c.exchange.commands_unsent() == 0);
    CHECK_FALSE(c.hear(reply_packet("-ERR command not found") + api_packet("UP\n\nCount: 1\n")));
    CHECK(a.said("-ERR command not found"));
    CHECK_FALSE(a.answer.ok());
    CHECK(b.said("UP\n\nCount: 1\n"));
    CHECK(c.exchange.commands_waiting() == 0);
    CHECK(c.received().empty());
}

TEST_CASE("an invalid command is refused and nothing is written", "[protocol][exchange]") {
    conversation c;
    const ending& e = c.say("a\r\nb");
    CHECK(c.refusal == error::line_break_in_argument);
    CHECK(e.count == 0);
    c.job("id", never, "a\nb");
    CHECK(c.refusal == error::line_break_in_argument);
    c.job(std::string(236, 'j'));
    CHECK(c.refusal == error::job_uuid_too_long);
    c.start_job(std::string(236, 'j'));
    CHECK(c.refusal == error::job_uuid_too_long);
    CHECK(c.written().empty());
    CHECK(c.exchange.jobs().size() == 0);
}

TEST_CASE("the line of commands is bounded", "[protocol][exchange]") {
    conversation c({}, {2, 100});
    const ending& a = c.say("a");
    c.say(std::string(96, 'b'));
    CHECK(c.refusal == error::queue_full);
    c.say(std::string(90, 'b'));
    CHECK_FALSE(c.refusal);
    c.say("c");
    CHECK(c.refusal == error::queue_full);
    c.job("j");
    CHECK(c.refusal == error::queue_full);
    CHECK(c.exchange.jobs().size() == 0);
    c.written();
    c.say("c");
    CHECK(c.refusal == error::queue_full);  // written, but not answered
    CHECK_FALSE(c.hear(reply_packet("+OK")));
    CHECK(a.said("+OK"));
    c.say("c");
    CHECK_FALSE(c.refusal);
}

TEST_CASE("commands given up at once do not fill the line", "[protocol][exchange]") {
    conversation c({}, {2, 100});
    for (int i = 0; i < 10; ++i) {
        ending& e = c.say("a");
        REQUIRE_FALSE(c.refusal);
        waiter w;
        bool written = true;
        CHECK(c.exchange.give_up(c.number, w, written));
        CHECK(w.to == &e);
        CHECK_FALSE(written);
        CHECK(c.written().empty());
    }
}

TEST_CASE("a late reply belongs to nobody", "[protocol][exchange]") {
    conversation c;
    const ending& a = c.say("a");
    const auto number = c.number;
    const ending& b = c.say("b");
    c.written();
    CHECK(c.exchange.is_waiting(number));
    CHECK(c.exchange.is_written(number));
    waiter w;
    bool written = false;
    CHECK(c.exchange.give_up(number, w, written));
    CHECK(written);
    CHECK(w.to == &a);
    CHECK_FALSE(c.exchange.give_up(number, w, written));
    CHECK(c.exchange.owed() == number);
    CHECK_FALSE(c.hear(reply_packet("+OK late")));
    CHECK(c.exchange.late_replies() == 1);
    CHECK(c.exchange.owed() == 0);
    CHECK_FALSE(c.hear(reply_packet("+OK b")));
    CHECK(a.count == 0);
    CHECK(b.said("+OK b"));
}

TEST_CASE("commands expire", "[protocol][exchange]") {
    conversation c;
    const ending& a = c.say("a", start + 1s);
    const ending& b = c.say("b", start + 2s);
    c.written();
    const ending& unwritten = c.say("c", start + 1s);
    CHECK(c.exchange.next_deadline() == start + 1s);
    c.exchange.expire(start + 1s);
    CHECK(a.failed(error::timeout));
    CHECK(unwritten.failed(error::timeout));
    CHECK(b.count == 0);
    CHECK(c.exchange.next_deadline() == start + 2s);
    CHECK(c.written().empty());
    CHECK_FALSE(c.hear(reply_packet("+OK a") + reply_packet("+OK b")));
    CHECK(a.count == 1);
    CHECK(b.said("+OK b"));
}

TEST_CASE("a reply that nobody asked for breaks the protocol", "[protocol][exchange]") {
    conversation c;
    CHECK(c.hear(reply_packet("+OK")) == error::unexpected_reply);
    conversation d;
    const ending& e = d.say("a");
    CHECK(d.hear(api_packet("x")) == error::unexpected_reply);
    CHECK(e.count == 0);
}

TEST_CASE("a reply that nobody asked for may be delivered instead", "[protocol][exchange]") {
    conversation c;
    c.exchange.accept_unasked_replies();
    CHECK_FALSE(c.hear(reply_packet("+OK early") + api_packet("x")));
    const ending& a = c.say("a");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("+OK a") + reply_packet("+OK late")));
    CHECK(a.said("+OK a"));
    CHECK(c.received() == "raw command/reply\nraw api/response\nraw command/reply\n");
}

TEST_CASE("either kind of reply answers either kind of command", "[protocol][exchange]") {
    conversation c;
    const ending& api = c.say(eslio::cmd::api("status"));
    const ending& raw = c.say("reload mod_event_socket");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("-ERR permission denied") + api_packet("+OK Job-UUID: x\n")));
    CHECK(api.said("-ERR permission denied"));
    CHECK_FALSE(api.answer.has_body());
    CHECK(raw.said("+OK Job-UUID: x\n"));
}

TEST_CASE("the reply to connect is channel data", "[protocol][exchange]") {
    conversation c;
    const ending& e = c.say("connect");
    c.written();
    CHECK_FALSE(c.hear("Event-Name: CHANNEL_DATA\nCaller-Name: a%20b\nContent-Type: command/reply\n"
                       "Reply-Text: %2BOK%0A\nSocket-Mode: async\nControl: full\n\n"));
    REQUIRE(e.said("+OK"));
    REQUIRE(e.answer.data() != nullptr);
    CHECK((*e.answer.data())["Caller-Name"] == "a b");
    CHECK(e.answer["Control"] == "full");
}

TEST_CASE("what comes unasked reaches the user in order", "[protocol][exchange]") {
    conversation c;
    CHECK_FALSE(c.hear(event_packet("Event-Name: HEARTBEAT\n") + body_packet("log/data", "line\n") +
                       body_packet("text/event-json", "{\"Event-Name\":\"DTMF\"}") +
                       body_packet("text/unheard-of", "x") +
                       body_packet("text/rude-rejection", "no") + "Some: header\n\n" +
                       event_packet("Event-Name: NEW_TYPE\n")));
    CHECK(c.received() ==
          "event HEARTBEAT\nlog line\n\nevent DTMF\nraw text/unheard-of\nrejection\nraw \n"
          "event NEW_TYPE\n");
}

TEST_CASE("an event that cannot be read is delivered as it came", "[protocol][exchange]") {
    const std::pair<std::string, error> bad[] = {
        {body_packet("text/event-json", "{\"a\":"), error::bad_event_json},
        {body_packet("text/event-json", "[1,2]"), error::unexpected_json},
        {body_packet("text/event-xml", "<event><headers>"), error::bad_event_xml},
        {body_packet("text/event-xml", "<other/>"), error::unexpected_xml},
        {body_packet("text/event-plain", ""), error::bad_event_plain}};
    for (const auto& [packet, why] : bad) {
        INFO("packet: " << packet);
        conversation c;
        CHECK_FALSE(c.hear(packet + event_packet("Event-Name: HEARTBEAT\n")));
        eslio::message m;
        REQUIRE(c.messages.pop(m));
        REQUIRE(m.as_raw() != nullptr);
        CHECK(m.as_raw()->problem() == why);
        CHECK(m.as_raw()->problem() == eslio::condition::undecodable);
        CHECK(packet.substr(packet.find("\n\n") + 2) == m.as_raw()->body());
        CHECK(c.received() == "event HEARTBEAT\n");
    }
}

TEST_CASE("a goodbye is noticed, a linger is not one", "[protocol][exchange]") {
    conversation c;
    CHECK_FALSE(c.hear("Content-Type: text/disconnect-notice\nContent-Disposition: linger\n"
                       "Linger-Time: 5\nContent-Length: 0\n\n"));
    CHECK_FALSE(c.exchange.said_goodbye());
    CHECK_FALSE(c.hear(event_packet("Event-Name: CHANNEL_HANGUP_COMPLETE\n") + goodbye));
    CHECK(c.exchange.said_goodbye());
    CHECK(c.received() == "notice \nevent CHANNEL_HANGUP_COMPLETE\nnotice bye\n\n");
}

TEST_CASE("a packet that is too large to be held is an error, not cut", "[protocol][exchange]") {
    conversation c;
    const std::string held = "x";
    eslio::wire::frame f;
    // Nobody looks at more of it than the size.
    f.body = std::string_view(held.data(), (std::size_t{1} << 31) + 1);
    for (const char* type : {"log/data", "text/disconnect-notice", "text/event-plain", "other"}) {
        f.content_type = type;
        CHECK(c.exchange.on_frame(f) == eslio::error::body_too_large);
    }
}

TEST_CASE("an overflow closes only when the user chose so", "[protocol][exchange]") {
    const std::string packet = event_packet("Event-Name: HEARTBEAT\n");
    conversation closing({2, 1'000'000, eslio::overflow_policy::close});
    CHECK_FALSE(closing.hear(packet + packet));
    CHECK(closing.hear(packet) == error::event_queue_overflow);
    CHECK(closing.received() == "event HEARTBEAT\nevent HEARTBEAT\n");
    conversation notices({1, 1'000'000, eslio::overflow_policy::close});
    CHECK(notices.hear(packet + goodbye) == error::event_queue_overflow);
    conversation dropping({1, 1'000'000, eslio::overflow_policy::drop_oldest});
    CHECK_FALSE(dropping.hear(packet + packet + packet));
    CHECK(dropping.received() == "gap 2\nevent HEARTBEAT\n");
}

TEST_CASE("replies pass while the event queue is full", "[protocol][exchange]") {
    conversation c({1, 1'000'000, eslio::overflow_policy::drop_newest});
    const ending& e = c.say("a");
    const ending& job = c.job("j");
    CHECK(c.written().rfind("a\n\nevent BACKGROUND_JOB\n\n", 0) == 0);
    const std::string flood = event_packet("Event-Name: DTMF\n");
    CHECK_FALSE(c.hear(flood + flood + reply_packet("+OK a") + flood + reply_packet("+OK")));
    CHECK(e.said("+OK a"));
    c.written();
    CHECK_FALSE(c.hear(flood + job_reply("j") + flood + job_packet("j", "done") + flood));
    CHECK(job.said("done"));
    CHECK(c.messages.lost() == 5);
}

TEST_CASE("routes see an event before the queue and may keep it", "[protocol][exchange]") {
    conversation c;
    std::string seen;
    c.routes.add("1", [&](const eslio::event& e) {
        seen += e.name();
        return e.is(eslio::event_name::dtmf) ? eslio::protocol::route_table::verdict::consume
                                             : eslio::protocol::route_table::verdict::pass;
    });
    CHECK_FALSE(c.hear(event_packet("Event-Name: DTMF\nUnique-ID: 1\n") +
                       event_packet("Event-Name: TALK\nUnique-ID: 1\n") +
                       event_packet("Event-Name: DTMF\nUnique-ID: 2\n")));
    CHECK(seen == "DTMFTALK");
    CHECK(c.received() == "event TALK\nevent DTMF\n");
}

TEST_CASE("when the connection is lost every wait ends", "[protocol][exchange]") {
    conversation c;
    const ending& written = c.say("a");
    c.written();
    const ending& unsent = c.say("b");
    const ending& given_up = c.say("c");
    waiter gone;
    bool was_written = true;
    CHECK(c.exchange.give_up(c.number, gone, was_written));
    c.drain();
    CHECK(written.failed(error::outcome_unknown));
    CHECK(unsent.failed(error::not_sent));
    CHECK(given_up.count == 0);
    CHECK(c.exchange.commands_waiting() == 0);
    CHECK(c.exchange.next_deadline() == never);
    CHECK(written.ec == eslio::condition::disconnected);
    CHECK(unsent.ec == eslio::condition::disconnected);
    c.drain();
    CHECK(written.count == 1);
}

TEST_CASE("the events of a call come if its myevents is not refused", "[protocol][exchange]") {
    const bool accepted = GENERATE(true, false);
    conversation c;
    c.exchange.heard().controls_no_call();
    ending wanted;
    waiter library(wanted);
    REQUIRE(c.exchange.ask(eslio::detail::types_of({eslio::event_name::dtmf}), library));
    ending& mine = c.say("myevents 1");
    CHECK(c.written() == "event DTMF\n\nmyevents 1 plain\n\n");
    const std::string reply = accepted ? "+OK Events Enabled" : "-ERR invalid uuid";
    CHECK_FALSE(c.hear(reply_packet("+OK event listener enabled plain") + reply_packet(reply)));
    CHECK(mine.said(reply));
    CHECK_FALSE(c.hear(event_packet("Event-Name: DTMF\n")));
    CHECK(c.received() == (accepted ? "event DTMF\n" : ""));
}

TEST_CASE("a format is not sent as the UUID of a call", "[protocol][exchange]") {
    conversation c;
    c.exchange.heard().controls_no_call();
    c.say("myevents json");
    CHECK(c.refusal == error::not_allowed);
    CHECK(c.written().empty());
}

// The cases in which FreeSWITCH sends no reply, or another than expected.

TEST_CASE("commands after exit end with the connection", "[protocol][exchange]") {
    conversation c;
    const ending& exit = c.say(eslio::cmd::exit());
    const ending& after = c.say("noop");
    const ending& job = c.say("bgapi status");
    c.written();
    CHECK_FALSE(c.hear(reply_packet("+OK bye") + goodbye));
    c.drain();
    CHECK(exit.said("+OK bye"));
    CHECK(after.failed(error::outcome_unknown));
    CHECK(job.failed(error::outcome_unknown));
    CHECK(c.exchange.said_goodbye());
}

TEST_CASE("a command that is never answered ends at its deadline", "[protocol][exchange]") {
    // As `sendmsg` whose queue is full, or one in flight when the controlled call ends.
    conversation c;
    const ending& e = c.say("sendmsg 1\ncall-command: hangup", start + 5s);
    CHECK(c.written() == "sendmsg 1\ncall-command: hangup\n\n");
    CHECK_FALSE(c.hear(event_packet("Event-Name: CHANNEL_HANGUP\n") + goodbye));
    CHECK(e.count == 0);
    c.exchange.expire(start + 5s);
    CHECK(e.failed(error::timeout));
    CHECK(c.exchange.owed() == c.number);
    c.drain();
    CHECK(e.count == 1);
}

TEST_CASE("a reply with no text at all is a reply", "[protocol][exchange]") {
    conversation c;
    const ending& a = c.say("getvar x");
    const ending& b = c.say("b");
    c.written();
    CHECK_FALSE(c.hear("Content-Type: command/reply\n\n" + reply_packet("+OK b")));
    CHECK(a.said(""));
    CHECK(b.said("+OK b"));
}

}  // namespace exchange_test
