// eslio_cli as scripts use it: its output, its exit status, its end.
#include "catch.hpp"
#include "child.hpp"
#include "served_session.hpp"
#include "support/captures.hpp"
#include "support/target.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#ifdef ESLIO_EXAMPLES

using Catch::Matchers::ContainsSubstring;
using test::run_cli;

namespace {

std::vector<nlohmann::json> json_lines(const std::string& text) {
    std::vector<nlohmann::json> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) all.push_back(nlohmann::json::parse(line));
    return all;
}

std::string header(const nlohmann::json& line, const std::string& name) {
    for (const auto& h : line["headers"])
        if (h[0] == name) return h[1];
    return {};
}

/// A port on which nobody listens.
std::string closed_port() {
    asio::io_context context;
    asio::ip::tcp::acceptor a(context, {asio::ip::address_v4::loopback(), 0});
    return std::to_string(a.local_endpoint().port());
}

constexpr const char* logged_in =
    "Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\n"
    "Content-Type: command/reply\nReply-Text: +OK event listener enabled plain\n\n";

std::string many_events(std::size_t count) {
    std::string bytes(logged_in);
    const std::string inner =
        "Event-Name: CUSTOM\nvariable_padding: " + std::string(1400, 'x') + "\n\n";
    const std::string packet = "Content-Length: " + std::to_string(inner.size()) +
                               "\nContent-Type: text/event-plain\n\n" + inner;
    for (std::size_t i = 0; i < count; ++i) bytes += packet;
    return bytes;
}

}  // namespace

TEST_CASE("-x prints what the command says", "[cli][program]") {
    const auto status = run_cli({"--embedded", "-x", "status"});
    CHECK(status.status == 0);
    CHECK_THAT(status.out, ContainsSubstring("session(s) max\n"));
    CHECK(status.err.empty());
    const auto echoes = run_cli({"--embedded", "-x", "echo one", "--execute=echo two"});
    CHECK(echoes.status == 0);
    CHECK(echoes.out == "one\ntwo\n");
    CHECK(run_cli({"--embedded", "-u", "1000@default", "-p", "x y", "-x", "echo in"}).out ==
          "in\n");
}

TEST_CASE("the exit status is 1 when FreeSWITCH refuses any of the commands", "[cli][program]") {
    const auto o = run_cli({"--embedded", "-x", "nonsense", "-x", "echo after"});
    CHECK(o.status == 1);
    CHECK(o.out == "-ERR nonsense Command not found!\nafter\n");
    CHECK(o.err.empty());
    CHECK(run_cli({"--embedded", "--bg", "-x", "originate user/nobody"}).status == 1);
}

TEST_CASE("the exit status is 2 without connection or login", "[cli][program]") {
    const std::string port = closed_port();
    const auto refused = run_cli({"-P", port, "-x", "status"});
    CHECK(refused.status == 2);
    CHECK(refused.out.empty());
    CHECK(refused.err == "eslio_cli: 127.0.0.1:" + port + ": the connection was refused\n");

    test::served_session server(test::session_of(support::read_session("auth_fail"), 0));
    const auto wrong = run_cli({"-P", server.port(), "-p", "tops3cret", "-x", "status"});
    CHECK(wrong.status == 2);
    CHECK_THAT(wrong.err, ContainsSubstring("wrong user or password"));
    CHECK_THAT(wrong.err, !ContainsSubstring("tops3cret"));

    test::served_session mute(test::recording::parse("", "+0 rx=0 SEND \"never\\n\\n\"\n"));
    const auto late = run_cli({"-P", mute.port(), "-T", "50", "-x", "status"});
    CHECK(late.status == 2);
    CHECK_THAT(late.err, ContainsSubstring("timed out logging in"));
}

TEST_CASE("an IPv6 address is told from its port, in brackets or not", "[cli][program]") {
    for (const char* host : {"::1", "[::1]"}) {
        const std::string port = closed_port();
        const auto refused = run_cli({"-H", host, "-P", port, "-x", "status"});
        CHECK(refused.status == 2);
        CHECK_THAT(refused.err, ContainsSubstring("eslio_cli: [::1]:" + port + ": "));
        CHECK_THAT(refused.err, !ContainsSubstring("name was not found"));
    }
}

TEST_CASE("the exit status is 0 where a command printed nothing", "[cli][program]") {
    const auto o = run_cli({"--embedded", "-x", "system true", "-x", "echo after"});
    CHECK(o.status == 0);
    CHECK(o.out == "after\n");
    const auto job = run_cli({"--embedded", "--bg", "-x", "system true", "-o", "jsonl"});
    CHECK(job.status == 0);
    REQUIRE(json_lines(job.out).size() == 1);
    CHECK(json_lines(job.out)[0]["type"] == "job");
    CHECK(json_lines(job.out)[0]["body"] == "");
    const auto line = run_cli({"--embedded", "-x", "system true", "-o", "jsonl"});
    REQUIRE(json_lines(line.out).size() == 1);
    CHECK(json_lines(line.out)[0]["type"] == "api");
    CHECK(json_lines(line.out)[0]["body"] == "");
}

TEST_CASE("a filter waits for the answer to the one before", "[cli][program]") {
    std::atomic<int> first{0};
    std::atomic<int> later{0};
    support::embedded_switch fs([&](support::embedded_switch& inside) {
        inside.fake().on_command("filter add A", [&](std::string_view) {
            ++first;
            return std::string();  // no answer
        });
        for (const char* next : {"filter add B", "event"})
            inside.fake().on_command(next, [&](std::string_view) {
                ++later;
                return std::string();
            });
    });
    const auto o =
        run_cli({"-P", fs.port(), "-t", "100", "-e", "ALL", "--filter", "A a", "--filter", "B b"});
    CHECK(o.status == 2);
    CHECK_THAT(o.err, ContainsSubstring("the subscription: timed out"));
    CHECK(first == 1);
    CHECK(later == 0);
}

TEST_CASE("a command that is not answered in time, or never, ends with 2", "[cli][program]") {
    const std::string bytes = std::string(logged_in).substr(0, test::end_of_frames(logged_in, 2));
    {
        test::served_session server(test::recording::parse(bytes, ""), {}, false);
        const auto o = run_cli({"-P", server.port(), "-t", "50", "-x", "status secret"});
        CHECK(o.status == 2);
        CHECK(o.err == "eslio_cli: command 1: timed out\n");
    }
    test::served_session server(test::session_of(bytes, 1));
    const auto o = run_cli({"-P", server.port(), "-x", "status secret"});
    CHECK(o.status == 2);
    CHECK_THAT(o.err, ContainsSubstring("command 1: the connection ended before"));
}

TEST_CASE("bad options end with 64 and are named", "[cli][program]") {
    const auto o = run_cli({"--nonsense"});
    CHECK(o.status == 64);
    CHECK(o.err == "eslio_cli: there is no option --nonsense\nTry 'eslio_cli --help'.\n");
    CHECK(o.out.empty());
    CHECK(run_cli({"-e", "CUSTOM"}).status == 64);
}

TEST_CASE("an event name that FreeSWITCH does not know is remarked on", "[cli][program]") {
    const std::vector<std::string> watch = {
        "--embedded", "-e", "CHANEL_ANSWER CHANNEL_ANSWER", "--count",
        "1",          "-x", "originate user/1000 &park()"};
    const auto o = run_cli(watch);
    CHECK(o.status == 0);
    CHECK(o.err == "eslio_cli: FreeSWITCH ignores an event it does not know: CHANEL_ANSWER\n");
    auto quietly = watch;
    quietly.push_back("-q");
    CHECK(run_cli(quietly).err.empty());
    CHECK(run_cli({"--embedded", "-q", "-e", "CHANEL_ANSWER"}).status == 1);
}

TEST_CASE("help and version", "[cli][program]") {
    const auto help = run_cli({"--help"});
    CHECK(help.status == 0);
    CHECK_THAT(help.out, ContainsSubstring("usage: eslio_cli"));
    CHECK(run_cli({"-V"}).out.substr(0, 10) == "eslio_cli ");
}

TEST_CASE("--bg prints the results of the jobs in the order of the commands", "[cli][program]") {
    const auto o = run_cli({"--embedded", "--bg", "-x", "originate user/1000 &park()", "-x",
                            "echo second", "-o", "jsonl"});
    CHECK(o.status == 0);
    const auto lines = json_lines(o.out);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0]["type"] == "job");
    CHECK(lines[0]["command"] == "originate user/1000 &park()");
    CHECK(lines[0]["body"].get<std::string>().substr(0, 4) == "+OK ");
    CHECK(header(lines[0], "Event-Name") == "BACKGROUND_JOB");
    CHECK(lines[1]["body"] == "second");
}

TEST_CASE("--count stops after so many messages, the commands done", "[cli][program]") {
    for (const char* format : {"plain", "json", "xml"}) {
        const auto o =
            run_cli({"--embedded", "-e", "CHANNEL_CREATE CHANNEL_ANSWER", "-f", format, "--count",
                     "2", "-o", "jsonl", "-x", "originate user/1000 &park()"});
        CHECK(o.status == 0);
        std::vector<std::string> names;
        for (const auto& line : json_lines(o.out))
            if (line["type"] == "event") names.push_back(header(line, "Event-Name"));
        CHECK(names == std::vector<std::string>{"CHANNEL_CREATE", "CHANNEL_ANSWER"});
        CHECK(json_lines(o.out).size() == 3);
    }
}

TEST_CASE("--filter and --for", "[cli][program]") {
    const auto o =
        run_cli({"--embedded", "-e", "ALL", "--filter", "Event-Name CHANNEL_ANSWER", "--for", "0.3",
                 "-o", "jsonl", "--bg", "-x", "originate user/1000 &park()"});
    CHECK(o.status == 0);
    std::vector<std::string> types;
    for (const auto& line : json_lines(o.out))
        types.push_back(line["type"] == "event" ? header(line, "Event-Name")
                                                : line["type"].get<std::string>());
    std::sort(types.begin(), types.end());
    CHECK(types == std::vector<std::string>{"CHANNEL_ANSWER", "job"});
}

TEST_CASE("events as text", "[cli][program]") {
    const auto o = run_cli({"--embedded", "-e", "CHANNEL_ANSWER", "--count", "1", "-x",
                            "originate user/1000 &park()"});
    CHECK(o.status == 0);
    CHECK_THAT(o.out, ContainsSubstring("Event-Name: CHANNEL_ANSWER\n"));
    CHECK_THAT(o.out, ContainsSubstring("+OK "));
}

TEST_CASE("a line is out before the next comes, and a signal ends it cleanly", "[cli][program]") {
    for (const int number : {SIGINT, SIGTERM}) {
        test::served_session server(test::session_of(many_events(1), 1), {}, false);
        test::child c(test::eslio_cli, {"-P", server.port(), "-e", "ALL", "-o", "jsonl"});
        CHECK_THAT(c.read_until("\n"), ContainsSubstring("\"CUSTOM\""));
        c.signal(number);
        const auto o = c.wait();
        CHECK(o.status == 0);
        CHECK(o.out.empty());
        CHECK(o.err.empty());
    }
}

TEST_CASE("FreeSWITCH never waits for who reads the output", "[cli][program]") {
    const std::size_t count = 20'000;
    test::served_session server(test::session_of(many_events(count), 1));
    test::child c(test::eslio_cli, {"-P", server.port(), "-e", "ALL", "-o", "jsonl"});
    // Nothing is read here, and yet all can be sent: more than sockets and pipes hold.
    REQUIRE(server.sent().wait_for(std::chrono::minutes(1)) == std::future_status::ready);
    CHECK(server.sent().get() == many_events(count).size());
    const auto o = c.wait();
    CHECK(o.status == 2);  // no notice
    CHECK(static_cast<std::size_t>(std::count(o.out.begin(), o.out.end(), '\n')) == count);
    CHECK_THAT(o.out, !ContainsSubstring("\"gap\""));
}

TEST_CASE("it ends quietly when nobody reads the output any more", "[cli][program]") {
    test::served_session server(test::session_of(many_events(20'000), 1), {}, false);
    test::child c(test::eslio_cli, {"-P", server.port(), "-e", "ALL", "-o", "jsonl"});
    c.read_until("\n");
    c.close_output();
    const auto o = c.wait();
    CHECK(o.status == 0);
    CHECK(o.err.empty());
}

TEST_CASE("a refused subscription ends with 1, and what came is printed", "[cli][program]") {
    const std::string bytes =
        "Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\n"
        "Content-Type: command/reply\nReply-Text: -ERR permission denied\n\n"
        "Content-Type: command/reply\nReply-Text: +OK bye\n\n"
        "Content-Type: text/disconnect-notice\nContent-Length: 4\n\nbye\n";
    test::served_session server(test::session_of(bytes, 2));  // event, exit
    const auto o = run_cli({"-P", server.port(), "-e", "ALL", "-o", "jsonl", "-x", "status"});
    CHECK(o.status == 1);
    CHECK(o.err == "eslio_cli: FreeSWITCH refused: -ERR permission denied\n");
    CHECK(json_lines(o.out).size() == 1);
}

TEST_CASE("the password is wiped out of the list of processes", "[cli][program]") {
    if (::access("/proc/self/cmdline", R_OK) != 0) return;
    test::served_session server(test::session_of(many_events(1), 1), {}, false);
    test::child c(test::eslio_cli, {"-P", server.port(), "-e", "ALL", "--password=tops3cret"});
    c.read_until("CUSTOM");
    CHECK_THAT(support::read_file("/proc/" + std::to_string(c.id()) + "/cmdline"),
               !ContainsSubstring("tops3cret") && ContainsSubstring("*********"));
}

#endif
