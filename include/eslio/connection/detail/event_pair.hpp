// Two connections to one switch whose events are one stream: the user's, and a second one.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/continuity.hpp>
#include <eslio/protocol/event_leases.hpp>
#include <eslio/protocol/event_merge.hpp>
#include <eslio/protocol/wanted.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

class engine;

/// The first engine has the user's operations: commands, jobs, routes, what is wanted and the queue
/// of messages. The second one only brings events, and hears whatever the first one wants. Both
/// have one line of completions, so that what a handler does has its effect before the next event,
/// whichever connection that comes over.
///
/// Where the one that leads is slow, or dead and nobody knows it yet, the other leads after a
/// moment. The second one does not take it while FreeSWITCH owes it an answer to a subscription.
class event_pair : public std::enable_shared_from_this<event_pair> {
public:
    using merge = protocol::event_merge;
    using side = merge::side;
    using reply_handler = any_handler<void(error_code, reply)>;

    /// `outlive` was called on both, and neither has connected.
    static std::shared_ptr<event_pair> of(const std::shared_ptr<engine>& first,
                                          const std::shared_ptr<engine>& second);

    // ---- told by the engines -------------------------------------------------------------------

    /// What is wanted is in force on that connection, to that run of the switch.
    void begin(side s, const std::string& core_uuid);
    /// It is gone. True if events may be missing: then `tell_missing` is to be called when the
    /// messages have been delivered.
    bool end(side s, error_code why);
    void tell_missing() noexcept;

    /// To a command that changes what is heard: the user is told the first one's answer when the
    /// second one has its own, too. So what is agreed to is heard over whichever leads.
    struct joint_answer : std::enable_shared_from_this<joint_answer> {
        explicit joint_answer(reply_handler&& of_user) : user(std::move(of_user)) {}
        reply_handler of_first(completion_queue& turns);
        void end_one();

        reply_handler user;
        error_code why;
        reply answer;
        int left = 2;
    };
    /// `submit(reply_handler&)` gives it to the first one. On an error the handler is left to the
    /// caller.
    template <class Submit>
    error_code submit_to_both(const command& c, reply_handler& user, completion_queue& turns,
                              Submit submit) {
        const auto both = std::make_shared<joint_answer>(std::move(user));
        auto answered = both->of_first(turns);
        if (const error_code why = submit(answered)) {
            user = std::move(both->user);
            return why;
        }
        follow(c, both);
        return {};
    }
    /// The first one needs these; and what it needs has changed otherwise.
    void follow_need(const event_types& needed);
    void follow_leases() noexcept;
    /// What the second one is to hear on a new connection.
    protocol::wanted wanted() const;

    void on_alarm(environment::time_point now);

    /// Either may end without a loss.
    bool in_step() const noexcept { return merge_.in_step() && unanswered_changes_ == 0; }

private:
    struct sink final : protocol::event_sink {
        sink(event_pair& p, side s) noexcept : pair(p), of(s) {}
        error_code take(event& e, bool for_user) override { return pair.take(of, e, for_user); }

        event_pair& pair;
        side of;
    };

    friend class alarm<event_pair>;

    error_code take(side from, event& e, bool for_user);

    /// How long an event is held for the leader, before the other connection takes the lead.
    static constexpr std::chrono::milliseconds leader_timeout{250};

    event_pair(const std::shared_ptr<engine>& first, const std::shared_ptr<engine>& second);

    std::shared_ptr<engine> at(side s) const {
        return (s == side::first ? first_ : second_).lock();
    }
    void attach(engine& e, side s);
    /// The first one hears it. `in_order`: after all that it has heard.
    error_code hear(engine& first, event& e, bool for_user, bool in_order = true);
    void hear_held(engine& first);
    void leave_gap(engine& first);
    void cut_second(error_code why) noexcept;
    void watch_leader();
    void restored(engine& first, const std::string& core_uuid);
    void note_log(engine& first, error_code why);
    std::shared_ptr<engine> hearing_second() const;
    void follow(const command& c, std::shared_ptr<joint_answer> both);
    /// The answer to what the second one follows.
    reply_handler agreement(engine& second, std::shared_ptr<joint_answer> both);

    std::weak_ptr<engine> first_;
    std::weak_ptr<engine> second_;
    merge merge_;
    sink sinks_[2] = {{*this, side::first}, {*this, side::second}};
    alarm<event_pair> alarm_;
    bool late_told_ = false;  ///< a gap stands where what is late now would
    bool watches_ = false;
    std::uint64_t oldest_held_ = 0;          ///< when the alarm was set
    std::optional<std::uint64_t> last_key_;  ///< `Event-Sequence` of the last DTMF event
    std::uint32_t unanswered_changes_ =
        0;                     ///< changes that FreeSWITCH has not agreed to on the second
    std::uint64_t round_ = 0;  ///< of the second's connections
};

}  // namespace eslio::detail
