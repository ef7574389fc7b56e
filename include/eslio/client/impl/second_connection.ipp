// The bodies of the functions of second_connection.hpp.
#pragma once

#include <eslio/client/detail/second_connection.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

ESLIO_DECL connection_options options_of_second(connection_options of_first) {
    of_first.keep_messages = false;
    of_first.nudge_interval = {};
    of_first.trace = nullptr;
    const auto tell = [log = of_first.logger](severity s, std::string_view line) {
        if (log.takes(s)) log(s, "second connection: " + std::string(line));
    };
    of_first.logger = logger(tell, severity::debug);
    return of_first;
}

/// The client closes it.
ESLIO_DECL second_connection::second_connection(std::shared_ptr<engine> over,
                                                std::vector<login> where, backoff_options patience,
                                                connector connect)
    : engine_(std::move(over)),
      again_(std::move(where), patience, protocol::reconnection::patience::unending),
      connect_(std::move(connect)),
      alarm_(engine_->where().executor()) {}

ESLIO_DECL second_connection::~second_connection() = default;

ESLIO_DECL void second_connection::attach() {
    engine_->outlive(weak_from_this(), false);
}

ESLIO_DECL void second_connection::begin(std::size_t address) {
    if (std::exchange(begun_, true) || closed_) return;
    again_.begin(alarm_.now(), address);
    attempt();
}

ESLIO_DECL void second_connection::attempt() {
    // What fails is told to `on_interrupted`.
    auto opened = engine::open_handler::of_own(engine_->completions(), [](error_code) {});
    connect_(*engine_, again_.next_address(), opened);
}

/// Where memory runs out there is only one connection from now on.
ESLIO_DECL void second_connection::on_interrupted(error_code why) noexcept {
    if (closed_) return;
    why_ = why;
    next_attempt_ = again_.ended(why, alarm_.now(), alarm_.env().random());
    if (!without_throwing([&] { alarm_.set(shared_from_this(), next_attempt_); })) close(why);
}

ESLIO_DECL void second_connection::on_alarm(protocol::time_point now) {
    if (closed_) return;
    const auto go_on = [&] {
        if (now < next_attempt_)
            alarm_.set(shared_from_this(), next_attempt_);
        else
            attempt();
    };
    if (!without_throwing(go_on)) close(make_error_code(error::stream_failed));
}

ESLIO_DECL void second_connection::close(error_code why) noexcept {
    if (std::exchange(closed_, true)) return;
    alarm_.cancel();
    engine_->close_for_good(why);
}

}  // namespace eslio::detail
