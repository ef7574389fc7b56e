// The timers that wait for driven time, by when they are due.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace eslio::detail {

class sleeper;

/// Arming, disarming and waking one costs the logarithm of their number. May be used by any thread.
class sleepers : public std::enable_shared_from_this<sleepers> {
public:
    using time_point = protocol::time_point;

    struct reference {
        sleeper* self;  ///< valid while it is armed
        std::weak_ptr<sleeper> who;
    };
    using by_time = std::multimap<time_point, reference>;

    void arm(const std::shared_ptr<sleeper>& s, time_point when);
    void disarm(sleeper& s) noexcept;

    /// `never` if none is armed.
    time_point next_due() const noexcept {
        const std::lock_guard<std::mutex> lock(mutex_);
        return armed_.empty() ? protocol::never : armed_.begin()->first;
    }

    /// Disarms those that are due, and returns them.
    by_time take_due(time_point now);

    void clear() noexcept;

private:
    mutable std::mutex mutex_;
    by_time armed_;
};

/// What a wake_timer and a wake-up that is on its way share.
class sleeper {
public:
    explicit sleeper(const asio::any_io_executor& executor)
        : timer(executor, asio::steady_timer::time_point::max()) {}
    sleeper(const sleeper&) = delete;
    sleeper& operator=(const sleeper&) = delete;
    ~sleeper() {
        if (armed_in_) armed_in_->disarm(*this);
    }

    asio::steady_timer timer;

private:
    friend sleepers;

    std::shared_ptr<sleepers> armed_in_;  ///< once it was armed
    // Guarded by the mutex there.
    sleepers::by_time::iterator place_;
    bool armed_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/sleepers.ipp>
#endif
