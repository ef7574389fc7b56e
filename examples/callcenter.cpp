// A call center: a thousand calls at once on one thread; a menu, two queues, agents, a live table.
//
//     sh examples/run callcenter                  a fake switch inside                      (C++20)
//     sh examples/run callcenter -n 3000 -a 300   more callers, more agents
//     sh examples/run callcenter --port 8084      your FreeSWITCH; Ctrl-C ends it
//
// In FreeSWITCH's dialplan; the agents are its users 2001 and 3001 upwards, or what stands there
// after another route (-r):
//
//     <action application="socket" data="127.0.0.1:8084 async full"/>
//
// No sound files are needed: two short tones stand for the menu, and a tone now and then for music.
//
// Each caller presses 1 (sales) or 2 (support), hears music until an agent is free, and talks. The
// fake switch inside runs on the same thread, over sockets; its agents begin to work when all
// callers are on the line, so that all are there at once. Exit status 1 if not all were served.

#include "callcenter/desk.hpp"
#include "callcenter/table.hpp"
#include "support/listening.hpp"

#include <eslio.hpp>
#include <eslio/testing.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

using asio::use_awaitable;
using callcenter::center;
using callcenter::desk;
using eslio::outbound::session;
using namespace std::chrono_literals;
namespace app = eslio::app;

namespace {

constexpr std::string_view usage =
    "usage: callcenter [OPTION...]\n"
    "  -n CALLS     how many callers the fake switch inside has (1000)\n"
    "  -a AGENTS    how many agents each of the two departments has (100)\n"
    "  -r ROUTE     what comes before an agent's number in the dial string (user/)\n";

/// What is played. With sound files write their names here, and `local_stream://moh` for the music.
namespace sounds {
constexpr const char* menu = "tone_stream://%(150,150,660);%(150,100,660)";
constexpr const char* music = "tone_stream://v=-20;%(400,100,392);%(400,3000,523);loops=-1";
}  // namespace sounds

/// One caller. What it begins holds it, so it lives until the last of that has ended.
class caller : public std::enable_shared_from_this<caller> {
public:
    caller(session call, const std::string& route, center& all)
        : call_(std::move(call)), route_(route), all_(all) {}

    asio::awaitable<void> run() {
        all_.came();
        try {
            co_await talk();
            co_await call_.async_wait_for_end(use_awaitable);
        } catch (const std::system_error&) {
            ++all_.lost;  // the connection, in the middle of it
        }
        leave();
        call_.close();
    }

private:
    asio::awaitable<void> talk() {
        const eslio::application variable = app::set("hangup_after_bridge", "true");
        if (!(co_await call_.async_answer(use_awaitable)).ok()) co_return;
        if (!(co_await call_.async_execute(variable, use_awaitable)).ok()) co_return;
        eslio::prompt menu(sounds::menu, 1, 1);
        menu.accept("^[12]$").tries(3);
        ++all_.in_menu;
        const auto choice = co_await call_.async_prompt(menu, use_awaitable);
        --all_.in_menu;
        if (!choice) co_return co_await hang_up();
        desk_ = choice.digits() == "1" ? &all_.sales : &all_.support;
        co_await wait_for_agent();
        if (agent_.empty()) co_return co_await hang_up();

        const auto joined = co_await call_.async_bridge(route_ + agent_, use_awaitable);
        if (!joined) co_return co_await hang_up();
        ++all_.talking;
        eslio::error_code ec;
        co_await call_.async_wait_for_hangup(0s, asio::redirect_error(use_awaitable, ec));
        --all_.talking;
        if (ec) throw std::system_error(ec);
        served_ = true;
        ++all_.served;
    }

    /// Music, until an agent is found, or the caller hangs up. They join the queue when they hear
    /// it: then there is something to be ended.
    asio::awaitable<void> wait_for_agent() {
        call_.async_wait_for(
            [](const eslio::event& e) {
                return e.is(eslio::event_name::channel_execute) && e["Application"] == "playback";
            },
            10s,
            [self = shared_from_this()](eslio::error_code ec, const eslio::wait_result& began) {
                if (!ec && began) self->join();
            });
        (void)co_await call_.async_play(sounds::music, use_awaitable);
        leave_queue();
    }

    void join() {
        ticket_ = desk_->join([self = shared_from_this()](const std::string& agent) {
            self->ticket_.reset();
            self->agent_ = agent;
            self->call_.async_break([self](eslio::error_code, const eslio::reply&) {});
        });
        all_.joined();
    }

    void leave_queue() {
        if (ticket_) desk_->leave(*std::exchange(ticket_, std::nullopt));
    }

    void leave() {
        leave_queue();
        if (!agent_.empty()) desk_->release(std::exchange(agent_, std::string()), served_);
        all_.left();
    }

    asio::awaitable<void> hang_up() {
        if (call_.over()) co_return;
        const eslio::reply answer = co_await call_.async_hangup("NORMAL_CLEARING", use_awaitable);
        if (!answer.ok() && !call_.over()) throw std::system_error(eslio::error::no_such_call);
    }

    session call_;
    const std::string& route_;
    center& all_;
    desk* desk_ = nullptr;
    std::optional<desk::ticket> ticket_;
    std::string agent_;
    bool served_ = false;
};

asio::awaitable<void> take_call(std::shared_ptr<caller> one) {
    co_await one->run();
}

std::vector<std::string> numbers(std::size_t first, std::size_t count) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(std::to_string(first + i));
    return all;
}

/// Callers who press 1 and 2 in turn; agents who talk for a moment.
void place_calls(eslio::testing::fake_switch& fake, const asio::ip::tcp::endpoint& where,
                 std::size_t calls) {
    using namespace eslio::testing;
    fake.application("playback", fake_application(1h));
    fake.application("play_and_get_digits", fake_application(1h));
    fake.plan(call_plan().answers_after(20ms).hangs_up_after(150ms));
    for (std::size_t i = 0; i < calls; ++i)
        fake.call_out(where, incoming_call()
                                 .from(std::to_string(100'000 + i))
                                 .to("5000")
                                 .caller(call().presses(i % 2 == 0 ? "1" : "2", after(500ms))));
}

}  // namespace

int main(int argc, char* argv[]) try {
    const auto given = support::parse_listen_arguments(argc, argv, "nar");
    if (given.all.help) {
        std::cout << usage << support::listen_options;
        return 0;
    }
    const std::size_t calls = given.all.number('n', 1000);
    const std::size_t agents = given.all.number('a', 100);
    if (calls == 0 || agents == 0 || agents > 999)
        throw std::invalid_argument("-n wants calls, -a 1 to 999 agents");
    const auto chosen = given.all.own.find('r');
    const std::string route = chosen == given.all.own.end() ? "user/" : chosen->second;
    if (given.embedded) callcenter::allow_open_files(2 * calls + 50);  // both ends of each

    asio::io_context context(1);
    eslio::outbound::server_options options;
    options.session.opening_timeout = 25s;  // as long as FreeSWITCH itself waits
    eslio::outbound::server server(context, options);
    const auto where = support::listen(server, given);
    center all(desk("sales", numbers(2001, agents), !given.embedded),
               desk("support", numbers(3001, agents), !given.embedded), given.embedded ? calls : 0);
    callcenter::live_table table(context, all);
    support::closing_time closing(context, server, given.embedded ? calls : 0);
    closing.on_end([&] { table.stop(); });
    server.otherwise([&](session call) {
        auto one = std::make_shared<caller>(std::move(call), route, all);
        asio::co_spawn(context, take_call(std::move(one)), closing.call_over());
    });

    std::optional<eslio::testing::fake_switch> fake;
    if (given.embedded) {
        fake.emplace(context.get_executor());
        place_calls(*fake, where, calls);
        closing.on_end([&] {
            table.stop();
            context.stop();  // the fake switch would go on
        });
    }
    context.run();

    table.summary();
    if (given.embedded && all.served != calls) throw std::runtime_error("not all were served");
    return 0;
} catch (const std::exception& e) {
    std::cerr << "callcenter: " << e.what() << '\n';
    return 1;
}
