// The bodies of the functions of sleepers.hpp.
#pragma once

#include <eslio/connection/detail/sleepers.hpp>

namespace eslio::detail {

ESLIO_DECL void sleepers::arm(const std::shared_ptr<sleeper>& s, time_point when) {
    by_time added;
    added.emplace(when, reference{s.get(), s});
    s->armed_in_ = shared_from_this();
    disarm(*s);
    const std::lock_guard<std::mutex> lock(mutex_);
    s->place_ = armed_.insert(added.extract(added.begin()));
    s->armed_ = true;
}

ESLIO_DECL void sleepers::disarm(sleeper& s) noexcept {
    by_time::node_type gone;  // destroyed without the lock
    const std::lock_guard<std::mutex> lock(mutex_);
    if (std::exchange(s.armed_, false)) gone = armed_.extract(s.place_);
}

ESLIO_DECL sleepers::by_time sleepers::take_due(time_point now) {
    by_time due;
    const std::lock_guard<std::mutex> lock(mutex_);
    while (!armed_.empty() && armed_.begin()->first <= now) {
        armed_.begin()->second.self->armed_ = false;
        due.insert(due.end(), armed_.extract(armed_.begin()));
    }
    return due;
}

ESLIO_DECL void sleepers::clear() noexcept {
    by_time gone;
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& armed : armed_) armed.second.self->armed_ = false;
    gone.swap(armed_);
}

}  // namespace eslio::detail
