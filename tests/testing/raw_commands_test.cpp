// The fake switch reads commands to the blank as a real FreeSWITCH (1.11.3-dev) answered them.
#include "catch.hpp"
#include "fake_client.hpp"

#include <chrono>
#include <string>

using namespace std::chrono_literals;
using testing_tests::fake_client;

namespace {

struct raw_exchange {
    const char* command;
    const char* reply;
};

}  // namespace

TEST_CASE("raw commands: blanks, cases and longer words", "[testing][commands]") {
    static constexpr raw_exchange all[] = {
        {"filter", "-ERR command not found"},
        {"filter ", "-ERR invalid syntax"},
        {"filter X", "-ERR invalid syntax"},
        {"filter  X", "-ERR invalid syntax"},
        {"filter X ", "+OK filter added. [X]=[]"},
        {"filter  X y", "+OK filter added. [X]=[y]"},
        {"filter  delete all", "+OK filter deleted. [all][]"},
        {"filter delete  all", "+OK filter deleted. [][all]"},
        {"filter delete", "-ERR invalid syntax"},
        {"filter delete ", "+OK filter deleted. [][]"},
        {"filter  delete  X", "+OK filter deleted. [][X]"},
        {"filter add", "-ERR invalid syntax"},
        {"filter add ", "+OK filter added. []=[(null)]"},
        {"filter add X", "+OK filter added. [X]=[(null)]"},
        {"filter add X ", "+OK filter added. [X]=[]"},
        {"filter add  X y", "+OK filter added. []=[X y]"},
        {"FILTER  ADD X  y", "+OK filter added. [X]=[ y]"},
        {"filter X  y", "+OK filter added. [X]=[ y]"},
        {"filter X ARRAY::a", "+OK filter added. [X]=[ARRAY::a]"},
        {"filter X[2] b", "+OK filter added. [X[2]]=[b]"},
        {"filter\tX y", "-ERR command not found"},
        {"divert_eventson", "-ERR not controlling a session."},
        {"event", "-ERR no keywords supplied"},
        {"event  ", "-ERR no keywords supplied"},
        {"event json", "-ERR no keywords supplied"},
        {"event plain ", "-ERR no keywords supplied"},
        {"event  json DTMF", "+OK event listener enabled plain"},
        {"event json  DTMF", "+OK event listener enabled json"},
        {"eventually DTMF", "+OK event listener enabled json"},
        {"event\tDTMF", "-ERR no keywords supplied"},
        {"nixevent ", "-ERR no keywords supplied"},
        {"nixevent  DTMF", "+OK events nixed"},
        {"nixevent json", "-ERR no keywords supplied"},
        {"nixevents DTMF", "+OK events nixed"},
        {"noeventsx", "+OK no longer listening for events"},
        {"log", "+OK log level  [7]"},
        {"log ", "+OK log level  [7]"},
        {"log  7", "+OK log level 7 [7]"},
        {"log 9", "+OK log level 9 [9]"},
        {"log 63", "+OK log level 63 [63]"},
        {"log 64", "-ERR invalid log level"},
        {"log 99", "+OK log level 99 [63]"},
        {"log -1", "+OK log level -1 [0]"},
        {"log +7", "+OK log level +7 [7]"},
        {"log 7.9", "+OK log level 7.9 [7]"},
        {"log DEBUG x", "+OK log level DEBUG [7]"},
        {"logdebug", "+OK log level debug [7]"},
        {"logout", "-ERR invalid log level"},
        {"nolog", "+OK no longer logging"},
        {"nologx", "-ERR not loging"},
        {"lingerfoo 5", "-ERR not controlling a session"},
        {"myevents", "-ERR command not found"},
        {"sendmsg  nosuch", "-ERR invalid session id [nosuch]"},
        {"sendmsgnosuch", "-ERR invalid session id [nosuch]"},
        {" noop", "-ERR command not found"},
        {"api  status", "-ERR  Command not found!\n"},
    };
    fake_client c;
    c.login();
    for (const raw_exchange& e : all) {
        INFO("'" << e.command << "'");
        CHECK(c.ask(e.command) == e.reply);
    }
    for (const char* command : {"sendevent  CUSTOM\nEvent-Subclass: q::q", "sendevent\tDTMF"})
        CHECK(c.ask(command).substr(0, 4) == "+OK ");
}

TEST_CASE("raw commands: of a connection that controls a call", "[testing][commands]") {
    static constexpr raw_exchange all[] = {
        {"divert_events", "-ERR missing value."},
        {"divert_events   ", "-ERR missing value."},
        {"divert_events  on", "+OK events diverted"},
        {"divert_events on ", "+OK events not diverted"},
        {"divert_eventson", "+OK events diverted"},
        {"DIVERT_EVENTS ON", "+OK events diverted"},
        {"linger", "+OK will linger"},
        {"linger ", "+OK will linger 0 seconds"},
        {"linger  7", "+OK will linger 7 seconds"},
        {"lingerfoo 5", "+OK will linger"},
        {"nolinger", "+OK will not linger"},
        {"nolingerx", "+OK will not linger"},
        {"getvar  uuid", "-ERR command not found"},
        {"getvaruuid", "-ERR command not found"},
        {"myevents json", "-ERR aready enabled."},
        {"sendmsg  ", "+OK"},
        {"sendmsg  u1", "+OK"},
    };
    fake_client c;
    c.login();
    c.fake.plan(eslio::testing::call_plan().does_not_ring().answers_after(0s).stays_up());
    c.ask("api originate {origination_uuid=u1}null/1 &park()");
    CHECK(c.ask("myevents u1") == "+OK Events Enabled");
    for (const raw_exchange& e : all) {
        INFO("'" << e.command << "'");
        CHECK(c.ask(e.command) == e.reply);
    }
}

TEST_CASE("raw commands: a format is a UUID where no call is controlled", "[testing][commands]") {
    fake_client c;
    c.login();
    CHECK(c.ask("myevents  json") == "-ERR invalid uuid");
    CHECK(c.ask("myevents json") == "+OK Events Enabled");
    c.fake.plan(eslio::testing::call_plan().does_not_ring().answers_after(0s).stays_up());
    c.fake.originate("null/1 &park()");
    // A stranger's call, and the format was taken from the UUID.
    const auto strangers = c.receive();
    REQUIRE_FALSE(strangers.empty());
    CHECK(strangers.front().type == "text/event-json");
}
