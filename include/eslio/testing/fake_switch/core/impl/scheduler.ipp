// The bodies of the functions of scheduler.hpp.
#pragma once

#include <eslio/protocol/time.hpp>
#include <eslio/testing/fake_switch/core/scheduler.hpp>

namespace eslio::testing::fake {

ESLIO_COLD scheduler::id scheduler::at(time_point when, task what) {
    const id key{when, ++last_};
    tasks_.insert(first_before(key), {key, std::move(what)});
    if (on_added) on_added();
    return key;
}

ESLIO_COLD void scheduler::cancel(const id& key) noexcept {
    const entry* const next = first_before(key);
    if (next != tasks_.begin() && next[-1].key.number == key.number) tasks_.erase(next - 1);
}

ESLIO_COLD std::size_t scheduler::count_due(time_point now) const noexcept {
    return static_cast<std::size_t>(tasks_.end() - first_before({now, UINT64_MAX}));
}

ESLIO_COLD const scheduler::entry* scheduler::first_before(const id& key) const noexcept {
    const auto runs_before = [&key](const id& other) {
        return other.when != key.when ? other.when < key.when : other.number < key.number;
    };
    // Most tasks are for soon, and stand at the end.
    const entry* first = tasks_.end();
    while (first != tasks_.begin() && runs_before(first[-1].key)) --first;
    return first;
}

ESLIO_COLD bool scheduler::run_one(time_point now) {
    if (next_due() > now) return false;
    const task what = std::move(tasks_.back().what);
    tasks_.pop_back();
    what();
    return true;
}

}  // namespace eslio::testing::fake
