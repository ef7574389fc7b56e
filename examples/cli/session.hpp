// One run of eslio_cli from its beginning to its end: connects, subscribes, has the commands run,
// prints what comes.
#pragma once

#include "prompt.hpp"
#include "run.hpp"
#include "script.hpp"
#include "settings.hpp"
#include "state_text.hpp"

#include <eslio/testing/fake_switch.hpp>

#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include <csignal>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cli {

/// Stops the run's io_context when it is done.
class session {
public:
    explicit session(run& r)
        : run_(r),
          signals_(r.context, SIGINT, SIGTERM),
          clock_(r.context),
          script_(r, [this] { leave_if_done(); }) {}

    void start() {
        if (run_.lines != nullptr) add_signals_of_editor();
        wait_for_signal();
        const options& o = run_.settings;
        if (!o.quiet) {
            for (const std::string& name : unknown_events(o.events))
                run_.complain("FreeSWITCH ignores an event it does not know: " + name);
        }
        std::string host = o.host;
        std::string port = o.port;
        if (o.embedded) {
            fake_ = std::make_unique<eslio::testing::fake_switch>(run_.context.get_executor(),
                                                                  fake_settings(o));
            host = "127.0.0.1";
            port = std::to_string(fake_->listen());
        }
        const eslio::login where(host, port, credentials_of(o));
        if (o.comes_back()) return open_client(where);
        run_.connection.open(
            where, [this, place = where.address()](eslio::error_code ec) { connected(place, ec); });
    }

    /// The output takes text again.
    void go_on() {
        if (std::exchange(paused_, false) && !run_.is_over()) receive();
    }

    bool interrupted() const noexcept { return interrupted_; }

private:
    /// The terminal is in the editor's hands: it is not to stop nor to end in that state.
    void add_signals_of_editor() {
#ifndef _WIN32
        for (const int number : {SIGHUP, SIGQUIT, SIGTSTP}) signals_.add(number);
#endif
    }

    /// As in fs_cli (handle_SIGINT) what is typed at a prompt leaves only while there is no
    /// connection, or with -i. A command that runs is given up by Ctrl-C.
    bool is_only_told(int number) const {
        if (!run_.at_terminal || number == SIGTERM) return false;
#ifndef _WIN32
        if (number == SIGHUP) return false;
        if (number == SIGQUIT || number == SIGTSTP) return true;
#endif
        return !run_.settings.interrupt && run_.connection.is_up();
    }

    void wait_for_signal() {
        signals_.async_wait([this](eslio::error_code ec, int number) {
            if (ec) return;
            if (is_only_told(number)) {
                if (number != SIGINT || !prompt_ || !prompt_->give_up())
                    run_.tell("/exit leaves (Ctrl-C does so with -i)");
                return wait_for_signal();
            }
            interrupted_ = true;
            run_.leave(script_.is_done() && was_connected() ? status_ok : status_failed);
        });
    }

    /// Of a connection that does not come back it is not asked.
    bool was_connected() const noexcept {
        return was_up_ || !run_.settings.comes_back();
    }

    // -r and -R: a client, which is ended where the options do not want another attempt.

    void open_client(const eslio::login& where) {
        run_.connection.open_client(
            where, [this](const eslio::client_status& s) { changed(s); },
            [this, place = where.address()](eslio::error_code ec) { client_ended(place, ec); });
        limit_time();
    }

    void changed(const eslio::client_status& s) {
        if (run_.is_over() || lost_) return;
        const bool again = was_up_ ? run_.settings.reconnect : run_.settings.retry;
        if (s.state == eslio::client_state::waiting && !again) {
            lost_ = s.why;
            return run_.connection.close();
        }
        if (const std::string text = state_text(s); !text.empty()) run_.tell(text);
        if (s.state != eslio::client_state::up) return;
        if (!std::exchange(was_up_, true)) return begin();
        if (prompt_) prompt_->learn_names([] {});
    }

    /// If it ever was up the receiver tells of it, after what came before.
    void client_ended(const std::string& place, eslio::error_code ec) {
        if (!run_.is_over() && !was_up_) connected(place, lost_ ? lost_ : ec);
    }

    void connected(const std::string& place, eslio::error_code ec) {
        if (run_.is_over()) return;
        if (ec) {
            show_received();  // why FreeSWITCH did not let us in
            return run_.leave(status_failed, place + ": " + ec.message());
        }
        limit_time();
        begin();
    }

    void limit_time() {
        if (run_.settings.listen_for.count() == 0) return;
        clock_.expires_after(run_.settings.listen_for);
        clock_.async_wait([this](eslio::error_code cancelled) {
            if (!cancelled) time_is_over();
        });
    }

    void begin() {
        receive();
        if (const auto wanted = run_.settings.subscription()) subscription_ = wanted->commands();
        subscribe();
    }

    /// One command waits for the answer to the one before: where a filter is refused, the events
    /// that it was to hold off are not asked for.
    void subscribe() {
        if (subscribed_ == subscription_.size()) return begin_commands();
        run_.connection.async_send(subscription_[subscribed_++],
                                   [this](eslio::error_code ec, const eslio::reply& answer) {
                                       if (!run_.is_over()) subscribed(ec, answer);
                                   });
    }

    void subscribed(eslio::error_code ec, const eslio::reply& answer) {
        if (ec == eslio::condition::disconnected) return;  // the receiver tells of it
        if (ec) return run_.leave(status_failed, "the subscription: " + ec.message());
        if (answer.ok() || run_.answers_are_mixed_up()) return subscribe();
        std::string text("FreeSWITCH refused: ");
        append_shown(text, answer.text(), true);
        run_.complain(text);
        run_.raise_status(status_refused);
        if (run_.settings.reads_input()) return subscribe();
        if (run_.connection.is_client()) {
            show_received();
            return run_.leave(status_refused);
        }
        // With a goodbye, so that what is on its way still comes.
        leaving_ = true;
        run_.connection.async_exit([](eslio::error_code) {});
    }

    void begin_commands() {
        if (run_.settings.reads_input())
            prompt_.emplace(run_);
        else
            script_.start();
    }

    // Messages are received as long as the output takes them. Meanwhile they wait in the
    // connection's queue, which counts what it must drop.

    void receive() {
        run_.connection.async_receive(next_, [this](eslio::error_code ec) {
            if (run_.is_over()) return;
            if (ec) return connection_ended(lost_ ? lost_ : ec);
            received();
        });
    }

    void received() {
        std::size_t batch = 0;
        bool room = true;
        do {
            run_.show(next_);
            if (++batch % 64 != 0) continue;
            run_.out.flush();
            room = run_.out.has_room();
        } while (room && !run_.shown_enough() && run_.connection.try_receive(next_));
        run_.out.flush();
        if (run_.shown_enough()) return leave_if_done();
        paused_ = !run_.out.has_room();
        if (!paused_) receive();
    }

    void show_received() {
        while (!run_.shown_enough() && run_.connection.try_receive(next_)) run_.show(next_);
    }

    void connection_ended(eslio::error_code why) {
        if (leaving_ || why == eslio::error::disconnected) return run_.leave(status_ok);
        run_.leave(status_failed, why.message());
    }

    void time_is_over() {
        if (run_.is_over()) return;
        if (!paused_) show_received();
        if (!was_connected())
            return run_.leave(status_failed, "stopped before there was a connection");
        if (!script_.is_done())
            return run_.leave(status_failed, "stopped before a command was answered");
        run_.leave(status_ok);
    }

    void leave_if_done() {
        if (run_.settings.reads_input() || !script_.is_done()) return;
        if (!run_.settings.listens() || run_.shown_enough()) run_.leave(status_ok);
    }

    run& run_;
    asio::signal_set signals_;
    asio::steady_timer clock_;
    std::unique_ptr<eslio::testing::fake_switch> fake_;
    std::vector<eslio::command> subscription_;
    std::size_t subscribed_ = 0;  ///< how many of these were sent
    script script_;
    std::optional<prompt> prompt_;
    eslio::message next_;
    eslio::error_code lost_;  ///< why there is no connection any more, nor another attempt
    bool was_up_ = false;     ///< of a client
    bool paused_ = false;
    bool leaving_ = false;
    bool interrupted_ = false;
};

}  // namespace cli
