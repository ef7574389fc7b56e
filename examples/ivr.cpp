// A voice menu: digits with retries, a number, a recording, a transfer; every step is shown.
//
//     sh examples/run ivr                  three callers of a fake switch inside
//     sh examples/run ivr --port 8084      your FreeSWITCH; Ctrl-C lets the calls end       (C++20)
//
// FreeSWITCH hands calls over by a line of its dialplan, and 2 in the menu leads to an extension in
// its context `default` (-t):
//
//     <action application="socket" data="127.0.0.1:8084 async full"/>
//
// No sound files are needed: tones stand for what would be said, three short ones for the menu.
// What callers say is recorded into FreeSWITCH's `recordings_dir` (mod_sndfile).
//
// You will see three calls side by side: one goes through the whole menu (a wrong key first), one
// hangs up while it is recorded, one presses nothing until we hang up.

#include "support/call_log.hpp"
#include "support/caller.hpp"
#include "support/listening.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

using asio::use_awaitable;
using eslio::outbound::session;
using namespace std::chrono_literals;
namespace app = eslio::app;

namespace {

constexpr std::string_view usage =
    "usage: ivr [OPTION...]\n"
    "  -t NUMBER    the extension that 2 in the menu leads to (1000)\n";

/// What is played. With FreeSWITCH's sound files write their names here, as
/// `ivr/ivr-welcome_to_freeswitch.wav`, `phrase:demo_ivr_main_menu` or `voicemail/vm-goodbye.wav`.
namespace sounds {
constexpr const char* welcome = "tone_stream://%(200,50,523);%(200,50,659);%(400,200,784)";
constexpr const char* menu = "tone_stream://%(150,150,660);%(150,150,660);%(150,100,660)";
constexpr const char* invalid = "tone_stream://%(500,200,220)";
constexpr const char* number = "tone_stream://%(200,100,880);%(200,100,990)";
constexpr const char* goodbye = "tone_stream://%(200,50,784);%(400,200,523)";
}  // namespace sounds

struct settings {
    std::chrono::milliseconds patience{5000};  ///< how long callers may think
    std::string extension = "1000";
};

/// One call.
class menu {
public:
    menu(session call, const settings& chosen, const support::call_log& log)
        : call_(std::move(call)), caller_(call_.caller_number()), chosen_(chosen), log_(log) {}

    asio::awaitable<void> run() {
        log_(caller_, "comes in", "dialled " + std::string(call_.destination()));
        try {
            co_await talk();
            if (transferred_) co_return;  // the dialplan has the call now
            co_await say_goodbye();
            const auto end = co_await call_.async_wait_for_end(use_awaitable);
            if (end.hung_up())
                log_(caller_, "over", support::cause_of(end), support::red);
            else
                log_(caller_, "lost", end.connection().message(), support::red);
        } catch (const std::system_error& e) {
            log_(caller_, "lost", e.what(), support::red);  // the connection, not the call
        }
    }

private:
    asio::awaitable<void> talk() {
        if (!co_await runs("answer", app::answer())) co_return;
        co_await runs("welcome", app::playback(sounds::welcome));
        for (int visits = 0; visits < 10 && !transferred_ && !call_.over(); ++visits) {
            eslio::prompt choice(sounds::menu, 1, 1);
            choice.tries(3).accept("^[123]$").first_digit(chosen_.patience);
            choice.invalid(sounds::invalid);
            const std::string key = co_await asks("menu", choice);
            if (key == "1") co_await take_message();
            if (key == "2") co_await transfer();
            if (key == "3") co_await read_back_number();
            if (key.empty()) break;
        }
    }

    asio::awaitable<void> say_goodbye() {
        if (call_.over()) co_return;
        co_await runs("goodbye", app::playback(sounds::goodbye));
        const eslio::reply answer = co_await call_.async_hangup("NORMAL_CLEARING", use_awaitable);
        log_(caller_, "we hang up", answer.text());
    }

    /// 1: a recording of up to half a minute; # ends it.
    asio::awaitable<void> take_message() {
        if (!co_await runs("beep", app::tone("%(200,0,800)"))) co_return;
        if (!co_await runs("ends by #", app::set("playback_terminators", "#"))) co_return;
        const std::string file = "${recordings_dir}/ivr-" + call_.uuid() + ".wav";
        log_(caller_, "record", file);
        const auto result = co_await call_.async_record(file, 30s, use_awaitable);
        if (!result)
            co_return log_(caller_, "not recorded", why_not(result.execution()), support::red);
        const auto length = std::to_string(result.length().count());  // a hang-up ends it, too
        log_(caller_, "recorded", length + " ms", support::green);
    }

    /// 2: the dialplan goes on, and this connection, which would stay with the call, ends.
    asio::awaitable<void> transfer() {
        const eslio::extension there(chosen_.extension, "XML", "default");
        const eslio::reply moved =
            co_await call_.async_transfer(there, eslio::call_legs::own, use_awaitable);
        transferred_ = moved.ok();
        log_(caller_, "transfer",
             transferred_ ? "to " + chosen_.extension + ", goodbye" : std::string(moved.reason()),
             transferred_ ? support::green : support::red);
    }

    /// 3: a number of four digits, ended by # if it is shorter, is read back, by the tones of its
    /// keys. (With sound files: `app::say("en", "number", "iterated", digits)`.)
    asio::awaitable<void> read_back_number() {
        eslio::prompt number(sounds::number, 1, 4);
        number.tries(2).first_digit(chosen_.patience);
        const std::string digits = co_await asks("number", number);
        if (digits.empty()) co_return;
        co_await runs("says it", app::tone("d=250;w=100;" + digits));
    }

    /// Runs an application to its end; false if it did not do what it is for, or the call is over.
    asio::awaitable<bool> runs(std::string_view step, eslio::application what) {
        const auto result = co_await call_.async_execute(what, use_awaitable);
        const std::string done = what.argument().empty() ? "done" : what.argument();
        log_(caller_, step, result.ok() ? done : why_not(result));
        co_return result.ok();
    }

    /// The digits that the caller gave; none if there were none that fit, or the caller is gone.
    asio::awaitable<std::string> asks(std::string_view step, eslio::prompt what) {
        const auto result = co_await call_.async_prompt(what, use_awaitable);
        if (result)
            log_(caller_, step, "chose " + result.digits(), support::yellow);
        else
            log_(caller_, step, "nothing: " + std::string(result.why()));
        co_return result.digits();
    }

    static std::string why_not(const eslio::execution_result& result) {
        const bool hung_up = result.how() == eslio::execution_result::outcome::hung_up;
        return (hung_up ? "hung up: " : "") + std::string(result.why());
    }

    session call_;
    std::string caller_;
    const settings& chosen_;
    const support::call_log& log_;
    bool transferred_ = false;
};

asio::awaitable<void> take_call(session call, const settings& chosen,
                                const support::call_log& log) {
    menu m(std::move(call), chosen, log);
    co_await m.run();
}

/// Three callers, on a switch whose files are short, and whose recordings end soon.
void place_calls(support::embedded_switch& inside, const asio::ip::tcp::endpoint& where) {
    using eslio::testing::incoming_call;
    auto& fake = inside.fake();
    for (const char* name : {"playback", "play_and_get_digits"})
        fake.application(name, eslio::testing::fake_application(200ms));
    fake.application("record", eslio::testing::fake_application(700ms));
    fake.extension("1000", {{"answer", ""}, {"playback", "welcome.wav"}, {"hangup", ""}});
    support::follow(inside, fake.call_out(where, incoming_call().from("1001").to("5000")),
                    {{sounds::menu, "9"},
                     {sounds::menu, "3"},
                     {sounds::number, "47#"},
                     {sounds::menu, "1"},
                     {sounds::menu, "2"}});
    support::follow(inside, fake.call_out(where, incoming_call().from("1002").to("5000")),
                    {{sounds::menu, "1"}, {"record", ""}});
    fake.call_out(where, incoming_call().from("1003").to("5000"));
}

}  // namespace

int main(int argc, char* argv[]) try {
    const auto given = support::parse_listen_arguments(argc, argv, "t");
    if (given.all.help) {
        std::cout << usage << support::listen_options;
        return 0;
    }
    settings chosen;
    if (given.embedded) chosen.patience = 500ms;
    if (const auto t = given.all.own.find('t'); t != given.all.own.end())
        chosen.extension = t->second;
    asio::io_context context;
    eslio::outbound::server server(context);
    const auto where = support::listen(server, given);

    const support::call_log log;
    support::closing_time closing(context, server, given.embedded ? 3 : 0);
    server.otherwise([&](session call) {
        asio::co_spawn(context, take_call(std::move(call), chosen, log), closing.call_over());
    });
    log.head();

    std::unique_ptr<support::embedded_switch> inside;
    if (given.embedded)
        inside = std::make_unique<support::embedded_switch>(
            [&](support::embedded_switch& s) { place_calls(s, where); });
    context.run();
    std::cout << "\n" << closing.over() << " calls" << std::endl;
    return 0;
} catch (const std::exception& e) {
    std::cerr << "ivr: " << e.what() << '\n';
    return 1;
}
