// event/answer.hpp: what the recorded replies mean, and those that are odd.
#include "catch.hpp"
#include "event/packets.hpp"
#include "support/captures.hpp"

#include <eslio/event/answer.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using eslio::event_name;
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
    CHECK(job_uuid_of(said("+OK Job-UUID: x", "Job-UUID: mine\n")) == "mine");
    CHECK(job_uuid_of(said(std::string("+OK Job-UUID: ") + id)) == id);
    CHECK(job_uuid_of(of("Content-Type: api/response\nContent-Length: 16\n\n+OK Job-UUID: y\n")) ==
          "y");
    CHECK_FALSE(job_uuid_of(said("-ERR permission denied")));
    CHECK_FALSE(job_uuid_of(said("+OK")));
    CHECK(job_uuid_of(recorded("command_replies")[6]) == id);
}

TEST_CASE("answer: the id of an event sent", "[answer]") {
    CHECK(event_uuid_of(said("+OK 778d4725-6731-4d3c-aaa2-9f9102548ea4")) ==
          "778d4725-6731-4d3c-aaa2-9f9102548ea4");
    CHECK_FALSE(event_uuid_of(said("+OK")));
    CHECK_FALSE(event_uuid_of(said("+OK accepted")));
    CHECK_FALSE(event_uuid_of(said("+OK event listener enabled plain xx xx")));
    CHECK_FALSE(event_uuid_of(said("-ERR permission denied")));
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
    CHECK(variable_of(said("Gr\xC3\xBC\xC3\x9F")) == "Gr\xC3\xBC\xC3\x9F");
    CHECK(variable_of(said("100% sure %41")) == "100% sure %41");
    CHECK(variable_of(said("+OK")) == "+OK");
    CHECK(variable_of(said("line one", "line two: x\nline three\n")) ==
          "line one\nline two: x\nline three");
    // Unset, empty, or of just that value: FreeSWITCH does not tell them apart.
    CHECK_FALSE(variable_of(said("-ERR command not found")));
    CHECK_FALSE(variable_of(said("")));
    CHECK_FALSE(variable_of(of("Content-Type: api/response\nContent-Length: 1\n\nx")));
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

TEST_CASE("answer: the permissions of a recorded user", "[answer]") {
    const auto p = permissions_of(recorded("userauth_ok_limited")[0]);
    REQUIRE(p);
    CHECK(p->complete());
    CHECK(p->event(event_name::channel_answer));
    CHECK(p->event(event_name::custom));
    CHECK_FALSE(p->event(event_name::dtmf));
    CHECK_FALSE(p->event(event_name::all));
    CHECK(p->subclass("conference::maintenance"));
    CHECK_FALSE(p->subclass("sofia::register"));
    CHECK(p->api("status"));
    CHECK(p->api("originate user/1 &park()"));
    CHECK_FALSE(p->api("Status"));
    CHECK_FALSE(p->api("reloadxml"));
    CHECK(p->api("bgapi status"));
    CHECK_FALSE(p->api("bgapi reloadxml"));
    CHECK_FALSE(p->log());
}

TEST_CASE("answer: who may do all", "[answer]") {
    for (const auto& r : {recorded("userauth_ok_unlimited")[0], recorded("auth_ok")[0]}) {
        const auto p = permissions_of(r);
        REQUIRE(p);
        CHECK(p->complete());
        CHECK(p->event(event_name::all));
        CHECK(p->subclass("any::thing"));
        CHECK(p->api("reloadxml"));
        CHECK(p->log());
    }
    CHECK_FALSE(permissions_of(recorded("auth_fail")[0]));
    CHECK_FALSE(permissions_of(said("+OK")));
}

TEST_CASE("answer: lists split at commas, and commands that run another", "[answer]") {
    const auto p = permissions_of(said("+OK accepted", "Allowed-Events: DTMF,talk,CUSTOM,a::b\n"
                                                       "Allowed-API: sched_api,expand,status\n"
                                                       "Allowed-LOG: true\n"));
    REQUIRE(p);
    CHECK(p->event(event_name::talk));
    CHECK(p->subclass("a::b"));
    CHECK(p->log());
    CHECK(p->api("sched_api +5 none status"));
    CHECK(p->api("sched_api +5 none expand status"));
    CHECK_FALSE(p->api("sched_api +5 none reloadxml"));
    CHECK_FALSE(p->api("expand reloadxml x"));
    // A subclass that is named like a type is no type.
    const auto odd = permissions_of(said("+OK accepted", "Allowed-Events: CUSTOM DTMF\n"
                                                         "Allowed-API: all\nAllowed-LOG: true\n"));
    CHECK_FALSE(odd->event(event_name::dtmf));
    CHECK(odd->subclass("DTMF"));
}

TEST_CASE("answer: permissions that FreeSWITCH cut allow what was told for sure", "[answer]") {
    const auto cut_events =
        permissions_of(said("+OK accepted", "Allowed-Events: DTMF TALK CHANNEL_ANS\n"));
    CHECK_FALSE(cut_events->complete());
    CHECK(cut_events->event(event_name::talk));
    CHECK_FALSE(cut_events->event(event_name::channel_answer));
    CHECK_FALSE(cut_events->api("status"));
    CHECK_FALSE(cut_events->log());
    const auto cut_api =
        permissions_of(said("+OK accepted", "Allowed-Events: all\nAllowed-API: status show\n"));
    CHECK(cut_api->event(event_name::dtmf));
    CHECK(cut_api->api("status"));
    CHECK_FALSE(cut_api->api("show"));
    CHECK_FALSE(cut_api->complete());
    const auto cut_log = permissions_of(
        said("+OK accepted", "Allowed-Events: all\nAllowed-API: status show\nAllowed-LOG: tr\n"));
    CHECK_FALSE(cut_log->complete());
    CHECK_FALSE(cut_log->log());
}
