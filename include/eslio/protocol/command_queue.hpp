// A line of commands as a conversation keeps it: limited, and with what every conversation says.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/command_limits.hpp>
#include <eslio/protocol/reply_queue.hpp>
#include <eslio/protocol/reply_target.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/protocol/time.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Asks FreeSWITCH for an answer, whatever it is. A command that it does not know is answered at
/// once, in any mode, and does nothing (mod_event_socket: parse_command).
inline constexpr std::string_view probe_command = "noop\n\n";

/// What answers a `nixevent` that was written for a `noevents` is to read as FreeSWITCH's answer to
/// that.
inline void read_as_noevents(reply& answer) {
    if (answer.ok()) answer = reply::of_text("+OK no longer listening for events");
}

/// Usage: as a `reply_queue`. `full` tells whether more may be pushed.
template <class Waiter>
class command_queue : public reply_queue<reply_target<Waiter>> {
    using base = reply_queue<reply_target<Waiter>>;

public:
    using typename base::id;
    using typename base::rule;
    /// Who gets the answers.
    using target = reply_target<Waiter>;

    /// The limits outlive it.
    explicit command_queue(const command_limits& limits) noexcept : limits_(limits) {}

    /// Whether another command, of so many bytes, is too much.
    bool full(std::size_t bytes) const noexcept {
        return this->size() >= limits_.commands || this->unsent_bytes() + bytes > limits_.bytes;
    }

    /// FreeSWITCH may be busy with a command and read nothing meanwhile. It answers at once what
    /// starts a job or changes what is heard; a user's other commands may be an `api`, which it
    /// carries out first (mod_event_socket: parse_command). Whether anybody waits still is nothing
    /// to FreeSWITCH.
    bool peer_may_be_busy() const noexcept {
        const target* const next = this->next_to_be_answered();
        if (next == nullptr) return this->size() != 0;
        return next->what == reply_kind::user;
    }

    /// The answer is nobody's.
    void probe() {
        this->push(std::string(probe_command), target(reply_kind::own), never, rule::own);
    }

    /// What was planned for a command of the user's, who gets the answer to `number`. It is planned
    /// for already, so it is written even if it is given up.
    void push_planned(subscription_state::steps planned, Waiter& waiter, time_point deadline,
                      id& number) {
        for (subscription_state::step& s : planned) {
            if (s.internal) {
                this->push(std::move(s.bytes), target(reply_kind::own), never, rule::own, s.secret);
                continue;
            }
            target t(std::exchange(waiter, Waiter()));
            t.what = s.replaces_noevents ? reply_kind::noevents
                     : s.my_events       ? reply_kind::my_events
                                         : reply_kind::change;
            number =
                this->push(std::move(s.bytes), std::move(t), deadline, rule::binding, s.secret);
        }
    }

private:
    const command_limits& limits_;
};

}  // namespace eslio::protocol
