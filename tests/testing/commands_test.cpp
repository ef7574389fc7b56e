// testing/fake_switch.hpp: every command with its exact reply, success and each error, inbound.
#include "catch.hpp"
#include "fake_client.hpp"

#include <string>
#include <utility>
#include <vector>

using eslio::testing::call;
using eslio::testing::fake_switch_options;
using testing_tests::fake_client;

namespace {

using exchange = std::vector<std::pair<const char*, const char*>>;

void check(fake_client& c, const exchange& said) {
    for (const auto& [command, reply] : said) {
        INFO(command);
        CHECK(c.ask(command) == reply);
    }
}

fake_switch_options with_user() {
    fake_switch_options o;
    o.users.push_back({"u", "d", "secret", "HEARTBEAT CUSTOM a::b", "echo bgapi", false});
    return o;
}

}  // namespace

TEST_CASE("before the login only it and exit exist", "[testing][commands]") {
    fake_client c;
    c.receive();
    check(c, {{"api status", "-ERR command not found"},
              {"event plain ALL", "-ERR command not found"},
              {"sendmsg", "-ERR command not found"},
              {"filter A b", "-ERR command not found"},
              {"auth", "-ERR command not found"},
              {"AUTH ClueCon", "+OK accepted"},
              {"auth ClueCon", "-ERR command not found"},
              {"...", "+OK bye"}});
    fake_client wrong;
    wrong.receive();
    CHECK(wrong.ask("auth cluecon") == "-ERR invalid");
    CHECK(wrong.fake.open_connections() == 0);
}

TEST_CASE("replies to subscriptions", "[testing][commands]") {
    fake_client c;
    c.login();
    check(c, {{"noevents", "-ERR not listening for events"},
              {"event", "-ERR no keywords supplied"},
              {"event foo bar", "-ERR no keywords supplied"},
              {"event json", "-ERR no keywords supplied"},
              {"event HEARTBEAT nonsense", "+OK event listener enabled json"},
              {"events plain all", "+OK event listener enabled plain"},
              {"event xml SWITCH_EVENT_DTMF", "+OK event listener enabled xml"},
              {"event CUSTOM a::b c::d", "+OK event listener enabled xml"},
              {"nixevent", "-ERR no keywords supplied"},
              {"nixevent foo", "-ERR no keywords supplied"},
              {"nixevent HEARTBEAT", "+OK events nixed"},
              {"noevents", "+OK no longer listening for events"},
              {"noevents", "-ERR not listening for events"},
              {"filter", "-ERR command not found"},
              {"filter A", "-ERR invalid syntax"},
              {"filter A b c", "+OK filter added. [A]=[b c]"},
              {"filter add A b", "+OK filter added. [A]=[b]"},
              {"filter add A", "+OK filter added. [A]=[(null)]"},
              {"filter delete A", "+OK filter deleted. [A][]"},
              {"filter delete A b", "+OK filter deleted. [A][b]"},
              {"filter delete all", "+OK filter deleted. [all][]"},
              {"log", "+OK log level  [7]"},
              {"log err", "+OK log level err [3]"},
              {"log 99", "+OK log level 99 [63]"},
              {"log disable", "+OK log level disable [-1]"},
              {"log error", "-ERR invalid log level"},
              {"log 64", "-ERR invalid log level"},
              {"logout", "-ERR invalid log level"},
              {"nolog", "+OK no longer logging"},
              {"nolog", "-ERR not loging"}});
}

TEST_CASE("replies of what needs a call", "[testing][commands]") {
    fake_client c;
    c.login();
    check(c, {{"linger", "-ERR not controlling a session"},
              {"linger 5", "-ERR not controlling a session"},
              {"nolinger", "-ERR not controlling a session"},
              {"divert_events on", "-ERR not controlling a session."},
              {"resume", "-ERR command not found"},
              {"connect", "-ERR command not found"},
              {"getvar x", "-ERR command not found"},
              {"sendmsg", "-ERR invalid session id []"},
              {"sendmsg x", "-ERR invalid session id [x]"},
              {"sendmsg\nsession-id: y", "-ERR invalid session id [y]"},
              {"myevents x plain", "-ERR invalid uuid"}});
    c.fake.plan(call().answers());
    c.fake.originate("{origination_uuid=a,v=w}user/1 &park()");
    c.receive();
    check(c, {{"sendmsg a\ncall-command: nonsense", "+OK"},
              {"sendmsg a", "+OK"},
              {"sendmsg a\ncall-command: nomedia\nnomedia-uuid: b", "+OK"},
              {"sendmsg a\ncall-command: unicast\nlocal-port: 8025", "+OK"},
              {"myevents a", "+OK Events Enabled"},
              {"myevents a", "-ERR aready enabled."},
              {"getvar v", "w"},
              {"linger", "+OK will linger"},
              {"linger 7", "+OK will linger 7 seconds"},
              {"linger ", "+OK will linger 0 seconds"},
              {"nolinger", "+OK will not linger"},
              {"divert_events", "-ERR missing value."},
              {"divert_events yes", "+OK events not diverted"},
              {"divert_events on", "+OK events diverted"},
              {"resume", "+OK"}});
}

TEST_CASE("xferext executes a new extension", "[testing][commands]") {
    fake_client c;
    c.login();
    c.fake.plan(call().answers());
    c.fake.originate("{origination_uuid=a}user/1 &park()");
    c.receive();
    CHECK(c.ask("sendmsg a\ncall-command: xferext\napplication: set x=y z\napplication: echo") ==
          "+OK");
    c.receive();
    CHECK(c.fake.variable("a", "x") == "y z");
    CHECK(c.fake.application_of("a") == "echo");
    CHECK(c.ask("sendmsg a\ncall-command: hangup\nhangup-cause: 17") == "+OK");
    CHECK(c.fake.calls().empty());
}

TEST_CASE("replies to api and its kin", "[testing][commands]") {
    fake_client c;
    c.login();
    check(c, {{"api", "-ERR command not found"},
              {"bgapi", "-ERR command not found"},
              {"api nosuch x", "-ERR nosuch Command not found!\n"},
              {"api  status", "-ERR  Command not found!\n"},
              {"api echo", "-ERR no reply\n"},
              {"api echo a  b", "a  b"},
              {"bgapi echo x\nJob-UUID: j", "+OK Job-UUID: j"},
              {"exitnow", "+OK bye"}});
}

TEST_CASE("what a user may not do is denied", "[testing][commands]") {
    fake_client c(with_user());
    c.receive();
    check(c, {{"userauth u@d:secret", "+OK accepted"},
              {"api echo x", "x"},
              {"api status", "-ERR permission denied"},
              {"bgapi status", "-ERR permission denied"},
              {"api bgapi status", "-ERR permission denied"},
              {"event HEARTBEAT", "+OK event listener enabled plain"},
              {"event HEARTBEAT DTMF", "-ERR permission denied"},
              {"event CUSTOM a::b", "+OK event listener enabled plain"},
              {"event CUSTOM c::d", "-ERR permission denied"},
              {"log", "-ERR permission denied"},
              {"filter A b", "+OK filter added. [A]=[b]"}});
    for (const char* wrong : {"userauth u@d:other", "userauth u:secret", "userauth x@d:secret"}) {
        fake_client other(with_user());
        other.receive();
        CHECK(other.ask(wrong) == "-ERR invalid");
        CHECK(other.fake.open_connections() == 0);
    }
    fake_client alternative(with_user());
    alternative.receive();
    const auto all = alternative.send("userauth u:secret@d");
    CHECK(all.front().headers ==
          "Content-Type: command/reply\nReply-Text: +OK accepted\n"
          "Allowed-Events: HEARTBEAT CUSTOM a::b\nAllowed-API: echo bgapi\nAllowed-LOG: false\n");
}

TEST_CASE("an index in a header's name makes an array", "[testing][commands]") {
    fake_client c;
    c.login();
    c.send("event plain CUSTOM");
    const auto all = c.send("sendevent CUSTOM\nA[1]: y\nA[0]: x\nB: z");
    const eslio::event e = testing_tests::find_event(all, "CUSTOM");
    CHECK(e.values("A") == std::vector<std::string_view>{"x", "y"});
    CHECK(e["B"] == "z");
}
