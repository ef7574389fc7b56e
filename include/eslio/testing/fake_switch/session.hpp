// One connection to the switch without its socket: bytes in, packets out (mod_event_socket's
// listener_run).
#pragma once

#include <eslio/event/format.hpp>
#include <eslio/event/serialise.hpp>
#include <eslio/testing/fake_switch/command_reader.hpp>
#include <eslio/testing/fake_switch/core.hpp>
#include <eslio/testing/fake_switch/filter_list.hpp>
#include <eslio/testing/fake_switch/outbox.hpp>
#include <eslio/testing/fake_switch/permissions.hpp>
#include <eslio/testing/fake_switch/subscriptions.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// What a client's commands have set.
struct session_state {
    bool authenticated = false;
    permissions allowed;
    format type = format::plain;
    subscriptions events;
    filter_list filters;
    bool events_on = false;
    bool my_events = false;      ///< `myevents` was accepted once; the limit stays
    std::string my_events_uuid;  ///< empty: no limit
    std::optional<int> log_level;
    std::string uuid;  ///< of the controlled call, or empty
    std::string channel_name;
    bool divert = false;
    std::optional<int> linger;  ///< seconds after the hang-up; -1: no limit
    bool lingering = false;
};

class session : public listener, public std::enable_shared_from_this<session> {
public:
    /// Runs one command; it answers with `reply`, `api_response` or `wait`.
    using dispatcher = std::function<void(session&, const request&)>;

    session(core& inside, dispatcher dispatch)
        : inside_(inside), dispatch_(std::move(dispatch)), out_(inside.options.writing) {}

    session_state state;

    /// Called when there is something to write, or the end.
    std::function<void()> on_output;

    core& inside() noexcept { return inside_; }

    /// What the switch says first, to an inbound connection.
    void start() {
        if (inside_.options.acl_deny) {
            out_.add("Content-Type: text/rude-rejection\nContent-Length: 24\n\n",
                     "Access Denied, go away.\n");
            return goodbye();
        }
        out_.add("Content-Type: auth/request\n\n");
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
    }

    /// Nothing more will be written but what is in the outbox.
    bool finished() const noexcept { return finished_; }
    bool has_output() const noexcept { return !out_.empty(); }

    /// The bytes of the next write. Then call `written`.
    std::string take_write() { return out_.take_write(); }
    void written() { flush(); }

    // What a command may do.

    /// A `command/reply`. The text is cut at 511 bytes; behind a `~` it brings its own headers.
    void reply(std::string_view text) {
        text = text.substr(0, 511);
        std::string packet = "Content-Type: command/reply\n";
        if (!text.empty() && text.front() == '~') {
            packet.append(text.substr(1));
        } else {
            packet.append("Reply-Text: ").append(text).append("\n\n");
        }
        out_.add(std::move(packet));
    }

    void api_response(std::string_view body) {
        out_.add("Content-Type: api/response\nContent-Length: " + std::to_string(body.size()) +
                     "\n\n",
                 body);
    }

    /// Bytes as they are (the reply to `connect`, scripted answers).
    void raw(std::string bytes) { out_.add(std::move(bytes)); }

    /// Bytes as they are, outside of any command.
    void inject(std::string bytes) {
        out_.add(std::move(bytes));
        signal_output();
    }

    /// Nothing else happens on this connection until `resume`.
    void wait() { busy_ = true; }
    void resume() {
        busy_ = false;
        if (closed_by_peer_)
            goodbye();
        else
            work();
    }

    void drop_events() { events_.clear(); }
    void drop_logs() { logs_.clear(); }

    /// The orderly end.
    void goodbye() { end("Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n"); }

    /// An end from another thread of the switch.
    void kill(std::string_view text) { end(text); }

    // What the switch does to it.

    void on_event(const signal_ptr& s) override {
        if (finished_ || !wants(*s)) return;
        if (queue_is_full(events_.size(), inside_.options.event_queue, lost_events_))
            return killed_by_loss(lost_events_, "killed listener because of lost events\n");
        events_.push_back(s);
        flush();
    }

    void on_log(const log_line& line) override {
        if (finished_ || !state.log_level || line.level > std::min(*state.log_level, 7)) return;
        if (queue_is_full(logs_.size(), inside_.options.log_queue, lost_logs_))
            return killed_by_loss(lost_logs_, "killed listener because of lost log lines\n");
        logs_.push_back(line);
        flush();
    }

    void on_hangup(std::string_view uuid, std::string_view channel_name) override {
        if (finished_ || uuid != state.uuid || !state.linger) return;
        state.lingering = true;
        out_.add("Content-Type: text/disconnect-notice\nControlled-Session-UUID: " + state.uuid +
                 "\nContent-Disposition: linger\nChannel-Name: " + std::string(channel_name) +
                 "\nLinger-Time: " + std::to_string(*state.linger) + "\nContent-Length: 0\n\n");
        if (*state.linger >= 0) {
            inside_.after(std::chrono::seconds(*state.linger), [weak = weak_from_this()] {
                const auto self = weak.lock();
                if (self && self->state.linger.value_or(0) >= 0) self->goodbye();
            });
        }
        signal_output();
    }

    void on_reported(std::string_view uuid) override {
        if (!finished_ && uuid == state.uuid && !state.lingering) goodbye();
    }

private:
    bool wants(const signal& s) const {
        if (!state.events_on || !state.events.wants(s) || !state.filters.passes(s.content))
            return false;
        if (state.lingering && s.type == event_name::channel_destroy &&
            s.content.unique_id() == state.uuid)
            return false;
        if (state.my_events_uuid.empty()) return true;
        return s.content.unique_id() == state.my_events_uuid ||
               s.content["Job-Owner-UUID"] == state.my_events_uuid;
    }

    static bool queue_is_full(std::size_t size, std::size_t limit, std::size_t& losses) {
        if (size < limit) {
            losses = 0;
            return false;
        }
        ++losses;
        return true;
    }

    void killed_by_loss(std::size_t losses, std::string_view text) {
        if (losses > inside_.options.allowed_losses) kill(text);
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
            if (found == command_reader::status::bad_length)
                goodbye();
            else
                dispatch_(*this, r);
        }
        working_ = false;
        signal_output();
        flush();
    }

    /// Events and log lines wait while a command, or a part of one, is there.
    void flush() {
        if (finished_ || busy_ || working_ || reader_.pending()) return;
        while ((!events_.empty() || !logs_.empty()) &&
               out_.bytes() < inside_.options.socket_buffer) {
            if (!logs_.empty()) {
                write_log(logs_.front());
                logs_.pop_front();
            }
            for (; !events_.empty() && out_.bytes() < inside_.options.socket_buffer;
                 events_.pop_front())
                write_event(*events_.front());
        }
        signal_output();
    }

    void write_event(const signal& s) {
        std::string body = serialise(s.content, state.type);
        if (s.empty_body && state.type == format::json) {
            body.pop_back();
            body += ",\"Content-Length\":\"0\",\"_body\":\"\"}";
        }
        out_.add("Content-Length: " + std::to_string(body.size()) + "\nContent-Type: text/event-" +
                     std::string(to_string(state.type)) + "\n\n",
                 body);
    }

    void write_log(const log_line& line) {
        out_.add("Content-Type: log/data\nContent-Length: " + std::to_string(line.text.size()) +
                     "\nLog-Level: " + std::to_string(line.level) + "\nText-Channel: " +
                     (line.uuid.empty() ? "0" : "3") + "\nLog-File: " + line.file +
                     "\nLog-Func: " + line.function + "\nLog-Line: " + std::to_string(line.line) +
                     "\nUser-Data: " + line.uuid + "\n\n",
                 line.text);
    }

    void end(std::string_view text) {
        if (finished_) return;
        std::string packet = "Content-Type: text/disconnect-notice\n";
        if (!state.uuid.empty())
            packet +=
                "Controlled-Session-UUID: " + state.uuid + "\nContent-Disposition: disconnect\n";
        packet += "Content-Length: " + std::to_string(text.size()) + "\n\n";
        out_.add(std::move(packet), text);
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
    std::size_t lost_events_ = 0;
    std::size_t lost_logs_ = 0;
    std::optional<scheduler::id> first_command_;
    bool working_ = false;
    bool busy_ = false;
    bool finished_ = false;
    bool closed_by_peer_ = false;
};

}  // namespace eslio::testing::fake
