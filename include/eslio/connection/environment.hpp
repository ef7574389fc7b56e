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
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <system_error>
#include <utility>
#include <vector>

namespace eslio {

namespace detail {

/// A generator whose state is made of 512 bits, drawn from `source()` 32 at a time: ids of
/// different contexts and processes never meet, as they would soon if 32 bits told them apart.
template <class Source>
std::mt19937_64 seeded_generator(Source&& source) {
    std::array<std::uint32_t, 16> words{};
    for (std::uint32_t& word : words) word = static_cast<std::uint32_t>(source());
    std::seed_seq all(words.begin(), words.end());
    return std::mt19937_64(all);
}

}  // namespace detail

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
        : asio::execution_context::service(context),
          engine_(detail::seeded_generator(std::random_device())) {}

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
        std::vector<due_sleeper> due;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            now_ += step;
            std::vector<std::weak_ptr<sleeper>> later;
            for (const auto& weak : armed_) {
                auto s = weak.lock();
                if (!s) continue;
                s->armed = s->when > now_;
                if (s->armed)
                    later.push_back(weak);
                else
                    due.push_back({s->when, std::move(s)});
            }
            armed_.swap(later);
        }
        std::sort(due.begin(), due.end());
        for (due_sleeper& d : due) {
            asio::any_io_executor executor = d.who->timer.get_executor();
            asio::post(executor, [who = std::move(d.who)] { who->timer.cancel(); });
        }
    }

    /// `holder` drops its handlers when the context ends. Until then it may come and go.
    void attach(const std::weak_ptr<handler_holder>& holder) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (holders_.size() >= sweep_at_) {
            std::vector<std::weak_ptr<handler_holder>> there;
            for (const auto& h : holders_)
                if (!h.expired()) there.push_back(h);
            holders_.swap(there);
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
        time_point first = time_point::max();
        for (const auto& weak : armed_)
            if (const auto s = weak.lock()) first = std::min(first, s->when);
        return first;
    }

private:
    friend class wake_timer;

    struct sleeper {
        explicit sleeper(const asio::any_io_executor& executor)
            : timer(executor, time_point::max()) {}

        asio::steady_timer timer;
        // Guarded by `mutex_`.
        time_point when = time_point::max();
        bool armed = false;
    };

    struct due_sleeper {
        time_point when;
        std::shared_ptr<sleeper> who;

        bool operator<(const due_sleeper& other) const noexcept { return when < other.when; }
    };

    void shutdown() noexcept override {
        std::vector<std::weak_ptr<handler_holder>> holders;
        {
            const std::lock_guard<std::mutex> lock(mutex_);
            holders.swap(holders_);
            armed_.clear();
        }
        for (const auto& weak : holders)
            if (const auto holder = weak.lock()) holder->drop_handlers();
    }

    void arm(const std::shared_ptr<sleeper>& s, time_point when) {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!std::exchange(s->armed, true)) armed_.push_back(s);
        s->when = when;
    }

    protocol::event_queue::memory_pool spare_messages_;
    protocol::spare_pool<wire::byte_store> spare_bytes_;
    mutable std::mutex mutex_;
    std::mt19937_64 engine_;
    std::atomic<bool> driven_{false};
    time_point now_{};
    std::vector<std::weak_ptr<sleeper>> armed_;
    std::vector<std::weak_ptr<handler_holder>> holders_;
    std::size_t sweep_at_ = 64;
};

/// A timer that wakes its owner at a time or earlier: who is woken looks at the clock himself. So
/// re-arming for a later time costs nothing, and driven time needs no other kind of timer.
class wake_timer {
public:
    explicit wake_timer(const asio::any_io_executor& executor)
        : environment_(&environment::of(executor)),
          sleeper_(std::make_shared<environment::sleeper>(executor)) {}

    using time_point = environment::time_point;

    environment& env() const noexcept { return *environment_; }
    time_point now() const { return environment_->now(); }

    /// Sets the time of the next wake-up. A wait in progress is woken (with an early wake-up).
    void expires_at(time_point when) {
        if (!environment_->driven()) {
            sleeper_->timer.expires_at(when);
        } else if (when <= environment_->now()) {
            sleeper_->timer.expires_at(time_point::min());
        } else {
            sleeper_->timer.expires_at(time_point::max());
            environment_->arm(sleeper_, when);
        }
    }

    void cancel() { sleeper_->timer.cancel(); }

    /// Calls `handler()` at the time set, earlier if it is set anew or cancelled.
    void async_wait(std::function<void()> handler) {
        sleeper_->timer.async_wait(
            [handler = std::move(handler)](const std::error_code&) { handler(); });
    }

private:
    environment* environment_;
    std::shared_ptr<environment::sleeper> sleeper_;
};

}  // namespace eslio
