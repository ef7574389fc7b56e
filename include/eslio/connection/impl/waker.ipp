// The bodies of the functions of waker.hpp.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/waker.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

namespace eslio::detail {

ESLIO_DECL bool waker::set(engine& owner, time_point when) noexcept {
    if (when >= armed_) return true;
    const bool is_set = env().undelivered().with_reserve([&] { timer_.expires_at(when); }) &&
                        (waiting_ || wait(owner));
    if (is_set) armed_ = when;
    return is_set;
}

ESLIO_DECL bool waker::is_due(time_point now) noexcept {
    if (now < armed_) return false;
    forget();
    return true;
}

ESLIO_DECL bool waker::go_on(engine& owner) noexcept {
    return waiting_ || armed_ == protocol::never || wait(owner);
}

ESLIO_DECL bool waker::wait(engine& owner) noexcept {
    waiting_ = env().undelivered().with_reserve(
        [&] { timer_.async_wait([self = owner.shared_from_this()] { self->on_timer(); }); });
    return waiting_;
}

}  // namespace eslio::detail
