// eslio_cli with a line editor, on the screen of a pseudo-terminal: typed keys, and what is seen.
#include "catch.hpp"
#include "child.hpp"
#include "support/target.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#ifdef ESLIO_EXAMPLES

using Catch::Matchers::ContainsSubstring;

namespace {

const std::string at = "freeswitch@fs1> ";
const std::string erased = "\r\x1b[J";

bool has_editor() {
    static const bool built = test::run_cli({"--version"}).out.find("libedit") != std::string::npos;
    if (!built) WARN("skipped: eslio_cli is built without libedit");
    return built && test::has_terminals();
}

/// A home of its own, gone afterwards.
struct home {
    home() : path("/tmp/eslio_home_XXXXXX") {
        if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
        profile("");
    }
    home(const home&) = delete;
    home& operator=(const home&) = delete;
    ~home() { std::filesystem::remove_all(path); }

    void profile(const std::string& text) const { std::ofstream(path + "/.fs_cli_conf") << text; }
    std::string history() const {
        std::ifstream in(path + "/.eslio_cli_history");
        return {std::istreambuf_iterator<char>(in), {}};
    }

    std::string path;
};

struct screen : test::child {
    explicit screen(std::vector<std::string> arguments, const std::string& in = {})
        : child(test::eslio_cli, arguments, console::screen, in) {
        read_until(at);
    }

    /// A line of its own, wherever the draft was before it.
    void read_line(const std::string& text) {
        for (;;) {
            std::string line = read_until("\r\n");
            const std::size_t draft = line.rfind(erased);
            if (draft != line.npos) line.erase(0, draft + erased.size());
            if (line == text + "\r\n") return;
        }
    }

    /// Leaves by /exit, whatever is typed already.
    void leave() {
        write("\x15/exit\r");
        const test::outcome o = wait();
        CHECK(o.status == 0);
        CHECK(o.err.empty());
    }
};

}  // namespace

TEST_CASE("editor: a line is edited and run", "[cli][editor]") {
    if (!has_editor()) return;
    screen s({"--embedded"});
    s.write("eco one");
    s.read_until("eco one");
    s.write("\x01\x06\x06h\x05 two\r");  // to the beginning, two right, to the end
    s.read_line("one two");
    s.read_until(at);
    s.write("nothing\x15"
            "echo x\x1b[D\x1b[3~y\r");  // Ctrl-U, left, Delete
    s.read_line("y");
    s.read_until(at);
    s.leave();
}

TEST_CASE("editor: history goes back, is searched, and lasts", "[cli][editor]") {
    if (!has_editor()) return;
    const home h;
    {
        screen s({"--embedded"}, h.path);
        s.write("echo first\r");
        s.read_until(at);
        s.write("echo second\r");
        s.read_until(at);
        s.write("echo my password\r");
        s.read_until(at);
        s.write("\x1b[A\x1b[A\r");  // up, up
        s.read_line("first");
        s.read_until(at);
        s.leave();
    }
    CHECK_THAT(h.history(), ContainsSubstring("first") && ContainsSubstring("second"));
    CHECK_THAT(h.history(), !ContainsSubstring("password"));
    {
        screen s({"--embedded"}, h.path);
        s.write("\x12");  // Ctrl-R
        s.read_until("bck:");
        s.write("sec");
        s.read_until("second");
        s.write("\r");
        s.read_line("second");
        s.leave();
    }
    screen none({"--embedded", "-Q"}, h.path);
    none.write("\x1b[Aecho nothing\r");
    none.read_line("nothing");
    none.leave();
    CHECK_THAT(h.history(), !ContainsSubstring("nothing"));
}

TEST_CASE("editor: Tab completes what FreeSWITCH knows", "[cli][editor]") {
    if (!has_editor()) return;
    screen s({"--embedded"});
    s.write("create_u\t\r");  // what is typed before the answer waits for it
    s.read_until("create_uuid ");
    s.read_until(at);
    s.write("show c\t");
    CHECK_THAT(s.read_until(at + "show c"),
               ContainsSubstring("calls]") && ContainsSubstring("channels]"));
    s.write("\x15/nix\tHEARTBEAT\r");
    s.read_until("/nixevent HEARTBEAT");
    s.read_until(at);
    s.write("/event plain channel_hangup_\t");
    s.read_until("CHANNEL_HANGUP_COMPLETE ");
    s.write("\x15/bgapi create_u\t");
    s.read_until("/bgapi create_uuid ");
    s.leave();
}

TEST_CASE("editor: what arrives is shown above the draft", "[cli][editor]") {
    if (!has_editor()) return;
    support::embedded_switch fs([](support::embedded_switch& inside) {
        inside.fake().on_api("wide", [](std::string_view) { return "w\n"; });
    });
    screen s({"-P", fs.port(), "-n"});
    test::child other(test::eslio_cli, {"-P", fs.port()});
    s.write("/event API\r");
    s.read_until(at);
    s.write("a draft");
    s.read_until("draft");
    other.write("echo elsewhere\n");
    s.read_until(erased + "Event-Name: API");
    s.read_until("API-Command: echo");
    s.read_until(at + "a draft");
    // Of two rows: both are taken away.
    s.write(" that is longer than the eighty columns that there are on a terminal like this");
    s.read_until("like this");
    other.write("echo again\n");
    s.read_until("\x1b[1A" + erased + "Event-Name: API");
    s.read_until("like this");
    s.resize(120);
    s.read_until(erased);
    s.read_until("like this");
    other.write("echo once more\n");
    s.read_until(erased + "Event-Name: API");
    s.read_until("like this");
    s.leave();
    other.write("/exit\n");
    CHECK(other.wait().status == 0);
}

TEST_CASE("editor: function keys, and those of a profile", "[cli][editor]") {
    if (!has_editor()) return;
    const home h;
    h.profile("[default]\nkey_f5 => echo on\nkey_toggle_f5 => echo off\nkey_f6 => /nolog\n");
    screen s({"--embedded"}, h.path);
    s.write("a draft");
    s.read_until("a draft");
    s.write("\x1bOQ");
    s.read_until(at + "status\r\n");
    s.read_until("is ready");
    s.read_until(at + "a draft");
    for (const char* said : {"on", "off", "on"}) {
        s.write("\x1b[15~");
        s.read_until(std::string("echo ") + said + "\r\n");
        s.read_until(std::string(said) + "\r\n");
        s.read_until(at + "a draft");
    }
    s.write("\x1b[17~");
    s.read_until("+OK no longer logging");
    s.read_until(at);
    s.leave();
}

TEST_CASE("editor: Ctrl-C, Ctrl-Z and Ctrl-backslash do not leave, Ctrl-D does", "[cli][editor]") {
    if (!has_editor()) return;
    screen s({"--embedded"});
    s.write("echo kept");
    s.read_until("kept");
    for (const char* key : {"\x03", "\x1a", "\x1c"}) {
        s.write(key);
        s.read_until("-- /exit leaves");
        s.read_until(at + "echo kept");
    }
    s.write("\x04\x15\x04");  // in a line it deletes
    s.read_until("/exit\r\n");
    CHECK(s.wait().status == 0);
    screen leaves({"--embedded", "-i"});
    leaves.write("\x03");
    CHECK(leaves.wait().status == 0);
}

TEST_CASE("editor: lines may be typed while a command runs", "[cli][editor]") {
    if (!has_editor()) return;
    screen s({"--embedded"});
    s.write("msleep 300\recho after\r");
    s.read_until("+OK");
    s.read_until("after\r\n");
    s.read_until(at);
    s.write("msleep 600000\r/quit\r");
    CHECK(s.wait().status == 0);
}

TEST_CASE("editor: Ctrl-C gives up the command that runs", "[cli][editor]") {
    if (!has_editor()) return;
    support::embedded_switch fs([](support::embedded_switch& inside) {
        inside.fake().on_api("slow", [](std::string_view arguments) {
            return eslio::testing::answer_after(std::chrono::milliseconds(500),
                                                "slow " + std::string(arguments) + "\n");
        });
    });
    screen s({"-P", fs.port(), "-n"});
    s.write("slow 1\r");
    s.read_until("slow 1\r\n");
    s.write("ab");  // a draft
    s.read_until("ab");
    s.write("\x03");
    s.read_until("-- given up");
    s.read_until(at + "ab");
    s.write("\x15slow 2\r");  // answered after the other one, whose answer is not shown
    s.read_until("slow 2");   // as it is typed
    CHECK_THAT(s.read_until("slow 2"), !ContainsSubstring("slow 1"));
    s.read_until(at);
    s.write("\x03");
    s.read_until("-- /exit leaves");
    s.leave();
}

TEST_CASE("editor: a command that takes too long does not end the prompt", "[cli][editor]") {
    if (!has_editor()) return;
    support::embedded_switch fs([](support::embedded_switch& inside) {
        inside.fake().on_api("slow", [](std::string_view) {
            return eslio::testing::answer_after(std::chrono::minutes(10), "never\n");
        });
    });
    screen s({"-P", fs.port(), "-n", "-t", "200"});
    s.write("slow\r");
    s.read_until("-- the command: ");
    s.read_until(at);
    s.leave();
}

TEST_CASE("editor: the log is on from the beginning, with colours and UUIDs", "[cli][editor]") {
    if (!has_editor()) return;
    screen s({"--embedded", "-S"});
    s.write("log err this is wrong\r");
    s.read_until("\x1b[31m");
    s.read_until("this is wrong");
    s.read_until("\x1b[0m");
    s.read_until(at);
    s.write("/logfilter special\r");
    s.read_until("log lines without it are left out\r\n");
    s.read_until(at);
    s.write("log err ordinary\rlog err special\r");
    s.read_until(at);
    std::string seen = s.read_until("[0m");
    CHECK_THAT(seen, ContainsSubstring("special"));
    s.read_until(at);
    s.leave();
    screen quiet({"--embedded", "-q"});
    quiet.write("log err unseen\r");
    CHECK_THAT(quiet.read_until(at), !ContainsSubstring("\x1b[31m"));
    quiet.leave();
}

TEST_CASE("editor: aliases and several commands in a line", "[cli][editor]") {
    if (!has_editor()) return;
    screen s({"--embedded"});
    s.write("echo one;;echo two\r");
    s.read_line("onetwo");
    s.read_until(at);
    s.write("console loglevel warning\r");
    s.read_until("+OK log level warning [4]");
    s.read_until(at);
    s.leave();
}

TEST_CASE("editor: prompt and colours of a profile", "[cli][editor]") {
    if (!has_editor()) return;
    const home h;
    h.profile("[office]\nprompt-string => %p:%s\nprompt-color => red\noutput-text-color => blue\n");
    test::child s(test::eslio_cli, {"--embedded", "office"}, test::child::console::screen, h.path);
    const std::string prompt = "\x1b[31moffice:fs1>\x1b[0m ";
    s.read_until(prompt);
    s.write("echo x\r");
    s.read_until("\x1b[0m\x1b[34m");
    s.read_until("x\r\n");
    s.read_until(prompt);
    s.write("/exit\r");
    const test::outcome o = s.wait();
    CHECK(o.status == 0);
    CHECK(o.out.rfind("\x1b[0m") > o.out.rfind("\x1b[34m"));
    CHECK(test::run_cli({"--embedded", "-x", "status", "unheard"}).status == 64);
}

TEST_CASE("editor: what is sent and answered is shown at debug level 7", "[cli][editor]") {
    if (!has_editor()) return;
    screen s({"--embedded"});
    s.write("/debug 7\r");
    s.read_until("the debug level is 7\r\n");
    s.read_until(at);
    s.write("echo x\r");
    s.read_until("-- sent: api echo x");
    s.read_until("-- answered: x");
    s.read_until(at);
    s.leave();
}

TEST_CASE("editor: a draft outlives a command, and the connection with -R", "[cli][editor]") {
    if (!has_editor()) return;
    using namespace std::chrono_literals;
    support::embedded_switch fs([](support::embedded_switch& inside) {
        auto& fake = inside.fake();
        fake.on_api("slow",
                    [](std::string_view) { return eslio::testing::answer_after(300ms, "slow\n"); });
        fake.on_api("lose", [&inside, &fake](std::string_view) {
            inside.after(200ms, [&fake] { fake.drop_all(); });
            return eslio::testing::api_answer("+OK\n");
        });
    });
    const home h;
    h.profile("[default]\nkey_f1 => slow\ndebug => 2\n");  // as in fs_cli's example
    screen s({"-P", fs.port(), "-R", "-n"}, h.path);
    s.write("ab");
    s.read_until("ab");
    s.write("\x1bOPc");
    s.read_until("slow\r\n");
    s.read_until("abc");
    s.read_until("slow\r\n");
    s.read_until(at + "abc");
    s.write("\x15lose\r");
    s.read_until("+OK");
    s.read_until(at);
    s.write("draft");
    s.read_until("-- lost: ");
    s.read_until("-- connected to ");
    s.read_until(at + "draft");
    s.leave();
}

TEST_CASE("editor: the terminal is given back as it was", "[cli][editor]") {
    if (!has_editor()) return;
    support::embedded_switch fs([](support::embedded_switch& inside) {
        inside.fake().on_api("lose", [&inside](std::string_view) {
            inside.after(std::chrono::milliseconds(200), [&inside] { inside.fake().drop_all(); });
            return eslio::testing::api_answer("+OK\n");
        });
    });
    screen left({"--embedded"});
    CHECK_FALSE(left.is_cooked());
    left.write("a draft");
    left.read_until("a draft");
    left.signal(SIGTERM);
    CHECK(left.wait().status == 0);
    CHECK(left.is_cooked());
    screen lost({"-P", fs.port()});
    lost.write("lose\r");
    lost.read_until(at);
    lost.write("a draft");
    lost.read_until("a draft");
    const test::outcome o = lost.wait();
    CHECK(o.status == 2);
    CHECK_THAT(o.out, ContainsSubstring(erased) && !ContainsSubstring("draft"));
    CHECK_FALSE(o.err.empty());
    CHECK(lost.is_cooked());
}

#endif
