// eslio_cli -r, -R and -i: it waits for the switch, comes back to it, and says how it stands.
#include "catch.hpp"
#include "child.hpp"
#include "cli/settings.hpp"
#include "cli/state_text.hpp"
#include "support/target.hpp"

#include <eslio/testing/fake_switch.hpp>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

TEST_CASE("what is told of each state", "[cli][reconnect]") {
    eslio::client_status s;
    CHECK(cli::state_text(s).empty());
    s.address = "box:8021";
    s.state = eslio::client_state::connecting;
    s.attempts = 1;
    CHECK(cli::state_text(s) == "connecting to box:8021");
    s.attempts = 2;
    CHECK(cli::state_text(s).empty());
    s.state = eslio::client_state::waiting;
    s.why = eslio::error::connection_refused;
    s.wait = 1'350ms;
    CHECK(cli::state_text(s) == "failed: the connection was refused, again in 1.3 s");
    s.why = eslio::error::state_refused;
    s.refusal = "-ERR no\x1b[2J\n";
    CHECK(cli::state_text(s) == "failed: " + s.why.message() + ": -ERR no\\x1b[2J, again in 1.3 s");
    s.refusal.clear();
    s.attempts = 0;
    s.why = eslio::error::connection_lost;
    CHECK(cli::state_text(s) == "lost: " + s.why.message() + ", again in 1.3 s");
    s.state = eslio::client_state::up;
    s.run = eslio::switch_run::first;
    s.core_uuid = "c0ffee\x07";
    CHECK(cli::state_text(s) == "connected to box:8021");
    s.run = eslio::switch_run::same;
    CHECK(cli::state_text(s) == "connected to box:8021: the same run of the switch");
    s.run = eslio::switch_run::another;
    CHECK(cli::state_text(s) ==
          "connected to box:8021: the switch has been restarted, its run is now c0ffee\\x07");
    for (const auto quiet : {eslio::client_state::restoring, eslio::client_state::ended}) {
        s.state = quiet;
        CHECK(cli::state_text(s).empty());
    }
}

TEST_CASE("a job whose result may be missed has a deadline", "[cli][reconnect]") {
    cli::options o;
    CHECK(cli::request_of(o, "status").timeout() == 0s);
    CHECK(cli::job_request_of(o, "status").timeout() == 0s);
    o.reconnect = true;
    CHECK(cli::request_of(o, "status").timeout() == 0s);
    CHECK_FALSE(cli::job_request_of(o, "status").timeout());
    o.command_timeout = 5s;
    CHECK(cli::job_request_of(o, "status").timeout() == 5s);
}

#ifdef ESLIO_EXAMPLES

using support::embedded_switch;
using test::run_cli;

namespace {

/// The first that connects is hung up on. After that a fake switch listens on the same port.
class late_switch {
public:
    late_switch() : fake_(context_.get_executor()), socket_(context_) {
        acceptor_.async_accept(socket_, [this](eslio::error_code ec) {
            const auto where = acceptor_.local_endpoint();
            acceptor_.close();
            if (ec) return;
            // A reset, so that nothing keeps the port.
            socket_.set_option(asio::socket_base::linger(true, 0));
            socket_.close();
            fake_.listen(where);
        });
        thread_ = std::thread([this] { context_.run(); });
    }
    late_switch(const late_switch&) = delete;
    late_switch& operator=(const late_switch&) = delete;
    ~late_switch() {
        context_.stop();
        thread_.join();
    }

    const std::string& port() const noexcept { return port_; }

private:
    asio::io_context context_;
    eslio::testing::fake_switch fake_;
    asio::ip::tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    asio::ip::tcp::socket socket_;
    const std::string port_ = std::to_string(acceptor_.local_endpoint().port());
    std::thread thread_;
};

/// API commands of a fake switch: `lose` drops the connections after its answer, `cut` before it,
/// `crash` restarts the switch, `beat` fires an event.
void add_faults(embedded_switch& inside) {
    auto& fake = inside.fake();
    const auto later = [&inside](std::function<void()> what) {
        return [&inside, what](std::string_view) {
            inside.after(20ms, what);
            return eslio::testing::api_answer("+OK\n");
        };
    };
    fake.on_api("lose", later([&fake] { fake.drop_all(); }));
    fake.on_api("crash", later([&fake] { fake.restart(); }));
    fake.on_api("beat", later([&fake] { fake.fire_heartbeat(); }));
    fake.on_api("cut", [&inside, &fake](std::string_view) {
        inside.after(0ms, [&fake] { fake.drop_all(); });
        return eslio::testing::answer_after(1h, "never\n");
    });
}

const std::string ask = "freeswitch@fs1> ";

}  // namespace

TEST_CASE("-x with -r waits for the switch", "[cli][reconnect]") {
    late_switch fs;
    const auto o = run_cli({"-P", fs.port(), "-r", "-x", "echo on"});
    CHECK(o.status == 0);
    CHECK(o.out == "on\n");
    const std::string prefix =
        "eslio_cli: connecting to 127.0.0.1:" + fs.port() + "\neslio_cli: failed: ";
    CHECK(o.err.substr(0, prefix.size()) == prefix);
    CHECK_THAT(o.err, ContainsSubstring(" s\neslio_cli: connected to 127.0.0.1:" + fs.port()));
    late_switch another;
    const auto quiet = run_cli({"-P", another.port(), "--retry", "-q", "-x", "echo on"});
    CHECK(quiet.status == 0);
    CHECK(quiet.err.empty());
}

TEST_CASE("a first connection that fails is final without -r, a wrong password always",
          "[cli][reconnect]") {
    late_switch fs;
    const auto o = run_cli({"-P", fs.port(), "-R", "-x", "status"});
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK_THAT(o.err, ContainsSubstring("eslio_cli: 127.0.0.1:" + fs.port() + ": ") &&
                          !ContainsSubstring("again"));
    embedded_switch there;
    const auto wrong = run_cli({"-P", there.port(), "-rR", "-p", "wrong", "-x", "status"});
    CHECK(wrong.status == 2);
    CHECK_THAT(wrong.err, ContainsSubstring("wrong user or password"));
}

TEST_CASE("with -r and no -R a lost connection is the end", "[cli][reconnect]") {
    embedded_switch fs(add_faults);
    const auto o = run_cli({"-P", fs.port(), "-r", "-e", "HEARTBEAT", "-x", "lose", "-x", "beat"});
    CHECK(o.status == 2);
    CHECK_THAT(o.err, !ContainsSubstring("again"));
    const auto cut = run_cli({"-P", fs.port(), "-r", "-x", "cut"});
    CHECK(cut.status == 2);
    CHECK_THAT(cut.err, ContainsSubstring("command 1: the connection ended before the answer"));
}

TEST_CASE("-R: what was subscribed to goes on, and the gap is shown", "[cli][reconnect]") {
    embedded_switch fs([](embedded_switch& inside) {
        inside.fake().on_api("lose", [&inside](std::string_view) {
            inside.after(20ms, [&inside] {
                inside.fake().drop_all();
                inside.fake().forget_commands();
                inside.once_told("event plain HEARTBEAT", [&inside] {
                    inside.after(20ms, [&inside] { inside.fake().fire_heartbeat(); });
                });
            });
            return std::string("+OK\n");
        });
    });
    const auto o =
        run_cli({"-P", fs.port(), "-R", "-e", "HEARTBEAT", "--filter", "Event-Name HEARTBEAT",
                 "--count", "2", "-o", "jsonl", "-x", "echo on", "-x", "lose"});
    CHECK(o.status == 0);
    CHECK_THAT(o.out, ContainsSubstring("{\"type\":\"gap\",\"lost\":0,\"why\":\"") &&
                          ContainsSubstring("\"run\":\"same\"") &&
                          ContainsSubstring("[\"Event-Name\",\"HEARTBEAT\"]"));
    CHECK_THAT(o.err,
               ContainsSubstring("lost: ") && ContainsSubstring(": the same run of the switch\n"));
}

TEST_CASE("-R: a command that was not answered is not repeated", "[cli][reconnect]") {
    embedded_switch fs(add_faults);
    const auto o = run_cli({"-P", fs.port(), "-R", "-x", "cut", "-x", "echo on"});
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK_THAT(o.err, ContainsSubstring("command 1: the connection ended before the answer"));
    const auto typed = run_cli({"-P", fs.port(), "-R"}, "cut\necho on\n");
    CHECK(typed.status == 2);
    CHECK(typed.out.substr(typed.out.size() - 3) == "on\n");
}

TEST_CASE("-R at the prompt tells what becomes of the connection", "[cli][reconnect]") {
    if (!test::has_terminals()) return;
    embedded_switch fs(add_faults);
    test::child c(test::eslio_cli, {"-P", fs.port(), "-R", "-n"}, test::child::console::terminal);
    c.read_until("-- connected to 127.0.0.1:" + fs.port());
    c.read_until(ask);
    c.write("/event HEARTBEAT\n");
    c.read_until(ask);
    c.write("lose\n");
    c.read_until("-- lost: ");
    c.read_until("again in ");
    c.read_until(": the same run of the switch\r\n");
    c.write("beat\n");
    c.read_until("Event-Name: HEARTBEAT");
    c.write("crash\n");
    c.read_until("-- lost: ");
    c.read_until(": the switch has been restarted, its run is now ");
    c.write("beat\n");
    c.read_until("Event-Name: HEARTBEAT");
    c.write("cut\n");
    c.read_until("the command: the connection ended before the answer came");
    c.read_until("-- connected to ");
    c.read_until("may be missing here");
    c.read_until(ask);  // what is shown meanwhile would stand between the line and its answer
    c.write("echo on\n");
    c.read_until("\r\non\r\n");
    c.write("/exit\n");
    CHECK(c.wait().status == 0);
}

TEST_CASE("-R at the prompt outlives a command without an answer", "[cli][reconnect]") {
    if (!test::has_terminals()) return;
    test::child c(test::eslio_cli, {"--embedded", "-R", "-t", "100"},
                  test::child::console::terminal);
    c.read_until("> ");
    c.write("msleep 600000\n");
    c.read_until("-- the command: timed out");
    c.read_until("> ");
    c.write("/exit\n");
    CHECK(c.wait().status == 0);
}

TEST_CASE("Ctrl-C leaves a connected prompt of -R only with -i", "[cli][reconnect]") {
    if (!test::has_terminals()) return;
    embedded_switch fs(add_faults);
    test::child stays(test::eslio_cli, {"-P", fs.port(), "-Rn"}, test::child::console::terminal);
    stays.read_until(ask);
    stays.signal(SIGINT);
    stays.read_until("-- /exit leaves (Ctrl-C does so with -i)");
    stays.read_until(ask);
    stays.write("echo on\n");
    stays.read_until("\r\non\r\n");
    stays.signal(SIGTERM);
    CHECK(stays.wait().status == 0);
    test::child leaves(test::eslio_cli, {"-P", fs.port(), "-Rin"}, test::child::console::terminal);
    leaves.read_until(ask);
    leaves.signal(SIGINT);
    CHECK(leaves.wait().status == 0);
}

TEST_CASE("Ctrl-C leaves while there is no connection", "[cli][reconnect]") {
    if (!test::has_terminals()) return;
    test::child c(test::eslio_cli, {"-P", "1", "-r"}, test::child::console::terminal);
    c.read_until("again in ");
    c.signal(SIGINT);
    CHECK(c.wait().status == 2);
}

TEST_CASE("--for ends the waiting for a switch", "[cli][reconnect]") {
    const auto o = run_cli({"-P", "1", "-r", "-e", "ALL", "--for", "0.3"});
    CHECK(o.status == 2);
    CHECK_THAT(o.err, ContainsSubstring("stopped before there was a connection"));
}

#endif
