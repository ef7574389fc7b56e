// Time, randomness and spare memory, as a service of the execution context, so that tests can drive
// both.
#pragma once

#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/spare_pool.hpp>
#include <eslio/wire/byte_store.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>
#include <asio/post.hpp>
#include <asio/query.hpp>
#include <asio/steady_timer.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

namespace eslio {

/// Something that holds completion handlers and must drop them when its context is destroyed, as
/// Asio's own services do: a handler may own what holds it.
class handler_holder {
public:
    virtual void drop_handlers() noexcept = 0;

protected:
    ~handler_holder() = default;
};

/// The clock and the random numbers of everything that runs on one execution context.
///
/// By default it is `std::chrono::steady_clock` and a seed from the system. A test makes the time
/// its own with `drive()` before anything is started, then lets it pass with `advance()`: every
/// deadline of the library on that context follows. All members may be called from any thread.
class environment : public asio::execution_context::service {
public:
    using duration = std::chrono::steady_clock::duration;
    using time_point = std::chrono::steady_clock::time_point;

    static inline asio::execution_context::id id;

    explicit environment(asio::execution_context& context)
        : asio::execution_context::service(context), engine_(std::random_device{}()) {}

    /// That of the context on which `executor` runs.
    template <class Executor>
    static environment& of(const Executor& executor) {
        return asio::use_service<environment>(asio::query(executor, asio::execution::context));
    }

    time_point now() const {
        if (!driven()) return std::chrono::steady_clock::now();
        const std::lock_guard<std::mutex> lock(mutex_);
        return now_;
    }

    std::uint64_t random() {
        const std::lock_guard<std::mutex> lock(mutex_);
        return engine_();
    }

    /// Makes the random numbers the same each time.
    void seed(std::uint64_t value) {
        const std::lock_guard<std::mutex> lock(mutex_);
        engine_.seed(value);
    }

    /// From now on time stands still but for `advance`. Call it before any timer is armed.
    void drive(time_point start = time_point{} + std::chrono::hours(1)) {
        const std::lock_guard<std::mutex> lock(mutex_);
        now_ = start;
        driven_.store(true);
    }

    bool driven() const noexcept { return driven_.load(std::memory_order_relaxed); }

    /// Lets driven time pass and wakes what is due; the handlers run when the context is run.
    void advance(duration step) {
        std::vector<std::shared_ptr<asio::steady_timer>> due;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            now_ += step;
            while (!line_.empty() && line_.begin()->when <= now_) {
                if (auto timer = line_.begin()->timer.lock()) due.push_back(std::move(timer));
                forget_first();
            }
        }
        for (auto& timer : due) {
            asio::any_io_executor executor = timer->get_executor();
            asio::post(executor, [timer = std::move(timer)] { timer->cancel(); });
        }
    }

    /// `holder` drops its handlers when the context ends. Until then it may come and go.
    void attach(const std::weak_ptr<handler_holder>& holder) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (holders_.size() >= sweep_at_) {
            holders_.erase(std::remove_if(holders_.begin(), holders_.end(),
                                          [](const auto& h) { return h.expired(); }),
                           holders_.end());
            sweep_at_ = std::max<std::size_t>(64, holders_.size() * 2);
        }
        holders_.push_back(holder);
    }

    /// Memory that the connections hand to each other, for messages and for reading.
    protocol::event_queue::memory_pool& spare_messages() noexcept { return spare_messages_; }
    protocol::spare_pool<wire::byte_store>& spare_bytes() noexcept { return spare_bytes_; }

    /// The earliest time at which something driven is due; `time_point::max()` if nothing is.
    time_point next_due() {
        const std::lock_guard<std::mutex> lock(mutex_);
        while (!line_.empty() && line_.begin()->timer.expired()) forget_first();
        return line_.empty() ? time_point::max() : line_.begin()->when;
    }

private:
    friend class wake_timer;

    using timer_ref = std::weak_ptr<asio::steady_timer>;
    using by_owner = std::owner_less<timer_ref>;

    struct armed {
        time_point when;
        timer_ref timer;

        bool operator<(const armed& other) const noexcept {
            if (when != other.when) return when < other.when;
            return by_owner()(timer, other.timer);
        }
    };

    void forget_first() {
        armed_.erase(line_.begin()->timer);
        line_.erase(line_.begin());
    }

    void shutdown() noexcept override {
        std::vector<std::weak_ptr<handler_holder>> holders;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            holders.swap(holders_);
            line_.clear();
            armed_.clear();
        }
        for (const auto& weak : holders)
            if (const auto holder = weak.lock()) holder->drop_handlers();
    }

    void arm(const std::shared_ptr<asio::steady_timer>& timer, time_point when) {
        const std::lock_guard<std::mutex> lock(mutex_);
        const auto [same, added] = armed_.try_emplace(timer, when);
        if (!added) {
            line_.erase({same->second, timer});
            same->second = when;
        }
        line_.insert({when, timer});
    }

    protocol::event_queue::memory_pool spare_messages_;
    protocol::spare_pool<wire::byte_store> spare_bytes_;
    mutable std::mutex mutex_;
    std::mt19937_64 engine_;
    std::atomic<bool> driven_{false};
    time_point now_{};
    std::set<armed> line_;  ///< by time
    std::map<timer_ref, time_point, by_owner> armed_;
    std::vector<std::weak_ptr<handler_holder>> holders_;
    std::size_t sweep_at_ = 64;
};

/// A timer that wakes its owner at a time or earlier: who is woken looks at the clock himself. So
/// re-arming for a later time costs nothing, and driven time needs no other kind of timer.
class wake_timer {
public:
    explicit wake_timer(const asio::any_io_executor& executor)
        : environment_(&environment::of(executor)),
          timer_(std::make_shared<asio::steady_timer>(executor, time_point::max())) {}

    using time_point = environment::time_point;

    environment& env() const noexcept { return *environment_; }
    time_point now() const { return environment_->now(); }

    /// Sets the time of the next wake-up. A wait in progress is woken (with an early wake-up).
    void expires_at(time_point when) {
        if (!environment_->driven()) {
            timer_->expires_at(when);
        } else if (when <= environment_->now()) {
            timer_->expires_at(time_point::min());
        } else {
            timer_->expires_at(time_point::max());
            environment_->arm(timer_, when);
        }
    }

    void cancel() { timer_->cancel(); }

    /// Calls `handler()` at the time set, earlier if it is set anew or cancelled.
    template <class Handler>
    void async_wait(Handler handler) {
        timer_->async_wait(
            [handler = std::move(handler)](const std::error_code&) mutable { handler(); });
    }

private:
    environment* environment_;
    std::shared_ptr<asio::steady_timer> timer_;
};

}  // namespace eslio
