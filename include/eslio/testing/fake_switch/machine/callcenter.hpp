// mod_callcenter: calls that wait in a queue, and the agents who are called for them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/core/header_list.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/callcenter_events.hpp>
#include <eslio/testing/fake_switch/machine/callcenter_order.hpp>
#include <eslio/testing/fake_switch/machine/dialling.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/machine/uuid_bridge.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

ESLIO_DECL void set_agent_state(machine& m, const std::string& name, const std::string& state);

/// A call waits in the queue until an agent has it, or until it hangs up.
ESLIO_DECL void wait_in_queue(machine& m, call& c, const std::string& queue);

/// Looks for agents a little later, as FreeSWITCH's thread of agents does.
ESLIO_DECL void distribute_soon(machine& m, std::chrono::milliseconds delay);

/// Calls an agent, or several, for each call that waits (cc_agent_dispatch_thread_run).
ESLIO_DECL void distribute(machine& m);

/// Calls those whose turn it is for that call (agents_callback).
ESLIO_DECL void serve_member(machine& m, callcenter_member& member);

ESLIO_DECL callcenter_member* find_member(machine& m, std::string_view uuid);

/// Calls the agent for a member (outbound_agent_thread_run).
ESLIO_DECL void offer_member(machine& m, callcenter_member& member, const std::string& agent);

ESLIO_DECL void join_agent(machine& m, callcenter_member& member, const std::string& agent,
                           call& agent_leg);

/// The agent was not reached, and is not called again before their delay for that is over.
ESLIO_DECL void note_agent_failed(machine& m, callcenter_member& member, const std::string& agent,
                                  std::string_view cause);

/// The agent's tiers are as before the call, in the queue that they were called for as said; the
/// agent is idle after a call if they are available on demand only, else waits.
ESLIO_DECL void free_agent(machine& m, const std::string& agent, const std::string& queue,
                           const std::string& tier_state, bool talked);

/// The caller hangs up.
ESLIO_DECL void leave_queue(machine& m, const std::string& uuid, call& gone);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/callcenter.ipp>
#endif
