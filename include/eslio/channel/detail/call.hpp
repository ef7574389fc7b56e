// What a handle on a call stands on: its executions, what is waited for, and what is known of it.
#pragma once

#include <eslio/channel/detail/timed_waits.hpp>
#include <eslio/channel/options.hpp>
#include <eslio/channel/results.hpp>
#include <eslio/command/application.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/event_lease.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/event_condition.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/event/message.hpp>
#include <eslio/event/socket_mode.hpp>
#include <eslio/protocol/call_lookup.hpp>
#include <eslio/protocol/digit_collector.hpp>
#include <eslio/protocol/digit_rules.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/execution_table.hpp>
#include <eslio/protocol/queue_doubt.hpp>
#include <eslio/protocol/subscription_state.hpp>
#include <eslio/wire/detail/numbered_values.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// What a connection allows for a call; an inbound one allows all.
struct call_mode : socket_mode {
    constexpr call_mode() noexcept : socket_mode(async_full) {}
    explicit constexpr call_mode(const socket_mode& of) noexcept
        : socket_mode(of), outbound(true) {}

    bool outbound = false;  ///< the connection is this call's own
};

/// By these a call is followed. `myevents` lacks PRIVATE_COMMAND, so without `full` CHANNEL_EXECUTE
/// has to do; in static mode nothing comes after CHANNEL_HANGUP.
ESLIO_DECL link::event_types needed_events(const call_mode& mode);

/// One call seen over one link. Handlers have their turns in the link's queue. Used on the link's
/// executor.
class call final : public link_watcher,
                   public handler_holder,
                   public std::enable_shared_from_this<call> {
public:
    using reply_handler = link::reply_handler;
    using execution_handler = any_handler<void(error_code, execution_result)>;
    using done_handler = any_handler<void(error_code)>;
    using wait_handler = any_handler<void(error_code, wait_result)>;
    using message_handler = any_handler<void(error_code, message)>;
    using digits_handler = any_handler<void(error_code, collected_digits)>;
    using duration = std::chrono::steady_clock::duration;

    /// An operation that can be cancelled; the number 0 is done already.
    struct operation {
        enum class kind { command, execution, event, digits, receive, steps };
        kind what = kind::command;
        std::uint64_t number = 0;
    };

    call(std::shared_ptr<link> over, std::string uuid, channel_options options, call_mode mode)
        : link_(std::move(over)),
          uuid_(std::move(uuid)),
          options_(options),
          alarm_(link_->where().executor()),
          executions_(options.most_executions),
          messages_(without_closing(options.event_limits)),
          mode_(mode) {
        messages_.set_enabled(options.keep_messages);
    }
    call(const call&) = delete;
    call& operator=(const call&) = delete;
    ~call() = default;

    /// Begins to see the call's events. Once, before anything else.
    void start();
    /// Memory ran out in `start`: each operation ends by that.
    void not_started();
    /// The handle is gone: what is outstanding completes with `operation_aborted`.
    void stop();

    /// Says something to the call, or about it. Once the call is over that is the answer.
    operation send(command c, reply_handler& handler);
    /// Says something that hangs it up.
    operation hang_up(command c, reply_handler& handler);
    /// As `send`, but sent even when the call is over: `answered(error_code, const reply&)`.
    template <class Function>
    operation ask(command c, Function answered);
    /// Why not so many more may be executed.
    error_code room_for(std::size_t more) const noexcept {
        const error_code why = admission();
        return !why && executions_.full(!mode_.async, more) ? make_error_code(error::queue_full)
                                                            : why;
    }
    /// `joined`: of a bridge that is done when the other leg has answered, where its UUID goes.
    operation execute(const application& a, execution_handler& handler,
                      std::shared_ptr<std::string> joined = nullptr) {
        return execute(a, handler, std::move(joined), false);
    }
    /// What plays ends with the operation, where something can end it: see `stop_playing`.
    operation play(const application& a, execution_handler& handler) {
        return execute(a, handler, nullptr, true);
    }
    /// An operation of several, one after the other: cancelling it cancels the one under way.
    operation begin_steps(operation first);
    void next_step(operation steps, operation next);
    void end_steps(operation steps);
    /// Between two steps nothing is under way: `f` is kept until they end, and called if they are
    /// cancelled, or the handle is gone.
    void keep_steps(operation steps, std::function<void(error_code)> f);
    operation queue(const application& a, reply_handler& handler);
    operation wait_for(event_condition wanted, std::optional<duration> timeout,
                       wait_handler& handler);
    /// A wait for an event gets another deadline, from now on.
    void limit_wait(operation of, duration time);
    operation wait_for_answer(std::optional<duration> timeout, wait_handler& handler);
    /// Nothing but the end of the call ends it, and the time-out.
    operation wait_for_end(std::optional<duration> timeout, wait_handler& handler) {
        return wait_for([](const event&) { return false; }, timeout, handler);
    }
    operation collect_digits(const digit_rules& rules, digits_handler& handler);
    operation receive(message_handler& handler);
    bool try_receive(message& out) {
        messages_.set_enabled(true);
        return messages_.pop(out);
    }
    /// Asks FreeSWITCH about the call, if nothing is known of it. Waits end if there is none.
    void look_up();
    /// A message that does nothing takes its place in the call's queue.
    void send_mark();
    void cancel(operation op, asio::cancellation_type_t type);

    /// `m` for this call: FreeSWITCH runs one for the connection's own call itself if it is not
    /// named (mod_event_socket: sendmsg).
    command addressed(call_message m) const {
        if (!mode_.outbound) m.on(uuid_);
        return m;
    }

    /// The one after which nothing comes: in static mode the call's own thread serves the
    /// connection, and so hangs up when that has ended.
    event_name last_event() const noexcept {
        return mode_.async ? event_name::channel_hangup_complete : event_name::channel_hangup;
    }

    /// The last bridge of which it was heard that it began has ended: CHANNEL_UNBRIDGE; null if it
    /// goes on, or none was heard of.
    const event* unbridged() const noexcept { return unbridged_.get(); }
    /// A bridge that this call leads goes on, as far as was heard.
    bool bridged() const noexcept { return bridged_; }

    /// Called once, when the call is known to be over.
    void when_over(std::function<void()> f) { when_over_ = std::move(f); }

    /// Digits that nobody has collected are not to be collected any more.
    void forget_typed() noexcept { typed_.clear(); }

    /// Of a channel's data, wherever it comes from.
    void note_state(const event& data);

    /// What an operation says that was begun too late: a refusal, with the cause if it is known.
    reply ended_reply() const;

    /// The answer to a command was lost with the connection, for `why`: calls `tell` when it is
    /// settled how the call stands. That the connection ended with the call is no error.
    void when_settled(error_code why, std::function<void(error_code)> tell);

    /// It was over before its events could be heard; `data` is what FreeSWITCH still knows of it.
    void end_unheard(const event& data) {
        if (!over()) end(data);
    }

    /// CHANNEL_HANGUP has come, so CHANNEL_HANGUP_COMPLETE will if anything does.
    bool hanging_up() const noexcept { return hanging_up_.get() != nullptr; }

    /// No more events will come: if it is known to hang up, that was its end.
    void end_of_events();

    const std::string& uuid() const noexcept { return uuid_; }
    const call_mode& mode() const noexcept { return mode_; }
    const std::shared_ptr<link>& link_used() const noexcept { return link_; }
    const home& where() const noexcept { return link_->where(); }
    protocol::time_point now() const { return alarm_.now(); }
    const asio::any_io_executor& executor() const noexcept { return where().executor(); }
    completion_queue& completions() const noexcept { return link_->completions(); }
    asio::any_io_executor get_executor() const noexcept { return executor(); }
    bool state_known() const noexcept { return state_known_; }
    bool answered() const noexcept { return answered_; }
    bool over() const noexcept { return hangup_.has_value(); }
    /// It is over, or hangs up: how it ended may not have been heard yet.
    bool down() const noexcept { return over() || hanging_up() || seen_down_; }
    const std::optional<hangup_info>& hangup() const noexcept { return hangup_; }
    /// Those that FreeSWITCH may still have in the call's queue.
    std::size_t executions() const noexcept { return executions_.size(); }
    std::size_t outstanding() const noexcept {
        return executions_.size() + executions_.held_back() + waits_.size() + (digits_ ? 1 : 0);
    }

    ESLIO_DECL void on_link_end(error_code why) noexcept override;
    ESLIO_DECL void on_link_failed(error_code why) noexcept override;
    ESLIO_DECL void on_link_interrupted(bool of_new_run) noexcept override;
    ESLIO_DECL void on_link_restored(switch_run run) noexcept override;
    ESLIO_DECL void on_events_refused() noexcept override;
    ESLIO_DECL void on_events_hidden() noexcept override;
    ESLIO_DECL void drop_handlers() noexcept override;
    void on_alarm(protocol::time_point now);

private:
    friend class alarm<call>;
    using verdict = protocol::route_table::verdict;

    /// Without a condition it is for the answer. One that is asked may end its own wait.
    struct event_wait {
        std::shared_ptr<const event_condition> wanted;
        wait_handler handler;
    };
    struct digits_wait {
        std::uint64_t number;
        protocol::digit_collector collector;
        digits_handler handler;
    };
    struct needs {
        event_lease own;        ///< of the events by which a call is followed
        event_lease elsewhere;  ///< of this call's, over another call's connection
        event_lease legs;
        event_lease begins;  ///< of executions
        bool hears_begins = false;
    };
    static constexpr std::size_t most_type_ahead = 32;

    static event_queue_limits without_closing(event_queue_limits l) noexcept {
        if (l.policy == overflow_policy::close) l.policy = overflow_policy::drop_newest;
        return l;
    }

    /// Why nothing can be begun any more, if so.
    error_code admission() const noexcept {
        if (refused_) return error::call_events_refused;
        const error_code now = link_->link_state();
        if (!now && ended_ == error::not_connected) return error::made_unconnected;
        return ended_ ? ended_ : now;
    }

    verdict on_event(const event& e);
    void on_queue_emptied(std::uint64_t command) noexcept;
    void follow_executions(const event& e);
    /// Whether PRIVATE_COMMAND tells that FreeSWITCH is done with a message of the call's queue.
    /// `myevents` lacks it, and a call that is parked without media takes messages without it
    /// (switch_ivr.c: switch_ivr_park, where `rate` is 0).
    bool tells_of_messages() const noexcept { return mode_.full && has_media_; }
    bool queue_in_doubt() const noexcept { return mode_.async && executions_.in_doubt(); }
    void end(const event& e);
    void end_unseen();
    void on_digit(const event& e);
    needs& needed();
    operation execute(const application& a, execution_handler& handler,
                      std::shared_ptr<std::string> joined, bool breaks);
    protocol::execution_order order_of(const application& a, bool breaks = false);
    /// Its operation was cancelled: it ends now, or as soon as it begins.
    void stop_playing(std::uint64_t execution);
    void break_what_plays();
    void note_bridge(const event& e);
    /// Where nothing else would tell what became of the queue.
    void mark_before(const application& a);
    void mark_after(const application& a);
    void submit(std::uint64_t execution, command c);
    void on_unanswered(std::uint64_t execution, error_code why);
    operation add_wait(std::shared_ptr<const event_condition> wanted,
                       std::optional<duration> timeout, wait_handler& handler);
    void offer_to_waits(const event& e);
    void tell_answer(const event& data);
    void hear_legs();
    void ask_for_leg();
    void finish_digits();
    void deliver();
    void end_waits();
    void settle() noexcept;
    void fail_kept_steps(error_code why) noexcept;
    void fail_waits(error_code why);
    void ask_for_data(std::uint64_t execution);
    void on_data(std::uint64_t execution, const event& data);
    static bool may_be_asked_again(error_code why) noexcept;
    void go_on_looking();
    void find_in_table();
    void arm();

    using kept_steps = numbered_values<std::function<void(error_code)>>;
    /// Empty if there is none of that number.
    std::function<void(error_code)> take_kept(std::uint64_t number);

    std::shared_ptr<link> link_;
    std::string uuid_;
    channel_options options_;
    alarm<call> alarm_;
    protocol::execution_table<execution_handler> executions_;
    protocol::queue_doubt doubt_;
    timed_waits<event_wait> waits_;
    numbered_values<operation> steps_;
    compact_ptr<kept_steps> kept_steps_;  ///< once there were any
    std::optional<digits_wait> digits_;
    std::string typed_;  ///< digits that nobody has collected
    protocol::event_queue messages_;
    message_handler receiver_;
    std::uint64_t receive_number_ = 0;
    std::uint64_t last_number_ = 0;
    compact_ptr<needs> needs_;  ///< once there are any that no session sees to
    link::route_id route_ = 0;
    link::route_id legs_ = 0;  ///< of the answers of other legs, once there is a bridge
    std::string asked_leg_;    ///< of a bridge, whose answer is waited for
    protocol::call_lookup lookup_;
    compact_vector<std::function<void()>> unsettled_;
    compact_ptr<const event> hanging_up_;  ///< CHANNEL_HANGUP
    compact_ptr<const event> unbridged_;   ///< CHANNEL_UNBRIDGE of the last bridge
    std::optional<hangup_info> hangup_;
    std::function<void()> when_over_;
    error_code ended_;     ///< the link, and why
    error_code unusable_;  ///< what is wrong with the UUID, or why its events cannot come
    call_mode mode_;
    bool state_known_ = false;
    bool answered_ = false;
    bool seen_down_ = false;  ///< the last event, or FreeSWITCH's data, said so
    bool has_media_ = false;  ///< it was answered, or had early media, as far as is known
    bool bridged_ = false;
    bool refused_ = false;
    bool was_known_before_ = false;  ///< an interruption after which nothing is known of it yet
    bool is_of_new_run_ = false;     ///< that was: the link has not been told to be of that run
};

using call_ptr = std::shared_ptr<call>;

}  // namespace eslio::detail

#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/call_questions.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/call.ipp>
#include <eslio/channel/impl/call_events.ipp>
#endif
