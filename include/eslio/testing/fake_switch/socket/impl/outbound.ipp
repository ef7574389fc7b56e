// The bodies of the functions of outbound.hpp.
#pragma once

#include <eslio/event/channel_state.hpp>
#include <eslio/testing/fake_switch/socket/outbound.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void strand(call& c) {
    c.running().stop();
    c.leg().run_state(channel_state::reset);
}

ESLIO_COLD void pass_park(call& c, const std::string& application) {
    c.running().listen();
    c.leg().inside().after(time_to_park, [weak = c.weak_from_this(), application] {
        const auto alive = weak.lock();
        if (!alive || alive->running().uuid_of("socket") != application) return;
        alive->running().break_inside(application);
        if (alive->running().has_messages()) return pass_park(*alive, application);
        alive->running().end_execution(application);
    });
}

ESLIO_COLD void enter_park(call& c, const socket_control& control) {
    if (c.leg().is_down() || c.running().parked ||
        c.running().uuid_of("socket") != control.application)
        return;
    if (control.ended && resumes(c, control)) return pass_park(c, control.application);
    c.running().parked = true;
    c.leg().fire_full(event_name::channel_park, places::parked);
    c.running().listen();
}

ESLIO_COLD void leave_static(call& c, const socket_control& control) {
    c.running().deaf = false;
    if (c.release_from_socket() || c.leg().is_down()) return;
    if (resumes(c, control)) return strand(c);
    c.running().end_execution(control.application);
}

ESLIO_COLD void leave_async(call& c, const socket_control& control) {
    if (c.leg().is_down()) return;
    execution& run = c.running();
    const std::string now = run.uuid_of("socket");
    if (now != control.application) {
        if (resumes(c, control)) return strand(c);
        if (!run.end("park") && run.parked) run.end_execution(now);
        return;
    }
    if (!control.connected) return enter_park(c, control);
    if (!run.parked) return;  // it comes to the park, and sees
    if (resumes(c, control)) run.break_inside(control.application);
    run.end_execution(control.application);
}

ESLIO_COLD void hand_over(call& c, session& s, bool async, bool full) {
    s.state.outbound = true;
    s.state.async = async;
    s.state.full = full;
    s.state.uuid = c.uuid();
    s.state.controlled = c.shared_from_this();
    s.state.hold = c.hold();
    s.state.channel_name = c.leg().name();
    c.running().deaf = true;
    c.held_by_socket = !async;
    const auto control = std::make_shared<socket_control>();
    control->application = c.running().uuid_of("socket");
    control->async = async;
    const std::weak_ptr<call> weak = c.weak_from_this();
    s.on_connect = [weak, control, &inside = s.inside()] {
        if (std::exchange(control->connected, true) || !control->async) return;
        inside.after(time_to_park, [weak, control] {
            if (const auto alive = weak.lock()) enter_park(*alive, *control);
        });
    };
    s.on_resume = [control] { control->resumes = true; };
    s.on_end = [weak, control, &inside = s.inside()] {
        inside.after({}, [weak, control] {
            control->ended = true;
            const auto alive = weak.lock();
            if (!alive) return;
            if (control->async)
                leave_async(*alive, *control);
            else
                leave_static(*alive, *control);
        });
    };
}

}  // namespace eslio::testing::fake
