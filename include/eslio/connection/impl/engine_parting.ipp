// The engine's way out: the farewell, for which the stream outlives the connection, and its end.
#pragma once

#include <eslio/connection/detail/engine.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void engine::set_farewell(std::string commands, environment::duration at_most) {
    if (state_ != state::open) return;
    farewell_.swap(commands);  // an assignment might keep memory
    farewell_time_ = at_most;
    stay_until_ = protocol::never;
}

ESLIO_DECL void engine::stay_silently_until(environment::time_point when) noexcept {
    if (state_ != state::open || farewell_.empty()) return;
    farewell_.clear();
    stay_until_ = when;
}

ESLIO_DECL void engine::hold_output_until(environment::time_point when) noexcept {
    if (state_ != state::open) return;
    dialog_->hold(true);
    held_until_ = when;
    set_own_deadline();
    arm_timer();
}

ESLIO_DECL void engine::release_output() {
    if (std::exchange(held_until_, protocol::never) == protocol::never) return;
    if (dialog_) dialog_->hold(false);
    set_own_deadline();
    flush();
}

/// The write that is under way is finished first: what FreeSWITCH was sent of a command would spoil
/// the farewell. What comes is not looked at, but read, as FreeSWITCH waits for a peer that does
/// not (switch_socket_send).
ESLIO_DECL void engine::begin_parting() noexcept {
    last_words_until_ = held_until_ = protocol::never;
    phase_deadline_ = std::min(protocol::deadline_after(timer_.now(), farewell_time_), stay_until_);
    phase_error_ = error::closed;
    set_own_deadline();
    arm_timer();
    flush();
    if (state_ == state::parting && read_waits_) read_more();
}

ESLIO_DECL void engine::cut(error_code why) noexcept {
    forget_farewell();
    if (state_ == state::parting) return leave();
    close(why);
}

ESLIO_DECL void engine::leave() noexcept {
    const auto self = shared_from_this();
    end_stream();
    tell_gone();
}

/// What the stream still reports is ignored.
ESLIO_DECL void engine::end_stream() noexcept {
    state_ = state::closed;
    read_waits_ = false;
    ++session_;
    phase_deadline_ = last_words_until_ = held_until_ = own_deadline_ = armed_ = protocol::never;
    if (std::exchange(trim_at_, protocol::never) != protocol::never) timer_.env().free_spares();
    close_stream();
    timer_.cancel();
    if (reads_ == 0) in_ = wire::read_buffer();
}

}  // namespace eslio::detail
