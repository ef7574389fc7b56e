// Two connections to one switch whose events are one stream: the user's, and a second one.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/number_ranges.hpp>
#include <eslio/connection/detail/paired_engines.hpp>
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
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

/// The first engine has the user's operations: commands, jobs, routes, what is wanted and the queue
/// of messages. The second one only brings events, and hears whatever the first one wants. Both
/// have one line of completions, so that what a handler does has its effect before the next event,
/// whichever connection that comes over.
///
/// Where the one that leads is slow, or dead and nobody knows it yet, the other one takes the lead
/// after a moment; the second one not while FreeSWITCH owes it an answer to a subscription. The
/// first one does as soon as it brings a reply after an event that is held.
class event_pair final : public paired_engines, public std::enable_shared_from_this<event_pair> {
public:
    using merge = protocol::event_merge;

    /// `outlive` was called on both, and neither has connected.
    static std::shared_ptr<event_pair> of(const std::shared_ptr<engine>& first,
                                          const std::shared_ptr<engine>& second);

    // ---- told by the engines -------------------------------------------------------------------

    ESLIO_DECL void begin(side s, const std::string& core_uuid) override;
    ESLIO_DECL bool end(side s, error_code why) noexcept override;
    ESLIO_DECL void tell_missing() noexcept override;
    ESLIO_DECL std::uint64_t in_line(std::uint64_t number) const noexcept override;
    ESLIO_DECL void give_up(std::uint64_t number) noexcept override;
    ESLIO_DECL void follow_need(const event_types& needed) override;
    ESLIO_DECL void follow_leases() noexcept override;
    ESLIO_DECL protocol::wanted wanted() const override;

    void on_alarm(environment::time_point now);

    /// Either may end without a loss.
    bool in_step() const noexcept { return merge_.in_step() && unanswered_changes_ == 0; }

private:
    struct sink final : protocol::event_sink {
        sink(event_pair& p, side s) noexcept : pair(p), of(s) {}
        error_code take(event& e, bool for_user) override { return pair.take(of, e, for_user); }
        void before_reply() override { pair.before_reply(of); }

        event_pair& pair;
        side of;
    };

    friend class alarm<event_pair>;

    /// What the user is told when both have answered.
    struct joint_answer : std::enable_shared_from_this<joint_answer> {
        reply_handler of_first(completion_queue& turns);
        void end_one();

        reply_handler user;
        error_code why;
        reply answer;
        int left = 2;
        std::uint64_t in_line = 0;  ///< its number in the first one's line; 0: in none
    };
    struct numbered {
        std::uint64_t number;
        std::weak_ptr<joint_answer> answer;
    };

    ESLIO_DECL error_code submit_by(const command& c, reply_handler& user, completion_queue& turns,
                                    std::uint64_t& number, submission give, void* submit) override;
    error_code take(side from, event& e, bool for_user);
    void before_reply(side from);
    bool end_side(side s, error_code why);
    void lose_stream(error_code why) noexcept;
    void change_leader();

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
    void note_log(engine& first);
    std::shared_ptr<engine> hearing_second() const;
    std::shared_ptr<joint_answer> note_joint(reply_handler&& user, std::uint64_t& number);
    /// Null if it is over.
    std::shared_ptr<joint_answer> find_joint(std::uint64_t number) const noexcept;
    void follow(const command& c, const std::shared_ptr<joint_answer>& both) noexcept;
    /// The answer to what the second one follows.
    reply_handler agreement(engine& second, std::shared_ptr<joint_answer> both);

    std::weak_ptr<engine> first_;
    std::weak_ptr<engine> second_;
    merge merge_;
    sink sinks_[2] = {{*this, side::first}, {*this, side::second}};
    alarm<event_pair> alarm_;
    error_code first_end_ = error::disconnected;  ///< why the first one is not there
    bool late_told_ = false;                      ///< a gap stands where what is late now would
    bool watches_ = false;
    std::uint64_t oldest_held_ = 0;          ///< when the alarm was set
    std::optional<std::uint64_t> last_key_;  ///< `Event-Sequence` of the last DTMF event
    std::uint32_t unanswered_changes_ = 0;   ///< FreeSWITCH has not agreed to them on the second
    std::uint64_t round_ = 0;                ///< of the second's connections
    std::deque<numbered> joint_;             ///< in their order, some over already
    static constexpr std::size_t usual_joint = 16;
    std::size_t sweep_joint_at_ = usual_joint;  ///< so many: those that are over are taken out
    std::uint64_t last_joint_ = first_of_pair();
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/event_pair.ipp>
#endif
