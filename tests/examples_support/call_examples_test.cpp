// The built examples that handle calls: what they say, embedded and over the network.
// (Nothing of it where the examples are not built.)
#ifdef ESLIO_EXAMPLES

#include "catch.hpp"
#include "program.hpp"
#include "support/target.hpp"

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

namespace call_examples_test {

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using support::embedded_switch;
using test::count;
using test::is_built;
using test::outcome;
using test::run;
using words = std::vector<std::string>;

namespace {

/// Those that calls are handed to, as far as they are built.
words outbound_examples() {
    if (!is_built("ivr")) return {};
    return {"ivr", "prepaid", "voicebot", "callcenter"};
}

/// The lines about one caller.
outcome of_caller(const outcome& all, const std::string& number) {
    outcome found;
    std::size_t at = 0;
    while (at < all.out.size()) {
        const std::size_t end = std::min(all.out.find('\n', at), all.out.size() - 1);
        const std::string line = all.out.substr(at, end + 1 - at);
        if (line.find("  " + number + "  ") != std::string::npos) found.out += line;
        at = end + 1;
    }
    return found;
}

}  // namespace

TEST_CASE("the examples of calls are built with the others", "[examples]") {
    for (const char* name : {"ivr", "prepaid", "voicebot", "callcenter", "click_to_call"})
        CHECK(is_built(name) == is_built("quickstart"));
}

TEST_CASE("outbound examples explain their options and refuse others", "[examples]") {
    for (const std::string& name : outbound_examples()) {
        INFO(name);
        const outcome help = run(name, {"-h"});
        CHECK(help.status == 0);
        CHECK(help.says_in_order({"usage: " + name, "-P PORT", "-H ADDRESS"}));
        CHECK(run(name, {"-z"}).err == name + ": unknown option -z (-h for help)\n");
        CHECK(run(name, {"-p", "secret"}).err == name + ": unknown option -p (-h for help)\n");
        CHECK(run(name, {"-H", "here"}).complains("'here'"));
        CHECK(run(name, {"-P", "65536"}).complains("-P wants a port"));
    }
}

TEST_CASE("outbound examples say so when their port is taken", "[examples]") {
    asio::io_context context;
    asio::ip::tcp::acceptor taken(context, {asio::ip::address_v4::loopback(), 0});
    const std::string port = std::to_string(taken.local_endpoint().port());
    for (const std::string& name : outbound_examples()) {
        const outcome end = run(name, {"-P", port});
        INFO(name << ": " << end.err);
        CHECK(end.status == 1);
        CHECK(end.complains(name + ": 127.0.0.1:" + port + ": "));
    }
}

TEST_CASE("ivr leads three callers through its menu", "[examples]") {
    if (!is_built("ivr")) return;
    const outcome end = run("ivr");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.err.empty());
    CHECK(end.says("\n3 calls\n"));
    CHECK(of_caller(end, "1001")
              .says_in_order({"comes in", "dialled 5000", "answer", "welcome", "menu", "chose 3",
                              "number", "chose 47", "says it", "menu", "chose 1", "beep", "record ",
                              "recorded", " ms\n", "menu", "chose 2", "transfer", "to 1000"}));
    CHECK_FALSE(of_caller(end, "1001").says("over"));
    CHECK(of_caller(end, "1002")
              .says_in_order({"comes in", "chose 1", "beep", "record", "over", "NORMAL_CLEARING"}));
    CHECK(of_caller(end, "1003")
              .says_in_order({"comes in", "menu", "nothing", "goodbye", "we hang up", "+OK", "over",
                              "NORMAL_CLEARING"}));
}

TEST_CASE("ivr needs no sound files, and transfers where it is told", "[examples]") {
    if (!is_built("ivr")) return;
    const outcome end = run("ivr", {"-t", "2000"});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    for (const char* step : {"welcome", "beep", "says it", "goodbye"})
        CHECK(end.says_in_order({step, "tone_stream://"}));
    CHECK(count(end.out, ".wav") == count(end.out, "recordings_dir"));
    CHECK(of_caller(end, "1001").says_in_order({"chose 2", "transfer", "to 2000"}));
}

TEST_CASE("prepaid charges while they talk, and the balances stay", "[examples]") {
    if (!is_built("prepaid")) return;
    const test::scratch_file file;
    std::ofstream(file.name()) << "1001 2\n1003 5\n1004 1000\n1005 7\n";
    const outcome first = run("prepaid", {"-f", file.name(), "-i", "100"});
    INFO(first.out << first.err);
    CHECK(first.status == 0);
    CHECK(
        of_caller(first, "1001")
            .says_in_order({"comes in", "wants 5000", "calls", "user/5000", "talks", "charged",
                            "1 ", "charged", "0 ", "spent", "over", "ALLOTTED_TIMEOUT, 2 units"}));
    CHECK(of_caller(first, "1002")
              .says_in_order({"refused", "OUTGOING_CALL_BARRED", "over", "OUTGOING_CALL_BARRED"}));
    CHECK_FALSE(of_caller(first, "1002").says("calls"));
    CHECK(of_caller(first, "1003").says_in_order({"calls", "refused", "USER_BUSY", "0 units"}));
    CHECK(of_caller(first, "1005").says_in_order({"calls", "refused", "NO_ANSWER", "0 units"}));
    CHECK_FALSE(of_caller(first, "1005").says("talks"));
    CHECK(of_caller(first, "1004").says_in_order({"talks", "charged", "over", "NORMAL_CLEARING"}));

    const std::size_t charged = count(of_caller(first, "1004").out, "charged");
    CHECK(charged >= 5);
    CHECK(file.text() == "1001 0\n1003 5\n1004 " + std::to_string(1000 - charged) + "\n1005 7\n");

    const outcome second = run("prepaid", {"-f", file.name(), "-i", "100"});
    INFO(second.out << second.err);
    CHECK(second.status == 0);
    CHECK(of_caller(second, "1001").says_in_order({"comes in", "0 ", "OUTGOING_CALL_BARRED"}));
    CHECK_FALSE(of_caller(second, "1001").says("charged"));
}

TEST_CASE("prepaid does not begin with balances it cannot read", "[examples]") {
    if (!is_built("prepaid")) return;
    const test::scratch_file file;
    std::ofstream(file.name()) << "no balances\n";
    const outcome end = run("prepaid", {"-f", file.name()});
    CHECK(end.status == 1);
    CHECK(end.complains("prepaid: " + file.name() + ":1: not 'caller units'"));
    CHECK(file.text() == "no balances\n");
}

TEST_CASE("voicebot is interrupted, answers and says goodbye", "[examples]") {
    if (!is_built("voicebot")) return;
    const outcome end = run("voicebot");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"uuid_setvar_multi: +OK",
                             "uuid_audio_pipe: +OK Success",
                             "bot says",
                             "Hello",
                             "speech",
                             "while the bot speaks",
                             "bot stops",
                             "interrupted",
                             "caller says",
                             "When are you open?",
                             "bot says",
                             "nine to five",
                             "at its end",
                             "Great, bye!",
                             "bot says",
                             "Goodbye",
                             "at its end",
                             "over",
                             "NORMAL_CLEARING",
                             "\n1 calls\n"}));
    CHECK(end.says_in_order({"while the bot speaks", "break", "the bot is silent"}));
    CHECK(end.says_in_order({"pipe", "connected"}));
    CHECK(count(end.out, "interrupted") == 1);
}

TEST_CASE("click_to_call joins two phones", "[examples]") {
    if (!is_built("click_to_call")) return;
    const outcome end = run("click_to_call");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"A ", "called", "user/1000", "ringing", "answered", "B ", "called",
                             "user/1001", "ringing", "answered", "joined", "time is up",
                             "we hang up", "+OK", "ended", "NORMAL_CLEARING",
                             "A was on the line for ", "NORMAL_CLEARING"}));
    CHECK(count(end.out, "ended") == 2);
}

TEST_CASE("click_to_call leaves nobody alone when there is no second phone", "[examples]") {
    if (!is_built("click_to_call")) return;
    const outcome busy = run("click_to_call", {"user/1000", "user/busy"});
    INFO(busy.out << busy.err);
    CHECK(busy.status == 1);
    CHECK(busy.err == "click_to_call: -ERR USER_BUSY\n");
    CHECK(busy.says_in_order({"not reached", "USER_BUSY", "we hang up", "+OK", "ended"}));

    const outcome first = run("click_to_call", {"user/busy", "user/1000"});
    CHECK(first.status == 1);
    CHECK(first.err == "click_to_call: -ERR USER_BUSY\n");
    CHECK_FALSE(first.says("user/1000"));

    const outcome forged = run("click_to_call", {"user/1000,user/1001"});
    CHECK(forged.status == 1);
    CHECK(forged.complains("click_to_call: user/1000,user/1001: "));
}

TEST_CASE("click_to_call takes early media for no answer", "[examples]") {
    if (!is_built("click_to_call")) return;
    const embedded_switch fs([](embedded_switch& inside) {
        const auto announces = call_plan().goes_early_after(10ms).never_answers();
        inside.fake().plan("user/1", call_plan(announces).refuses("NO_ANSWER", 300ms));
        inside.fake().plan("user/2", call_plan().answers_after(0ms).stays_up());
    });
    const outcome first = run("click_to_call", {"-P", fs.port(), "user/1", "user/2"});
    INFO(first.out << first.err);
    CHECK(first.status == 1);
    CHECK(first.err == "click_to_call: -ERR NO_ANSWER\n");
    CHECK(first.says("early media"));
    CHECK_FALSE(first.says("user/2"));

    const outcome second = run("click_to_call", {"-P", fs.port(), "user/2", "user/1"});
    INFO(second.out << second.err);
    CHECK(second.status == 1);
    CHECK(second.err == "click_to_call: -ERR NO_ANSWER\n");
    CHECK_FALSE(second.says("joined"));
}

TEST_CASE("click_to_call ends when one of them hangs up", "[examples]") {
    if (!is_built("click_to_call")) return;
    const embedded_switch fs([](embedded_switch& inside) {
        inside.fake().plan("user/1", call_plan().answers_after(0ms).stays_up());
        inside.fake().plan("user/2", call_plan().answers_after(0ms).hangs_up_after(100ms));
    });
    const outcome end = run("click_to_call", {"-P", fs.port(), "user/1", "user/2"});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"joined", "parted", "ended", "ended", "A was on the line for "}));
    CHECK_FALSE(end.says("we hang up"));
}

TEST_CASE("click_to_call goes on when the connection drops, and tells of a restart", "[examples]") {
    if (!is_built("click_to_call")) return;
    const bool restarts = GENERATE(false, true);
    const embedded_switch fs([restarts](embedded_switch& inside) {
        inside.fake().plan("user/1", call_plan().answers_after(0ms).stays_up());
        inside.fake().plan("user/2", call_plan().answers_after(0ms).hangs_up_after(2s));
        inside.once_told("api uuid_bridge", [&inside, restarts] {
            inside.after(100ms, [&inside, restarts] {
                if (restarts)
                    inside.fake().restart();
                else
                    inside.fake().drop_all();
            });
        });
    });
    const outcome end = run("click_to_call", {"-P", fs.port(), "user/1", "user/2"});
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says_in_order({"joined", "not connected", "the connection", "ended", "ended"}));
    CHECK(end.says("while not connected") == restarts);
    CHECK(end.says("How the call of A ended was not heard") == restarts);
    CHECK(end.says("A was on the line for ") != restarts);
}

TEST_CASE("callcenter serves a thousand calls at once", "[examples]") {
    if (!is_built("callcenter")) return;
    const outcome end = run("callcenter");
    INFO(end.out << end.err);
    CHECK(end.status == 0);
    CHECK(end.says("\n1000 of 1000 calls served, 1000 at once, on one thread, in "));
    CHECK(end.says_in_order({"on line", "waiting", "talking", "served"}));

    const outcome few = run("callcenter", {"-n", "5", "-a", "1"});
    INFO(few.out << few.err);
    CHECK(few.status == 0);
    CHECK(few.says("\n5 of 5 calls served, 5 at once"));
    CHECK(run("callcenter", {"-a", "0"}).complains("1 to 999 agents"));
}

}  // namespace call_examples_test

#endif  // ESLIO_EXAMPLES
