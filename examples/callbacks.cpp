// A class with handlers on a strand, C++17 and no coroutines: places a call, hangs it up.
//
//     sh examples/run callbacks                                       a fake switch runs inside
//     sh examples/run callbacks -H HOST -P 8021 -p PASSWORD           your FreeSWITCH
//     sh examples/run callbacks -H HOST -p PASSWORD user/1000         a phone of yours rings
//
// Two threads run the program, and the strand lets one handler of the caller run at a time. You
// will see what happens to the call; one second after the answer the caller hangs up.

#include "support/arguments.hpp"
#include "support/target.hpp"

#include <eslio.hpp>

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <asio/strand.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

using namespace std::chrono_literals;
using eslio::error_code;
using eslio::event_name;

namespace {

/// One call. It must live until the context has run out of work.
class caller {
public:
    /// The connection's executor is a strand, and so all handlers run on that strand.
    caller(asio::io_context& context, eslio::login where, std::string destination)
        : fs_(asio::make_strand(context)),
          timer_(fs_.get_executor()),
          where_(std::move(where)),
          destination_(std::move(destination)) {}

    void start() {
        fs_.async_connect(where_, [this](error_code ec) {
            if (ec) return fail("connect to " + where_.address(), ec);
            choose_uuid();
        });
    }

    /// Empty if all went well.
    const std::string& failure() const { return failure_; }

private:
    /// With a UUID known beforehand, no event of the call can be missed.
    void choose_uuid() {
        fs_.async_api("create_uuid", [this](error_code ec, const eslio::api_response& out) {
            if (ec) return fail("create_uuid", ec);
            if (!out.ok()) return fail("create_uuid", out.text());
            uuid_ = out.text();
            subscribe();
        });
    }

    void subscribe() {
        eslio::subscription events(event_name::channel_create, event_name::channel_progress,
                                   event_name::channel_answer, event_name::channel_hangup_complete);
        events.filter("Unique-ID", uuid_);
        fs_.async_subscribe(events, [this](error_code ec, const eslio::reply& answer) {
            if (ec) return fail("subscribe", ec);
            if (!answer.ok()) return fail("subscribe", answer.text());
            receive();
            originate();
        });
    }

    void originate() {
        // Without `ignore_early_media` it would be done at early media, before any answer.
        eslio::api_request call("originate {ignore_early_media=true,origination_uuid=" + uuid_ +
                                "}" + destination_ + " &park()");
        call.timeout(90s);
        fs_.async_bgapi(call, [this](error_code ec, const eslio::job_result& result) {
            if (ec) return fail("originate", ec);
            if (!result.ok()) return fail("originate", result.text());
            std::cout << "answered: " << result.text() << std::endl;
            timer_.expires_after(1s);
            timer_.async_wait([this](error_code cancelled) {
                if (!cancelled && !over_) hang_up();
            });
        });
    }

    void hang_up() {
        fs_.async_api("uuid_kill " + uuid_, [this](error_code ec, const eslio::api_response& out) {
            if (ec) return fail("hang up", ec);
            // A refusal only means that the other side was quicker.
            std::cout << "hang up:  " << out.text() << std::endl;
        });
    }

    void receive() {
        fs_.async_receive([this](error_code ec, const eslio::message& m) {
            if (ec) return fail("receive", ec);
            if (const eslio::event* e = m.as_event()) on_event(*e);
            if (!over_) receive();
        });
    }

    void on_event(const eslio::event& e) {
        const std::string_view cause = e["Hangup-Cause"];
        std::cout << "event:    " << e.name() << ' ' << e["Channel-Name"]
                  << (cause.empty() ? "" : " ") << cause << std::endl;
        if (e.is(event_name::channel_hangup_complete)) finish();
    }

    void finish() {
        over_ = true;
        timer_.cancel();
        fs_.async_exit([](error_code) {});
    }

    /// What is outstanding completes with an error, too: the first one counts.
    void fail(const std::string& what, error_code ec) { fail(what, ec.message()); }
    void fail(const std::string& what, std::string_view why) {
        if (!over_) failure_ = what + ": " + std::string(why);
        over_ = true;
        timer_.cancel();
        fs_.close();
    }

    eslio::connection fs_;
    asio::steady_timer timer_;
    eslio::login where_;
    std::string destination_;
    std::string uuid_;
    std::string failure_;
    bool over_ = false;
};

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv);
    if (given.help) {
        std::cout << "usage: callbacks [OPTION...] [DESTINATION]\n" << support::common_options;
        return 0;
    }
    const support::target fs(given, [](support::embedded_switch& inside) {
        inside.fake().plan(eslio::testing::call_plan().answers_after(500ms).stays_up());
    });
    std::cout << "Connecting to " << fs.name() << std::endl;

    // `null/...` is a FreeSWITCH endpoint that answers by itself.
    asio::io_context context;
    caller one(context, fs.login(), given.word(0, given.embedded ? "user/1000" : "null/1000"));
    one.start();
    std::thread second([&] { context.run(); });
    context.run();
    second.join();

    if (!one.failure().empty()) throw std::runtime_error(one.failure());
    return 0;
} catch (const std::exception& e) {
    std::cerr << "callbacks: " << e.what() << '\n';
    return 1;
}
