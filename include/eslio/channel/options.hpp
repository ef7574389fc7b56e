// How a call is followed and controlled: deadlines and bounds.
#pragma once

#include <eslio/protocol/event_queue.hpp>

#include <chrono>
#include <cstddef>

namespace eslio {

/// Given to a channel or a session when it is made. A duration of zero means no deadline: the end
/// of the call or of the connection ends every wait.
struct channel_options {
    using duration = std::chrono::steady_clock::duration;

    /// From `async_execute` to the end of the execution.
    duration execution_timeout{};
    /// How many executions of one handle may be under way, 240 at most: FreeSWITCH ends the
    /// connection at 256, and what finds out whether a `uuid_break` has dropped them takes places,
    /// too. One with several `loops` takes two of the 240, and so does one of `async_queue` in
    /// static mode, if something runs unlocked before the next one. There those of `async_queue`
    /// are counted for themselves: they wait in FreeSWITCH's queue, the others in its socket.
    std::size_t most_executions = 64;
    /// Whether the call's events wait for `channel::async_receive` from the beginning, or from the
    /// first receive on.
    bool keep_messages = false;
    /// Of those that wait. To close a connection that others share is no policy here: it counts as
    /// `drop_newest`.
    event_queue_limits event_limits{1000, std::size_t{1} << 20, overflow_policy::drop_oldest};
};

}  // namespace eslio
