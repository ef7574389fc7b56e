// The timers that wait for driven time, by when they are due.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/steady_timer.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace eslio::detail {

class sleeper;

/// A heap whose entries know their sleepers and are known by them: arming, disarming and waking one
/// costs the logarithm of their number. May be used by any thread.
class sleepers : public std::enable_shared_from_this<sleepers> {
public:
    using time_point = protocol::time_point;
    using woken = compact_vector<std::weak_ptr<sleeper>>;

    void arm(const std::shared_ptr<sleeper>& s, time_point when);
    void disarm(sleeper& s) noexcept;

    /// `never` if none is armed.
    time_point next_due() const noexcept {
        const std::lock_guard<std::mutex> lock(mutex_);
        return armed_.empty() ? protocol::never : armed_.front().when;
    }

    /// Disarms those that are due, and returns them: the earliest first, of one time in the order
    /// in which they were armed.
    woken take_due(time_point now);

    void clear() noexcept;

private:
    struct entry {
        time_point when;
        std::uint64_t number;  ///< in the order of arming
        sleeper* self;         ///< valid while it is armed
        std::weak_ptr<sleeper> who;
    };

    static bool is_before(const entry& a, const entry& b) noexcept {
        return a.when != b.when ? a.when < b.when : a.number < b.number;
    }
    /// Puts an entry where it belongs at or above the free place `at`, or at or below it.
    void settle(std::size_t at, entry e) noexcept;
    void put(std::size_t at, entry& e) noexcept;
    std::weak_ptr<sleeper> remove(std::size_t at) noexcept;

    mutable std::mutex mutex_;
    compact_vector<entry> armed_;
    std::uint64_t last_number_ = 0;
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
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    std::size_t place_ = nowhere;  ///< among the armed; guarded by the mutex there
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/sleepers.ipp>
#endif
