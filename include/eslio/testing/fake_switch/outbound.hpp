// A call in the hands of a program: what joins a call with the connection that its `socket` opened.
#pragma once

#include <eslio/event/event_name.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// The program was told of the call by `connect`: an async call is parked from now on.
inline void park_in_socket(call& c) {
    if (c.running().parked || c.leg().is_down()) return;
    c.running().parked = true;
    c.leg().fire_full(event_name::channel_park, places::parked);
}

/// The connection is gone: the dialplan goes on, or begins anew if `resume` was said. A call whose
/// async program never said `connect` stays where it is, as in FreeSWITCH. `uuid` is that of the
/// application: the call may have been transferred to another `socket`.
inline void leave_socket(call& c, const std::string& uuid, bool async, bool connected) {
    if (c.running().uuid_of("socket") == uuid) {
        c.running().deaf = false;
        if (c.release_from_socket()) return;
    }
    if (c.leg().is_down() || (async && !connected)) return;
    if (is_true(c.leg().vars["socket_resume"])) c.leg().run_state(channel_state::reset);
    c.running().end_execution(uuid);
}

/// Gives the call to a connection, before that starts.
inline void hand_over(call& c, session& s, bool async, bool full) {
    s.state.outbound = true;
    s.state.async = async;
    s.state.full = full;
    s.state.uuid = c.uuid();
    s.state.controlled = c.shared_from_this();
    s.state.channel_name = c.leg().name();
    c.running().deaf = c.held_by_socket = !async;
    const auto connected = std::make_shared<bool>(false);
    const std::weak_ptr<call> weak = c.weak_from_this();
    s.on_connect = [weak, connected, async] {
        const auto alive = weak.lock();
        *connected = true;
        if (alive && async) park_in_socket(*alive);
    };
    s.on_end = [weak, connected, async, uuid = c.running().uuid_of("socket"),
                &inside = s.inside()] {
        inside.after({}, [weak, connected, async, uuid] {
            if (const auto alive = weak.lock()) leave_socket(*alive, uuid, async, *connected);
        });
    };
}

}  // namespace eslio::testing::fake
