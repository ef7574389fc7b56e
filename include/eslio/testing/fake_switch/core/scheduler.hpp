// What is to happen later, by time and then by the order in which it was asked for.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace eslio::testing::fake {

/// Does not wait itself: its owner runs what is due and is told when the next deadline changes.
class scheduler {
public:
    using time_point = environment::time_point;
    using task = detail::shared_function<void()>;
    struct id {
        time_point when;
        std::uint64_t number;  ///< those of one time run in the order in which they were added
    };

    /// Called whenever something was added.
    detail::shared_function<void()> on_added;

    id at(time_point when, task what);

    void cancel(const id& key) noexcept;

    bool empty() const noexcept { return tasks_.empty(); }

    /// `time_point::max()` if nothing is to happen.
    time_point next_due() const noexcept {
        return tasks_.empty() ? time_point::max() : tasks_.front().key.when;
    }

    /// Runs the first task that is due; tells whether there was one.
    bool run_one(time_point now);

    /// How many tasks are due.
    std::size_t count_due(time_point now) const noexcept { return count_due(0, now); }

    void clear() { tasks_.clear(); }

private:
    struct entry {
        id key;
        task what;
    };

    static bool runs_before(const entry& a, const entry& b) noexcept {
        return a.key.when != b.key.when ? a.key.when < b.key.when : a.key.number < b.key.number;
    }
    /// Of that place in the heap, and of those under it.
    std::size_t count_due(std::size_t place, time_point now) const noexcept;
    void remove(std::size_t place) noexcept;
    void rise(std::size_t place) noexcept;
    void sink(std::size_t place) noexcept;

    eslio::detail::compact_vector<entry> tasks_;  ///< a binary heap, the next one first
    std::uint64_t last_ = 0;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/core/impl/scheduler.ipp>
#endif
