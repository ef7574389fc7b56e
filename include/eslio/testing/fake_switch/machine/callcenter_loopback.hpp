// Agents of mod_callcenter who are called over mod_loopback: whom the far end talks with is the
// agent.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// Waits up to five seconds for the far end of that leg to be bridged, and calls `found` with the
/// call that it is bridged with. Else the leg is hung up, and `found` gets none
/// (mod_callcenter.c: outbound_agent_thread_run).
ESLIO_DECL void find_real_agent(machine& m, const callcenter_member& member, call& near,
                                const detail::shared_function<void(call*)>& found);

/// What a call to an agent has in its variables; that of one who was found has no others.
ESLIO_DECL void note_agent_of(call& leg, const callcenter_member& member, const std::string& agent,
                              std::string_view type);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/callcenter_loopback.ipp>
#endif
