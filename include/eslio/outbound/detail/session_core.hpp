// What an outbound session is made of: the connection, and the call on it.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/any_handler.hpp>
#include <eslio/connection/detail/begin.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/hangup.hpp>
#include <eslio/outbound/detail/farewell.hpp>
#include <eslio/outbound/detail/session_link.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/results.hpp>
#include <eslio/protocol/route_table.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/numbered_values.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/error.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

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
    session_core(const session_core&) = delete;
    session_core& operator=(const session_core&) = delete;
    /// Those who wait for the end are told, should it go before its connection has ended.
    ~session_core();

    /// The reply to `connect` came: who calls, and what is allowed.
    void begin(event data, call_mode mode, const outbound::session_options& options);

    /// The events by which the call is followed, and its farewell.
    link::event_types needed() const;

    /// Begins to see events; the last step of the opening, as it may subscribe.
    void start();

    std::uint64_t wait_for_end(end_handler& handler);

    /// Its time may be over: see `farewell`.
    void give_up() noexcept {
        if (engine_->now() >= parked_by_) hand_over();
    }
    /// Somebody has the session from now on.
    void hand_over() noexcept {
        if (farewell_) engine_->stay_silently_until(parked_by_);
    }
    /// The user is about to say `exit`: see `farewell`. CHANNEL_PARK may have come before it was
    /// subscribed to; what goes through the call's queue shows the park as well.
    std::uint64_t submit_exit(command&& c, engine::reply_handler& handler);

    void cancel_wait(std::uint64_t number);

    ESLIO_DECL void on_link_end(error_code why) noexcept override;
    void on_events_refused() noexcept override {}

    /// Its last events are on their way, unless the call ended before they were subscribed to.
    ESLIO_DECL void on_linger() noexcept override;

    /// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
    ESLIO_DECL void drop_handlers() noexcept override;

    const home& where() const noexcept { return engine_->where(); }
    asio::any_io_executor get_executor() const noexcept { return engine_->get_executor(); }
    completion_queue& completions() const noexcept { return engine_->completions(); }
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
    bool is_over_untold() const;

    /// As long as it may be needed, the farewell is with the connection, whoever closes that.
    void begin_farewell(environment::duration at_most);

    void follow_farewell(const event& e) {
        if (farewell_ && farewell_->on_event(e)) end_farewell();
    }

    void end_farewell();

    void begin_last_events();
    void await_last_events();

    /// FreeSWITCH still holds the channel, so its data tell how the call ended.
    void ask_for_end();

    /// After the user's handlers that are due: what they still say goes before it.
    void leave();

    std::shared_ptr<engine> engine_;
    std::shared_ptr<session_link> link_;
    bool lingers_;
    bool exits_;             ///< after the hang-up
    bool lingered_ = false;  ///< FreeSWITCH did: the call is over
    event data_;
    call_mode mode_;
    std::shared_ptr<detail::call> call_;
    std::optional<error_code> ended_;
    compact_ptr<farewell> farewell_;  ///< as long as it may be needed
    environment::time_point parked_by_{};
    link::route_id farewell_route_ = 0;
    numbered_values<end_handler> waiting_;
    std::uint64_t last_number_ = 0;
    /// Only when FreeSWITCH lingers and they are missing.
    compact_ptr<wake_timer> last_events_;
    environment::time_point last_events_until_{};
};

/// A command of the user's own begins.
ESLIO_DECL void begin_session_command(engine& on, const handler_origin& from,
                                      engine::reply_handler&& handler,
                                      std::shared_ptr<session_core> of, command&& c);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/session_core.ipp>
#endif
