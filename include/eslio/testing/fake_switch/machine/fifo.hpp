// mod_fifo: calls that wait in a queue, those who serve them, and the events of both.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/call/call.hpp>
#include <eslio/testing/fake_switch/core/header_list.hpp>
#include <eslio/testing/fake_switch/core/stores.hpp>
#include <eslio/testing/fake_switch/machine/bridge.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/machine/other_leg.hpp>
#include <eslio/testing/fake_switch/text/calendar.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// A `fifo::info` event of a call.
ESLIO_DECL void fire_fifo(machine& m, const call& of, const std::string& queue,
                          const std::string& action, const header_list& more = {});

/// Sets `fifo_status`, and when that was.
ESLIO_DECL void set_fifo_status(machine& m, call& c, std::string_view status);

/// The call waits in the queue until it is served, or hangs up (fifo_function).
ESLIO_DECL void wait_in_fifo(machine& m, call& c, const std::string& queue);

/// The call serves those who wait there: until nobody does, or, if it waits for them, until it
/// hangs up (fifo_function, the consumer's part).
ESLIO_DECL void serve_fifo(machine& m, call& c, const std::string& queue, bool waits);

/// Takes the caller who has waited longest, or waits, or is done.
ESLIO_DECL void serve_next(machine& m, call& consumer, const std::string& queue, bool waits);

ESLIO_DECL void join_fifo_legs(machine& m, call& consumer, call& caller, const std::string& queue);

/// The bridge of the two is over.
ESLIO_DECL void part_fifo_legs(machine& m, call& consumer, const std::shared_ptr<call>& caller,
                               const std::string& queue);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/machine/impl/fifo.ipp>
#endif
