// event/permissions.hpp: what the reply to a login tells of permissions, and what it does not.
#include "catch.hpp"
#include "event/packets.hpp"
#include "support/captures.hpp"

#include <eslio/event/permissions.hpp>

#include <string>

namespace permissions_test {

namespace {

using eslio::event_name;
using eslio::permissions_of;
using eslio::reply;
using test::said;

constexpr auto denied = eslio::permission::denied;
constexpr auto granted = eslio::permission::granted;
constexpr auto untold = eslio::permission::untold;

/// The reply to the login of a recorded session.
reply recorded(const std::string& name) {
    for (const auto& f : support::parse_session(support::read_session(name))) {
        if (f.content_type != "command/reply") continue;
        eslio::wire::frame frame;
        frame.headers = eslio::wire::header_block(f.headers);
        frame.content_type = f.content_type;
        return reply(frame);
    }
    return {};
}

}  // namespace

TEST_CASE("permissions: of a recorded user", "[answer]") {
    const auto p = permissions_of(recorded("userauth_ok_limited"));
    REQUIRE(p);
    CHECK(p->complete());
    CHECK(p->event(event_name::channel_answer) == granted);
    CHECK(p->event(event_name::custom) == granted);
    CHECK(p->event(event_name::dtmf) == denied);
    CHECK(p->event(event_name::all) == denied);
    CHECK(p->subclass("conference::maintenance") == granted);
    CHECK(p->subclass("sofia::register") == denied);
    CHECK(p->api("status") == granted);
    CHECK(p->api("originate user/1 &park()") == granted);
    CHECK(p->api("Status") == denied);
    CHECK(p->api("reloadxml") == denied);
    CHECK(p->api("bgapi status") == granted);
    CHECK(p->api("bgapi reloadxml") == denied);
    CHECK(p->log() == denied);
}

TEST_CASE("permissions: who logs in with the password may do all", "[answer]") {
    const auto p = permissions_of(recorded("auth_ok"));
    REQUIRE(p);
    CHECK(p->complete());
    CHECK(p->event(event_name::all) == granted);
    CHECK(p->subclass("any::thing") == granted);
    CHECK(p->api("reloadxml") == granted);
    CHECK(p->log() == granted);
    CHECK(eslio::permissions().api("x") == granted);
    CHECK_FALSE(permissions_of(recorded("auth_fail")));
    CHECK_FALSE(permissions_of(said("+OK")));
}

TEST_CASE("permissions: all is said of a user who may run nothing, too", "[answer]") {
    // The same bytes come for a user without lists, and for one whose lists are `all`.
    const auto p = permissions_of(recorded("userauth_ok_unlimited"));
    REQUIRE(p);
    CHECK(p->complete());
    CHECK(p->event(event_name::all) == granted);
    CHECK(p->event(event_name::custom) == granted);
    CHECK(p->subclass("any::thing") == untold);
    CHECK(p->api("reloadxml") == untold);
    CHECK(p->api("all") == untold);
    CHECK(p->log() == granted);
}

TEST_CASE("permissions: lists split at commas, and commands that run another", "[answer]") {
    const auto p = permissions_of(said("+OK accepted", "Allowed-Events: DTMF,talk,CUSTOM,a::b\n"
                                                       "Allowed-API: sched_api,expand,+5,status\n"
                                                       "Allowed-LOG: true\n"));
    REQUIRE(p);
    CHECK(p->event(event_name::talk) == granted);
    CHECK(p->subclass("a::b") == granted);
    CHECK(p->log() == granted);
    CHECK(p->api("expand status x") == granted);
    CHECK(p->api("expand reloadxml x") == denied);
    CHECK(p->api("expand") == granted);
    CHECK(p->api("expand  status") == denied);  // two blanks: an empty name
    // Of sched_api it is the time that must be in the list, and nothing after it.
    CHECK(p->api("sched_api +60 none status") == denied);
    CHECK(p->api("sched_api +5 none reloadxml") == granted);
    // A subclass that is named like a type is no type, and `all` among others is ALL.
    const auto odd =
        permissions_of(said("+OK accepted", "Allowed-Events: CUSTOM DTMF\n"
                                            "Allowed-API: all status\nAllowed-LOG: true\n"));
    CHECK(odd->event(event_name::dtmf) == denied);
    CHECK(odd->subclass("DTMF") == granted);
    CHECK(odd->api("status") == granted);
    CHECK(odd->api("show") == denied);
    const auto some = permissions_of(
        said("+OK accepted", "Allowed-Events: DTMF,All\nAllowed-API: all\nAllowed-LOG: true\n"));
    CHECK(some->event(event_name::talk) == granted);
    CHECK(some->subclass("a::b") == denied);
    const auto prefixed = permissions_of(said(
        "+OK accepted", "Allowed-Events: SWITCH_EVENT_DTMF\nAllowed-API: x\nAllowed-LOG: true\n"));
    CHECK(prefixed->event(event_name::dtmf) == granted);
}

TEST_CASE("permissions: what FreeSWITCH cut is not told", "[answer]") {
    const auto cut_events =
        permissions_of(said("+OK accepted", "Allowed-Events: DTMF TALK CHANNEL_ANS\n"));
    CHECK_FALSE(cut_events->complete());
    CHECK(cut_events->event(event_name::talk) == granted);
    CHECK(cut_events->event(event_name::channel_answer) == untold);
    CHECK(cut_events->subclass("a::b") == untold);
    CHECK(cut_events->api("status") == untold);
    CHECK(cut_events->log() == untold);
    const auto cut_api =
        permissions_of(said("+OK accepted", "Allowed-Events: all\nAllowed-API: status show\n"));
    CHECK(cut_api->event(event_name::dtmf) == granted);
    CHECK(cut_api->api("status") == granted);
    CHECK(cut_api->api("show") == untold);
    CHECK_FALSE(cut_api->complete());
    const auto cut_all = permissions_of(said("+OK accepted", "Allowed-Events: all\n"));
    CHECK(cut_all->event(event_name::dtmf) == untold);
    const auto cut_log = permissions_of(
        said("+OK accepted", "Allowed-Events: all\nAllowed-API: status show\nAllowed-LOG: tr\n"));
    CHECK_FALSE(cut_log->complete());
    CHECK(cut_log->log() == untold);
}

}  // namespace permissions_test
