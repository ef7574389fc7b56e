// The bodies of the functions of posted.hpp.
#pragma once

#include <eslio/connection/detail/posted.hpp>

namespace eslio::detail {

ESLIO_DECL void posted::deliver() noexcept {
    const auto try_to_post = [this] { return without_throwing([this] { post(); }); };
    if (try_to_post()) return release();
    undelivered& waiting = environment::of_context(*context_).undelivered();
    if (waiting.give_reserve() && try_to_post()) return release();
    waiting.park(*this);
}

}  // namespace eslio::detail
