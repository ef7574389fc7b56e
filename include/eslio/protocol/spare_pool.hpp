// Memory that is not needed any more, handed from connection to connection.
#pragma once

#include <eslio/config.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Of many connections few are busy at any time, so they take turns with the same memory, that used
/// last first: it is still in the processor's caches. What is not needed for a while is given back:
/// somebody calls `trim` now and then. May be used by any thread.
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
        last = std::move(spares_.back().memory);
        spares_.pop_back();
        return last;
    }

    /// Kept if there are not many yet.
    void give(T spare) noexcept {
        const turn mine(taken_);
        if (mine && spares_.size() < most) spares_.push_back({std::move(spare), round_});
    }

    /// Gives back what nobody has taken since the last call. False if nothing is left.
    bool trim() noexcept {
        const turn mine(taken_);
        if (!mine) return true;
        const auto needed = std::find_if(spares_.begin(), spares_.end(),
                                         [this](const entry& e) { return e.round == round_; });
        spares_.erase(spares_.begin(), needed);
        ++round_;
        return !spares_.empty();
    }

    /// Gives all back.
    void clear() noexcept {
        for (;; std::this_thread::yield()) {
            const turn mine(taken_);
            if (!mine) continue;
            spares_.clear();
            return;
        }
    }

    bool empty() noexcept {
        const turn mine(taken_);
        return mine && spares_.empty();
    }

private:
    struct entry {
        T memory;
        unsigned round;  ///< in which it was given
    };

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
    std::vector<entry> spares_;  ///< the one given last at the end
    unsigned round_ = 0;         ///< from one `trim` to the next
};

}  // namespace eslio::protocol
