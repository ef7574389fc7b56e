// How a call that FreeSWITCH hands over is opened and followed, and the bounds of a server.
#pragma once

#include <eslio/channel/options.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/event/format.hpp>
#include <eslio/outbound/allow_list.hpp>

#include <chrono>
#include <cstddef>
#include <optional>

namespace eslio::outbound {

/// What is said to FreeSWITCH when it has connected, and the deadlines and bounds of the session.
/// What the mode of the socket application does not allow is left out: without `full` there is
/// neither `linger` nor a further subscription.
struct session_options {
    using duration = std::chrono::steady_clock::duration;

    /// No aggregate: g++ 12 destroys one in braces twice inside of a `co_await` expression.
    session_options() {}

    /// From the connection to the session that is ready. FreeSWITCH itself waits 25 s.
    duration opening_timeout = std::chrono::seconds(10);

    /// When an opening is given up, FreeSWITCH may have to be told how to go on with the call
    /// before the connection is closed (see `server`). So long that may take.
    duration farewell_timeout = std::chrono::seconds(5);

    /// How long FreeSWITCH keeps the connection after the call's end, so that its last events come.
    /// Zero: it closes at once, and they may be lost. Without limit there is no linger: whoever
    /// forgets to close would leave the dead channel in FreeSWITCH's memory.
    std::chrono::seconds linger{10};

    /// The session says `exit` when the call's last event has come (CHANNEL_HANGUP_COMPLETE, in
    /// static mode CHANNEL_HANGUP), and so ends the linger.
    /// Without it, it goes on until the linger is over or you close.
    bool exit_after_hangup = true;

    /// Only this call's events: with `full` by a filter on its Unique-ID, which can be widened for
    /// other legs, else by `myevents`. Without it `events` brings those of all calls.
    bool only_own_events = true;
    eslio::format format = eslio::format::plain;
    /// Further events, with `full`: what `myevents` lacks, such as PLAYBACK_START or CUSTOM ones.
    std::optional<subscription> events{};

    /// DTMF and speech events come here instead of the call's own queue (`divert_events`).
    bool divert_events = false;

    /// Of the channel of each session.
    channel_options channel{};
    /// Of the connection of each session.
    connection_options connection = usual_connection();

    /// Messages wait from the first receive on only, and no more of them than one call needs.
    static connection_options usual_connection();
};

/// Bounds of a server and what holds for its sessions.
struct server_options {
    /// Sessions at once; a call too many is let go, so that its dialplan goes on. One that is
    /// dropped in its first second keeps its place for the rest of that (see `session::close`).
    std::size_t most_sessions = 10'000;
    /// Connections that are being opened at once. Past it, one that FreeSWITCH would have answered
    /// long ago (`patience`) is given up for the next; else that waits in the kernel's queue.
    std::size_t most_openings = 256;
    /// Zero: none is given up before its deadline. Below zero: each at once.
    std::chrono::steady_clock::duration patience = std::chrono::seconds(1);
    /// Sessions that are opened and wait for `async_accept`; more are let go.
    std::size_t most_waiting = 1'000;
    /// Connections of calls that never became sessions and are being let go. Past it the oldest of
    /// these is cut off.
    std::size_t most_leaving = 1'000;
    /// Who may connect. FreeSWITCH proves nothing, so let in its addresses only. A call of another
    /// one that is turned away stays parked (see `server`).
    allow_list allow{};

    /// Of each session.
    session_options session{};
    /// Where the server tells what it does; nowhere by default.
    eslio::logger logger{};
};

}  // namespace eslio::outbound

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/options.ipp>
#endif
