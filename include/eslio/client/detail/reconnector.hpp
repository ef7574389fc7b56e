// Has an engine connected, and again after each connection.
#pragma once

#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/alarm.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/error.hpp>
#include <eslio/protocol/backoff.hpp>
#include <eslio/protocol/reconnection.hpp>
#include <eslio/protocol/time.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace eslio::detail {

/// Does what `protocol::reconnection` decides. Used on the engine's executor.
///
/// Usage: `listen` first of all, `begin` once. The engine's keeper hears how an attempt
/// went, and tells it here: a success to `progress`, an end to `ended`.
class reconnector final : public std::enable_shared_from_this<reconnector> {
public:
    using patience = protocol::reconnection::patience;
    /// Begins to connect the engine's stream, and to log in.
    using connector = std::function<std::uint64_t(engine&, const login&, engine::open_handler&)>;

    class listener {
    public:
        /// An attempt is made there.
        virtual void on_attempt(const login&) {}
        /// There will be none any more: the last one ended so, or memory ran out.
        virtual void on_given_up(error_code why) noexcept = 0;

    protected:
        ~listener() = default;
    };

    reconnector(std::shared_ptr<engine> over, std::vector<login> where, backoff_options waits,
                patience with, connector connect);

    void listen(std::weak_ptr<listener> who) noexcept { listener_ = std::move(who); }
    environment& env() const noexcept { return alarm_.env(); }

    /// Why no attempt can be made; no error if one can.
    error_code wrong_address() const { return progress_.wrong_address(); }
    /// Makes the first attempt. `place`: see `protocol::reconnection::begin`.
    void begin(std::size_t place = 0);
    protocol::reconnection& progress() noexcept { return progress_; }

    /// The connection has ended, or the attempt. Gives how long it is until the next attempt; zero
    /// if there is none: the listener is told so soon, but not at once, as it may destroy what has
    /// ended.
    protocol::duration ended(error_code why);
    bool is_over() const noexcept { return over_; }

    void stop() noexcept;
    void on_alarm(protocol::time_point now);

private:
    friend class alarm<reconnector>;

    void attempt();
    void give_up(error_code why) noexcept;

    std::shared_ptr<engine> engine_;
    protocol::reconnection progress_;
    connector connect_;
    alarm<reconnector> alarm_;
    std::weak_ptr<listener> listener_;
    protocol::time_point next_attempt_ = protocol::never;  ///< never while one goes on
    error_code why_;                                       ///< the last one ended
    bool over_ = false;                                    ///< there is no next attempt
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/client/impl/reconnector.ipp>
#endif
