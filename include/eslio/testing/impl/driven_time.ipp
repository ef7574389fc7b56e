// The bodies of the functions of driven_time.hpp.
#pragma once

#include <eslio/testing/driven_time.hpp>

namespace eslio::testing {

ESLIO_COLD void driven_time::advance(duration span) {
    const time_point end = protocol::time_after(now(), span);
    settle();
    while (to_next_deadline(end)) settle();
    environment_->advance(std::max(end - now(), duration::zero()));
    settle();
}

ESLIO_COLD bool driven_time::poll_one() {
    if (context_->poll_one() != 0) return true;
    context_->restart();
    return context_->poll_one() != 0;
}

ESLIO_COLD bool driven_time::to_next_deadline(time_point end) {
    const time_point due = environment_->next_due();
    if (due > end) return false;
    environment_->advance(std::max(due - now(), duration::zero()));
    return true;
}

}  // namespace eslio::testing
