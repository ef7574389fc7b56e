// Completions that could not be posted for want of memory: they are tried again.
#pragma once

#include <eslio/config.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <new>
#include <utility>

namespace eslio::detail {

/// To post a handler takes memory, and an operation completes also where there is none and nothing
/// may be thrown: in a `close()`, in a destructor. So some memory is held back for that. When it is
/// used up, handlers wait here, in memory that they have already, until something else happens on
/// their execution context, as the end of the read that a close cuts off. May be used by any
/// thread.
class undelivered {
public:
    class item {
    public:
        /// Tries again. Parks itself anew if that fails.
        virtual void deliver() noexcept = 0;
        /// The execution context ends: goes uncalled.
        virtual void abandon() noexcept = 0;

    protected:
        ~item() = default;

    private:
        friend undelivered;
        item* next_ = nullptr;
    };

    /// Gives free what was held back: then it is worth to try once more. False if it is used up.
    bool give_reserve() noexcept {
        std::unique_ptr<char[]> given;
        const std::lock_guard<std::mutex> lock(mutex_);
        given.swap(reserve_);
        any_.store(true, std::memory_order_relaxed);  // to be held back again
        return given != nullptr;
    }

    void park(item& waiting) noexcept {
        const std::lock_guard<std::mutex> lock(mutex_);
        waiting.next_ = nullptr;
        *end_ = &waiting;
        end_ = &waiting.next_;
        any_.store(true, std::memory_order_relaxed);
    }

    /// Called whenever something happens on the context.
    void deliver_all() noexcept {
        if (!any_.load(std::memory_order_relaxed)) return;
        for (item* all = take(); all != nullptr;) std::exchange(all, all->next_)->deliver();
        std::unique_ptr<char[]> held(new (std::nothrow) char[reserve_size]);
        const std::lock_guard<std::mutex> lock(mutex_);
        if (!reserve_) held.swap(reserve_);
        if (!reserve_) any_.store(true, std::memory_order_relaxed);
    }

    void abandon_all() noexcept {
        for (item* all = take(); all != nullptr;) std::exchange(all, all->next_)->abandon();
    }

private:
    static constexpr std::size_t reserve_size = std::size_t{16} << 10;

    item* take() noexcept {
        const std::lock_guard<std::mutex> lock(mutex_);
        end_ = &first_;
        any_.store(false, std::memory_order_relaxed);
        return std::exchange(first_, nullptr);
    }

    std::mutex mutex_;
    std::atomic<bool> any_{false};
    item* first_ = nullptr;
    item** end_ = &first_;
    std::unique_ptr<char[]> reserve_{new char[reserve_size]};
};

}  // namespace eslio::detail
