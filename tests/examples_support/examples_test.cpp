// The built examples: embedded, over -H -P -p, and what they say when something is wrong.
// (Nothing of it where the examples are not built.)
#ifdef ESLIO_EXAMPLES

#include "catch.hpp"
#include "program.hpp"
#include "support/target.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <string>
#include <vector>

namespace examples_test {

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using support::embedded_switch;
using test::outcome;
using test::run;
using words = std::vector<std::string>;

namespace {

/// Whether this build has it; with coroutines it has all, without them `callbacks`.
bool is_built(const std::string& name) {
    const words built = test::built_examples();
    return std::find(built.begin(), built.end(), name) != built.end();
}

/// The five examples, as far as they are built.
words examples() {
    words all;
    for (const char* name :
         {"quickstart", "event_monitor", "background_jobs", "callbacks", "json_events"})
        if (is_built(name)) all.emplace_back(name);
    return all;
}

/// A port where nobody listens.
constexpr const char* closed_port = "1";

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

}  // namespace

TEST_CASE("either all examples are built or those without coroutines", "[examples]") {
    CHECK(is_built("callbacks"));
    for (const char* name : {"event_monitor", "background_jobs", "json_events"})
        CHECK(is_built(name) == is_built("quickstart"));
}

TEST_CASE("every example fails with a message where nobody listens", "[examples]") {
    for (const std::string& name : examples()) {
        if (name == "event_monitor") continue;  // waits until somebody does
        const outcome end = run(name, {"-P", closed_port});
        INFO(name << ": " << end.err);
        CHECK(end.status == 1);
        CHECK(end.complains(name + ": "));
        CHECK(end.complains(std::string("127.0.0.1:") + closed_port + ": "));
        CHECK(end.complains("refused"));
    }
}

TEST_CASE("every example fails with a message for a wrong password, and keeps it", "[examples]") {
    const embedded_switch fs;
    for (const std::string& name : examples()) {
        const outcome end = run(name, {"-P", fs.port(), "-p", "sesame"});
        INFO(name << ": " << end.err);
        CHECK(end.status == 1);
        CHECK(end.complains("wrong user or password"));
        CHECK_FALSE(end.complains("sesame"));
        CHECK_FALSE(end.says("sesame"));
    }
}

TEST_CASE("every example explains its options and refuses others", "[examples]") {
    for (const std::string& name : examples()) {
        const outcome help = run(name, {"-h"});
        INFO(name);
        CHECK(help.status == 0);
        CHECK(help.says_in_order({"usage: " + name, "-H HOST", "-P PORT", "-p PASSWORD"}));
        const outcome unknown = run(name, {"-z"});
        CHECK(unknown.status == 1);
        CHECK(unknown.err == name + ": unknown option -z (-h for help)\n");
    }
}

TEST_CASE("dialer_test explains itself instead of running its tests", "[examples]") {
    for (const char* option : {"-h", "--help"}) {
        const outcome help = run("dialer_test", {option});
        CHECK(help.status == 0);
        CHECK(help.says("usage: dialer_test"));
        CHECK_FALSE(help.says("passed"));
    }
    CHECK(run("dialer_test", {"-z"}).status != 0);
    CHECK(run("dialer_test").says_in_order({"passed", "passed", "passed", "passed"}));
}

TEST_CASE("quickstart shows a call from its beginning to its end", "[examples]") {
    if (!is_built("quickstart")) return;
    const outcome end = run("quickstart");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.err.empty());
    CHECK(end.says_in_order(
        {"the fake switch inside", "> bgapi originate {origination_uuid=", "user/1000 &sleep(2000)",
         "CHANNEL_CREATE", "CHANNEL_PROGRESS", "CHANNEL_ANSWER", "originate: +OK ",
         "CHANNEL_EXECUTE", "CHANNEL_HANGUP ", "NORMAL_CLEARING", "CHANNEL_HANGUP_COMPLETE",
         "NORMAL_CLEARING", "CHANNEL_DESTROY", "The call ended with NORMAL_CLEARING after "}));
    CHECK(count(end.out, "CHANNEL_HANGUP_COMPLETE") == 1);
}

TEST_CASE("quickstart over the network shows its own call only", "[examples]") {
    if (!is_built("quickstart")) return;
    embedded_switch fs([](embedded_switch& inside) {
        inside.fake().plan("user/2000", call_plan().hangs_up_after(50ms, "USER_BUSY"));
        inside.once_told("bgapi", [&inside] { inside.fake().originate("user/somebody &park()"); });
    });
    const outcome end = run("quickstart", {"-H", "127.0.0.1", "-P", fs.port(), "user/2000"});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"FreeSWITCH at 127.0.0.1:" + fs.port(), "CHANNEL_CREATE",
                             "sofia/internal/2000", "CHANNEL_HANGUP_COMPLETE"}));
    CHECK_FALSE(end.says("somebody"));
    CHECK(count(end.out, "CHANNEL_CREATE") == 1);
}

TEST_CASE("quickstart tells why there was no call", "[examples]") {
    if (!is_built("quickstart")) return;
    const outcome busy = run("quickstart", {"error/USER_BUSY"});
    CHECK(busy.status == 1);
    CHECK(busy.says("originate: -ERR USER_BUSY"));
    CHECK(busy.err == "quickstart: -ERR USER_BUSY\n");

    const embedded_switch fs([](embedded_switch& inside) {
        inside.fake().plan(call_plan().refuses("NO_ANSWER", 50ms));
    });
    const outcome none = run("quickstart", {"-P", fs.port(), "user/1000"});
    INFO(none.out);
    CHECK(none.status == 1);
    CHECK(none.says("CHANNEL_CREATE"));
    CHECK(none.err == "quickstart: -ERR NO_ANSWER\n");
}

TEST_CASE("callbacks hangs its call up", "[examples]") {
    const outcome end = run("callbacks");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"CHANNEL_CREATE", "answered: +OK ", "hang up:  +OK",
                             "CHANNEL_HANGUP_COMPLETE", "NORMAL_CLEARING"}));

    const outcome busy = run("callbacks", {"error/USER_BUSY"});
    CHECK(busy.status == 1);
    CHECK(busy.err == "callbacks: originate: -ERR USER_BUSY\n");
}

TEST_CASE("callbacks ends when the other side hangs up first", "[examples]") {
    const embedded_switch fs([](embedded_switch& inside) {
        inside.fake().plan(call_plan().answers_after(0ms).hangs_up_after(0ms, "CALL_REJECTED"));
    });
    const outcome end = run("callbacks", {"-P", fs.port()});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says("CHANNEL_HANGUP_COMPLETE"));
    CHECK(end.says("CALL_REJECTED"));
}

TEST_CASE("background_jobs gives each job its own result", "[examples]") {
    if (!is_built("background_jobs")) return;
    const outcome all = run("background_jobs");
    INFO(all.out << all.err);
    CHECK(all.status == 0);
    CHECK(all.says("500 jobs: 490 good, 10 refused, 0 wrong, 0 lost\n"));
    CHECK(count(all.out, "\n") == 1 + 500 + 3);

    const outcome few = run("background_jobs", {"-n", "7", "-d", "10"});
    CHECK(few.status == 0);
    CHECK(few.says("7 jobs: 7 good"));
    CHECK(run("background_jobs", {"-n", "0"}).status == 1);
}

TEST_CASE("background_jobs notices wrong and lost results", "[examples]") {
    if (!is_built("background_jobs")) return;
    const embedded_switch wrong([](embedded_switch& inside) {
        inside.fake().on_api("echo", [](std::string_view) { return "I am job 5"; });
    });
    const outcome mixed = run("background_jobs", {"-P", wrong.port(), "-n", "10", "-d", "10"});
    CHECK(mixed.status == 1);
    CHECK(mixed.says("10 jobs: 9 good, 0 refused, 1 wrong, 0 lost\n"));
    CHECK(mixed.complains("not every job got its result"));

    const embedded_switch dying([](embedded_switch& inside) {
        inside.once_told("bgapi", [&inside] { inside.fake().drop_all(); });
    });
    const outcome lost = run("background_jobs", {"-P", dying.port(), "-n", "10", "-d", "100000"});
    INFO(lost.out << lost.err);
    CHECK(lost.status == 1);
    CHECK(lost.complains("not every job got its result"));
    CHECK_FALSE(lost.says(" 0 lost"));
}

TEST_CASE("json_events sets variables, sends and hears a CUSTOM event, hangs up", "[examples]") {
    if (!is_built("json_events")) return;
    const outcome end = run("json_events");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order(
        {"+OK event listener enabled json", "&park()\n  +OK ", R"({"Event-Name":"CHANNEL_ANSWER")",
         "> uuid_setvar_multi ", "  +OK", "variable_department is sales", "> sendevent CUSTOM",
         R"("Event-Subclass":"eslio::greeting","Greeting":"Gr)", "> uuid_kill ", "  +OK",
         R"({"Event-Name":"CHANNEL_HANGUP_COMPLETE")", R"("Hangup-Cause":"NORMAL_CLEARING")",
         R"("variable_department":"sales","variable_priority":"high"})"}));

    const embedded_switch deaf([](embedded_switch& inside) {
        inside.fake().on_api("uuid_setvar_multi", [](std::string_view) { return "-ERR no\n"; });
    });
    const outcome refused = run("json_events", {"-P", deaf.port()});
    CHECK(refused.status == 1);
    CHECK(refused.complains("json_events: uuid_setvar_multi "));
    CHECK(refused.complains(": -ERR no\n"));
}

TEST_CASE("event_monitor shows all kinds of messages, and goes on after a restart", "[examples]") {
    if (!is_built("event_monitor")) return;
    const outcome end = run("event_monitor");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"log 5", "New call to user/1000", "CHANNEL_CREATE", "CHANNEL_ANSWER",
                             "CHANNEL_HANGUP_COMPLETE", "NORMAL_CLEARING", "sofia::register",
                             "HEARTBEAT", "notice", "The system is being shut down.",
                             "not connected", "connected", "gap", "events may be missing",
                             "the switch was restarted", "HEARTBEAT", " messages\n"}));
}

TEST_CASE("event_monitor takes names, a number and a level", "[examples]") {
    if (!is_built("event_monitor")) return;
    const outcome two = run("event_monitor", {"-n", "2", "-l", "disable", "CHANNEL_ANSWER",
                                              "CHANNEL_CREATE", "CUSTOM", "sofia::register"});
    INFO(two.out << two.err);
    CHECK(two.status == 0);
    CHECK(two.says_in_order({"CHANNEL_CREATE", "CHANNEL_ANSWER", "\n2 messages\n"}));
    CHECK_FALSE(two.says("log 5"));

    const outcome custom =
        run("event_monitor", {"-n", "1", "-l", "disable", "CUSTOM", "a::b", "sofia::register"});
    CHECK(custom.status == 0);
    CHECK(custom.says_in_order({"CUSTOM", "sofia::register", "\n1 messages\n"}));

    const outcome bare = run("event_monitor", {"CUSTOM"});
    CHECK(bare.status == 1);
    CHECK(bare.complains("CUSTOM without a subclass"));
    const outcome level = run("event_monitor", {"-l", "loud"});
    CHECK(level.status == 1);
    CHECK(level.err == "event_monitor: 'loud' is not a log level\n");
}

TEST_CASE("event_monitor shows what was lost", "[examples]") {
    if (!is_built("event_monitor")) return;
    const embedded_switch fs([](embedded_switch& inside) {
        inside.once_told("event", [&inside] {
            inside.after(50ms, [&inside] {
                for (int i = 0; i < 2000; ++i) inside.fake().fire_heartbeat();
                inside.fake().shutdown();
            });
        });
    });
    const outcome end = run("event_monitor", {"-P", fs.port(), "-q", "0", "-s", "1", "HEARTBEAT"});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says("gap"));
    CHECK(end.says(" messages were lost here\n"));
}

TEST_CASE("event_monitor stops after some seconds and on a signal", "[examples]") {
    if (!is_built("event_monitor")) return;
    const embedded_switch fs;
    const outcome timed = run("event_monitor", {"-P", fs.port(), "-s", "1", "DTMF"});
    CHECK(timed.status == 0);
    CHECK(timed.says("\n0 messages\n"));

    for (const int number : {SIGINT, SIGTERM}) {
        std::promise<void> listening;
        const embedded_switch quiet([&](embedded_switch& inside) {
            inside.once_told("event", [&] { listening.set_value(); });
        });
        test::program monitor("event_monitor", {"-P", quiet.port(), "DTMF"});
        REQUIRE(listening.get_future().wait_for(60s) == std::future_status::ready);
        monitor.signal(number);
        const outcome end = monitor.wait();
        INFO(end.out << end.err);
        CHECK(end.status == 0);
        CHECK(end.says("\n0 messages\n"));
    }
}

TEST_CASE("event_monitor goes on when the connection is lost, and says so", "[examples]") {
    if (!is_built("event_monitor")) return;
    const embedded_switch fs([](embedded_switch& inside) {
        inside.once_told("event", [&inside] {
            inside.after(50ms, [&inside] {
                inside.fake().forget_commands();
                inside.fake().drop_all();
                inside.once_told("event", [&inside] {
                    inside.after(50ms, [&inside] { inside.fake().fire_heartbeat(); });
                });
            });
        });
    });
    const outcome end = run("event_monitor", {"-P", fs.port(), "-n", "2", "HEARTBEAT"});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"connected", "not connected", "the connection", "connected", "gap",
                             "events may be missing\n", "HEARTBEAT", "\n2 messages\n"}));
}

TEST_CASE("event_monitor waits for a switch that is not there yet", "[examples]") {
    if (!is_built("event_monitor")) return;
    const outcome end = run("event_monitor", {"-P", closed_port, "-s", "1"});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"not connected", "refused", "\n0 messages\n"}));
}

TEST_CASE("blocking places its calls one after the other", "[examples]") {
    const outcome end = run("blocking");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order(
        {"user/1000: answered, tone played, NORMAL_CLEARING", "user/1001: USER_BUSY"}));

    const outcome refused = run("blocking", {"-P", closed_port});
    CHECK(refused.status == 1);
    CHECK(refused.err.find("blocking: connect") == 0);
}

}  // namespace examples_test

#endif  // ESLIO_EXAMPLES
