// What stands behind an outbound session: the connection, the call on it, and how it ended.
#pragma once

#include <eslio/channel/call.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/connection/any_handler.hpp>
#include <eslio/connection/engine.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/outbound/farewell.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/session_link.hpp>
#include <eslio/protocol/event_types.hpp>
#include <eslio/protocol/route_table.hpp>
#include <eslio/wire/without_throwing.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/error.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::outbound {

/// How a session ended. What is not known is told as unknown.
///
/// With `full` and `async` the call's end is known: FreeSWITCH lingers for its last event. Without
/// `full` there is no linger, and the last events, which tell the cause, are lost more often than
/// not (of a real FreeSWITCH under load, the cause is missing in one session of four with `async`
/// and in three of four without). What is left then is FreeSWITCH's goodbye: it means that the call
/// is over, unless the program itself brought it about (`exit`, 256 messages in the call's queue).
/// A connection that was lost, or that FreeSWITCH closed because it shuts down or because this side
/// did not read, tells nothing of the call.
class session_end {
public:
    session_end() = default;
    session_end(error_code why, std::optional<hangup_info> call, std::string requested_cause = {})
        : why_(why), call_(std::move(call)), requested_(std::move(requested_cause)) {}

    /// The call is over: its last events or FreeSWITCH's goodbye say so. Or it is bound to be, as
    /// FreeSWITCH agreed to hang it up (unless somebody's `uuid_break UUID all` drops a hang-up
    /// that is queued in async mode). False: it is not known.
    bool hung_up() const noexcept { return call_.has_value() || !requested_.empty(); }

    /// The call's hang-up cause as FreeSWITCH told it; empty if it did not.
    std::string_view cause() const& noexcept { return call_ ? call_->cause() : std::string_view(); }
    std::string_view cause() const&& = delete;

    /// The cause that this side asked for, by `async_hangup` or the application `hangup`, if
    /// FreeSWITCH agreed; as it was written there. Where `cause()` is known it may be another: the
    /// caller, or another program, may have been first.
    const std::string& requested_cause() const& noexcept { return requested_; }
    std::string requested_cause() && noexcept { return std::move(requested_); }

    /// What was told of the end; none if it was not told, or only by a goodbye.
    const std::optional<hangup_info>& call() const& noexcept { return call_; }
    std::optional<hangup_info> call() && noexcept { return std::move(call_); }

    /// How the connection ended: `error::disconnected` (FreeSWITCH said goodbye), `error::closed`
    /// (by this side), or lost.
    error_code connection() const noexcept { return why_; }

private:
    error_code why_;
    std::optional<hangup_info> call_;
    std::string requested_;
};

}  // namespace eslio::outbound

namespace eslio::detail {

/// Used on the connection's executor.
class session_core final : public link_watcher,
                           public handler_holder,
                           public std::enable_shared_from_this<session_core> {
public:
    using end_handler = any_handler<void(error_code, outbound::session_end)>;

    session_core(std::shared_ptr<engine> over, const outbound::session_options& options)
        : engine_(std::move(over)),
          lingers_(options.linger.count() != 0),
          exits_(options.exit_after_hangup) {}

    /// The reply to `connect` came: who calls, and what is allowed.
    void begin(event data, call_mode mode, const outbound::session_options& options) {
        data_ = std::move(data);
        mode_ = mode;
        environment::of(engine_->get_executor()).attach(weak_from_this());
        engine_->watch(weak_from_this());
        const std::string uuid(data_.unique_id());
        link_ = std::make_shared<session_link>(engine_, uuid);
        call_ = std::make_shared<detail::call>(link_, uuid, options.channel, mode_);
        call_->note_state(data_);
        begin_farewell(options.farewell_timeout);
    }

    /// The events by which the call is followed, and its farewell.
    link::event_types needed() const {
        using n = event_name;
        const auto park = protocol::types_of({n::channel_park, n::channel_unpark});
        return needed_events(mode_) | (mode_.async ? park : link::event_types());
    }

    /// Begins to see events; the last step of the opening, as it may subscribe.
    void start() {
        if (mode_.full)
            engine_->need_events(needed());
        else
            engine_->rely_on_myevents(needed());
        call_->start();
        if (!mode_.full || !lingers_ || !exits_) return;
        call_->when_over([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self) self->leave();
        });
    }

    std::uint64_t wait_for_end(end_handler& handler) {
        if (ended_) {
            handler.complete(error_code(), end());
            return 0;
        }
        waiting_.emplace(++last_number_, std::move(handler));
        return last_number_;
    }

    /// The user is about to say `exit`: what the farewell tells goes before it. The farewell stays,
    /// as neither may be written before the session is dropped; FreeSWITCH takes it twice as well.
    void prepare_exit() {
        if (!farewell_) return;
        for (command& before : farewell_->before_exit())
            engine_->submit(std::move(before),
                            link::reply_handler::of_own(engine_->completions(),
                                                        [](error_code, const reply&) {}));
    }

    void cancel_wait(std::uint64_t number) {
        const auto w = waiting_.find(number);
        if (w == waiting_.end()) return;
        end_handler handler = std::move(w->second);
        waiting_.erase(w);
        handler.complete(asio::error::operation_aborted, outbound::session_end());
    }

    void on_link_end(error_code why) noexcept override {
        const auto self = shared_from_this();
        ended_ = why;
        without_throwing([&] {
            call_->end_of_events();
            if (is_over_untold()) call_->end_unheard(event());
        });
        auto all = std::exchange(waiting_, {});
        for (auto& w : all) {
            outbound::session_end how(why, std::nullopt);  // without memory that has to do
            without_throwing([&] { how = end(); });
            w.second.complete(error_code(), std::move(how));
        }
    }
    void on_events_refused() noexcept override {}

    /// Its last events are on their way, unless the call ended before they were subscribed to.
    void on_linger() noexcept override {
        lingered_ = true;
        if (call_->over() || last_events_) return;
        without_throwing([&] {
            last_events_ = std::make_unique<wake_timer>(engine_->get_executor());
            last_events_until_ = last_events_->now() + wait_for_last_events;
            await_last_events();
        });
    }

    /// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
    void drop_handlers() noexcept override {
        const auto self = shared_from_this();
        const auto all = std::exchange(waiting_, {});
    }

    asio::any_io_executor get_executor() const noexcept { return engine_->get_executor(); }
    bool ended() const noexcept { return ended_.has_value(); }
    const event& data() const noexcept { return data_; }
    const call_mode& mode() const noexcept { return mode_; }
    const std::shared_ptr<engine>& connection() const noexcept { return engine_; }
    const std::shared_ptr<session_link>& own_link() const noexcept { return link_; }
    const std::shared_ptr<detail::call>& call_of() const noexcept { return call_; }

private:
    static constexpr std::chrono::seconds wait_for_last_events{1};

    outbound::session_end end() const {
        return {*ended_, call_->hangup(), link_->doing().requested_cause()};
    }

    /// Whether the connection's end, or what came before, says that the call is over.
    bool is_over_untold() const {
        if (call_->over()) return false;
        return lingered_ || (engine_->said_orderly_goodbye() &&
                             !link_->doing().explains_goodbye(call_->outstanding()));
    }

    /// As long as it may be needed, the farewell is with the connection, whoever closes that.
    void begin_farewell(environment::duration at_most) {
        farewell_ = std::make_unique<farewell>(data_, mode_);
        engine_->set_farewell(farewell_->commands(), at_most);
        if (!mode_.async) return farewell_.reset();
        farewell_route_ = engine_->add_route(std::string(data_.unique_id()),
                                             [weak = weak_from_this()](const event& e) {
                                                 const auto self = weak.lock();
                                                 if (self) self->follow_farewell(e);
                                                 return protocol::route_table::verdict::pass;
                                             });
    }

    void follow_farewell(const event& e) {
        if (farewell_ && farewell_->on_event(e)) end_farewell();
    }

    void end_farewell() {
        farewell_.reset();
        engine_->set_farewell({}, {});
        engine_->remove_route(farewell_route_);
    }

    void await_last_events() {
        last_events_->expires_at(last_events_until_);
        last_events_->async_wait([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self || self->ended_ || self->call_->over()) return;
            if (self->last_events_->now() < self->last_events_until_)
                self->await_last_events();
            else if (!self->call_->hanging_up())
                self->ask_for_end();
        });
    }

    /// FreeSWITCH still holds the channel, so its data tell how the call ended.
    void ask_for_end() {
        engine_->submit(connect(),
                        link::reply_handler::of_own(
                            engine_->completions(),
                            [weak = weak_from_this()](error_code ec, const reply& answer) {
                                const auto self = weak.lock();
                                if (!self || ec) return;
                                if (answer.data() != nullptr)
                                    self->call_->end_unheard(*answer.data());
                                else if (self->exits_)
                                    self->leave();
                            }));
    }

    /// After the user's handlers that are due: what they still say goes before it.
    void leave() {
        auto in_turn =
            any_handler<void()>::in_turn(engine_->completions(), [weak = weak_from_this()] {
                const auto self = weak.lock();
                if (!self || self->ended_) return;
                auto nobody =
                    engine::open_handler::of_own(self->engine_->completions(), [](error_code) {});
                self->engine_->exit(nobody);
            });
        in_turn.complete();
    }

    std::shared_ptr<engine> engine_;
    std::shared_ptr<session_link> link_;
    bool lingers_;
    bool exits_;             ///< after the hang-up
    bool lingered_ = false;  ///< FreeSWITCH did: the call is over
    event data_;
    call_mode mode_;
    std::shared_ptr<detail::call> call_;
    std::optional<error_code> ended_;
    std::unique_ptr<farewell> farewell_;  ///< as long as it may be needed
    link::route_id farewell_route_ = 0;
    std::map<std::uint64_t, end_handler> waiting_;
    std::uint64_t last_number_ = 0;
    /// Only when FreeSWITCH lingers and they are missing.
    std::unique_ptr<wake_timer> last_events_;
    environment::time_point last_events_until_{};
};

}  // namespace eslio::detail
