// After the login of a connection that follows another: what is wanted is said anew, and verified.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/command_limits.hpp>
#include <eslio/protocol/command_queue.hpp>
#include <eslio/protocol/reply_queue.hpp>
#include <eslio/protocol/reply_target.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>
#include <eslio/wire/frame_parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace eslio::protocol {

/// First it asks which run of the switch this is, and says what is wanted. After that the user's
/// own set-up may run commands, before any other command is written: `submit`, as long as it is
/// held.
///
/// Usage: `write` gives the bytes to be sent; `on_reply` takes what came. It is `has_state()` when
/// all that was wanted has been answered, and `done()` when the set-up is over, too.
template <class Waiter>
class restoration {
public:
    /// The number of a command of it.
    using id = std::uint64_t;

    /// Numbers of the commands of a set-up begin there.
    restoration(subscription_state::steps wanted, id first, const command_limits& limits)
        : line_(limits) {
        line_.number_from(first);
        push("api global_getvar core_uuid\n\n", reply_kind::run_asked);
        for (subscription_state::step& s : wanted)
            push(std::move(s.bytes), s.internal ? reply_kind::needed_anew : reply_kind::wanted_anew,
                 s.secret);
    }

    /// Adds the commands that may be sent now to `out`, until it has `enough` bytes.
    void write(std::string& out, std::size_t enough, detail::compact_vector<secret_part>& secrets) {
        line_.write(out, enough, secrets);
    }

    /// An error breaks the protocol.
    [[nodiscard]] error_code on_reply(const wire::frame& f) {
        reply answer(f);
        target t;
        switch (line_.match(t)) {
            case reply_queue<target>::matched::unexpected: return error::unexpected_reply;
            case reply_queue<target>::matched::swallowed:
            case reply_queue<target>::matched::waiter: break;
        }
        switch (t.what) {
            case reply_kind::run_asked:
                // A user who may not ask is refused by a command/reply.
                knows_run_ = true;
                if (answer.ok()) core_uuid_ = std::string(wire::trim(answer.body()));
                break;
            case reply_kind::needed_anew:
                if (!answer.ok()) needs_refused_ = true;
                break;
            case reply_kind::wanted_anew:
                if (!answer.ok() && refusal_.empty()) refusal_ = std::string(answer.text());
                break;
            default: return on_setup_reply(std::move(t), std::move(answer)), error_code();
        }
        --unanswered_;
        return {};
    }

    /// Whether FreeSWITCH has answered all that says what is wanted.
    bool has_state() const noexcept { return unanswered_ == 0; }
    /// Whether nothing is left, the user's set-up included.
    bool done() const noexcept { return has_state() && !held_ && line_.size() == 0; }

    /// Whether it has told, or will not.
    bool knows_run() const noexcept { return knows_run_; }
    /// `Core-UUID`; empty if it did not tell.
    const std::string& core_uuid() const noexcept { return core_uuid_; }
    /// The first; empty if FreeSWITCH agreed to all.
    const std::string& refusal() const noexcept { return refusal_; }
    /// FreeSWITCH refused a change of what is heard that the set-up asked for.
    bool change_refused() const noexcept { return change_refused_; }
    /// FreeSWITCH has not answered all that the set-up asked for.
    bool awaits_changes() const noexcept { return changes_ != 0; }
    /// Events that the library needs are not sent.
    bool needs_refused() const noexcept { return needs_refused_; }

    /// A set-up goes on, or is over.
    void hold(bool on) noexcept { held_ = on; }

    /// A command of the set-up. On an error the waiter is left to the caller.
    [[nodiscard]] error_code submit(command&& c, Waiter& waiter, time_point deadline, id& number) {
        if (c.error()) return c.error();
        if (full(c.bytes().size())) return error::queue_full;
        const bool secret = c.secret();
        number = line_.push(std::move(c).bytes(), target(std::move(waiter)), deadline, rule::none,
                            secret);
        return {};
    }
    /// The same of one that changes what is heard, as it was planned.
    void submit(subscription_state::steps planned, Waiter& waiter, time_point deadline,
                id& number) {
        for (const subscription_state::step& s : planned) changes_ += s.internal ? 0 : 1;
        line_.push_planned(std::move(planned), waiter, deadline, number);
    }
    bool give_up(id number, Waiter& out) {
        if (!line_.is_waiting(number)) return false;
        target t;
        line_.give_up(number, t);
        out = std::move(t.waiter);
        return true;
    }
    bool is_written(id number) const noexcept { return line_.is_written(number); }

    /// FreeSWITCH is asked for an answer, whatever it is.
    void probe() { line_.probe(); }
    /// See `command_queue`.
    bool peer_may_be_busy() const noexcept { return line_.peer_may_be_busy(); }
    /// Whether no more commands of a set-up are taken.
    bool full(std::size_t bytes) const noexcept { return line_.full(bytes); }

    /// See `reply_queue::owed`.
    id owed() const noexcept { return line_.owed(); }

    /// When `expire` is to be called.
    time_point next_deadline() const noexcept { return line_.next_deadline(); }
    /// Ends what is overdue.
    void expire(time_point now) {
        line_.expire(now, [](target t, bool) {
            if (t.waiter) t.waiter.complete(make_error_code(error::timeout), reply());
        });
    }

    /// The connection is gone.
    void drain() {
        line_.drain([](target t, bool written) {
            if (t.waiter)
                t.waiter.complete(
                    make_error_code(written ? error::outcome_unknown : error::not_sent), reply());
        });
    }

private:
    using target = reply_target<Waiter>;
    using rule = typename reply_queue<target>::rule;

    void on_setup_reply(target t, reply answer) {
        const bool is_change = t.what == reply_kind::change || t.what == reply_kind::noevents;
        if (is_change) --changes_;
        if (is_change && !answer.ok()) change_refused_ = true;
        if (t.what == reply_kind::noevents) read_as_noevents(answer);
        if (t.waiter) t.waiter.complete(error_code(), std::move(answer));
    }

    void push(std::string bytes, reply_kind what, bool secret = false) {
        line_.push(std::move(bytes), target(what), never, rule::own, secret);
        ++unanswered_;
    }

    command_queue<Waiter> line_;
    std::size_t unanswered_ = 0;
    std::size_t changes_ = 0;  ///< of a set-up, unanswered
    bool held_ = false;
    bool knows_run_ = false;
    bool needs_refused_ = false;
    bool change_refused_ = false;
    std::string core_uuid_;
    std::string refusal_;
};

}  // namespace eslio::protocol
