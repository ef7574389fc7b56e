// Wakes its owner at the earliest of the times it was set to.
#pragma once

#include <eslio/connection/detail/completion_queue.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/any_io_executor.hpp>

#include <memory>
#include <utility>

namespace eslio::detail {

/// Does not keep its owner alive, which a `shared_ptr` holds. The owner names the alarm `alarm_`,
/// has `on_alarm(now)`, which sets the next time, and makes `alarm<Owner>` a friend where these are
/// private. If it has `completions()`, `on_alarm` is a step there.
template <class Owner>
class alarm {
public:
    using time_point = environment::time_point;

    explicit alarm(const asio::any_io_executor& executor) : timer_(executor) {}

    time_point now() const { return timer_.now(); }
    environment& env() const noexcept { return timer_.env(); }

    /// At `when` or earlier: a later time than the one set changes nothing, as `on_alarm` compares
    /// the time that it is given.
    void set(const std::shared_ptr<Owner>& owner, time_point when) {
        if (when >= armed_) return;
        timer_.expires_at(when);
        if (!waiting_) wait(owner);
        armed_ = when;
    }

    void cancel() {
        armed_ = protocol::never;
        timer_.cancel();
    }

private:
    void wait(const std::weak_ptr<Owner>& weak) {
        timer_.async_wait([weak, env = &timer_.env()] {
            env->undelivered().deliver_all();
            const std::shared_ptr<Owner> owner = weak.lock();
            if (!owner) return;
            if constexpr (has_completions<Owner>)
                owner->completions().do_step([&] { owner->alarm_.ring(owner); });
            else
                owner->alarm_.ring(owner);
        });
        waiting_ = true;
    }

    void ring(const std::shared_ptr<Owner>& owner) {
        waiting_ = false;
        const time_point now = timer_.now();
        if (now >= armed_) {
            armed_ = protocol::never;
            owner->on_alarm(now);
        }
        if (waiting_ || armed_ == protocol::never) return;
        const time_point next = std::exchange(armed_, protocol::never);
        const auto again = [&] { wait(owner); };
        if (timer_.env().undelivered().with_reserve(again))
            armed_ = next;
        else if constexpr (has_completions<Owner>)
            owner->completions().fail();
    }

    wake_timer timer_;
    time_point armed_ = protocol::never;
    bool waiting_ = false;
};

}  // namespace eslio::detail
