// The bodies of the functions of pickup.hpp.
#pragma once

#include <eslio/event/header_range.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/applications/pickup.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>

#include <utility>

namespace eslio::testing::fake {

/// Who is called is shown who calls; who did call it, is the callee now.
ESLIO_COLD void show_picked_up(call& c, const call& leg) {
    caller_profile& mine = c.leg().profile;
    const caller_profile& called = leg.leg().profile;
    mine.callee_name = std::exchange(mine.caller_name, called.caller_name);
    mine.callee_number = std::exchange(mine.caller_number, called.caller_number);
    core& inside = c.leg().inside();
    event e =
        inside.make_event(event_name::call_update, {"mod_dptools.c", "pickup_function", 4022});
    e.add("Direction", "RECV");
    if (const auto partner = c.partner.lock()) e.add("Bridged-To", partner->uuid());
    c.leg().add_basic(e);
    c.leg().vars.write(e);
    inside.fire(std::move(e));
}

ESLIO_COLD void run_pickup(machine& m, call& c, const running_app& app) {
    auto* const found = detail::find_where(m.pickups, [&](const auto& place) {
        const auto leg = place.leg.lock();
        return place.key == app.argument && leg && !leg->leg().is_down();
    });
    if (found == nullptr || app.argument.empty()) return;
    const machine::pickup_place place = *found;
    m.pickups.erase(found);
    const auto leg = place.leg.lock();
    for (const event_header h : place.variables.headers()) c.leg().vars.set(h.name(), h.value());
    leg->leg().vars.set("channel_swap_uuid", c.uuid());
    show_picked_up(c, *leg);
    c.running().leave_dialplan();
    afterwards(m, c, {}, [leg](machine&, call& by) {
        if (leg->leg().is_down()) return;
        by.running().stop();
        leg->leg().mark_answered();
        by.leg().vars.set("picked_up_uuid", leg->uuid());
        if (leg->picked_up) leg->picked_up(by);
    });
}

}  // namespace eslio::testing::fake
