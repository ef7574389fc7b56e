// The deadlines of many waits, the earliest at hand whatever their number.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// A wait that has ended leaves its deadline here until that has passed, or until those that are
/// left there so are more than half: so an end costs nothing, and a beginning or a deadline that
/// passes costs the logarithm of the number of waits.
///
/// Usage: `add` for each wait, `pop_due` until it gives none, `clear` when there is no wait at all.
class deadline_heap {
public:
    using id = std::uint64_t;

    /// `alive(id)` tells whether a wait goes on.
    template <class Alive>
    void add(time_point when, id which, Alive alive) {
        if (when == never) return;
        const std::size_t place = heap_.size();
        if (place >= sweep_at_) return sweep_and_add(when, which, alive);
        heap_.push_back({when, which});
        // Mostly the latest of all: then it is in its place.
        if (place != 0 && when < heap_[(place - 1) / 2].when)
            std::push_heap(heap_.begin(), heap_.end(), later);
    }

    /// Not later than the earliest deadline.
    time_point next() const noexcept { return heap_.empty() ? never : heap_.front().when; }

    /// Takes one whose time has come, the earliest first, of one time in the order of their
    /// numbers. It may have ended before. False if there is none.
    bool pop_due(time_point now, id& which) noexcept;

    /// Forgets all; gives back memory beyond a little.
    void clear() noexcept;

    std::size_t size() const noexcept { return heap_.size(); }

private:
    struct entry {
        time_point when;
        id which;
    };

    static constexpr std::size_t usual = 16;

    static bool later(const entry& a, const entry& b) noexcept {
        return a.when != b.when ? a.when > b.when : a.which > b.which;
    }

    template <class Alive>
    void sweep_and_add(time_point when, id which, Alive alive) {
        const auto ended = [&](const entry& e) { return !alive(e.which); };
        heap_.erase(std::remove_if(heap_.begin(), heap_.end(), ended), heap_.end());
        if (heap_.capacity() / 4 > std::max(usual, heap_.size())) heap_.shrink_to_fit();
        heap_.push_back({when, which});
        std::make_heap(heap_.begin(), heap_.end(), later);
        sweep_at_ = std::max(usual, heap_.size() * 2);
    }

    std::vector<entry> heap_;
    std::size_t sweep_at_ = usual;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/deadline_heap.ipp>
#endif
