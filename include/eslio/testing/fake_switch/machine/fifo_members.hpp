// mod_fifo: the members of a queue, who are called for those that wait in it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/core/header_list.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// How many who serve the queue talk to nobody (node_idle_consumers).
ESLIO_DECL std::size_t idle_consumers(const machine& m, const fifo_node& node);

/// How long they have talked, in microseconds, as headers that begin with `who`.
ESLIO_DECL header_list fifo_talk_times(const std::string& who, std::int64_t talk);

/// The same of a consumer, and since when; both in microseconds since 1970.
ESLIO_DECL header_list times_of_consumer(std::int64_t start, std::int64_t now);

/// It replaces one of the same id (fifo_member_add).
ESLIO_DECL void add_fifo_member(machine& m, const std::string& queue, fifo_member member);
ESLIO_DECL void remove_fifo_member(machine& m, const std::string& queue,
                                   const std::string& originate_string);

/// Looks for members to call a little later, if somebody waits, as FreeSWITCH's thread does once a
/// second (node_thread_run).
ESLIO_DECL void call_members_soon(machine& m, const std::string& queue,
                                  std::chrono::milliseconds delay = std::chrono::milliseconds(500));

/// The calls for that caller are given up (cancel_caller_outbound_call).
ESLIO_DECL void stop_calling_members(machine& m, const std::string& queue,
                                     const std::string& caller, std::string_view cause);

/// A consumer begins to talk, or has: what the events say of the member that they are, if any.
ESLIO_DECL header_list count_talk(machine& m, const call& consumer, bool begins);

/// A member who has served and is still up counts as busy until they hang up
/// (fifo_track_call_function).
ESLIO_DECL void track_member(machine& m, call& consumer);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/fifo_members.ipp>
#endif
