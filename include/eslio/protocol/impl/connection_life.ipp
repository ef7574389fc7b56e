// The bodies of the functions of connection_life.hpp.
#pragma once

#include <eslio/protocol/connection_life.hpp>

#include <algorithm>

namespace eslio::protocol {

ESLIO_DECL void connection_life::begin() noexcept {
    state_ = state::opening;
    ++generation_;
    reason_ = {};
    ended_orderly_ = false;
    forget_farewell();
}

ESLIO_DECL void connection_life::set_farewell(duration at_most) noexcept {
    has_farewell_ = true;
    farewell_time_ = at_most;
    stays_until_ = never;
}

ESLIO_DECL void connection_life::end(error_code why, time_point now, bool orderly) noexcept {
    if (is_over()) return;
    outlives_ = false;
    reason_ = why;
    ended_orderly_ = orderly;
    debt_ = {};
    const bool stays = stays_until_ != never && now < stays_until_;
    if (!is(state::open) || !(stays || has_farewell_)) return leave();
    state_ = state::parting;
    last_words_until_ = held_until_ = never;
    set_phase(std::min(deadline_after(now, farewell_time_), stays_until_), error::closed);
}

ESLIO_DECL void connection_life::leave() noexcept {
    leave_for(state::closed);
}

ESLIO_DECL void connection_life::interrupt(error_code why, bool orderly) noexcept {
    if (is_over() || is(state::interrupted)) return;
    reason_ = why;
    ended_orderly_ = orderly;
    leave_for(state::interrupted);
}

ESLIO_DECL void connection_life::leave_for(state next) noexcept {
    state_ = next;
    ++generation_;
    debt_ = {};
    phase_deadline_ = last_words_until_ = held_until_ = never;
}

ESLIO_DECL time_point connection_life::deadline(duration patience) const noexcept {
    const time_point of_output = std::min(last_words_until_, held_until_);
    return std::min(std::min(phase_deadline_, of_output), debt_.deadline(patience));
}

ESLIO_DECL connection_life::due connection_life::expire(time_point now) noexcept {
    if (now >= held_until_) return {step::release_output};
    if (now >= last_words_until_) return {step::end, make_error_code(write_error_)};
    if (now < phase_deadline_) return {};
    phase_deadline_ = never;
    if (is(state::parting)) return {step::leave};
    return {step::end, make_error_code(phase_error_), is(state::exiting)};
}

}  // namespace eslio::protocol
