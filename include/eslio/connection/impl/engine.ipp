// The bodies of the functions of engine.hpp.
#pragma once

#include <eslio/connection/detail/engine.hpp>

namespace eslio::detail {

ESLIO_DECL engine::engine(const asio::any_io_executor& executor, connection_options options,
                          this_build)
    : completions_(std::make_shared<completion_queue>(executor)),
      options_(std::move(options)),
      timer_(executor),
      messages_(options_.event_limits, &timer_.env().spare_messages()),
      parser_(options_.frame_limits) {
    messages_.keep(options_.keep_messages);
}

ESLIO_DECL engine::~engine() = default;

ESLIO_DECL void engine::cancel_command(std::uint64_t number, asio::cancellation_type_t type) {
    cancel(operation::command, number, type);
}

ESLIO_DECL void engine::cancel_job(std::uint64_t number, asio::cancellation_type_t type) {
    cancel(operation::job, number, type);
}

ESLIO_DECL void engine::watch(std::weak_ptr<link_watcher> watcher) {
    if (const auto who = watcher.lock()) watchers_.add(who);
}

ESLIO_DECL engine::route_id engine::add_route(std::string unique_id,
                                              protocol::route_table::consumer c,
                                              protocol::route_table::listener emptied) {
    return routes_.add(std::move(unique_id), std::move(c), std::move(emptied));
}

ESLIO_DECL engine::route_id engine::add_leg_route(std::string unique_id,
                                                  protocol::route_table::consumer c) {
    return routes_.add_for_legs(std::move(unique_id), std::move(c));
}

ESLIO_DECL connection_usage engine::usage() const noexcept {
    connection_usage u = usage_;
    u.messages_lost = messages_.lost();
    if (dialog_) u.late_replies += dialog_->late_replies();
    return u;
}

ESLIO_DECL engine::reading_guard::~reading_guard() {
    if (done) return;
    e.handing_over_ = false;
    e.close_behind_ = {};
    e.cut(make_error_code(error::stream_failed));
}

ESLIO_DECL bool engine::set_deadline(time_point& when, std::optional<environment::duration> own,
                                     environment::duration usual) const {
    const time_point now = timer_.now();
    when = protocol::deadline_after(now, own.value_or(usual));
    return when > now;
}

ESLIO_DECL std::size_t engine::flood_read() const noexcept {
    constexpr std::size_t shortest = 64, most = std::size_t{256} << 10;
    const std::size_t messages = std::min(options_.event_limits.messages, most / shortest);
    return std::max(busy_read, messages * shortest);
}

}  // namespace eslio::detail
