// What all that runs on one execution context shares: time and randomness, which tests can drive,
// spare memory, and what is to be told when the context ends.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/registry.hpp>
#include <eslio/connection/detail/sleepers.hpp>
#include <eslio/connection/detail/undelivered.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/spare_pool.hpp>
#include <eslio/wire/byte_store.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>
#include <asio/post.hpp>
#include <asio/query.hpp>
#include <asio/steady_timer.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
#include <system_error>
#include <utility>

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
    handler_holder() = default;
    ~handler_holder() = default;

private:
    friend detail::registry<handler_holder>;
    detail::registry<handler_holder>::entry registration;
};

/// The clock and the random numbers of everything that runs on one execution context, its spare
/// memory, and the completions that wait for memory.
///
/// By default it is `std::chrono::steady_clock` and a seed from the system. A test makes the time
/// its own with `drive()` before anything is started, then lets it pass with `advance()`: every
/// deadline of the library on that context follows. All members may be called from any thread.
class environment : public asio::execution_context::service {
public:
    using duration = std::chrono::steady_clock::duration;
    using time_point = std::chrono::steady_clock::time_point;

    static asio::execution_context::id id;

    explicit environment(asio::execution_context& context)
        : asio::execution_context::service(context),
          engine_(detail::seeded_generator(std::random_device())) {}

    /// That of the context on which `executor` runs.
    template <class Executor>
    static environment& of(const Executor& executor) {
        return of_context(asio::query(executor, asio::execution::context));
    }
    static environment& of_context(asio::execution_context& context) {
        return asio::use_service<environment>(context);
    }

    time_point now() const;

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
    void drive(time_point start = time_point{} + std::chrono::hours(1));

    bool driven() const noexcept { return driven_.load(std::memory_order_relaxed); }

    /// Lets driven time pass and wakes what is due; the handlers run when the context is run.
    void advance(duration step);

    /// `holder` drops its handlers when the context ends. Until then it may come and go; to attach
    /// one again changes nothing.
    void attach(const std::weak_ptr<handler_holder>& holder) {
        if (const auto who = holder.lock()) holders_.add(who);
    }

    /// Completions that wait for memory. Whatever runs on the context's behalf tries them again.
    detail::undelivered& undelivered() noexcept { return undelivered_; }

    /// Memory that the connections hand to each other, for messages and for reading.
    protocol::event_queue::memory_pool& spare_messages() noexcept { return spare_messages_; }
    protocol::spare_pool<wire::byte_store>& spare_bytes() noexcept { return spare_bytes_; }

    /// Spare memory was handed over. True for one that has to call `trim_spares` every so often
    /// from now on, until that tells that nothing is left, or else `free_spares`: connections have
    /// timers, and none here keeps the context at work.
    bool begin_trimming() noexcept {
        return !trimming_.load(std::memory_order_relaxed) && !trimming_.exchange(true);
    }
    bool trim_spares() noexcept;
    void free_spares() noexcept;

    /// The earliest time at which something driven is due; `time_point::max()` if nothing is.
    time_point next_due() const noexcept { return sleepers_->next_due(); }

private:
    friend class wake_timer;

    /// Asio may call it twice: the destructors of `io_context` and of its base both shut down.
    ESLIO_DECL void shutdown() noexcept override;

    protocol::event_queue::memory_pool spare_messages_;
    protocol::spare_pool<wire::byte_store> spare_bytes_;
    std::atomic<bool> trimming_{false};
    mutable std::mutex mutex_;
    std::mt19937_64 engine_;
    std::atomic<bool> driven_{false};
    bool is_shut_down_ = false;
    time_point now_{};
    std::shared_ptr<detail::sleepers> sleepers_ = std::make_shared<detail::sleepers>();
    detail::registry<handler_holder> holders_;
    detail::undelivered undelivered_;
};

/// A timer that wakes its owner at a time or earlier: who is woken looks at the clock himself. So
/// re-arming for a later time costs nothing, and driven time needs no other kind of timer.
class wake_timer {
public:
    explicit wake_timer(const asio::any_io_executor& executor)
        : environment_(&environment::of(executor)),
          sleeper_(std::make_shared<detail::sleeper>(executor)) {}

    using time_point = environment::time_point;

    environment& env() const noexcept { return *environment_; }
    time_point now() const { return environment_->now(); }

    /// Sets the time of the next wake-up. A wait in progress is woken (with an early wake-up).
    void expires_at(time_point when);

    void cancel() { sleeper_->timer.cancel(); }

    /// Calls `handler()` at the time set, earlier if it is set anew or cancelled.
    void async_wait(std::function<void()> handler) {
        sleeper_->timer.async_wait(
            [handler = std::move(handler)](const std::error_code&) { handler(); });
    }

private:
    environment* environment_;
    std::shared_ptr<detail::sleeper> sleeper_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/environment.ipp>
#endif
