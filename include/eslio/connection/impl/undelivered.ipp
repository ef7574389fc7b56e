// The bodies of the functions of undelivered.hpp.
#pragma once

#include <eslio/connection/detail/undelivered.hpp>

namespace eslio::detail {

ESLIO_DECL bool undelivered::give_reserve() noexcept {
    std::unique_ptr<char[]> given;
    const std::lock_guard<std::mutex> lock(mutex_);
    given.swap(reserve_);
    any_.store(true, std::memory_order_relaxed);  // to be held back again
    return given != nullptr;
}

ESLIO_DECL void undelivered::park(item& waiting) noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    waiting.next_ = nullptr;
    *end_ = &waiting;
    end_ = &waiting.next_;
    any_.store(true, std::memory_order_relaxed);
}

ESLIO_DECL void undelivered::deliver_all() noexcept {
    if (!any_.load(std::memory_order_relaxed)) return;
    for (item* all = take(); all != nullptr;) std::exchange(all, all->next_)->deliver();
    std::unique_ptr<char[]> held(new (std::nothrow) char[reserve_size]);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!reserve_) held.swap(reserve_);
    if (!reserve_) any_.store(true, std::memory_order_relaxed);
}

ESLIO_DECL undelivered::item* undelivered::take() noexcept {
    const std::lock_guard<std::mutex> lock(mutex_);
    end_ = &first_;
    any_.store(false, std::memory_order_relaxed);
    return std::exchange(first_, nullptr);
}

}  // namespace eslio::detail
