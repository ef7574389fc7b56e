// A voice menu: digits with retries, a number, a recording, a transfer; every step is shown.
//
//     sh examples/run ivr                  three callers of a fake switch inside
//     sh examples/run ivr --port 8084      your FreeSWITCH; Ctrl-C lets the calls end       (C++20)
//
// FreeSWITCH hands calls over by a line of its dialplan, and 2 in the menu leads to extension 1000:
//
//     <action application="socket" data="127.0.0.1:8084 async full"/>
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
#include <asio/redirect_error.hpp>
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

/// One call. The sounds come with FreeSWITCH.
class menu {
public:
    menu(session call, std::chrono::milliseconds patience, const support::call_log& log)
        : call_(std::move(call)), caller_(call_.caller_number()), patience_(patience), log_(log) {}

    asio::awaitable<void> run() {
        log_(caller_, "comes in", "dialled " + std::string(call_.destination()));
        try {
            co_await talk();
            if (transferred_) co_return;  // the dialplan has the call now
            const auto end = co_await call_.async_wait_for_end(use_awaitable);
            if (end.hung_up())
                log_(caller_, "over", end.cause(), support::red);
            else
                log_(caller_, "lost", end.connection().message(), support::red);
        } catch (const std::system_error& e) {
            // A command may find the connection closed behind the end of the call.
            if (const auto& end = call_.hangup())
                log_(caller_, "over", end->cause(), support::red);
            else
                log_(caller_, "lost", e.what(), support::red);
        }
    }

private:
    asio::awaitable<void> talk() {
        if (!co_await runs("answer", app::answer())) co_return;
        if (!co_await runs("welcome", app::playback("ivr/ivr-welcome_to_freeswitch.wav")))
            co_return;
        for (int visits = 0; visits < 10 && !transferred_; ++visits) {
            eslio::prompt choice("phrase:demo_ivr_main_menu", 1, 1);
            choice.tries(3).accept("^[123]$").first_digit(patience_);
            choice.invalid("ivr/ivr-that_was_an_invalid_entry.wav");
            const std::string key = co_await asks("menu", choice);
            if (key == "1") co_await take_message();
            if (key == "2") co_await transfer();
            if (key == "3") co_await read_back_number();
            if (key.empty()) break;
        }
        if (call_.over() || transferred_) co_return;
        if (!co_await runs("goodbye", app::playback("voicemail/vm-goodbye.wav"))) co_return;
        const eslio::reply answer = co_await call_.async_hangup("NORMAL_CLEARING", use_awaitable);
        log_(caller_, "we hang up", answer.text());
    }

    /// 1: a recording of up to half a minute; # ends it.
    asio::awaitable<void> take_message() {
        if (!co_await runs("beep", app::tone("%(200,0,800)"))) co_return;
        if (!co_await runs("ends by #", app::set("playback_terminators", "#"))) co_return;
        const std::string file = "${recordings_dir}/ivr-" + call_.uuid() + ".wav";
        const auto start = std::chrono::steady_clock::now();
        if (!co_await runs("record", app::record(file, 30s))) co_return;
        const std::chrono::duration<double> length = std::chrono::steady_clock::now() - start;
        log_(caller_, "recorded", support::seconds_text(length.count()) + " s", support::green);
    }

    /// 2: the dialplan goes on; the end of this connection is no failure.
    asio::awaitable<void> transfer() {
        eslio::error_code ec;
        const auto moved = co_await call_.async_execute(app::transfer("1000", "XML", "default"),
                                                        asio::redirect_error(use_awaitable, ec));
        if (ec && ec != eslio::condition::disconnected) throw std::system_error(ec);
        transferred_ = ec || moved.ok();
        log_(caller_, "transfer", transferred_ ? "to 1000, goodbye" : why_not(moved),
             transferred_ ? support::green : support::red);
    }

    /// 3: a number of four digits, ended by # if it is shorter, is read back.
    asio::awaitable<void> read_back_number() {
        eslio::prompt number("ivr/ivr-please_enter_the_number_where_we_can_reach_you.wav", 1, 4);
        number.tries(2).first_digit(patience_);
        const std::string digits = co_await asks("number", number);
        if (digits.empty()) co_return;
        co_await runs("says it", app::say("en", "number", "iterated", digits));
    }

    /// Runs an application to its end; false if the call is over, or FreeSWITCH refused.
    asio::awaitable<bool> runs(std::string_view step, eslio::application what) {
        const auto result = co_await call_.async_execute(what, use_awaitable);
        const std::string done = what.argument().empty() ? "done" : what.argument();
        log_(caller_, step, result.ok() ? done : why_not(result));
        co_return result.ok();
    }

    /// The digits that the caller gave; none if he gave none that fit, or is gone.
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
    std::chrono::milliseconds patience_;
    const support::call_log& log_;
    bool transferred_ = false;
};

asio::awaitable<void> take_call(session call, std::chrono::milliseconds patience,
                                const support::call_log& log) {
    menu m(std::move(call), patience, log);
    co_await m.run();
}

/// Three callers, on a switch where everything is said in a third of a second.
void place_calls(support::embedded_switch& inside, const asio::ip::tcp::endpoint& where) {
    using eslio::testing::incoming_call;
    auto& fake = inside.fake();
    for (const char* name : {"playback", "say", "play_and_get_digits"})
        fake.application(name, eslio::testing::fake_application(300ms));
    fake.application("record", eslio::testing::fake_application(700ms));
    fake.extension("1000", {{"answer", ""}, {"playback", "welcome.wav"}, {"hangup", ""}});
    support::follow(inside, fake.call_out(where, incoming_call().from("1001").to("5000")),
                    {{"demo_ivr", "9"},
                     {"demo_ivr", "3"},
                     {"the_number", "47#"},
                     {"demo_ivr", "1"},
                     {"demo_ivr", "2"}});
    support::follow(inside, fake.call_out(where, incoming_call().from("1002").to("5000")),
                    {{"demo_ivr", "1"}, {"record", ""}});
    fake.call_out(where, incoming_call().from("1003").to("5000"));
}

}  // namespace

int main(int argc, char* argv[]) try {
    const auto given = support::parse_listen_arguments(argc, argv);
    if (given.all.help) {
        std::cout << "usage: ivr [OPTION...]\n" << support::listen_options;
        return 0;
    }
    asio::io_context context;
    eslio::outbound::server server(context);
    const auto where = support::listen(server, given);

    const support::call_log log;
    support::closing_time closing(context, server, given.embedded ? 3 : 0);
    server.otherwise([&](session call) {
        const auto patience = given.embedded ? 500ms : 5000ms;
        asio::co_spawn(context, take_call(std::move(call), patience, log), closing.call_over());
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
