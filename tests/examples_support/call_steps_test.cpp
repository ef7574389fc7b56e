// The built examples that handle calls, hung up on at every step of the call.
// In driven time, at every handler: click_to_call_test.cpp.
// (Nothing of it where the examples are not built.)
#ifdef ESLIO_EXAMPLES

#include "catch.hpp"
#include "program.hpp"
#include "support/caller.hpp"
#include "support/target.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace call_steps_test {

using namespace std::chrono_literals;
using eslio::testing::call_plan;
using eslio::testing::fake_application;
using eslio::testing::incoming_call;
using support::embedded_switch;
using test::count;
using test::is_built;
using test::outcome;
using words = std::vector<std::string>;

namespace {

/// A part of what ivr plays as its menu, and to ask for a number.
constexpr const char* ivr_menu = ",660)";
constexpr const char* ivr_number = ",880)";

/// What was told of the calls' ends. A call that has ended before `myevents` was said is lost: no
/// event tells its end, and FreeSWITCH closes when it has lingered.
std::size_t ends(const outcome& end) {
    return count(end.out, "over ") + count(end.out, "lost ");
}

/// Hands calls to an example over the network and hangs each up after a number of commands.
class patience_test {
public:
    using script = std::function<void(embedded_switch&, const std::string& uuid)>;

    patience_test(const std::string& name, words arguments, embedded_switch& fs, script what)
        : program_(name, with_port(std::move(arguments))), fs_(fs), script_(std::move(what)) {
        const std::string beginning = "Listening on ";
        std::string text;
        while (text.find(" for FreeSWITCH\n") == std::string::npos) {
            std::this_thread::sleep_for(5ms);  // the example starts
            text = program_.so_far();
        }
        const std::size_t at = text.find(beginning) + beginning.size();
        where_ = text.substr(at, text.find(' ', at) - at);
    }

    /// One call, hung up once the example has given so many commands. False if that never came.
    bool hung_up_after(std::size_t commands) {
        std::promise<bool> over;
        fs_.after(0ms, [&] {
            fs_.fake().forget_commands();
            const std::string uuid =
                fs_.fake().call_out(where_, incoming_call().from("1001").to("5000"));
            script_(fs_, uuid);
            watch(over, uuid, commands, false);
        });
        auto result = over.get_future();
        REQUIRE(result.wait_for(60s) == std::future_status::ready);
        return result.get();
    }

    outcome stop() {
        program_.signal(SIGTERM);
        return program_.wait();
    }

private:
    static words with_port(words arguments) {
        arguments.insert(arguments.end(), {"-P", "0"});
        return arguments;
    }

    void watch(std::promise<bool>& over, const std::string& uuid, std::size_t commands, bool hung) {
        auto& fake = fs_.fake();
        if (!hung && fake.commands().size() >= commands) hung = fake.hang_up(uuid, "USER_BUSY");
        if (fake.calls().empty() && fake.open_connections() == 0) return over.set_value(hung);
        fs_.after(1ms, [this, &over, uuid, commands, hung] { watch(over, uuid, commands, hung); });
    }

    test::program program_;
    embedded_switch& fs_;
    script script_;
    std::string where_;
};

/// One run of click_to_call, a leg of which is hung up after a number of commands.
class click_test {
public:
    click_test(embedded_switch& fs, std::size_t commands, std::size_t leg)
        : fs_(fs), commands_(commands), leg_(leg) {}

    outcome run() {
        std::promise<void> ready;
        fs_.after(0ms, [&] {
            fs_.fake().forget_commands();
            ready.set_value();
            watch();
        });
        ready.get_future().wait();
        outcome end = test::run("click_to_call", {"-P", fs_.port(), "user/1", "user/2"});
        REQUIRE(over_.get_future().wait_for(60s) == std::future_status::ready);
        return end;
    }

    bool hung() const { return hung_; }
    std::size_t calls_left() const { return calls_left_; }

private:
    void watch() {
        auto& fake = fs_.fake();
        for (const std::string& uuid : fake.calls())
            if (std::find(legs_.begin(), legs_.end(), uuid) == legs_.end()) legs_.push_back(uuid);
        const std::size_t told = fake.commands().size();
        if (!hung_ && told >= commands_ && legs_.size() > leg_)
            hung_ = fake.hang_up(legs_[leg_], "USER_BUSY");
        calls_left_ = fake.calls().size();
        if (told != 0 && fake.open_connections() == 0) return over_.set_value();
        fs_.after(1ms, [this] { watch(); });
    }

    embedded_switch& fs_;
    std::size_t commands_;
    std::size_t leg_;
    std::vector<std::string> legs_;
    std::promise<void> over_;
    bool hung_ = false;
    std::size_t calls_left_ = 0;
};

/// Every step of the two legs, until they end by themselves.
std::size_t click_at_every_step(embedded_switch& fs, std::size_t leg) {
    for (std::size_t step = 1; step < 60; ++step) {
        click_test click(fs, step, leg);
        const outcome end = click.run();
        INFO("leg " << leg << ", step " << step << ": " << end.out << end.err);
        CHECK(end.status == (end.err.empty() ? 0 : 1));
        // What FreeSWITCH refused, or with what the call ended that was hung up.
        CHECK((end.err.empty() || end.complains("click_to_call: -ERR ") ||
               end.complains("click_to_call: USER_BUSY")));
        CHECK(click.calls_left() == 0);
        CHECK(count(end.out, "ended ") >= count(end.out, "answered "));
        if (!click.hung()) return step;
    }
    return 0;
}

/// Every step of the call, until it ends by itself.
std::size_t hang_up_at_every_step(patience_test& all) {
    for (std::size_t step = 1; step < 60; ++step)
        if (!all.hung_up_after(step)) return step;
    return 0;
}

}  // namespace

TEST_CASE("ivr survives a hang-up at every step", "[examples][steps]") {
    if (!is_built("ivr")) return;
    embedded_switch fs([](embedded_switch& inside) {
        for (const char* name : {"playback", "record", "play_and_get_digits"})
            inside.fake().application(name, fake_application(5ms));
        inside.fake().extension("1000", {{"hangup", ""}});
    });
    patience_test all("ivr", {}, fs, [](embedded_switch& inside, const std::string& uuid) {
        support::follow(inside, uuid,
                        {{ivr_menu, "3"}, {ivr_number, "4#"}, {ivr_menu, "1"}, {ivr_menu, "2"}});
    });
    const std::size_t calls = hang_up_at_every_step(all);
    const outcome end = all.stop();
    INFO(end.out << end.err);
    CHECK(calls > 10);
    CHECK(end.status == 0);
    CHECK(end.err.empty());
    const std::size_t sessions = count(end.out, "comes in");
    CHECK(sessions >= 10);
    CHECK(end.says("\n" + std::to_string(sessions) + " calls\n"));
    CHECK(count(end.out, "over          USER_BUSY") + count(end.out, "to 1000") +
              count(end.out, "lost") ==
          sessions);
    CHECK(count(end.out, "over          USER_BUSY") >= 9);
}

TEST_CASE("prepaid survives a hang-up at every step", "[examples][steps]") {
    if (!is_built("prepaid")) return;
    const test::scratch_file file;
    std::ofstream(file.name()) << "1001 1000\n";
    embedded_switch fs([](embedded_switch& inside) {
        inside.fake().plan(call_plan().answers_after(20ms).hangs_up_after(200ms, "CALL_REJECTED"));
    });
    patience_test all("prepaid", {"-f", file.name(), "-i", "50"}, fs,
                      [](embedded_switch&, const std::string&) {});
    const std::size_t calls = hang_up_at_every_step(all);
    const outcome end = all.stop();
    INFO(end.out << end.err);
    CHECK(calls > 4);
    CHECK(end.status == 0);
    CHECK(end.err.empty());
    CHECK(ends(end) == count(end.out, "comes in"));
    CHECK(end.says_in_order({"charged", "over", "CALL_REJECTED"}));
    CHECK(file.text() == "1001 " + std::to_string(1000 - count(end.out, "charged")) + "\n");
}

TEST_CASE("voicebot survives a hang-up at every step", "[examples][steps]") {
    if (!is_built("voicebot")) return;
    const bool own = GENERATE(false, true);  // its own module and voice, or others
    const std::string command = own ? "uuid_audio_pipe" : "uuid_audio_fork";
    const words options = own ? words() : words{"-c", command, "-e", "tones"};
    embedded_switch fs([&](embedded_switch& inside) {
        inside.fake().application(own ? "speak" : "playback", fake_application(20ms));
        inside.fake().on_api(command, [&inside](std::string_view arguments) {
            std::string uuid(arguments.substr(0, arguments.find(' ')));
            if (arguments.find(" start ") != std::string_view::npos)
                inside.after(20ms, [&inside, uuid] {
                    auto& fake = inside.fake();
                    eslio::event e = fake.make_custom("audio_pipe::speech_started");
                    fake.fire(e.add("Unique-ID", uuid));
                    eslio::event said = fake.make_custom("audio_pipe::transcript");
                    fake.fire(said.add("Unique-ID", uuid).set_body(R"({"text":"bye"})"));
                });
            return "+OK Success\n";
        });
    });
    patience_test all("voicebot", options, fs, [](embedded_switch&, const std::string&) {});
    const std::size_t calls = hang_up_at_every_step(all);
    const outcome end = all.stop();
    INFO(end.out << end.err);
    CHECK(calls > 7);
    CHECK(end.says_in_order({command + ": +OK", "bot says", "at its end"}));
    CHECK(end.status == 0);
    CHECK(end.err.empty());
    CHECK(ends(end) == count(end.out, "comes in"));
    CHECK(end.says("NORMAL_CLEARING"));
}

TEST_CASE("click_to_call survives a hang-up at every step", "[examples][steps]") {
    if (!is_built("click_to_call")) return;
    embedded_switch fs([](embedded_switch& inside) {
        inside.fake().plan("user/1", call_plan().answers_after(5ms).stays_up());
        inside.fake().plan("user/2", call_plan().answers_after(5ms).hangs_up_after(20ms));
    });
    CHECK(click_at_every_step(fs, 0) > 5);
    CHECK(click_at_every_step(fs, 1) > 5);
}

TEST_CASE("callcenter survives a hang-up at every step", "[examples][steps]") {
    if (!is_built("callcenter")) return;
    embedded_switch fs([](embedded_switch& inside) {
        inside.fake().application("playback", fake_application(1h));
        inside.fake().application("play_and_get_digits", fake_application(5ms));
        inside.fake().plan(call_plan().refuses("CALL_REJECTED"));
        for (const char* agent : {"user/team-2001", "user/team-3001"})
            inside.fake().plan(agent, call_plan().answers_after(5ms).hangs_up_after(5ms));
    });
    patience_test all("callcenter", {"-a", "1", "-r", "user/team-"}, fs,
                      [](embedded_switch& inside, const std::string& uuid) {
                          support::follow(inside, uuid, {{"play_and_get_digits", "1"}});
                      });
    const std::size_t calls = hang_up_at_every_step(all);
    const outcome end = all.stop();
    INFO(end.out << end.err);
    CHECK(calls > 6);
    CHECK(end.status == 0);
    CHECK(end.err.empty());
    CHECK(end.says(" calls served, 1 at once"));
    CHECK_FALSE(end.says("\n0 of "));
}

}  // namespace call_steps_test

#endif  // ESLIO_EXAMPLES
