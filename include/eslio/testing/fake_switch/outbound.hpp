// A call in the hands of a program: what joins a call with the connection that its `socket` opened.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::testing::fake {

/// What the two threads of FreeSWITCH know of each other: that of the connection (mod_event_socket:
/// listener_run) and, in async mode, that of the call (socket_function).
struct socket_control {
    std::string application;  ///< Application-UUID of the `socket`
    bool async = false;
    bool connected = false;  ///< the program has said `connect`
    bool resumes = false;    ///< it has said `resume`
    bool ended = false;      ///< the connection
};
using control_ptr = std::shared_ptr<socket_control>;

/// So long the call's thread needs to notice `connect` (switch_cond_next).
inline constexpr std::chrono::milliseconds time_to_park{1};

/// `resume` sets the variable as well, which other sockets of the call's dialplan obey, too.
inline bool resumes(call& c, const socket_control& control) {
    return control.resumes || is_true(c.leg().vars["socket_resume"]);
}

/// The call's thread would leave its state for CS_RESET, in which nobody does anything with it.
inline void strand(call& c) {
    c.running().stop();
    c.leg().run_state(channel_state::reset);
}

/// The call does not park. What is queued still begins, one after another, but does not go on
/// (socket_function: switch_ivr_parse_all_events); then the dialplan does.
inline void pass_park(call& c, const std::string& application) {
    c.running().listen();
    c.leg().inside().after(time_to_park, [weak = c.weak_from_this(), application] {
        const auto alive = weak.lock();
        if (!alive || alive->running().uuid_of("socket") != application) return;
        alive->running().break_inside(application);
        if (alive->running().has_messages()) return pass_park(*alive, application);
        alive->running().end_execution(application);
    });
}

/// The call's thread comes to the park. If the connection has ended by then without `resume`,
/// nobody will ever end it.
inline void enter_park(call& c, const socket_control& control) {
    if (c.leg().is_down() || c.running().parked ||
        c.running().uuid_of("socket") != control.application)
        return;
    if (control.ended && resumes(c, control)) return pass_park(c, control.application);
    c.running().parked = true;
    c.leg().fire_full(event_name::channel_park, places::parked);
    c.running().listen();
}

/// The connection of a static `socket` has ended; the dialplan goes on.
inline void leave_static(call& c, const socket_control& control) {
    c.running().deaf = false;
    if (c.release_from_socket() || c.leg().is_down()) return;
    if (resumes(c, control)) return strand(c);
    c.running().end_execution(control.application);
}

/// The connection of an async `socket` has ended, and with it any park of its call: if that was
/// transferred, one that it has entered since.
inline void leave_async(call& c, const socket_control& control) {
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

/// Gives the call to a connection, before that starts.
inline void hand_over(call& c, session& s, bool async, bool full) {
    s.state.outbound = true;
    s.state.async = async;
    s.state.full = full;
    s.state.uuid = c.uuid();
    s.state.controlled = c.shared_from_this();
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
