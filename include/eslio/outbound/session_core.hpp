// What stands behind an outbound session: the connection, the call on it, and how it ended.
#pragma once

#include <eslio/channel/call.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/connection/engine.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/wire/without_throwing.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::outbound {

/// How a session ended.
class session_end {
public:
    session_end() = default;
    session_end(error_code why, std::optional<hangup_info> call)
        : why_(why), call_(std::move(call)) {}

    /// CHANNEL_HANGUP_COMPLETE came, or CHANNEL_HANGUP was the last that came, or FreeSWITCH told
    /// when asked that the call is over.
    bool hung_up() const noexcept { return call_.has_value(); }
    /// The call's hang-up cause; empty if it is not known to have ended.
    std::string_view cause() const noexcept { return call_ ? call_->cause() : std::string_view(); }
    const std::optional<hangup_info>& call() const noexcept { return call_; }

    /// How the connection ended: `error::disconnected` (FreeSWITCH said goodbye), `error::closed`
    /// (by this side), or lost.
    error_code connection() const noexcept { return why_; }

private:
    error_code why_;
    std::optional<hangup_info> call_;
};

}  // namespace eslio::outbound

namespace eslio::detail {

/// Used on the connection's executor.
class session_core final : public link_watcher,
                           public handler_holder,
                           public std::enable_shared_from_this<session_core> {
public:
    using end_handler = any_handler<void(error_code, outbound::session_end)>;

    session_core(std::shared_ptr<engine> over, outbound::session_options options)
        : engine_(std::move(over)), options_(std::move(options)) {}

    /// The reply to `connect` came: who calls, and what is allowed.
    void begin(event data, call_mode mode) {
        data_ = std::move(data);
        mode_ = mode;
        environment::of(engine_->get_executor()).attach(weak_from_this());
        engine_->watch(weak_from_this());
        call_ = std::make_shared<detail::call>(engine_, std::string(data_.unique_id()),
                                               options_.channel, mode_);
        call_->note_state(data_);
    }

    /// Begins to see events; the last step of the opening, as it may subscribe.
    void start() {
        if (!mode_.full) engine_->rely_on_myevents(needed_events(mode_));
        call_->start();
        if (!mode_.full || options_.linger.count() == 0 || !options_.exit_after_hangup) return;
        call_->when_over([weak = weak_from_this()] {
            const auto self = weak.lock();
            if (self) self->leave();
        });
    }

    std::uint64_t wait_for_end(end_handler& handler) {
        if (ended_) {
            handler.complete(error_code(), outbound::session_end(*ended_, call_->hangup()));
            return 0;
        }
        waiting_.emplace(++last_number_, std::move(handler));
        return last_number_;
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
        call_->end_of_events();
        auto all = std::exchange(waiting_, {});
        for (auto& w : all) {
            outbound::session_end end(why, std::nullopt);  // without memory that has to do
            without_throwing([&] { end = outbound::session_end(why, call_->hangup()); });
            w.second.complete(error_code(), std::move(end));
        }
        if (on_end_) without_throwing(std::exchange(on_end_, nullptr));
    }
    void on_events_refused() noexcept override {}

    /// Its last events are on their way, unless the call ended before they were subscribed to.
    void on_linger() noexcept override {
        if (call_->over() || last_events_) return;
        without_throwing([&] {
            last_events_.emplace(engine_->get_executor());
            last_events_until_ = last_events_->now() + wait_for_last_events;
            await_last_events();
        });
    }

    /// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
    void drop_handlers() noexcept override {
        const auto self = shared_from_this();
        on_end_ = nullptr;
        const auto all = std::exchange(waiting_, {});
    }

    asio::any_io_executor get_executor() const noexcept { return engine_->get_executor(); }
    bool ended() const noexcept { return ended_.has_value(); }
    const event& data() const noexcept { return data_; }
    const call_mode& mode() const noexcept { return mode_; }
    const outbound::session_options& options() const noexcept { return options_; }
    const std::shared_ptr<engine>& connection() const noexcept { return engine_; }
    const std::shared_ptr<detail::call>& call_of() const noexcept { return call_; }

    /// Calls it at the end; at once if that has come.
    void notify_end(std::function<void()> f) {
        if (ended_) return f();
        on_end_ = std::move(f);
    }

private:
    static constexpr std::chrono::seconds wait_for_last_events{1};

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
                            engine_->get_executor(),
                            [weak = weak_from_this()](error_code ec, const reply& answer) {
                                const auto self = weak.lock();
                                if (!self || ec) return;
                                if (answer.data() != nullptr)
                                    self->call_->end_unheard(*answer.data());
                                else if (self->options_.exit_after_hangup)
                                    self->leave();
                            }));
    }

    /// Said behind what is being read, as the events that came with the last are still to be seen.
    void leave() {
        asio::post(engine_->get_executor(), [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self || self->ended_) return;
            auto nobody =
                engine::open_handler::of_own(self->engine_->get_executor(), [](error_code) {});
            self->engine_->exit(nobody);
        });
    }

    std::shared_ptr<engine> engine_;
    outbound::session_options options_;
    event data_;
    call_mode mode_;
    std::shared_ptr<detail::call> call_;
    std::optional<error_code> ended_;
    std::function<void()> on_end_;  ///< the server's
    std::map<std::uint64_t, end_handler> waiting_;
    std::uint64_t last_number_ = 0;
    std::optional<wake_timer> last_events_;  ///< only when FreeSWITCH lingers and they are missing
    environment::time_point last_events_until_{};
};

}  // namespace eslio::detail
