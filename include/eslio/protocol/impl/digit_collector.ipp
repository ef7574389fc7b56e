// The bodies of the functions of digit_collector.hpp.
#pragma once

#include <eslio/protocol/digit_collector.hpp>

namespace eslio::protocol {

ESLIO_DECL bool digit_collector::press(char digit, time_point now) {
    if (rules_.terminators().find(digit) != std::string::npos) {
        how_ = collected_digits::outcome::terminated;
        terminator_ = digit;
        return true;
    }
    digits_.push_back(digit);
    if (digits_.size() >= rules_.most()) {
        how_ = collected_digits::outcome::complete;
        return true;
    }
    deadline_ = deadline_after(now, rules_.next_digit());
    return false;
}

ESLIO_DECL bool digit_collector::expire(time_point now) noexcept {
    if (deadline_ > now) return false;
    how_ = collected_digits::outcome::timed_out;
    return true;
}

}  // namespace eslio::protocol
