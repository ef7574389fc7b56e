// Agents of mod_callcenter whose calls wait for callers: those of the type `uuid-standby`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>

namespace eslio::testing::fake {

inline bool is_standby(const callcenter_agent& agent) noexcept {
    return wire::iequals(agent.type, "uuid-standby");
}

/// What the events say that end a call of an agent's: none was made to one who stands by.
inline const char* cause_of_end(const callcenter_agent& agent) noexcept {
    return is_standby(agent) ? "NONE" : "SUCCESS";
}

/// The call of the agent's `uuid` is joined with the member; if there is none, the agent is logged
/// out (mod_callcenter.c: outbound_agent_thread_run).
ESLIO_DECL void offer_to_standby(machine& m, callcenter_member& member, const std::string& agent);

/// Calls `end` when the agent's call is bridged no more, which is looked at ten times a second, or
/// has hung up.
ESLIO_DECL void watch_standby(machine& m, call& agent_leg,
                              const detail::shared_function<void(call&)>& end);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/callcenter_standby.ipp>
#endif
