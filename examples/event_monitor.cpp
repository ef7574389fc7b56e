// Shows events, log lines, gaps and goodbyes of a switch, through its restarts, until Ctrl-C.
//
//     sh examples/run event_monitor                                     a fake switch runs inside
//     sh examples/run event_monitor -H HOST -P 8021 -p PASSWORD         all events of yours (C++20)
//     ... event_monitor -H HOST -l info CHANNEL_ANSWER CUSTOM sofia::register
//
// One line for each message: when, what, of which call, and what is worth knowing. The fake switch
// places a call, writes a log line, shuts down, and comes back.

#include "support/arguments.hpp"
#include "support/target.hpp"
#include "support/terminal.hpp"

#include <eslio.hpp>
#include <eslio/client.hpp>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <asio/use_awaitable.hpp>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

using asio::use_awaitable;
using eslio::event_name;

namespace {

constexpr const char* usage =
    "usage: event_monitor [OPTION...] [NAME...]\n"
    "NAMEs are those of events (ALL); after CUSTOM come subclasses\n"
    "  -n MESSAGES  stop after so many\n"
    "  -s SECONDS   stop after that time\n"
    "  -l LEVEL     log lines up to this level (debug with the fake switch, else none)\n"
    "  -q MESSAGES  room for those that wait   (100000)\n";

/// The names as FreeSWITCH's `event` command takes them.
eslio::subscription make_subscription(const support::arguments& given) {
    eslio::subscription wanted;
    bool custom = false;
    for (const std::string& word : given.words) {
        if (custom)
            wanted.custom(word);
        else if (eslio::parse_event_name(word) == event_name::custom)
            custom = true;
        else
            wanted.add(word);
    }
    if (custom) wanted.add(event_name::custom);  // refused if no subclass followed
    if (given.words.empty()) wanted.add(event_name::all);

    const auto found = given.own.find('l');
    const std::string level = found != given.own.end() ? found->second
                              : given.embedded         ? "debug"
                                                       : "disable";
    const auto known = eslio::parse_log_level(level);
    if (!known) throw std::invalid_argument("'" + level + "' is not a log level");
    if (*known != eslio::log_level::disable) wanted.log(*known);
    return wanted;
}

/// Shows what `async_receive` gives, each kind of message in its way.
class printer {
public:
    void operator()(const eslio::event& e) const {
        std::string what(e.subclass().empty() ? e["Channel-Name"] : e.subclass());
        for (const char* header : {"Hangup-Cause", "Application", "API-Command", "Job-Command"})
            if (const auto value = e[header]; !value.empty()) what += " " + std::string(value);
        line(e.name(), support::green, std::string(e.unique_id().substr(0, 8)), what);
    }
    void operator()(const eslio::log_record& r) const {
        line("log " + std::to_string(r.level()), support::dim,
             std::string(r.call_uuid().substr(0, 8)), eslio::wire::trim(r.text()));
    }
    void operator()(const eslio::gap& g) const {
        if (g.lost() != 0)
            line("gap", support::red, "", std::to_string(g.lost()) + " messages were lost here");
        const auto* const i = g.interruption();
        if (i == nullptr) return;
        const std::chrono::duration<double> time = i->to - i->from;
        const bool anew = i->run == eslio::switch_run::another;
        line("gap", support::red, "",
             "not connected for " + support::seconds_text(time.count()) +
                 " s, events may be missing" + (anew ? "; the switch was restarted" : ""));
    }
    /// How the client stands: there is a connection, or why there is none.
    void operator()(const eslio::client_status& s) const {
        if (s.state == eslio::client_state::up) line("connected", support::dim, "", s.address);
        if (s.state == eslio::client_state::waiting)
            line("not connected", support::red, "", s.why.message());
    }
    void operator()(const eslio::disconnect_notice& n) const {
        line("notice", support::yellow, "", eslio::wire::trim(n.text()));
    }
    void operator()(const eslio::rude_rejection& r) const {
        line("rejection", support::red, "", eslio::wire::trim(r.text()));
    }
    /// A kind of packet that this library does not know, or an event that could not be read.
    void operator()(const eslio::raw_packet& p) const {
        line("packet", support::red, "", p.problem() ? p.problem().message() : p.content_type());
    }

private:
    void line(std::string_view kind, std::string_view colour, std::string_view call,
              std::string_view what) const {
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
        std::cout << support::column(support::seconds_text(passed.count()), 9)
                  << support::paint(colour, support::column(kind, 26)) << support::column(call, 10)
                  << what << std::endl;
    }

    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Shows messages until there were `most`, or somebody calls `stop`.
class monitor {
public:
    monitor(asio::io_context& context, const eslio::login& where, std::size_t room)
        : fs_(context, where, options(room)) {}

    void stop() { fs_.close(); }

    asio::awaitable<void> run(eslio::subscription wanted, std::size_t most) {
        // Not said yet, but on each connection that there will be.
        (co_await fs_.async_subscribe(wanted, use_awaitable)).value();
        fs_.async_run([](eslio::error_code) {});  // its end ends `async_receive` as well

        eslio::error_code ec;
        eslio::message m;  // lent again and again: its memory is used for the next one
        while (most == 0 || shown_ != most) {
            co_await fs_.async_receive(m, asio::redirect_error(use_awaitable, ec));
            if (ec) break;
            m.visit(print_);
            ++shown_;
        }
        stop();
        const eslio::client_status& end = fs_.status();
        if (ec && end.why != eslio::error::closed)
            throw std::system_error(end.why, end.refusal.empty() ? end.address : end.refusal);
    }

    std::size_t shown() const { return shown_; }

private:
    eslio::client_options options(std::size_t room) const {
        eslio::client_options o;
        o.connection.event_limits.messages = room;
        o.on_status = [this](const eslio::client_status& s) { print_(s); };
        return o;
    }

    const printer print_{};
    eslio::client fs_;
    std::size_t shown_ = 0;
};

/// What happens on the fake switch as soon as somebody listens.
void script(support::embedded_switch& inside) {
    using namespace std::chrono_literals;
    inside.fake().plan(eslio::testing::call_plan().answers_after(300ms).hangs_up_after(700ms));
    const auto play = [&inside] {
        inside.fake().fire_log(5, "New call to user/1000\n");
        inside.fake().originate("user/1000 &park()");
        inside.after(1200ms, [&inside] {
            inside.fake().fire(eslio::event::custom("sofia::register").add("from-user", "1000"));
        });
        inside.after(1400ms, [&inside] { inside.fake().fire_heartbeat(); });
        inside.after(1800ms, [&inside] { inside.fake().shutdown(); });
        inside.after(1900ms, [&inside] {
            inside.fake().forget_commands();
            inside.fake().restart();
            inside.once_told("event", [&inside] {
                inside.after(100ms, [&inside] { inside.fake().fire_heartbeat(); });
            });
        });
    };
    inside.once_told("event", [&inside, play] { inside.after(100ms, play); });
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "nslq");
    if (given.help) {
        std::cout << usage << support::common_options;
        return 0;
    }
    const eslio::subscription wanted = make_subscription(given);
    const std::size_t most = given.number('n', 0);
    const std::size_t seconds = given.number('s', given.embedded ? 4 : 0);

    const support::target fs(given, script);
    std::cout << "Connecting to " << fs.name() << std::endl;

    asio::io_context context;
    monitor all(context, fs.login(), given.number('q', 100'000));
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](eslio::error_code ec, int) {
        if (!ec) all.stop();
    });
    asio::steady_timer timer(context, std::chrono::seconds(seconds));
    if (seconds != 0)
        timer.async_wait([&](eslio::error_code ec) {
            if (!ec) all.stop();
        });
    asio::co_spawn(context, all.run(wanted, most), [&](std::exception_ptr failure) {
        signals.cancel();
        timer.cancel();
        if (failure) std::rethrow_exception(failure);
    });
    context.run();
    std::cout << all.shown() << " messages" << std::endl;
    return 0;
} catch (const std::exception& e) {
    std::cerr << "event_monitor: " << e.what() << '\n';
    return 1;
}
