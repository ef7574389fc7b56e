// The bodies of the functions of pickup.hpp.
#pragma once

#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/machine/pickup.hpp>

#include <string>

namespace eslio::testing::fake {

ESLIO_COLD call_plan plan_of_pickup() {
    return call_plan().does_not_ring().never_answers().stays_up();
}

ESLIO_COLD void offer_pickup(machine& m, call& leg, std::string_view key, const event& variables) {
    detail::erase_where(m.pickups, [](const auto& place) { return place.leg.expired(); });
    m.pickups.push_back({std::string(key), leg.weak_from_this(), variables});
}

}  // namespace eslio::testing::fake
