// The bodies of the functions of reconnector.hpp.
#pragma once

#include <eslio/client/detail/reconnector.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL reconnector::reconnector(std::shared_ptr<engine> over, std::vector<login> where,
                                    backoff_options waits, patience with, connector connect)
    : engine_(std::move(over)),
      progress_(std::move(where), waits, with),
      connect_(std::move(connect)),
      alarm_(engine_->where().executor()) {}

ESLIO_DECL void reconnector::begin(std::size_t place) {
    progress_.begin(alarm_.now(), place);
    attempt();
}

ESLIO_DECL void reconnector::attempt() {
    const login& where = progress_.next_address();
    next_attempt_ = protocol::never;
    if (const auto told = listener_.lock()) told->on_attempt(where);
    // What fails is told to the engine's keeper.
    auto opened = engine::open_handler::of_own(engine_->completions(), [](error_code) {});
    connect_(*engine_, where, opened);
}

ESLIO_DECL protocol::duration reconnector::ended(error_code why) {
    const auto now = alarm_.now();
    why_ = why;
    next_attempt_ = progress_.ended(why, now, env().random());
    over_ = next_attempt_ == protocol::never;
    if (over_) next_attempt_ = now;
    alarm_.set(shared_from_this(), next_attempt_);
    return next_attempt_ - now;
}

/// Where memory runs out no other attempt would be made, so the listener is told.
ESLIO_DECL void reconnector::on_alarm(protocol::time_point now) {
    if (next_attempt_ == protocol::never) return;
    if (over_) return give_up(why_);
    const auto go_on = [&] {
        if (now < next_attempt_)
            alarm_.set(shared_from_this(), next_attempt_);
        else
            attempt();
    };
    if (!without_throwing(go_on)) give_up(make_error_code(error::stream_failed));
}

ESLIO_DECL void reconnector::give_up(error_code why) noexcept {
    if (const auto told = listener_.lock()) told->on_given_up(why);
}

ESLIO_DECL void reconnector::stop() noexcept {
    next_attempt_ = protocol::never;
    alarm_.cancel();
}

}  // namespace eslio::detail
