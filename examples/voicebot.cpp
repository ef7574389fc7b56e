// A voice bot: a module pipes the audio to a speech engine, the bot talks and can be interrupted.
//
//     sh examples/run voicebot                  a caller of a fake switch inside
//     sh examples/run voicebot --port 8084      your FreeSWITCH; Ctrl-C lets calls end      (C++20)
//
// The modules for it (mod_audio_fork, mod_audio_stream and others) are alike: an API command
// `uuid_audio_pipe UUID start URL ...` sends the caller's voice to a speech engine, and what that
// says comes back as CUSTOM events. Their names are set below: adapt them to the module you have.
// The bot's own voice is that of mod_flite.
//
//     <action application="socket" data="127.0.0.1:8084 async full"/>
//
// Without the module it hangs up with FACILITY_NOT_IMPLEMENTED. To see it nevertheless: `-c echo`
// takes FreeSWITCH's `echo` for its command, `-e tones` speaks by a tone a word, and what the
// module would say you say, from another client: `sendevent CUSTOM` with the headers
// `Event-Subclass: audio_pipe::transcript`, `Unique-ID: UUID` and a body {"text":"bye"}, while
// nothing plays: in the queue of a call that plays something FreeSWITCH drops such an event.
//
// You will see the bot greet, the caller talk into it (the bot falls silent at once), ask, get an
// answer, and say goodbye.

#include "support/call_log.hpp"
#include "support/listening.hpp"
#include "support/target.hpp"

#include <eslio.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/use_awaitable.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
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
    "usage: voicebot [OPTION...]\n"
    "  -c COMMAND   the module's API command (uuid_audio_pipe)\n"
    "  -e ENGINE    what speaks (flite); `tones` needs none: a tone a word\n";

/// The subclasses of the module's events.
constexpr std::string_view connected = "audio_pipe::connected";
constexpr std::string_view speech_started = "audio_pipe::speech_started";
constexpr std::string_view transcript = "audio_pipe::transcript";  // body: {"text":"..."}
constexpr std::string_view disconnected = "audio_pipe::disconnected";

constexpr const char* engine_url = "wss://speech.example.com/v1";

/// What the bot says to what it has understood. A real one asks a language model here.
struct answer {
    std::string text;
    bool is_last = false;
};

answer answer_to(const std::string& said) {
    const auto holds = [&](const char* word) { return said.find(word) != std::string::npos; };
    if (holds("bye")) return {"Thank you for calling. Goodbye!", true};
    if (holds("open")) return {"We are open from nine to five.", false};
    return {"Could you say that again?", false};
}

struct settings {
    std::string command = "uuid_audio_pipe";
    std::string engine = "flite";
};

/// One call. What it begins holds it, so it lives until the last of that has ended.
class bot : public std::enable_shared_from_this<bot> {
public:
    bot(session call, const settings& chosen, const support::call_log& log)
        : call_(std::move(call)), caller_(call_.caller_number()), chosen_(chosen), log_(log) {}

    asio::awaitable<void> run() {
        log_(caller_, "comes in", call_.uuid());
        try {
            if (co_await prepare()) co_await converse();
            const auto end = co_await call_.async_wait_for_end(use_awaitable);
            if (end.hung_up())
                log_(caller_, "over", support::cause_of(end), support::red);
            else
                log_(caller_, "lost", end.connection().message(), support::red);
        } catch (const std::exception& e) {
            // A receive has to end somehow, with the call too.
            if (const auto& end = call_.hangup())
                log_(caller_, "over", end->cause_text(), support::red);
            else
                log_(caller_, "lost", e.what(), support::red);
        }
        call_.close();
    }

private:
    /// Answers, and starts the pipe; false if the call is over, or the module is missing.
    asio::awaitable<bool> prepare() {
        const auto answered = co_await call_.async_answer(use_awaitable);
        if (!answered.ok()) co_return false;

        // Several variables in one command; quotes and backslashes in values would be taken off.
        const std::string variables = "bot_name=Ada;bot_language=en-GB;bot_greeted=no";
        if (!co_await api("uuid_setvar_multi " + call_.uuid() + " " + variables)) co_return false;
        const std::string start = " start " + std::string(engine_url) + " mono 16000";
        if (co_await api(chosen_.command + " " + call_.uuid() + start)) co_return true;
        (void)co_await call_.async_hangup("FACILITY_NOT_IMPLEMENTED", use_awaitable);
        co_return false;
    }

    /// Everything that happens comes in one place, in its order, until the end of the call.
    asio::awaitable<void> converse() {
        say({"Hello, this is Ada. How can I help you today? I know all about our shop.", false});
        while (!call_.over()) {
            const eslio::message m = co_await call_.async_receive(use_awaitable);
            const eslio::event* const e = m.as_event();
            if (e == nullptr) continue;  // the notice that FreeSWITCH lingers, a gap
            if (e->is(eslio::event_name::channel_hangup_complete)) break;
            if (e->subclass() == connected) log_(caller_, "pipe", "connected", support::green);
            if (e->subclass() == disconnected) log_(caller_, "pipe", "gone", support::red);
            if (e->subclass() == speech_started) co_await fall_silent();
            if (e->subclass() == transcript) understand(e->body());
        }
    }

    /// Barge-in: what plays ends at once.
    asio::awaitable<void> fall_silent() {
        log_(caller_, "speech", speaking_ ? "while the bot speaks" : "starts", support::yellow);
        if (!speaking_) co_return;
        interrupted_ = true;
        const eslio::reply result = co_await call_.async_break(use_awaitable);
        log_(caller_, "break", result.ok() ? "the bot is silent" : result.reason());
    }

    /// The engine's words are a stranger's: they are read, never sent on as a command.
    void understand(std::string_view body) {
        const auto json = nlohmann::json::parse(body, nullptr, false);
        if (!json.is_object() || !json.contains("text") || !json["text"].is_string())
            return log_(caller_, "transcript", "not understood", support::red);
        const std::string said = json["text"].get<std::string>();
        log_(caller_, "caller says", said, support::yellow);
        say(answer_to(said));
    }

    /// Speaks, and goes on hearing meanwhile. A new answer waits until the one before has ended.
    void say(const answer& what) {
        ++speaking_;
        log_(caller_, "bot says", what.text);
        call_.async_execute(voice(what.text), [self = shared_from_this(), what](
                                                  eslio::error_code ec, eslio::execution_result r) {
            self->said(what, ec, r);
        });
    }

    eslio::application voice(const std::string& text) const {
        if (chosen_.engine != "tones") return app::speak(chosen_.engine, "slt", text);
        const auto words = std::count(text.begin(), text.end(), ' ') + 1;
        return app::tone("%(150,100,440);loops=" + std::to_string(words));
    }

    void said(const answer& what, eslio::error_code ec, const eslio::execution_result& r) {
        --speaking_;
        const bool cut = std::exchange(interrupted_, false);
        if (ec || !r)
            log_(caller_, "bot stops", ec ? ec.message() : std::string(r.why()), support::red);
        else  // whether it was heard FreeSWITCH does not tell
            log_(caller_, "bot stops", cut ? "interrupted" : "at its end");
        if (!what.is_last || call_.over()) return;
        auto self = shared_from_this();
        call_.async_api(chosen_.command + " " + call_.uuid() + " stop",
                        [self](eslio::error_code, const eslio::api_response&) {});
        call_.async_hangup("NORMAL_CLEARING", [self](eslio::error_code, const eslio::reply&) {});
    }

    /// Runs an API command and shows what FreeSWITCH says to it.
    asio::awaitable<bool> api(std::string command) {
        const eslio::api_response said = co_await call_.async_api(command, use_awaitable);
        log_(caller_, "api", command.substr(0, command.find(' ')) + ": " + std::string(said.text()),
             said.ok() ? "" : support::red);
        co_return said.ok();
    }

    session call_;
    std::string caller_;
    const settings& chosen_;
    const support::call_log& log_;
    int speaking_ = 0;
    bool interrupted_ = false;
};

asio::awaitable<void> take_call(std::shared_ptr<bot> one) {
    co_await one->run();
}

/// The module, and a caller who interrupts the greeting.
class fake_module {
public:
    fake_module(support::embedded_switch& inside, const asio::ip::tcp::endpoint& where)
        : inside_(inside) {
        inside.fake().application("speak", eslio::testing::fake_application(60s));
        inside.fake().on_api(settings().command, [this](std::string_view arguments) {
            if (arguments.find(" start ") != std::string_view::npos)
                inside_.after(50ms, [this] { fire(connected); });
            else
                fire(disconnected);
            return "+OK Success\n";
        });
        uuid_ =
            inside.fake().call_out(where, eslio::testing::incoming_call().from("1001").to("5000"));
        once_bot_says("Hello", [this] { interrupt(); });
    }

private:
    void interrupt() {
        fire(speech_started);
        inside_.fake().application("speak", eslio::testing::fake_application(600ms));
        inside_.after(500ms, [this] { fire(transcript, R"({"text":"When are you open?"})"); });
        once_bot_says("nine to five", [this] {
            inside_.after(800ms, [this] { fire(speech_started); });
            inside_.after(1100ms, [this] { fire(transcript, R"({"text":"Great, bye!"})"); });
        });
    }

    void fire(std::string_view subclass, std::string_view body = {}) {
        eslio::event e = inside_.fake().make_custom(subclass);
        e.add("Unique-ID", uuid_);
        if (!body.empty()) e.set_body(body);
        inside_.fake().fire(std::move(e));
    }

    /// 300 ms after the bot has begun to say it, which it may have ended where time is short.
    void once_bot_says(std::string words, std::function<void()> what) {
        const std::string heard = inside_.fake().variable(uuid_, "current_application_data");
        if (heard.find(words) != std::string::npos) return inside_.after(300ms, std::move(what));
        inside_.after(10ms, [this, words = std::move(words), what = std::move(what)] {
            once_bot_says(words, what);
        });
    }

    support::embedded_switch& inside_;
    std::string uuid_;
};

}  // namespace

int main(int argc, char* argv[]) try {
    const auto given = support::parse_listen_arguments(argc, argv, "ce");
    if (given.all.help) {
        std::cout << usage << support::listen_options;
        return 0;
    }
    settings chosen;
    if (!given.embedded) {
        if (const auto c = given.all.own.find('c'); c != given.all.own.end())
            chosen.command = c->second;
        if (const auto e = given.all.own.find('e'); e != given.all.own.end())
            chosen.engine = e->second;
    }
    asio::io_context context;
    eslio::outbound::server_options options;
    eslio::subscription module_events;
    for (const auto subclass : {connected, speech_started, transcript, disconnected})
        module_events.custom(subclass);
    options.session.events = module_events;
    options.session.connection.keep_messages = true;  // none is missed before the first receive
    eslio::outbound::server server(context, options);
    const auto where = support::listen(server, given);

    const support::call_log log;
    support::closing_time closing(context, server, given.embedded ? 1 : 0);
    server.otherwise([&](session call) {
        auto one = std::make_shared<bot>(std::move(call), chosen, log);
        asio::co_spawn(context, take_call(std::move(one)), closing.call_over());
    });
    log.head();

    std::unique_ptr<fake_module> module;
    std::unique_ptr<support::embedded_switch> inside;
    if (given.embedded)
        inside = std::make_unique<support::embedded_switch>(
            [&](support::embedded_switch& s) { module = std::make_unique<fake_module>(s, where); });
    context.run();
    std::cout << "\n" << closing.over() << " calls" << std::endl;
    return 0;
} catch (const std::exception& e) {
    std::cerr << "voicebot: " << e.what() << '\n';
    return 1;
}
