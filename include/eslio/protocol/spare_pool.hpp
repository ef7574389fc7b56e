// Memory that is not needed any more, handed from connection to connection.
#pragma once

#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Of many connections few are busy at any time, so they take turns with the same memory, that used
/// last first: it is still in the processor's caches. May be used by any thread.
///
/// T is empty when default-constructed, and moves without throwing.
template <class T>
class spare_pool {
public:
    spare_pool() { spares_.reserve(most); }

    /// One given before, or an empty one.
    T take() noexcept {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (spares_.empty()) return T();
        T last = std::move(spares_.back());
        spares_.pop_back();
        return last;
    }

    /// Kept if there are not many yet.
    void give(T spare) noexcept {
        const std::lock_guard<std::mutex> lock(mutex_);
        if (spares_.size() < most) spares_.push_back(std::move(spare));
    }

private:
    static constexpr std::size_t most = 16;

    std::mutex mutex_;
    std::vector<T> spares_;
};

}  // namespace eslio::protocol
