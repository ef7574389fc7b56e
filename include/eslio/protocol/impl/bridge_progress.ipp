// The bodies of the functions of bridge_progress.hpp.
#pragma once

#include <eslio/protocol/bridge_progress.hpp>

#include <algorithm>

namespace eslio::protocol {

ESLIO_DECL void bridge_progress::on_joined(const event& e) {
    joined_ = e;
    is_joined_ = true;
    caller_was_answered_ = e["Answer-State"] == "answered";
    const auto& legs = answered_legs_;
    answered_ = eslio::detail::newest_leg_is_answered(e) ||
                std::find(legs.begin(), legs.end(), leg()) != legs.end();
    answered_legs_.clear();
}

ESLIO_DECL void bridge_progress::on_leg_answered(std::string_view other) {
    if (!is_joined_)
        answered_legs_.emplace_back(other);
    else if (other == leg())
        answered_ = true;
}

ESLIO_DECL leg_answer bridge_progress::answer(const event& told, bool sure) const noexcept {
    if (answered_) return leg_answer::yes;
    // After somebody's uuid_bridge the newest leg is another one.
    const bool is_told = !is_joined_ ? eslio::detail::answer_of_newest_leg(told) == leg_answer::yes
                                     : told["Other-Leg-Unique-ID"] == leg() &&
                                           eslio::detail::newest_leg_is_answered(told);
    if (is_told) return leg_answer::yes;
    if (sure) return leg_answer::no;
    const bool caller_is_answered = told.number("Caller-Channel-Answered-Time").value_or(0) != 0;
    if (!caller_was_answered_) return caller_is_answered ? leg_answer::yes : leg_answer::no;
    return leg_answer::unknown;
}

}  // namespace eslio::protocol
