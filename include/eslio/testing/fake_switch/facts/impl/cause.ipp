// The bodies of the functions of cause.hpp.
#pragma once

#include <eslio/event/hangup_cause.hpp>
#include <eslio/testing/fake_switch/facts/cause.hpp>

namespace eslio::testing::fake {

ESLIO_COLD cause_number find_cause(std::string_view text) noexcept {
    hangup_cause cause = parse_hangup_cause(text);
    if (cause == hangup_cause::unknown) cause = hangup_cause::normal_clearing;
    return {to_string(cause), number(cause)};
}

}  // namespace eslio::testing::fake
