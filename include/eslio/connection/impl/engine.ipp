// The bodies of the functions of engine.hpp.
#pragma once

#include <eslio/connection/detail/engine.hpp>

#include <asio/error.hpp>

namespace eslio::detail {

ESLIO_DECL engine::engine(const asio::any_io_executor& executor, connection_options options,
                          this_build)
    : completions_(new completion_queue(executor)),
      options_(std::move(options)),
      waker_(executor),
      mailbox_(life_, options_.event_limits, &waker_.env().spare_messages()),
      input_(waker_.env(), options_.frame_limits, options_.event_limits.messages) {
    mailbox_.queue().set_enabled(options_.keep_messages);
    const auto none = environment::duration::zero();
    const bool nudges = options_.nudge_interval > none;
    if (nudges || options_.probe_after > none)
        idle_.reset(
            new idle_duties(idle_duties{protocol::liveness(options_.probe_after),
                                        protocol::nudging(options_.nudge_interval), nudges}));
    completions_->owned_by(this, [](void* self) noexcept {
        engine& e = *static_cast<engine*>(self);
        const error_code why = make_error_code(error::stream_failed);
        if (!e.life_.is(state::interrupted)) return e.cut(why);
        // There is no connection to end. What waits for its deadline still does.
        without_throwing([&] { e.arm_timer(); });
        e.watchers_.each([why](link_watcher& w) { w.on_link_failed(why); });
    });
}

ESLIO_DECL engine::~engine() {
    completions_->disown(this);
}

ESLIO_DECL void engine::cancel_command(std::uint64_t number, asio::cancellation_type_t type) {
    cancel(operation::command, number, type);
}

ESLIO_DECL void engine::cancel_job(std::uint64_t number, asio::cancellation_type_t type) {
    cancel(operation::job, number, type);
}

ESLIO_DECL bool engine::take_back_job(std::uint64_t number) {
    job_handler handler;
    if (!exchange_ || !exchange_->take_back_job(number, handler)) return false;
    if (handler) handler.complete(asio::error::operation_aborted, job_result());
    arm_timer();
    return true;
}

ESLIO_DECL void engine::watch(std::weak_ptr<link_watcher> watcher) {
    if (const auto who = watcher.lock()) watchers_.add(who);
}

ESLIO_DECL engine::route_id engine::add_route(std::string unique_id,
                                              protocol::route_table::consumer c,
                                              protocol::route_table::listener emptied) {
    return borrowed_.routes.add(std::move(unique_id), std::move(c), std::move(emptied));
}

ESLIO_DECL engine::route_id engine::add_leg_route(std::string unique_id,
                                                  protocol::route_table::consumer c) {
    return borrowed_.routes.add_for_legs(std::move(unique_id), std::move(c));
}

ESLIO_DECL connection_usage engine::usage() const noexcept {
    connection_usage u{usage_, late_replies_, mailbox_.queue().lost(), out_.unwritten().size()};
    if (!exchange_) return u;
    u.late_replies += exchange_->late_replies();
    u.bytes_unwritten += exchange_->bytes_unsent();
    return u;
}

ESLIO_DECL bool engine::set_deadline(time_point& when, std::optional<environment::duration> own,
                                     environment::duration usual) const {
    const time_point now = waker_.now();
    when = protocol::deadline_after(now, own.value_or(usual));
    return when > now;
}

}  // namespace eslio::detail
