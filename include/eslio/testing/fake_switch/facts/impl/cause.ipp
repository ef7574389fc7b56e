// The bodies of the functions of cause.hpp.
#pragma once

#include <eslio/event/hangup_cause.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>

#include <algorithm>
#include <cstdlib>
#include <string>

namespace eslio::testing::fake {

ESLIO_COLD cause_number find_cause(std::string_view text) noexcept {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    hangup_cause cause = parse_hangup_cause(text.substr(0, digits == 0 ? text.size() : digits));
    if (cause == hangup_cause::unknown) {
        if (digits != 0) return {"UNKNOWN", std::atoi(std::string(text).c_str())};
        cause = hangup_cause::normal_clearing;
    }
    return {to_string(cause), number(cause)};
}

}  // namespace eslio::testing::fake
