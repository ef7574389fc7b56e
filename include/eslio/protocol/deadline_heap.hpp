// The deadlines of many waits, the earliest at hand whatever their number.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace eslio::protocol {

/// A wait that has ended leaves its deadline here until that has passed, or until those that are
/// left there so are more than half: so an end costs nothing, and a beginning or a deadline that
/// passes costs the logarithm of the number of waits.
///
/// Usage: `add` for each wait, `pop_due` until it gives none, `clear` when there is no wait at all.
class deadline_heap {
public:
    /// The number of what has the deadline.
    using id = std::uint64_t;

    /// `alive(id)` tells whether a wait goes on.
    template <class Alive>
    void add(time_point when, id which, Alive alive) {
        if (when == never) return;
        if (heap_.size() >= sweep_at_) {
            std::size_t kept = 0;
            for (const entry& e : heap_)
                if (alive(e.which)) heap_[kept++] = e;
            keep_first(kept);
        }
        push({when, which});
    }

    /// Not later than the earliest deadline.
    time_point next() const noexcept { return heap_.empty() ? never : heap_.front().when; }

    /// Of the earliest, those for which `ended(id, when)` holds are dropped: then `next` is exact.
    template <class Ended>
    void drop_ended(Ended ended) noexcept {
        for (id which = 0; !heap_.empty() && ended(heap_.front().which, heap_.front().when);)
            pop_due(heap_.front().when, which);
    }

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

    void push(const entry& e);
    /// After a sweep: those that go on stand at the front, in no order.
    void keep_first(std::size_t count);

    detail::compact_vector<entry> heap_;
    std::size_t sweep_at_ = usual;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/deadline_heap.ipp>
#endif
