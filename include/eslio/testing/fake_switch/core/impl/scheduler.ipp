// The bodies of the functions of scheduler.hpp.
#pragma once

#include <eslio/protocol/time.hpp>
#include <eslio/testing/fake_switch/core/scheduler.hpp>

namespace eslio::testing::fake {

ESLIO_DECL scheduler::id scheduler::at(time_point when, task what) {
    const id key(when, ++last_);
    tasks_.emplace(key, std::move(what));
    if (on_added) on_added();
    return key;
}

ESLIO_DECL bool scheduler::run_one(time_point now) {
    if (next_due() > now) return false;
    task what = std::move(tasks_.begin()->second);
    tasks_.erase(tasks_.begin());
    what();
    return true;
}

}  // namespace eslio::testing::fake
