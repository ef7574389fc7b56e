// The bodies of the functions of sleepers.hpp.
#pragma once

#include <eslio/connection/detail/sleepers.hpp>

namespace eslio::detail {

ESLIO_DECL void sleepers::arm(const std::shared_ptr<sleeper>& s, time_point when) {
    s->armed_in_ = shared_from_this();
    const std::lock_guard<std::mutex> lock(mutex_);
    if (s->place_ == sleeper::nowhere) {
        armed_.push_back({when, 0, s.get(), s});
        s->place_ = armed_.size() - 1;
    }
    entry e = std::move(armed_[s->place_]);
    e.when = when;
    e.number = ++last_number_;
    settle(s->place_, std::move(e));
}

ESLIO_DECL void sleepers::disarm(sleeper& s) noexcept {
    std::weak_ptr<sleeper> gone;  // destroyed without the lock
    const std::lock_guard<std::mutex> lock(mutex_);
    if (s.place_ != sleeper::nowhere) gone = remove(s.place_);
}

ESLIO_DECL sleepers::woken sleepers::take_due(time_point now) {
    woken due;
    const std::lock_guard<std::mutex> lock(mutex_);
    while (!armed_.empty() && armed_.front().when <= now) {
        due.reserve(due.size() + armed_.size());  // what is taken away cannot be put back
        due.push_back(remove(0));
    }
    return due;
}

ESLIO_DECL void sleepers::clear() noexcept {
    compact_vector<entry> gone;
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const entry& e : armed_) e.self->place_ = sleeper::nowhere;
    gone.swap(armed_);
}

ESLIO_DECL void sleepers::settle(std::size_t at, entry e) noexcept {
    for (; at != 0 && is_before(e, armed_[(at - 1) / 2]); at = (at - 1) / 2)
        put(at, armed_[(at - 1) / 2]);
    for (std::size_t child; (child = 2 * at + 1) < armed_.size(); at = child) {
        if (child + 1 < armed_.size() && is_before(armed_[child + 1], armed_[child])) ++child;
        if (!is_before(armed_[child], e)) break;
        put(at, armed_[child]);
    }
    put(at, e);
}

ESLIO_DECL void sleepers::put(std::size_t at, entry& e) noexcept {
    e.self->place_ = at;
    armed_[at] = std::move(e);
}

ESLIO_DECL std::weak_ptr<sleeper> sleepers::remove(std::size_t at) noexcept {
    std::weak_ptr<sleeper> who = std::move(armed_[at].who);
    armed_[at].self->place_ = sleeper::nowhere;
    entry last = std::move(armed_.back());
    armed_.pop_back();
    if (at != armed_.size()) settle(at, std::move(last));
    return who;
}

}  // namespace eslio::detail
