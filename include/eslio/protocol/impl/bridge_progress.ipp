// The bodies of the functions of bridge_progress.hpp.
#pragma once

#include <eslio/protocol/bridge_progress.hpp>

namespace eslio::protocol {

ESLIO_DECL void bridge_progress::on_joined(const event& e) {
    joined_ = e;
    is_joined_ = true;
    caller_was_answered_ = e["Answer-State"] == "answered";
    answered_ = e.number("Other-Leg-Channel-Answered-Time").value_or(0) != 0;
}

ESLIO_DECL leg_answer bridge_progress::answer(const event& told, bool sure) const noexcept {
    if (answered_) return leg_answer::yes;
    const bool caller_is_answered = told.number("Caller-Channel-Answered-Time").value_or(0) != 0;
    if (!caller_was_answered_) return caller_is_answered ? leg_answer::yes : leg_answer::no;
    return sure ? leg_answer::no : leg_answer::unknown;
}

}  // namespace eslio::protocol
