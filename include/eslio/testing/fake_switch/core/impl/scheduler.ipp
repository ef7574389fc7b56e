// The bodies of the functions of scheduler.hpp.
#pragma once

#include <eslio/protocol/time.hpp>
#include <eslio/testing/fake_switch/core/scheduler.hpp>

#include <utility>

namespace eslio::testing::fake {

ESLIO_COLD scheduler::id scheduler::at(time_point when, task what) {
    const id key{when, ++last_};
    tasks_.push_back({key, std::move(what)});
    rise(tasks_.size() - 1);
    if (on_added) on_added();
    return key;
}

ESLIO_COLD void scheduler::cancel(const id& key) noexcept {
    for (std::size_t place = 0; place < tasks_.size(); ++place)
        if (tasks_[place].key.number == key.number) return remove(place);
}

ESLIO_COLD std::size_t scheduler::count_due(std::size_t place, time_point now) const noexcept {
    if (place >= tasks_.size() || tasks_[place].key.when > now) return 0;
    return 1 + count_due(2 * place + 1, now) + count_due(2 * place + 2, now);
}

ESLIO_COLD bool scheduler::run_one(time_point now) {
    if (next_due() > now) return false;
    const task what = std::move(tasks_.front().what);
    remove(0);
    what();
    return true;
}

ESLIO_COLD void scheduler::remove(std::size_t place) noexcept {
    std::swap(tasks_[place], tasks_.back());
    // It may do something as it is destroyed: only when the heap is one again.
    const entry removed = std::move(tasks_.back());
    tasks_.pop_back();
    if (place == tasks_.size()) return;
    sink(place);
    rise(place);
}

ESLIO_COLD void scheduler::rise(std::size_t place) noexcept {
    while (place != 0 && runs_before(tasks_[place], tasks_[(place - 1) / 2])) {
        std::swap(tasks_[place], tasks_[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
}

ESLIO_COLD void scheduler::sink(std::size_t place) noexcept {
    for (std::size_t under = 2 * place + 1; under < tasks_.size(); under = 2 * place + 1) {
        if (under + 1 < tasks_.size() && runs_before(tasks_[under + 1], tasks_[under])) ++under;
        if (!runs_before(tasks_[under], tasks_[place])) return;
        std::swap(tasks_[place], tasks_[under]);
        place = under;
    }
}

}  // namespace eslio::testing::fake
