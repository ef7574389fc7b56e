// The bodies of the functions of second_connection.hpp.
#pragma once

#include <eslio/client/detail/second_connection.hpp>
#include <eslio/error.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

ESLIO_DECL second_connection::second_connection(std::shared_ptr<engine> over,
                                                std::vector<login> where, backoff_options waits,
                                                reconnector::connector connect)
    : engine_(std::move(over)),
      reconnector_(new reconnector(engine_, std::move(where), waits,
                                   reconnector::patience::unending, std::move(connect))) {}

/// The client has closed it before.
ESLIO_DECL second_connection::~second_connection() = default;

ESLIO_DECL void second_connection::attach() {
    engine_->outlive(weak_from_this(), false);
    reconnector_->listen(weak_from_this());
}

/// Where memory runs out it would never connect.
ESLIO_DECL void second_connection::begin(std::size_t address) noexcept {
    if (std::exchange(begun_, true) || closed_) return;
    if (without_throwing([&] { reconnector_->begin(address); })) return;
    why_ = make_error_code(error::stream_failed);
    close(why_);
}

ESLIO_DECL void second_connection::on_interrupted(error_code why) noexcept {
    if (closed_) return;
    why_ = why;
    if (!without_throwing([&] { reconnector_->ended(why); })) close(why);
}

ESLIO_DECL void second_connection::close(error_code why) noexcept {
    if (std::exchange(closed_, true)) return;
    reconnector_->stop();
    engine_->close_for_good(why);
}

}  // namespace eslio::detail
