// mod_callcenter: whose turn it is, of the agents of a queue.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// A column of an agent; 0 if it was never set.
ESLIO_DECL std::int64_t agent_number(const machine& m, const std::string& agent,
                                     std::string_view column);

/// The tiers of those who are logged in, in the order in which they are called for that call: what
/// the queue's strategy makes of it (mod_callcenter.c: members_callback).
ESLIO_DECL eslio::detail::compact_vector<callcenter_tier*> agents_in_order(
    machine& m, const callcenter_member& member);

/// Whether an agent can be called at this moment (mod_callcenter.c: agents_callback).
ESLIO_DECL bool can_be_called(const machine& m, const callcenter_tier& tier);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/callcenter_order.ipp>
#endif
