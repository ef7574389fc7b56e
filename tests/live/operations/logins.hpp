// Operations of `connection` that begin it, over TCP: who is let in, and what a user may do.
#pragma once

#include "live/fake_switch.hpp"
#include "live/real_switch.hpp"
#include "live/transcript.hpp"

namespace live {

/// Right and wrong passwords, ports, hosts; peers that are no FreeSWITCH.
transcript try_logins(real_switch& on);
/// On a fake switch that listens at a port, in real time.
transcript try_logins(in_process_switch& on);

/// What a user may do who may do little. Needs the users of tests/live/freeswitch.
transcript try_users(real_switch& on);
transcript try_users(in_process_switch& on);

/// What they may do to whom the domain, the group and the user's own entry grant something: the
/// last of them that says something counts.
transcript try_layers(real_switch& on);
transcript try_layers(in_process_switch& on);

}  // namespace live
