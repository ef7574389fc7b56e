// What is to happen later, by time and then by the order in which it was asked for.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/testing/detail/shared_function.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

namespace eslio::testing::fake {

/// Does not wait itself: its owner runs what is due and is told when the next deadline changes.
class scheduler {
public:
    using time_point = environment::time_point;
    using task = detail::shared_function<void()>;
    using id = std::pair<time_point, std::uint64_t>;

    /// Called whenever something was added.
    detail::shared_function<void()> on_added;

    id at(time_point when, task what);

    void cancel(const id& key) { tasks_.erase(key); }

    bool empty() const noexcept { return tasks_.empty(); }

    /// `time_point::max()` if nothing is to happen.
    time_point next_due() const noexcept {
        return tasks_.empty() ? time_point::max() : tasks_.begin()->first.first;
    }

    /// Runs the first task that is due; tells whether there was one.
    bool run_one(time_point now);

    /// How many tasks are due.
    std::size_t count_due(time_point now) const {
        const auto end = tasks_.upper_bound(id(now, UINT64_MAX));
        return static_cast<std::size_t>(std::distance(tasks_.begin(), end));
    }

    void clear() { tasks_.clear(); }

private:
    std::map<id, task> tasks_;
    std::uint64_t last_ = 0;
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/core/impl/scheduler.ipp>
#endif
