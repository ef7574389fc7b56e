// The bodies of the functions of uuid_bridge.hpp.
#pragma once

#include <eslio/event/channel_state.hpp>
#include <eslio/testing/fake_switch/machine/uuid_bridge.hpp>

#include <string>

namespace eslio::testing::fake {

ESLIO_COLD void leave_for_bridge(call& c) {
    c.leg().set_state(channel_state::hibernate);
    c.running().stop();
    c.leg().vars.set("uuid_bridge", {});
    for (const auto state :
         {channel_state::hibernate, channel_state::reset, channel_state::soft_execute})
        c.leg().run_state(state);
}

/// Told of both by the leg that leads, once both are there (uuid_bridge_on_soft_execute).
ESLIO_COLD void tell_uuid_bridge(call& c, const call& other, int line) {
    event e = c.leg().full_event(event_name::channel_execute,
                                 {"switch_ivr_bridge.c", "uuid_bridge_on_soft_execute", line});
    e.add("Application", "uuid_bridge").add("Application-Data", other.uuid());
    c.leg().inside().fire(std::move(e));
    c.leg().joined_to = other.uuid();
}

/// Who has no media yet cannot be waited for (switch_ivr_bridge.c: uuid_bridge_on_soft_execute).
ESLIO_COLD void miss_each_other(call& a, call& b) {
    leave_for_bridge(a);
    leave_for_bridge(b);
    b.finish_originate("ORIGINATOR_CANCEL");
    b.hang_up("DESTINATION_OUT_OF_ORDER");
    if (is_true(a.leg().vars["uuid_bridge_park_on_cancel"]))
        park_without_application(a);
    else
        a.hang_up("ORIGINATOR_CANCEL");
}

ESLIO_COLD void meet(call& a, call& b) {
    tell_uuid_bridge(a, b, 1236);
    tell_uuid_bridge(b, a, 1243);
    a.running().idle();
    if (b.leg().is_answered())
        a.answer_incoming();
    else
        a.leg().mark_early();
    talk(a, b);
}

/// One of them was held by a static `socket`, and is free now.
ESLIO_COLD void meet_late(call& free, call* a, call* b) {
    leave_for_bridge(free);
    const auto is_gone = [](const call* c) { return c == nullptr || c->leg().is_down(); };
    if (!is_gone(a) && !is_gone(b)) {
        if (!a->held_by_socket && !b->held_by_socket) meet(*a, *b);
    } else if (!goes_elsewhere_after_bridge(free)) {
        free.hang_up("DESTINATION_OUT_OF_ORDER");
    }
}

/// False if a static `socket` holds one of them.
ESLIO_COLD bool both_leave(call& a, call& b) {
    bool all = true;
    for (call* const c : {&a, &b}) {
        const bool later =
            c->after_socket([first = a.weak_from_this(), second = b.weak_from_this()](call& free) {
                meet_late(free, first.lock().get(), second.lock().get());
            });
        if (later)
            c->leg().set_state(channel_state::hibernate);
        else
            leave_for_bridge(*c);
        all = all && !later;
    }
    return all;
}

ESLIO_COLD bool bridge_by_uuid(machine& m, std::string_view first, std::string_view second,
                               std::string_view cause_of_others) {
    call* a = m.find_live(first);
    call* b = m.find_live(second);
    if (a == nullptr || b == nullptr || a == b) return false;
    const auto has_media = [](const call& c) {
        return c.leg().is_answered() || c.leg().is_early();
    };
    if (!a->leg().in_dialplan && a->leg().profile.direction == "outbound")
        flip_caller_and_callee(a->leg());
    if (!has_media(*a)) std::swap(a, b);
    if (!has_media(*a)) return false;
    get_new_profiles(*a, *b);
    for (call* const c : {a, b}) {
        const auto old = c->partner.lock();
        if (!old) continue;
        unbridge(*c);
        if (old.get() == a || old.get() == b) continue;
        if (!goes_elsewhere_after_bridge(*old)) old->hang_up(cause_of_others);
    }
    a->leg().vars.set("uuid_bridge", b->uuid());
    if (!has_media(*b)) {
        miss_each_other(*a, *b);
        return true;
    }
    if (both_leave(*a, *b)) meet(*a, *b);
    return true;
}

}  // namespace eslio::testing::fake
