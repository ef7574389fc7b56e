// Wakes a connection at the earliest of the times that it was set to.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/any_io_executor.hpp>

namespace eslio::detail {

class engine;

/// Unlike an `alarm` it keeps its owner, and it does not throw: without a timer nothing would end
/// in time, so where there is no memory for it the owner has to end everything at once.
class waker {
public:
    using time_point = environment::time_point;

    explicit waker(const asio::any_io_executor& executor) : timer_(executor) {}

    time_point now() const { return timer_.now(); }
    environment& env() const noexcept { return timer_.env(); }

    /// Calls the owner's `on_timer` at `when` or earlier; a later time than the one set changes
    /// nothing. False if there is no memory for it.
    [[nodiscard]] bool set(engine& owner, time_point when) noexcept;

    /// First thing in `on_timer`.
    void woken() noexcept { waiting_ = false; }
    /// Whether the time that was set has come; after that none is set.
    [[nodiscard]] bool is_due(time_point now) noexcept;
    /// Last thing in it: waits on for the time that is set. False if there is no memory for it.
    [[nodiscard]] bool go_on(engine& owner) noexcept;

    void forget() noexcept { armed_ = protocol::never; }
    void cancel() {
        forget();
        timer_.cancel();
    }

private:
    bool wait(engine& owner) noexcept;

    wake_timer timer_;
    time_point armed_ = protocol::never;
    bool waiting_ = false;
};

}  // namespace eslio::detail
