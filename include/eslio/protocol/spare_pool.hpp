// Memory that is not needed any more, handed from connection to connection.
#pragma once

#include <atomic>
#include <cstddef>
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
        T last;
        const turn mine(taken_);
        if (!mine || spares_.empty()) return last;
        last = std::move(spares_.back());
        spares_.pop_back();
        return last;
    }

    /// Kept if there are not many yet.
    void give(T spare) noexcept {
        const turn mine(taken_);
        if (mine && spares_.size() < most) spares_.push_back(std::move(spare));
    }

private:
    static constexpr std::size_t most = 64;

    /// Nobody waits for another thread: who comes meanwhile goes without.
    class turn {
    public:
        explicit turn(std::atomic_flag& taken) noexcept
            : taken_(taken.test_and_set(std::memory_order_acquire) ? nullptr : &taken) {}
        turn(const turn&) = delete;
        turn& operator=(const turn&) = delete;
        ~turn() {
            if (taken_ != nullptr) taken_->clear(std::memory_order_release);
        }
        explicit operator bool() const noexcept { return taken_ != nullptr; }

    private:
        std::atomic_flag* taken_;
    };

    std::atomic_flag taken_ = ATOMIC_FLAG_INIT;
    std::vector<T> spares_;
};

}  // namespace eslio::protocol
