// event/answer.hpp: what the recorded replies mean, and those that are odd.
#include "catch.hpp"
#include "event/packets.hpp"
#include "support/captures.hpp"
#include "support/named.hpp"

#include <eslio/event/answer.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace answer_test {

namespace {

using eslio::format;
using eslio::log_level;
using eslio::reply;
using std::chrono::seconds;
using test::of;
using test::said;

/// The replies of a recorded session, in order.
std::vector<reply> recorded(const std::string& name) {
    std::vector<reply> all;
    for (const auto& f : support::parse_session(support::read_session(name))) {
        if (f.content_type != "command/reply" && f.content_type != "api/response") continue;
        eslio::wire::frame frame;
        frame.headers = eslio::wire::header_block(f.headers);
        frame.content_type = f.content_type;
        frame.body = f.body;
        all.emplace_back(frame);
    }
    return all;
}

}  // namespace

TEST_CASE("answer: the id of a job", "[answer]") {
    const auto id = "b7c664c8-d556-4a69-ad70-f7c3612fd455";
    CHECK(job_uuid_of(named(said("+OK Job-UUID: x", "Job-UUID: mine\n"))) == "mine");
    CHECK(job_uuid_of(named(said(std::string("+OK Job-UUID: ") + id))) == id);
    CHECK(job_uuid_of(named(
              of("Content-Type: api/response\nContent-Length: 16\n\n+OK Job-UUID: y\n"))) == "y");
    CHECK_FALSE(job_uuid_of(named(said("-ERR permission denied"))));
    CHECK_FALSE(job_uuid_of(named(said("+OK"))));
    CHECK(job_uuid_of(recorded("command_replies")[6]) == id);
}

TEST_CASE("answer: the id of an event sent", "[answer]") {
    CHECK(event_uuid_of(named(said("+OK 778d4725-6731-4d3c-aaa2-9f9102548ea4"))) ==
          "778d4725-6731-4d3c-aaa2-9f9102548ea4");
    CHECK_FALSE(event_uuid_of(named(said("+OK"))));
    CHECK_FALSE(event_uuid_of(named(said("+OK accepted"))));
    CHECK_FALSE(event_uuid_of(named(said("+OK event listener enabled plain xx xx"))));
    CHECK_FALSE(event_uuid_of(named(said("-ERR permission denied"))));
}

TEST_CASE("answer: the format in force", "[answer]") {
    CHECK(format_of(said("+OK event listener enabled plain")) == format::plain);
    CHECK(format_of(said("+OK event listener enabled json")) == format::json);
    CHECK(format_of(said("+OK event listener enabled xml")) == format::xml);
    CHECK_FALSE(format_of(said("-ERR no keywords supplied")));
    CHECK_FALSE(format_of(said("+OK event listener enabled yaml")));
    CHECK_FALSE(format_of(said("+OK events nixed")));
    const auto replies = recorded("subscribe_replies");
    CHECK_FALSE(format_of(replies[1]));
    CHECK(format_of(replies[8]) == format::json);
    CHECK(format_of(replies[9]) == format::xml);
}

TEST_CASE("answer: the log level in force", "[answer]") {
    CHECK(log_level_of(said("+OK log level  [7]")) == log_level::debug);
    CHECK(log_level_of(said("+OK log level err [3]")) == log_level::err);
    CHECK(log_level_of(said("+OK log level disable [-1]")) == log_level::disable);
    CHECK(log_level_of(said("+OK log level 99 [63]")) == log_level::debug);
    for (const char* text : {"-ERR invalid log level", "+OK log level x", "+OK log level [x]",
                             "+OK log level 7]", "+OK no longer logging", "+OK log level []"}) {
        INFO(text);
        CHECK_FALSE(log_level_of(said(text)));
    }
}

TEST_CASE("answer: how long the connection lingers", "[answer]") {
    const auto thirty = linger_of(said("+OK will linger 30 seconds"));
    REQUIRE(thirty);
    CHECK(thirty->lingers);
    CHECK(thirty->limit == seconds(30));
    const auto endless = linger_of(said("+OK will linger"));
    REQUIRE(endless);
    CHECK(endless->lingers);
    CHECK_FALSE(endless->limit);
    const auto none = linger_of(said("+OK will not linger"));
    REQUIRE(none);
    CHECK_FALSE(none->lingers);
    CHECK_FALSE(linger_of(said("-ERR not controlling a session")));
    CHECK_FALSE(linger_of(said("+OK will linger a while")));
    CHECK_FALSE(linger_of(said("+OK")));
}

TEST_CASE("answer: a channel variable", "[answer]") {
    CHECK(variable_of(named(said("Gr\xC3\xBC\xC3\x9F"))) == "Gr\xC3\xBC\xC3\x9F");
    CHECK(variable_of(named(said("100% sure %41"))) == "100% sure %41");
    CHECK(variable_of(named(said("+OK"))) == "+OK");
    CHECK(variable_of(named(said("line one", "line two: x\nline three\n"))) ==
          "line one\nline two: x\nline three");
    // Unset, empty, or of just that value: FreeSWITCH does not tell them apart.
    CHECK_FALSE(variable_of(named(said("-ERR command not found"))));
    CHECK_FALSE(variable_of(named(said(""))));
    CHECK_FALSE(variable_of(named(of("Content-Type: api/response\nContent-Length: 1\n\nx"))));
    const auto replies = recorded("outbound_connect_vars_getvar");
    REQUIRE(replies.size() > 8);
    CHECK_FALSE(variable_of(replies[0]));
    CHECK(variable_of(replies[1]) == "Gr\xC3\xBC\xC3\x9F"
                                     "e \xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E \xF0\x9F\x98\x80");
    CHECK(variable_of(replies[2]) == "line one\nline two");
    CHECK(variable_of(replies[3]) == "100% sure %41");
    CHECK(variable_of(replies[4]) == "ARRAY::first|:second");
    CHECK_FALSE(variable_of(replies[5]));
    CHECK(variable_of(replies[7])->size() == 511);
}

TEST_CASE("answer: how an outbound connection is tied to its call", "[answer]") {
    const auto full = socket_mode_of(recorded("outbound_async_full_linger3_plain")[0]);
    REQUIRE(full);
    CHECK(full->async);
    CHECK(full->full);
    const auto limited = socket_mode_of(recorded("outbound_sync_single_channel")[0]);
    REQUIRE(limited);
    CHECK_FALSE(limited->async);
    CHECK_FALSE(limited->full);
    CHECK_FALSE(socket_mode_of(said("+OK")));
    CHECK_FALSE(socket_mode_of(said("-ERR command not found")));
}

}  // namespace answer_test
