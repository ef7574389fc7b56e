// One connection to the switch without its socket: bytes in, packets out (mod_event_socket's
// listener_run).
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/ring.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/core/core.hpp>
#include <eslio/testing/fake_switch/socket/outbox.hpp>
#include <eslio/testing/fake_switch/socket/session_state.hpp>
#include <eslio/testing/fake_switch/wire/command_reader.hpp>
#include <eslio/testing/fake_switch/wire/packets.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
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
    using dispatcher = detail::shared_function<void(session&, const request&)>;

    session(core& inside, dispatcher dispatch)
        : inside_(inside), dispatch_(std::move(dispatch)), out_(inside.options.writing) {}

    session_state state;

    /// Called when there is something to write, or the end.
    detail::shared_function<void()> on_output;
    /// An outbound connection was told `connect`.
    detail::shared_function<void()> on_connect;
    /// An outbound connection was told `resume`.
    detail::shared_function<void()> on_resume;
    /// Nothing more will be said or heard. Called once.
    detail::shared_function<void()> on_end;
    /// Drops or resets the connection once what is there is written.
    detail::shared_function<void(bool reset)> on_break;
    /// Changes the answers of the command that is being run, if set.
    detail::shared_function<void(packet&)> alter;

    core& inside() noexcept { return inside_; }

    /// An inbound connection is greeted or refused; an outbound one waits for the first command.
    void start();

    void receive(std::string_view bytes);

    /// The client will send nothing more.
    void peer_closed() {
        closed_by_peer_ = true;
        if (!busy_) goodbye();
    }

    /// The socket is gone: nothing can be written any more.
    void abandon();

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
    void resume();

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
    void note_calls();

    void drop_events() { events_ = {}; }
    void drop_logs() { logs_ = {}; }

    /// The orderly end.
    void goodbye() { end("Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"); }

    /// An end from another thread of the switch.
    void kill(std::string_view text) { end(text); }

    /// The end of the stream without a word, or a reset.
    void break_off(bool reset) {
        if (on_break) on_break(reset);
    }

    // What the switch does to it.

    ESLIO_DECL void on_event(const signal_ptr& s) override;

    ESLIO_DECL void on_private_event(const signal_ptr& s) override;

    ESLIO_DECL void on_log(const log_line& line) override;

    /// Outbound, a static connection notes it at once, after its command; inbound, one that
    /// lingers. With `loses_last_events` all do. The others have mostly sent the last events by
    /// then.
    ESLIO_DECL void on_hangup(std::string_view uuid, std::string_view channel_name) override;

    ESLIO_DECL void on_reported(std::string_view uuid) override;

private:
    bool misses(const signal& s) const {
        return inside_.options.loses_hangup && state.outbound && !state.linger &&
               s.type == event_name::channel_hangup && s.content.unique_id() == state.uuid;
    }

    void answer(packet p) {
        if (alter) std::exchange(alter, nullptr)(p);
        if (!p.header.empty() || !p.body.empty()) out_.add(std::move(p.header), p.body);
    }

    void queue(const signal_ptr& s);

    void lose(std::size_t& losses, std::string_view text) {
        if (++losses > inside_.options.allowed_losses) kill(text);
    }

    void call_over() {
        call_is_over_ = true;
        if (!busy_ && !working_) end_of_call();
    }

    void end_of_call();

    /// Runs all whole commands that have come, then lets events out.
    void work();

    /// Events and log lines wait while a command, or a part of one, is there.
    void flush();

    void end(std::string_view text);

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
    protocol::ring<signal_ptr> events_;
    protocol::ring<log_line> logs_;
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

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/session.ipp>
#endif
