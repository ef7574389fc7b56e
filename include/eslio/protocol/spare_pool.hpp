// Memory that is not needed any more, handed from connection to connection.
#pragma once

#include <eslio/config.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <thread>
#include <utility>

namespace eslio::protocol {

/// Of many connections few are busy at any time, so they take turns with the same memory, that used
/// last first: it is still in the processor's caches. What is not needed for a while is given back:
/// somebody calls `trim` now and then. May be used by any thread.
///
/// T is empty when default-constructed or moved from, and moves without throwing.
template <class T>
class spare_pool {
public:
    /// One given before, or an empty one.
    T take() noexcept {
        const turn mine(taken_);
        return mine && count_ != 0 ? std::move(spares_[--count_].memory) : T();
    }

    /// Kept if there are not many yet.
    void give(T spare) noexcept {
        const turn mine(taken_);
        if (!mine || count_ == spares_.size()) return;
        spares_[count_].memory = std::move(spare);
        spares_[count_++].round = round_;
    }

    /// Gives back what nobody has taken since the last call. False if nothing is left.
    bool trim() noexcept {
        const turn mine(taken_);
        if (!mine) return true;
        const std::size_t before = std::exchange(count_, 0);
        for (std::size_t i = 0; i < before; ++i) {
            entry e = std::move(spares_[i]);
            if (e.round == round_) spares_[count_++] = std::move(e);
        }
        ++round_;
        return count_ != 0;
    }

    /// Gives all back.
    void clear() noexcept {
        for (;; std::this_thread::yield()) {
            const turn mine(taken_);
            if (!mine) continue;
            while (count_ != 0) spares_[--count_].memory = T();
            return;
        }
    }

    /// Whether there is none.
    bool empty() noexcept {
        const turn mine(taken_);
        return mine && count_ == 0;
    }

private:
    struct entry {
        T memory{};
        unsigned round = 0;  ///< in which it was given
    };

    /// No thread waits for another: one that finds the pool in use goes without.
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
    std::array<entry, 64> spares_;  ///< the one given last at the end
    std::size_t count_ = 0;
    unsigned round_ = 0;  ///< from one `trim` to the next
};

}  // namespace eslio::protocol
