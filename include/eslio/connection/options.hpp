// How a connection behaves: deadlines, bounds, logger, trace; and what it counts.
#pragma once

#include <eslio/connection/logger.hpp>
#include <eslio/protocol/command_limits.hpp>
#include <eslio/protocol/event_queue.hpp>
#include <eslio/wire/limits.hpp>

#include <chrono>
#include <cstdint>

namespace eslio {

/// Bounds on the commands that wait.
using command_limits = protocol::command_limits;

/// Given to a connection when it is made. A duration of zero means no deadline; below zero there is
/// no time at all.
struct connection_options {
    using duration = std::chrono::steady_clock::duration;

    /// How long the look-up of the name, the connect, and the login may take, each.
    duration resolve_timeout = std::chrono::seconds(10);
    /// For all addresses together that the name resolves to.
    duration connect_timeout = std::chrono::seconds(10);
    /// From the open stream to the answer to the login.
    duration login_timeout = std::chrono::seconds(10);
    /// From submission to the answer. A slow `api` ahead in the line counts.
    duration command_timeout = std::chrono::seconds(60);
    /// From submission of a `bgapi` to its result. An `api` that takes long delays the result, too:
    /// meanwhile FreeSWITCH sends no events over that connection.
    duration job_timeout = std::chrono::minutes(10);
    /// FreeSWITCH owes an answer that nobody waits for (any more) for longer, counted from when it
    /// is the next to come: the connection is dead and ends with `error::unresponsive`.
    duration reply_debt_timeout = std::chrono::minutes(5);

    /// Nothing has come for so long: FreeSWITCH is asked for an answer (by a command that it does
    /// not know, `noop`). If nothing comes by twice that time, the connection is dead and ends with
    /// `error::unresponsive`. While the next answer is one that may take long (to an `api`, or to
    /// any other command but a `bgapi` or one that changes what is heard) FreeSWITCH may be busy
    /// with that command, and reads nothing: then the deadlines of commands tell. Zero: it is never
    /// asked.
    duration probe_after{};

    /// FreeSWITCH looks at the events that wait for a connection every 20 ms, or when something is
    /// said to it. With an interval, as of a millisecond, it is sent line feeds, which it swallows,
    /// while somebody waits for an event, a job or an execution, no answer is awaited, and
    /// something has come in the last five seconds. Events then come after a millisecond rather
    /// than ten; it costs both sides a wake-up each time, and a packet. Zero: it is sent none.
    duration nudge_interval{};

    /// A reply that no command asked for ends the connection (`error::unexpected_reply`); or, when
    /// this is set, is received as a `raw_packet`. For watching a recorded session played back.
    bool accept_unasked_replies = false;

    /// A `myevents` names a call that there is, or is refused; else, on a connection that logged
    /// in, FreeSWITCH would agree and send the events of all calls (mod_event_socket:
    /// parse_command). Not set, it goes as it was given.
    bool guard_myevents = true;

    /// Whether messages wait for `async_receive` from the beginning, or from the first receive on.
    bool keep_messages = true;

    /// How large a packet may be, in bytes; a larger one ends the connection.
    wire::limits frame_limits{};
    /// How many commands may wait, and their bytes; one more is refused with `error::queue_full`.
    eslio::command_limits command_limits{};
    /// How many messages may wait, and their bytes, and what happens then.
    event_queue_limits event_limits{};

    /// Where it tells what it does; nowhere by default.
    eslio::logger logger{};
    /// Sees every byte sent and received, without the secrets.
    wire_trace trace{};
};

/// What has gone over a connection since it was made.
struct connection_traffic {
    /// Bytes read.
    std::uint64_t bytes_received = 0;
    /// Bytes written.
    std::uint64_t bytes_sent = 0;
    /// Reads that brought something.
    std::uint64_t reads = 0;
    /// Writes, each of one command or several.
    std::uint64_t writes = 0;
    std::uint64_t frames = 0;    ///< packets received
    std::uint64_t commands = 0;  ///< operations that send, not refused
};

/// And what has become of it.
struct connection_usage : connection_traffic {
    std::uint64_t late_replies = 0;   ///< answers that nobody waited for any more
    std::uint64_t messages_lost = 0;  ///< dropped by the full event queue
    /// Bytes of commands that the stream has not taken yet; at the end, what it never took.
    std::uint64_t bytes_unwritten = 0;
};

}  // namespace eslio
