// What all that runs on one execution context shares: time and randomness, which tests can drive,
// spare memory, and what is to be told when the context ends.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/registry.hpp>
#include <eslio/connection/detail/undelivered.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/protocol/spare_pool.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/raw_buffer.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution/context.hpp>
#include <asio/execution_context.hpp>
#include <asio/query.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace eslio {

namespace detail {

class generator;
class sleeper;
class sleepers;
}  // namespace detail

/// Something that holds completion handlers and must drop them when its context is destroyed, as
/// Asio's own services do: a handler may own what holds it.
class handler_holder {
public:
    /// Destroys the handlers it holds, as the context is shut down.
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

    /// What Asio finds the service by.
    static asio::execution_context::id id;

    /// Made by Asio, once for each context: see `of`.
    ESLIO_DECL explicit environment(asio::execution_context& context);
    ESLIO_DECL ~environment() override;

    /// That of the context on which `executor` runs.
    template <class Executor>
    static environment& of(const Executor& executor) {
        return of_context(asio::query(executor, asio::execution::context));
    }
    ESLIO_DECL static environment& of_context(asio::execution_context& context);

    /// The time: that of `std::chrono::steady_clock`, or the driven one.
    time_point now() const;

    /// A random number, of all 64 bits; not for secrets.
    ESLIO_DECL std::uint64_t random();
    /// A random UUID (version 4), as FreeSWITCH writes its own; not for secrets.
    ESLIO_DECL std::string random_uuid();

    /// Makes the random numbers the same each time.
    ESLIO_DECL void seed(std::uint64_t value);

    /// From now on time stands still but for `advance`. Call it before any timer is armed.
    void drive(time_point start = time_point{} + std::chrono::hours(1));

    /// Whether time stands still but for `advance`.
    bool driven() const noexcept { return driven_.load(std::memory_order_relaxed); }

    /// Lets driven time pass and wakes what is due; the handlers run when the context is run.
    void advance(duration step);

    /// `holder` drops its handlers when the context ends. Until then it may come and go; to attach
    /// one again changes nothing.
    ESLIO_DECL void attach(const std::weak_ptr<handler_holder>& holder);

    /// Completions that wait for memory. Whatever runs on the context's behalf tries them again.
    detail::undelivered& undelivered() noexcept { return undelivered_; }

    /// Memory that the connections hand to each other, for messages and for reading.
    protocol::event_queue::memory_pool& spare_messages() noexcept { return spare_messages_; }
    protocol::spare_pool<wire::raw_buffer>& spare_bytes() noexcept { return spare_bytes_; }

    /// Spare memory was handed over. True for one that has to call `trim_spares` every so often
    /// from now on, until that tells that nothing is left, or else `free_spares`: connections have
    /// timers, and none here keeps the context at work.
    bool begin_trimming() noexcept {
        return !trimming_.load(std::memory_order_relaxed) && !trimming_.exchange(true);
    }
    bool trim_spares() noexcept;
    void free_spares() noexcept;

    /// The earliest time at which something driven is due; `time_point::max()` if nothing is.
    ESLIO_DECL time_point next_due() const noexcept;

private:
    friend class wake_timer;

    /// Asio may call it twice: the destructors of `io_context` and of its base both shut down.
    ESLIO_DECL void shutdown() noexcept override;

    protocol::event_queue::memory_pool spare_messages_;
    protocol::spare_pool<wire::raw_buffer> spare_bytes_;
    std::atomic<bool> trimming_{false};
    mutable std::mutex mutex_;
    detail::compact_ptr<detail::generator> random_;
    std::atomic<bool> driven_{false};
    bool is_shut_down_ = false;
    time_point now_{};
    std::shared_ptr<detail::sleepers> sleepers_;
    detail::registry<handler_holder> holders_;
    detail::undelivered undelivered_;
};

/// A timer that wakes its owner at a time or earlier: the owner, woken, looks at the clock. So
/// re-arming for a later time costs nothing, and driven time needs no other kind of timer.
class wake_timer {
public:
    /// A timer that is not set, on that executor's context.
    ESLIO_DECL explicit wake_timer(const asio::any_io_executor& executor);

    using time_point = environment::time_point;

    /// The environment that it takes the time from.
    environment& env() const noexcept { return *environment_; }
    /// The time there.
    time_point now() const { return environment_->now(); }

    /// Sets the time of the next wake-up. A wait in progress is woken (with an early wake-up).
    void expires_at(time_point when);

    /// Ends the wait in progress, now: its handler is called.
    ESLIO_DECL void cancel();

    /// Calls `handler()` at the time set, earlier if it is set anew or cancelled.
    ESLIO_DECL void async_wait(std::function<void()> handler);

private:
    environment* environment_;
    std::shared_ptr<detail::sleeper> sleeper_;
};

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/environment.ipp>
#endif
