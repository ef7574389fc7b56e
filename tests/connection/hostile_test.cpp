// Malformed and hostile bytes over a whole connection: each ends in its named error or is delivered
// as it is, and memory stays bounded. (protocol/hostile_test.cpp has more of each kind.)
#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/peer.hpp"

#include <string>
#include <vector>

using namespace eslio;
using namespace std::string_literals;
using test::outcome;
using test::peer;

namespace {

std::string frame_of(const std::string& type, const std::string& body) {
    return "Content-Length: " + std::to_string(body.size()) + "\nContent-Type: " + type + "\n\n" +
           body;
}

std::string repeated(const std::string& text, std::size_t count) {
    std::string all;
    all.reserve(text.size() * count);
    while (count-- > 0) all += text;
    return all;
}

connection_options small_limits() {
    connection_options o;
    o.frame_limits.header_block = 1 << 16;
    o.frame_limits.body = 1 << 20;
    return o;
}

/// What the connection ends with; nothing if it goes on, and then it still answers.
error_code ends_with(peer& p, const std::string& bytes) {
    outcome<reply> asked;
    p.fs->async_send(command("noop"), asked.handler());
    p.said();
    p.says(test::reply_packet("+OK"));
    REQUIRE(asked.done());
    const std::size_t before = test::allocated_bytes();
    for (std::size_t at = 0; at < bytes.size() && p.fs->is_open(); at += 1 << 15)
        p.says(bytes.substr(at, 1 << 15));
    CHECK(test::allocated_bytes() < before + (std::size_t{12} << 20));
    if (!p.fs->is_open()) return p.fs->reason();
    outcome<reply> again;
    p.fs->async_send(command("noop"), again.handler());
    p.said();
    p.says(test::reply_packet("+OK"));
    CHECK((again.done() && !again.ec));
    return {};
}

error_code ends_with(const std::string& bytes) {
    peer p(small_limits());
    return ends_with(p, bytes);
}

/// Is delivered raw, with that problem.
void comes_raw(const std::string& type, const std::string& body, error_code problem) {
    peer p(small_limits());
    CHECK_FALSE(ends_with(p, frame_of(type, body)));
    message m;
    REQUIRE(p.fs->try_receive(m));
    REQUIRE(m.as_raw() != nullptr);
    CHECK(m.as_raw()->problem() == problem);
    CHECK(m.as_raw()->body() == body);
}

}  // namespace

TEST_CASE("lengths that are none end the connection") {
    for (const char* value : {"-1", "-0", "x", "", "5x", "0x10", "1e3", "+5"}) {
        INFO(value);
        CHECK(ends_with("Content-Length: "s + value + "\n\n") == error::bad_content_length);
    }
    for (const char* value : {"1048577", "4294967296", "99999999999999999999999"})
        CHECK(ends_with("Content-Length: "s + value + "\n\n") == error::body_too_large);
    CHECK(ends_with("Content-Length: 5\nContent-Length: 6\n\n") ==
          error::conflicting_content_length);
    CHECK_FALSE(ends_with("Content-Length: 5\nContent-Length: 5\n\nabcde"));
}

TEST_CASE("headers without end are bounded") {
    CHECK(ends_with(repeated("A: b\n", 200'000)) == error::header_block_too_large);
    CHECK(ends_with(std::string(2'000'000, 'x')) == error::header_block_too_large);
    CHECK(ends_with(std::string(2'000'000, '\0')) == error::header_block_too_large);
    CHECK_FALSE(ends_with(std::string(2'000'000, '\n')));
}

TEST_CASE("a reply that nobody asked for ends the connection") {
    CHECK(ends_with(test::reply_packet("+OK") + test::reply_packet("+OK")) ==
          error::unexpected_reply);
}

TEST_CASE("bodies that cannot be read are delivered raw, and the connection goes on") {
    comes_raw("text/event-json", "{\"A\":", error::bad_event_json);
    comes_raw("text/event-json", repeated("[", 1'000'000), error::bad_event_json);
    comes_raw("text/event-json", "[1,2]", error::unexpected_json);
    comes_raw("text/event-xml", "<event><headers>", error::bad_event_xml);
    comes_raw("text/event-xml", repeated("<a>", 300'000), error::bad_event_xml);
    comes_raw("text/event-xml", "<a></a>", error::unexpected_xml);
    comes_raw("text/event-plain", "\n", error::bad_event_plain);
    comes_raw("text/unheard-of", "any\0thing"s, error_code());
}

TEST_CASE("bodies of nothing but headers are bounded") {
    comes_raw("text/event-plain", repeated("a\n", 500'000), error::event_too_large);
    comes_raw("text/event-plain", "A: ARRAY%3A%3A" + repeated("%7C%3A", 170'000) + "\n",
              error::event_too_large);
    comes_raw("text/event-json", "{" + repeated("\"\":\"\",", 140'000) + "\"A\":\"b\"}",
              error::event_too_large);
    comes_raw("text/event-json", "{\"A\":[" + repeated("\"\",", 340'000) + "\"\"]}",
              error::event_too_large);
    comes_raw("text/event-xml",
              "<event><headers>" + repeated("<a/>", 250'000) + "</headers></event>",
              error::event_too_large);
}

TEST_CASE("bad percent codes and NUL are bytes like others") {
    peer p(small_limits());
    CHECK_FALSE(ends_with(p, frame_of("text/event-plain", "A: %zz%4\nB: x\0y\nC: %\n\n"s)));
    message m;
    REQUIRE(p.fs->try_receive(m));
    REQUIRE(m.as_event() != nullptr);
    CHECK((*m.as_event())["A"] == "%zz%4");
    CHECK((*m.as_event())["B"] == "x\0y"s);
    CHECK((*m.as_event())["C"] == "%");
}

TEST_CASE("a body that is cut by the end, or that a notice stands in, ends as a disconnection") {
    for (const std::string& inside : {""s, std::string(test::goodbye)}) {
        peer p(small_limits());
        p.says("Content-Type: text/event-plain\nContent-Length: 1000\n\nbegun" + inside);
        p.server.close();
        p.time.settle();
        CHECK(p.fs->reason() == condition::disconnected);
        message m;
        CHECK_FALSE(p.fs->try_receive(m));
    }
}
