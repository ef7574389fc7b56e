// Keeps a table of the calls there are, through drops and restarts of the switch, until Ctrl-C.
//
//     sh examples/run survivor                                     a fake switch runs inside
//     sh examples/run survivor -H HOST -P 8021 -p PASSWORD         your switch
//
// Whenever there is a connection the table is read anew before anything else is done, and events
// keep it true from then on. FreeSWITCH's own table is behind its events, by half a second or so: a
// call that has just ended stands there still, and a new one does not. So it is read a second time.
// The fake switch drops the connection, and later crashes.

#include "support/arguments.hpp"
#include "support/target.hpp"

#include <eslio/api/show.hpp>
#include <eslio/client.hpp>

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include <chrono>
#include <csignal>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

using eslio::event_name;
using namespace std::chrono_literals;

namespace {

class survivor {
public:
    survivor(asio::io_context& context, const eslio::login& where)
        : fs_(context, where, options()), later_(context) {}

    void run(std::function<void(eslio::error_code)> ended) {
        const eslio::subscription calls(event_name::channel_create, event_name::channel_answer,
                                        event_name::channel_hangup_complete);
        fs_.async_subscribe(calls, [](eslio::error_code, const eslio::reply&) {});
        receive();
        fs_.async_run(std::move(ended));
    }
    void stop() {
        later_.cancel();
        fs_.close();
    }

private:
    eslio::client_options options() {
        eslio::client_options o;
        o.on_setup = [this](const eslio::client_setup& s) { read(s); };
        o.on_status = [](const eslio::client_status& s) {
            std::cout << to_string(s.state) << (s.why ? ": " + s.why.message() : "") << std::endl;
        };
        return o;
    }

    /// The set-up is over, and the client up, when the last copy of `s` is gone.
    void read(const eslio::client_setup& s) {
        told_.clear();
        settled_ = false;
        s.async_api(eslio::api::show_channels(), [this, s](eslio::error_code ec, const auto& t) {
            if (ec || !t) return;  // the connection ended: there will be another set-up
            take(t.value(), "read anew");
        });
        later_.expires_after(2s);
        later_.async_wait([this](eslio::error_code ec) {
            if (!ec) read_again();
        });
    }

    void read_again() {
        fs_.async_api(eslio::api::show_channels(), [this](eslio::error_code ec, const auto& t) {
            if (ec || !t) return;
            take(t.value(), "read again");
            settled_ = true;
        });
    }

    /// Of calls that events have told of since the set-up they know more than the table.
    void take(const std::vector<eslio::api::channel_info>& table, std::string_view why) {
        std::map<std::string, std::string> now;
        for (const auto& call : table)
            if (told_.count(call.uuid) == 0) now[call.uuid] = call.fields["callstate"];
        for (const auto& [uuid, state] : calls_)
            if (told_.count(uuid) != 0) now[uuid] = state;
        calls_ = std::move(now);
        show(why);
    }

    void receive() {
        fs_.async_receive(next_, [this](eslio::error_code ec) {
            if (ec) return;
            if (const auto* e = next_.as_event()) hear(*e);
            receive();
        });
    }

    void hear(const eslio::event& e) {
        const std::string uuid(e.unique_id());
        if (!settled_) told_.insert(uuid);
        if (e.is(event_name::channel_hangup_complete))
            calls_.erase(uuid);
        else
            calls_[uuid] = std::string(e["Channel-Call-State"]);
        show(e.name());
    }

    void show(std::string_view why) const {
        std::cout << calls_.size() << " calls (" << why << ")";
        for (const auto& [uuid, state] : calls_)
            std::cout << "  " << uuid.substr(0, 8) << ' ' << state;
        std::cout << std::endl;
    }

    eslio::client fs_;
    eslio::message next_;
    asio::steady_timer later_;
    std::map<std::string, std::string> calls_;
    std::set<std::string>
        told_;  ///< those that events told of from the set-up on, until it is settled
    bool settled_ = false;
};

/// What happens on the fake switch: a call comes and one goes while nobody is connected.
void script(support::embedded_switch& inside) {
    auto& fake = inside.fake();
    fake.plan(eslio::testing::call_plan().answers_after(100ms).stays_up());
    inside.once_told("event", [&inside, &fake] {
        const std::string first = fake.originate("user/1000 &park()");
        inside.after(500ms, [&fake, first] {
            fake.drop_all();
            fake.hang_up(first);
            fake.originate("user/1001 &park()");
        });
        inside.after(2s, [&fake] { fake.restart(); });
        inside.after(4s, [&fake] { fake.originate("user/1002 &park()"); });
    });
}

}  // namespace

int main(int argc, char* argv[]) try {
    const support::arguments given = support::parse_arguments(argc, argv, "s");
    if (given.help) {
        std::cout << "usage: survivor [OPTION...]\n  -s SECONDS  stop after that time\n"
                  << support::common_options;
        return 0;
    }
    const support::target fs(given, script);
    asio::io_context context;
    survivor all(context, fs.login());
    asio::signal_set signals(context, SIGINT, SIGTERM);
    asio::steady_timer timer(context,
                             std::chrono::seconds(given.number('s', given.embedded ? 5 : 86'400)));
    const auto stop = [&all](eslio::error_code ec) {
        if (!ec) all.stop();
    };
    signals.async_wait([&](eslio::error_code ec, int) { stop(ec); });
    timer.async_wait(stop);
    eslio::error_code why;
    all.run([&](eslio::error_code ec) {
        why = ec;
        signals.cancel();
        timer.cancel();
    });
    context.run();
    if (why != eslio::error::closed) throw std::system_error(why, fs.login().address());
    return 0;
} catch (const std::exception& e) {
    std::cerr << "survivor: " << e.what() << '\n';
    return 1;
}
