// An attempt to call somebody: its legs are followed before its command is written, until they are
// over, and what waits for their progress is told.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/channel/detail/timed_waits.hpp>
#include <eslio/channel/options.hpp>
#include <eslio/channel/originated.hpp>
#include <eslio/command/originate.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/event_lease.hpp>
#include <eslio/connection/link.hpp>
#include <eslio/event/call_outcome.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/job.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

/// The `originate` is a job. Its result tells what FreeSWITCH made of the attempt; what became of
/// each leg its own events tell, by the times in them. After a gap in the events FreeSWITCH is
/// asked. Used on the link's executor.
class call_attempt final : public link_watcher,
                           public handler_holder,
                           public std::enable_shared_from_this<call_attempt> {
public:
    using dial_handler = any_handler<void(error_code, originate_result)>;
    using wait_handler = any_handler<void(error_code, call_progress)>;
    using duration = std::chrono::steady_clock::duration;

    enum class stage { ringing, early_media, answer, bridge, end, end_of_others };

    /// One that can be cancelled; the number 0 is done already.
    struct operation {
        bool dials = false;
        std::uint64_t number = 0;
    };

    ESLIO_DECL call_attempt(std::shared_ptr<link> over, originate what, channel_options options);
    call_attempt(const call_attempt&) = delete;
    call_attempt& operator=(const call_attempt&) = delete;
    ~call_attempt() = default;

    /// Begins to follow the legs. Once, before anything else.
    void start();
    /// Memory ran out in `start`: each operation ends by that.
    void not_started() noexcept;
    /// The handle is gone: it ends by itself.
    void let_go();

    operation dial(dial_handler& handler);
    /// All of it, without a handle.
    operation dial_alone(dial_handler& handler);
    operation wait_for(stage what, duration timeout, wait_handler& handler);
    void cancel(operation op, asio::cancellation_type_t type);

    /// Of the call, or of the leg if there is one; else of the first.
    const std::string& uuid() const noexcept { return legs_[shown()].told.uuid; }
    std::vector<call_leg> legs() const;
    call_outcome outcome() const { return told().outcome; }

    const home& where() const noexcept { return link_->where(); }
    completion_queue& completions() const noexcept { return link_->completions(); }
    asio::any_io_executor get_executor() const noexcept { return where().executor(); }

    ESLIO_DECL void on_link_end(error_code why) noexcept override;
    ESLIO_DECL void on_link_failed(error_code why) noexcept override;
    ESLIO_DECL void on_link_interrupted(bool) noexcept override {}
    ESLIO_DECL void on_link_restored(switch_run run) noexcept override;
    ESLIO_DECL void on_events_refused() noexcept override;
    ESLIO_DECL void drop_handlers() noexcept override;
    void on_alarm(protocol::time_point now);
    void fail(error_code why) noexcept { lose(why); }

private:
    friend class alarm<call_attempt>;

    struct leg {
        explicit leg(std::string uuid) { told.uuid = std::move(uuid); }

        call_leg told;
        std::shared_ptr<call> handle{};
        event_lease heard{};  ///< over a session
        link::route_id route = 0;
        link::route_id bridges = 0;  ///< in which it is the second
        bool over = false;
        // When FreeSWITCH was asked last:
        bool has_left = false;  ///< originate was done with it
        bool is_gone = false;   ///< there was none
    };
    struct waiting {
        stage what = stage::ringing;
        wait_handler handler;
    };
    enum class phase { made, dialling, settling, done };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    /// FreeSWITCH waits two seconds for a job's thread (mod_event_socket: bgapi), and its time-outs
    /// count whole seconds.
    static constexpr std::chrono::seconds margin{10};
    static constexpr std::chrono::seconds pause{1};
    /// The last event of a leg comes after the job's result, if FreeSWITCH has hooks to run.
    static constexpr std::chrono::seconds patience_with_ends{1};

    std::size_t shown() const noexcept { return winner_ == none ? 0 : winner_; }
    bool is_over() const noexcept {
        return phase_ == phase::done && (winner_ == none || legs_[winner_].over);
    }
    error_code admission() const noexcept;

    void follow(leg& one);
    void unfollow(leg& one) noexcept;
    void release() noexcept;
    void on_event(std::size_t which, const event& e);
    void on_bridge(std::size_t which, const event& e);
    void note(leg& one, const event& data);
    void note_end(leg& one, std::string cause);
    void begin_anew(leg& one);

    void on_job(error_code ec, const job_result& result);
    void win(std::size_t which);
    std::size_t find_or_adopt(std::string_view uuid);
    void tell_call();
    void fail(call_outcome why, std::string cause);
    void tell_failure();
    void lose(error_code why);
    void finish();

    void end_attempt();
    void kill(const leg& one);

    void ask();
    void on_answer(std::uint64_t round, std::size_t which, error_code ec, const reply& r);
    void conclude();

    call_leg told() const;
    /// What a wait is told, if it can be told anything.
    std::optional<call_progress> judge(stage what) const;
    std::optional<call_progress> judge_progress(stage what) const;
    std::optional<call_progress> judge_others() const;
    void tell_waiting();
    void fail_waiting(error_code why);
    void arm();

    std::shared_ptr<link> link_;
    originate what_;
    channel_options options_;
    alarm<call_attempt> alarm_;
    compact_vector<leg> legs_;
    timed_waits<waiting> waiting_;
    dial_handler dial_;
    event_lease needs_;
    event_lease creations_;  ///< while legs that come have to be ended
    call_outcome why_none_ = call_outcome::unknown;
    std::string cause_of_none_;
    error_code ended_;    ///< the link, and why
    error_code unheard_;  ///< why the events of the legs cannot come
    error_code lost_;     ///< why it is not known what the attempt came to
    protocol::time_point deadline_ = protocol::never;
    protocol::time_point ends_by_ = protocol::never;  ///< those of the legs, of a failure
    std::shared_ptr<call_attempt> self_;              ///< until then
    protocol::time_point next_question_ = protocol::never;
    std::uint64_t job_ = 0;
    std::uint64_t last_number_ = 0;
    std::uint64_t round_ = 0;  ///< of questions; answers of a former one are ignored
    std::size_t unanswered_ = 0;
    std::size_t winner_ = none;
    int agreed_ = 0;  ///< rounds that came to the same
    phase phase_ = phase::made;
    bool is_held_ = true;    ///< by a handle
    bool gives_up_ = false;  ///< whatever comes of it is ended
};

using attempt_ptr = std::shared_ptr<call_attempt>;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/channel/impl/call_attempt.ipp>
#include <eslio/channel/impl/call_attempt_events.ipp>
#endif
