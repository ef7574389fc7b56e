// The bodies of the functions of call_plan.hpp.
#pragma once

#include <eslio/testing/fake_switch/call_plan.hpp>

namespace eslio::testing {

ESLIO_COLD call_plan& call_plan::refuses(std::string cause, duration delay) {
    refusal_ = delay;
    refusal_cause_ = std::move(cause);
    return *this;
}

ESLIO_COLD call_plan& call_plan::hangs_up_after(duration delay, std::string cause) {
    hangup_ = delay;
    hangup_cause_ = std::move(cause);
    return *this;
}

ESLIO_COLD call_plan& call_plan::presses(const std::string& digits, after delay) {
    duration wait = delay.time;
    for (const char digit : digits) {
        steps_.push_back({caller_step::kind::press, wait, std::string(1, digit)});
        wait = std::chrono::milliseconds(200);
    }
    return *this;
}

}  // namespace eslio::testing
