// Bytes that FreeSWITCH would not send: each ends in the named error or is delivered as it is, and
// memory stays bounded. Through wire/frame_parser.hpp and protocol/command_exchange.hpp.
#include "catch.hpp"
#include "protocol/exchange_fixture.hpp"
#include "support/allocations.hpp"
#include "support/captures.hpp"
#include "support/rounds.hpp"

#include <eslio/protocol/command_exchange.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hostile_test {

using namespace test;
using eslio::error;
using eslio::error_code;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

struct outcome {
    error_code ec;
    std::vector<eslio::message> messages;
};

outcome hear(const std::string& bytes, std::uint64_t seed = 1) {
    conversation c({}, {}, seed);
    outcome o{c.hear(bytes), {}};
    for (eslio::message m; c.messages.pop(m);) o.messages.push_back(std::move(m));
    return o;
}

/// Breaks the protocol, however it is cut, and nothing is delivered.
void breaks(const std::string& bytes, error why) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const outcome o = hear(bytes, seed);
        CHECK(o.ec == why);
        CHECK(o.ec == eslio::condition::protocol);
        CHECK(o.messages.empty());
    }
}

/// Is delivered raw with that problem, or none, and what follows is read.
void delivered_raw(std::string_view type, const std::string& body, error_code problem) {
    const outcome o =
        hear(body_packet(type, body) + event_packet("Event-Name: HEARTBEAT\n"), body.size());
    CHECK_FALSE(o.ec);
    REQUIRE(o.messages.size() == 2);
    const eslio::raw_packet* raw = o.messages[0].as_raw();
    REQUIRE(raw != nullptr);
    CHECK(raw->content_type() == type);
    CHECK(raw->body() == body);
    CHECK(raw->problem() == problem);
    CHECK(text_of(o.messages[1]) == "event HEARTBEAT");
}

std::string with_length(const std::string& lines) {
    return "Content-Type: text/event-plain\n" + lines + "\nEvent-Name: X\n\n";
}

std::string repeated(std::string_view text, std::size_t n) {
    std::string out;
    while (n-- > 0) out += text;
    return out;
}

}  // namespace

TEST_CASE("a Content-Length that is no number breaks the protocol", "[protocol][hostile]") {
    for (const char* value : {"-1", "-0", "+5", "", " ", "x", "5x", "x5", "0x5", "5 5", "5,5",
                              "5.0", "1e3", "\xD9\xA5", "--5", "-99999999999999999999"}) {
        INFO("value: " << value);
        breaks(with_length("Content-Length: " + std::string(value) + "\n"),
               error::bad_content_length);
    }
    breaks(with_length("Content-Length: " + std::string("5\0", 2) + "\n"),
           error::bad_content_length);
}

TEST_CASE("a Content-Length above the limit breaks the protocol", "[protocol][hostile]") {
    for (const char* value : {"67108865", "4294967296", "4294967295", "2147483648",
                              "9223372036854775807", "9223372036854775808", "18446744073709551615",
                              "18446744073709551616", "99999999999999999999999999999999999999"}) {
        INFO("value: " << value);
        breaks(with_length("Content-Length: " + std::string(value) + "\n"), error::body_too_large);
    }
}

TEST_CASE("Content-Length may be repeated but not contradicted", "[protocol][hostile]") {
    breaks(with_length("Content-Length: 14\nContent-Length: 15\n"),
           error::conflicting_content_length);
    breaks(with_length("content-length: 0\nContent-Type: x\nCONTENT-LENGTH: 14\n"),
           error::conflicting_content_length);
    breaks(with_length("Content-Length: 14\nContent-Length: -14\n"), error::bad_content_length);
    const outcome o = hear(with_length("Content-Length: 15\ncontent-length:  015 \r\n"));
    CHECK_FALSE(o.ec);
    REQUIRE(o.messages.size() == 1);
    CHECK(text_of(o.messages[0]) == "event X");
}

TEST_CASE("a header block without an end is bounded", "[protocol][hostile]") {
    const std::string lines[] = {std::string(997, 'x'),  "Name: " + std::string(991, 'x') + "\n",
                                 repeated("a:b\n", 250), repeated("\r", 1000),
                                 repeated(":\n", 500),   std::string(1000, '\0')};
    for (const std::string& line : lines) {
        conversation c;
        std::size_t fed = 0;
        error_code ec;
        while (!ec && fed < 10'000'000) {
            ec = c.hear(line);
            fed += line.size();
        }
        CHECK(ec == error::header_block_too_large);
        CHECK(fed <= (std::size_t{1} << 20) + 2 * line.size());
        CHECK(c.in.capacity() <= std::size_t{4} << 20);
        CHECK(c.received().empty());
    }
}

TEST_CASE("blank lines without end cost nothing", "[protocol][hostile]") {
    conversation c;
    for (int i = 0; i < 3000; ++i) REQUIRE_FALSE(c.hear(i % 2 ? "\n\n\n\n\n" : "\r\n\r\n"));
    CHECK(c.in.capacity() < 10'000);
    CHECK_FALSE(c.hear(event_packet("Event-Name: X\n")));
    CHECK(c.received() == "event X\n");
}

TEST_CASE("an announced body takes no memory before it comes", "[protocol][hostile]") {
    conversation c;
    const std::size_t before = allocated_bytes();
    CHECK_FALSE(c.hear("Content-Type: text/event-plain\nContent-Length: 60000000\n\nbegun"));
    CHECK(allocated_bytes() - before < 100'000);
    CHECK(c.received().empty());
}

TEST_CASE("a body cut by the end is not delivered", "[protocol][hostile]") {
    conversation c;
    const ending& e = c.say(eslio::cmd::api("status"));
    c.written();
    const std::string packet = api_packet("0123456789");
    CHECK_FALSE(c.hear(packet.substr(0, packet.size() - 1)));
    CHECK(e.count == 0);
    c.drain();
    CHECK(e.failed(error::outcome_unknown));
    CHECK(c.received().empty());
}

TEST_CASE("a notice in the middle of a packet does no harm", "[protocol][hostile]") {
    // Another thread of FreeSWITCH may write it there (P: 4.3).
    const std::string packet = event_packet("Event-Name: HEARTBEAT\nX: y\n", "body");
    for (std::size_t cut = 1; cut < packet.size(); ++cut) {
        INFO("cut at " << cut);
        const outcome o = hear(packet.substr(0, cut) + goodbye, cut);
        CHECK((!o.ec || o.ec == eslio::condition::protocol));
        CHECK(o.messages.size() <= 2);
    }
}

TEST_CASE("a body that looks like packets is a body", "[protocol][hostile]") {
    const std::string text = goodbye + "\n\n" + reply_packet("+OK") + "\nContent-Length: -5\n\n";
    conversation c;
    const ending& api = c.say(eslio::cmd::api("x"));
    c.written();
    CHECK_FALSE(c.hear(event_packet("Event-Name: X\n", text) + api_packet(text)));
    CHECK_FALSE(c.exchange.said_goodbye());
    CHECK(api.said(text));
    eslio::message m;
    REQUIRE(c.messages.pop(m));
    REQUIRE(m.as_event() != nullptr);
    CHECK(m.as_event()->body() == text);
    CHECK(c.messages.empty());
}

TEST_CASE("NUL bytes are bytes", "[protocol][hostile]") {
    const outcome o =
        hear(event_packet("Event-Name: X\nA\0B: c\0d\nE: %00\n"sv, "b\0d\0"sv) +
             body_packet("text/event-json", "{\"Event-Name\":\"Y\",\"n\":\"\\u0000\"}") +
             "Content-Type: text/\0\n\n"s);
    CHECK_FALSE(o.ec);
    REQUIRE(o.messages.size() == 3);
    REQUIRE(o.messages[0].as_event() != nullptr);
    const eslio::event& plain = *o.messages[0].as_event();
    CHECK(plain["A\0B"sv] == "c\0d"sv);
    CHECK(plain["E"] == "\0"sv);
    CHECK(plain.body() == "b\0d\0"sv);
    REQUIRE(o.messages[1].as_event() != nullptr);
    CHECK((*o.messages[1].as_event())["n"] == "\0"sv);
    REQUIRE(o.messages[2].as_raw() != nullptr);
    CHECK(o.messages[2].as_raw()->content_type() == "text/\0"sv);
}

TEST_CASE("bad percent codes stay as they are", "[protocol][hostile]") {
    const outcome o = hear(event_packet(
        "Event-Name: X\nA: %\nB: %4\nC: %zz\nD: %%41\nE: %4g%41\nF: 100%\nG: %-1\nH: %e4\n"));
    REQUIRE(o.messages.size() == 1);
    REQUIRE(o.messages[0].as_event() != nullptr);
    const eslio::event& e = *o.messages[0].as_event();
    CHECK(e["A"] == "%");
    CHECK(e["B"] == "%4");
    CHECK(e["C"] == "%zz");
    CHECK(e["D"] == "%A");
    CHECK(e["E"] == "%4gA");
    CHECK(e["F"] == "100%");
    CHECK(e["G"] == "%-1");
    CHECK(e["H"] == "\xE4");
}

TEST_CASE("events that cannot be read are delivered raw", "[protocol][hostile]") {
    for (const std::string& body :
         {std::string("{"), std::string("{\"a\""), std::string("{\"a\":\"b"), std::string("\\"),
          std::string("{\"a\":\"b\"} x"), std::string("{'a':'b'}"),
          std::string("{\"a\":\"\\u12\"}"), std::string("nul"), std::string(1, '\0'),
          repeated("[", 100'000), repeated("{\"a\":", 100'000)}) {
        INFO("body: " << body.substr(0, 40));
        delivered_raw("text/event-json", body, error::bad_event_json);
    }
    for (const char* body :
         {"[]", "1", "null", "\"text\"", "[{\"Event-Name\":\"X\"}]", "{\"a\":{\"b\":\"c\"}}"}) {
        INFO("body: " << body);
        delivered_raw("text/event-json", body, error::unexpected_json);
    }
    for (const std::string& body :
         {std::string("<"), std::string("<event>"), std::string("<event></other>"),
          std::string("text"), std::string("<event><headers><A>x</B></headers></event>"),
          repeated("<a>", 100'000), std::string("<event><headers><A>&bogus;"),
          std::string("<!DOCTYPE a [<!ENTITY b \"c\">]><event>")}) {
        INFO("body: " << body.substr(0, 40));
        delivered_raw("text/event-xml", body, error::bad_event_xml);
    }
    delivered_raw("text/event-xml", "<other></other>", error::unexpected_xml);
    delivered_raw("text/event-plain", "\n\n", error::bad_event_plain);
}

TEST_CASE("unknown packets are delivered as they are", "[protocol][hostile]") {
    delivered_raw("text/unheard-of", "any\n\nthing", error_code());
    delivered_raw("text/event-yaml", "a: b", error_code());
    delivered_raw("command/replyx", "x", error_code());
    delivered_raw("auth/request", "x", error_code());
    const outcome o = hear("no colon at all\n\nContent-Length: 3\n\nabc: \n:\n\n");
    CHECK_FALSE(o.ec);
    REQUIRE(o.messages.size() == 3);
    for (const eslio::message& m : o.messages) CHECK(m.as_raw() != nullptr);
    CHECK(o.messages[1].as_raw()->body() == "abc");
}

TEST_CASE("replies that nobody asked for break the protocol", "[protocol][hostile]") {
    breaks(reply_packet("+OK"), error::unexpected_reply);
    breaks(api_packet("x"), error::unexpected_reply);
    breaks("Event-Name: CHANNEL_DATA\nContent-Type: command/reply\nReply-Text: %2BOK\n\n",
           error::unexpected_reply);
}

TEST_CASE("sessions with broken bytes end well", "[protocol][hostile][random]") {
    const auto sessions = support::read_sessions(40'000);
    REQUIRE_FALSE(sessions.empty());
    support::each_round(150, [&](std::uint64_t seed) {
        support::random_source random(seed);
        const support::session& s = sessions[random.below(sessions.size())];
        INFO("ESLIO_SEED=" << seed << " session " << s.name);
        std::string bytes = s.bytes;
        for (std::size_t n = 1 + random.below(10); n > 0; --n) {
            const std::size_t at = random.below(bytes.size());
            switch (random.below(4)) {
                case 0: bytes[at] = static_cast<char>(random.below(256)); break;
                case 1: bytes.erase(at, random.below(20)); break;
                case 2: bytes.insert(at, bytes.substr(random.below(bytes.size()), 20)); break;
                default: bytes.insert(at, 1, "\n:%\0-<{\""[random.below(8)]); break;
            }
        }
        conversation c({1000, 10'000'000, eslio::overflow_policy::drop_oldest}, {}, seed);
        for (int i = 0; i < 100; ++i) c.job("j" + std::to_string(i), start + 1s);
        for (int i = 0; i < 100; ++i) c.say("noop", start + 1s);
        c.written();
        const error_code ec = c.hear(bytes);
        CHECK((!ec || ec == eslio::condition::protocol));
        c.written();
        c.exchange.expire(start + (random.one_in(2) ? 0s : 2s));
        c.drain();
        CHECK(std::all_of(c.endings.begin(), c.endings.end(),
                          [](const ending& e) { return e.done(); }));
        CHECK(c.in.capacity() <= std::size_t{8} << 20);
    });
}

}  // namespace hostile_test
