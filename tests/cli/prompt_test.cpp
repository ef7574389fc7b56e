// eslio_cli's commands from standard input: through a pipe, and at a terminal.
#include "catch.hpp"
#include "child.hpp"
#include "support/target.hpp"

#include <chrono>
#include <string>

#ifdef ESLIO_EXAMPLES

using Catch::Matchers::ContainsSubstring;
using test::run_cli;

TEST_CASE("commands through a pipe are answered in order, without a prompt", "[cli][prompt]") {
    const auto o =
        run_cli({"--embedded"}, "echo one\n\n/events HEARTBEAT\n/noevents\n/log warning\n/nolog\n"
                                "/filter A b\n/bgapi echo job\n/exit\necho never\n");
    CHECK(o.status == 0);
    CHECK(o.err.empty());
    CHECK_THAT(o.out, ContainsSubstring("one\n+OK event listener enabled plain\n"
                                        "+OK no longer listening for events\n"
                                        "+OK log level warning [4]\n+OK no longer logging\n"
                                        "+OK filter added. [A]=[b]\n"));
    CHECK_THAT(o.out, !ContainsSubstring("never") && !ContainsSubstring(">"));
}

TEST_CASE("leaving waits for the results of jobs", "[cli][prompt]") {
    using namespace std::chrono_literals;
    support::embedded_switch fs([](support::embedded_switch& inside) {
        inside.fake().on_api("slow", [](std::string_view arguments) {
            return eslio::testing::answer_after(300ms, "done " + std::string(arguments) + "\n");
        });
    });
    const auto o = run_cli({"-P", fs.port()}, "/bgapi slow 1\n/bgapi slow 2\n/exit\necho never\n");
    CHECK(o.status == 0);
    CHECK(o.out == "done 1\ndone 2\n");
    CHECK(o.err.empty());
    const auto refused = run_cli({"--embedded"}, "/bgapi nonsense\n/exit\n");
    CHECK(refused.status == 1);
    CHECK(refused.out == "-ERR nonsense Command not found!\n");
}

TEST_CASE("what prints nothing is no refusal", "[cli][prompt]") {
    const auto o = run_cli({"--embedded"}, "system true\n/bgapi system true\necho on\n");
    CHECK(o.status == 0);
    CHECK(o.out == "on\n");
    CHECK(o.err.empty());
}

TEST_CASE("the end of the input ends it when all is answered", "[cli][prompt]") {
    const auto o = run_cli({"--embedded"}, "/bgapi echo job\necho last");
    CHECK(o.status == 0);
    CHECK_THAT(o.out, ContainsSubstring("last\n") && ContainsSubstring("job\n"));
    CHECK(run_cli({"--embedded"}).status == 0);
    CHECK(run_cli({"--embedded"}).out.empty());
}

TEST_CASE("a refused or unknown command in a pipe is told by the exit status", "[cli][prompt]") {
    const auto refused = run_cli({"--embedded"}, "nonsense\necho on\n");
    CHECK(refused.status == 1);
    CHECK(refused.out == "-ERR nonsense Command not found!\non\n");
    const auto unknown = run_cli({"--embedded"}, "/nonsense\necho on\n");
    CHECK(unknown.status == 1);
    CHECK(unknown.err == "eslio_cli: there is no /nonsense; /help tells what there is\n");
    CHECK(unknown.out == "on\n");
}

TEST_CASE("answers as JSON", "[cli][prompt]") {
    const auto o = run_cli({"--embedded", "-o", "jsonl"}, "echo a\n/log err\n");
    CHECK(o.out == R"({"type":"api","command":"echo a","headers":[["Content-Type","api/response"],)"
                   R"(["Content-Length","1"]],"body":"a"})"
                   "\n"
                   R"({"type":"reply","command":"/log err","headers":)"
                   R"([["Content-Type","command/reply"],["Reply-Text","+OK log level err [3]"]],)"
                   R"("body":""})"
                   "\n");
}

TEST_CASE("many commands through a pipe", "[cli][prompt]") {
    std::string input;
    std::string expected;
    for (int i = 0; i < 2000; ++i) {
        input += "echo " + std::to_string(i) + "\n";
        expected += std::to_string(i) + "\n";
    }
    const auto o = run_cli({"--embedded"}, input);
    CHECK(o.status == 0);
    CHECK(o.out == expected);
}

TEST_CASE("a prompt at a terminal", "[cli][prompt]") {
    if (!test::has_terminals()) return;
    test::child c(test::eslio_cli, {"--embedded"}, test::child::console::terminal);
    const std::string ask = "freeswitch@fs1> ";
    CHECK(c.read_until(ask) == ask);
    c.write("echo hello\n");
    CHECK_THAT(c.read_until(ask), ContainsSubstring("\r\nhello\r\n"));
    c.write("/events ALL\n");
    CHECK_THAT(c.read_until(ask), ContainsSubstring("+OK event listener enabled plain"));
    // An event makes way for itself and asks again.
    c.write("nonsense\n");
    CHECK_THAT(c.read_until(ask), ContainsSubstring("-ERR nonsense Command not found!"));
    c.write("create_uuid\n");
    CHECK_THAT(c.read_until("API-Command: create_uuid"), ContainsSubstring("Event-Name: API"));
    c.read_until(ask);
    c.write("/help\n");
    CHECK_THAT(c.read_until("at once\r\n"), ContainsSubstring("/nixevent NAMES"));
    c.read_until(ask);
    c.write("/quit\n");
    CHECK(c.wait().status == 0);  // a person has seen the refusal
}

TEST_CASE("at a terminal one can leave while a command runs", "[cli][prompt]") {
    if (!test::has_terminals()) return;
    test::child c(test::eslio_cli, {"--embedded", "-n"}, test::child::console::terminal);
    c.read_until("> ");
    c.write("msleep 600000\n");
    c.write("/quit\n");
    CHECK(c.wait().status == 0);
}

TEST_CASE("at a terminal leaving waits for jobs, unless told twice", "[cli][prompt]") {
    if (!test::has_terminals()) return;
    const auto begin = [](test::child& c, const std::string& command) {
        c.read_until("> ");
        c.write("/bgapi " + command + "\n");
        c.read_until("\n");
        c.write("/exit\n");
        c.read_until("/exit\r\n");
    };
    test::child waits(test::eslio_cli, {"--embedded", "-n"}, test::child::console::terminal);
    begin(waits, "msleep 400");
    const auto told = waits.wait();
    CHECK(told.status == 0);
    CHECK_THAT(told.out, ContainsSubstring("+OK"));
    test::child leaves(test::eslio_cli, {"--embedded", "-n"}, test::child::console::terminal);
    begin(leaves, "msleep 600000");
    leaves.write("echo not any more\n/quit\n");
    const auto left = leaves.wait();
    CHECK(left.status == 0);
    CHECK_THAT(left.err, ContainsSubstring("/exit again leaves at once"));
    CHECK_THAT(left.out, !ContainsSubstring("\nnot any more"));
}

TEST_CASE("batch mode shows no prompt at a terminal", "[cli][prompt]") {
    if (!test::has_terminals()) return;
    test::child c(test::eslio_cli, {"--embedded", "-b"}, test::child::console::terminal);
    c.write("echo hello\n");
    CHECK_THAT(c.read_until("\r\nhello\r\n"), !ContainsSubstring(">"));
    c.write("\x04");  // the end of the input
    CHECK(c.wait().status == 0);
}

#endif
