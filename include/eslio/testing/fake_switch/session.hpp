// One connection to the switch without its socket: bytes in, packets out (mod_event_socket's
// listener_run).
#pragma once

#include <eslio/testing/fake_switch/command_reader.hpp>
#include <eslio/testing/fake_switch/core.hpp>
#include <eslio/testing/fake_switch/outbox.hpp>
#include <eslio/testing/fake_switch/packets.hpp>
#include <eslio/testing/fake_switch/session_state.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

class session : public listener, public std::enable_shared_from_this<session> {
public:
    /// Runs one command; it answers with `reply`, `api_response` or `wait`.
    using dispatcher = std::function<void(session&, const request&)>;

    session(core& inside, dispatcher dispatch)
        : inside_(inside), dispatch_(std::move(dispatch)), out_(inside.options.writing) {}

    session_state state;

    /// Called when there is something to write, or the end.
    std::function<void()> on_output;
    /// An outbound connection was told `connect`.
    std::function<void()> on_connect;
    /// An outbound connection was told `resume`.
    std::function<void()> on_resume;
    /// Nothing more will be said or heard. Called once.
    std::function<void()> on_end;
    /// Drops or resets the connection once what is there is written.
    std::function<void(bool reset)> on_break;
    /// Changes the answers of the command that is being run, if set.
    std::function<void(packet&)> alter;

    core& inside() noexcept { return inside_; }

    /// An inbound connection is greeted or refused; an outbound one waits for the first command.
    void start() {
        if (!state.outbound) {
            if (inside_.options.acl_deny) {
                out_.add("Content-Type: text/rude-rejection\nContent-Length: 24\n\n",
                         "Access Denied, go away.\n");
                return goodbye();
            }
            out_.add("Content-Type: auth/request\n\n");
        }
        state.authenticated = silent_reply_ = state.outbound;
        const auto limit = inside_.options.first_command_timeout;
        first_command_ = inside_.after(limit, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) self->goodbye();
        });
        signal_output();
    }

    void receive(std::string_view bytes) {
        if (finished_) return;
        reader_.append(bytes);
        work();
    }

    /// The client will send nothing more.
    void peer_closed() {
        closed_by_peer_ = true;
        if (!busy_) goodbye();
    }

    /// The socket is gone: nothing can be written any more.
    void abandon() {
        finished_ = true;
        events_.clear();
        logs_.clear();
        stop_first_command_timer();
        if (on_end) std::exchange(on_end, nullptr)();
    }

    /// Nothing more will be written but what is in the outbox.
    bool finished() const noexcept { return finished_; }
    bool has_output() const noexcept { return !out_.empty(); }

    /// The bytes of the next write. Then call `written`.
    std::string take_write() { return out_.take_write(); }
    void written() { flush(); }

    // What a command may do.

    /// A `command/reply`. That of the first command of an outbound connection is never sent.
    void reply(std::string_view text) {
        if (!silent_reply_) answer(reply_packet(text));
    }
    void api_response(std::string_view body) { answer(api_packet(body)); }

    /// An answer as it is (the reply to `connect`, scripted ones).
    void raw(std::string header, std::string body = {}) {
        answer({std::move(header), std::move(body)});
    }

    /// Bytes as they are, outside of any command.
    void inject(std::string bytes) {
        out_.add(std::move(bytes));
        signal_output();
    }

    /// Nothing else happens on this connection until `resume`.
    void wait() { busy_ = true; }
    void resume() {
        busy_ = false;
        if (finished_) return;
        silent_reply_ = false;
        if (call_is_over_) end_of_call();
        if (closed_by_peer_)
            goodbye();
        else
            work();
    }

    /// Runs the command for which it has waited; that may wait again.
    template <class Function>
    void run_waiting(Function run) {
        if (finished_) return;
        busy_ = false;
        working_ = true;
        run();
        working_ = false;
        if (!busy_) resume();
    }

    /// `myevents` or its filters have changed: only events of these calls need be offered to it.
    void note_calls() {
        std::vector<std::string> calls = state.filters.only_calls();
        if (!state.my_events_uuid.empty()) calls = {state.my_events_uuid};
        inside_.limit_listener(shared_from_this(), calls_, calls);
        calls_ = std::move(calls);
    }

    void drop_events() { events_.clear(); }
    void drop_logs() { logs_.clear(); }

    /// The orderly end.
    void goodbye() { end("Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"); }

    /// An end from another thread of the switch.
    void kill(std::string_view text) { end(text); }

    /// The end of the stream without a word, or a reset.
    void break_off(bool reset) {
        if (on_break) on_break(reset);
    }

    // What the switch does to it.

    void on_event(const signal_ptr& s) override {
        if (!finished_ && state.wants(*s) && !misses(*s)) queue(s);
    }

    void on_private_event(const signal_ptr& s) override {
        if (!finished_ && state.events_on) queue(s);
    }

    void on_log(const log_line& line) override {
        if (finished_ || !state.log_level || line.level > std::min(*state.log_level, 7)) return;
        if (logs_.size() >= inside_.options.log_queue)
            return lose(lost_logs_, "killed listener because of lost log lines\n");
        lost_logs_ = 0;
        logs_.push_back(line);
        flush();
    }

    /// A static connection notes it at once, after its command, and an async one that has asked for
    /// it. Else an async one has mostly sent the last events by then.
    void on_hangup(std::string_view uuid, std::string_view channel_name) override {
        if (finished_ || uuid != state.uuid) return;
        state.channel_name = std::string(channel_name);
        const bool asked = state.linger && (working_ || state.asked_hangup);
        const bool at_once = state.outbound
                                 ? !state.async || asked || inside_.options.loses_last_events
                                 : state.linger || inside_.options.loses_last_events;
        if (at_once) call_over();
    }

    void on_reported(std::string_view uuid) override {
        if (!finished_ && uuid == state.uuid && !state.lingering) call_over();
    }

private:
    bool misses(const signal& s) const {
        return inside_.options.loses_hangup && state.outbound && !state.linger &&
               s.type == event_name::channel_hangup && s.content.unique_id() == state.uuid;
    }

    void answer(packet p) {
        if (alter) std::exchange(alter, nullptr)(p);
        if (!p.header.empty() || !p.body.empty()) out_.add(std::move(p.header), p.body);
    }

    void queue(const signal_ptr& s) {
        if (events_.size() >= inside_.options.event_queue)
            return lose(lost_events_, "killed listener because of lost events\n");
        lost_events_ = 0;
        events_.push_back(s);
        flush();
    }

    void lose(std::size_t& losses, std::string_view text) {
        if (++losses > inside_.options.allowed_losses) kill(text);
    }

    void call_over() {
        call_is_over_ = true;
        if (!busy_ && !working_) end_of_call();
    }

    void end_of_call() {
        call_is_over_ = false;
        if (finished_ || state.lingering) return;
        if (!state.linger) return goodbye();
        state.lingering = true;
        packet p = linger_packet(state.uuid, state.channel_name, *state.linger);
        out_.add(std::move(p.header));
        if (*state.linger >= 0) {
            inside_.after(std::chrono::seconds(*state.linger), [weak = weak_from_this()] {
                const auto self = weak.lock();
                if (self && self->state.linger.value_or(0) >= 0) self->goodbye();
            });
        }
        signal_output();
    }

    /// Runs all whole commands that have come, then lets events out.
    void work() {
        if (working_) return;
        working_ = true;
        request r;
        while (!finished_ && !busy_) {
            const command_reader::status found = reader_.next(r);
            if (found == command_reader::status::need_more) break;
            stop_first_command_timer();
            if (found == command_reader::status::bad_length) {
                goodbye();
            } else {
                dispatch_(*this, r);
                if (!busy_) silent_reply_ = false;
                if (!busy_ && call_is_over_) end_of_call();
            }
        }
        working_ = false;
        signal_output();
        flush();
    }

    /// Events and log lines wait while a command, or a part of one, is there.
    void flush() {
        if (finished_ || busy_ || working_ || reader_.pending()) return;
        const auto room = [this] { return out_.bytes() < inside_.options.socket_buffer; };
        const auto write = [this](packet p) { out_.add(std::move(p.header), p.body); };
        while ((!events_.empty() || !logs_.empty()) && room()) {
            if (!logs_.empty()) {
                write(log_packet(logs_.front()));
                logs_.pop_front();
            }
            for (; !events_.empty() && room(); events_.pop_front())
                write(event_packet(*events_.front(), state.type));
        }
        signal_output();
    }

    void end(std::string_view text) {
        if (finished_) return;
        packet p = goodbye_packet(state.uuid, text);
        out_.add(std::move(p.header), p.body);
        abandon();
        signal_output();
    }

    void stop_first_command_timer() {
        if (first_command_) inside_.tasks.cancel(*first_command_);
        first_command_.reset();
    }

    void signal_output() {
        if (on_output && !working_) on_output();
    }

    core& inside_;
    dispatcher dispatch_;
    command_reader reader_;
    outbox out_;
    std::deque<signal_ptr> events_;
    std::deque<log_line> logs_;
    std::vector<std::string> calls_;
    std::size_t lost_events_ = 0;
    std::size_t lost_logs_ = 0;
    std::optional<scheduler::id> first_command_;
    bool silent_reply_ = false;
    bool call_is_over_ = false;
    bool working_ = false;
    bool busy_ = false;
    bool finished_ = false;
    bool closed_by_peer_ = false;
};

}  // namespace eslio::testing::fake
