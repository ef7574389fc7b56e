// How a call that FreeSWITCH hands over is opened and followed.
#pragma once

#include <eslio/channel/options.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/event/format.hpp>

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

    /// How long FreeSWITCH keeps the connection after the call's end, so that its last events come.
    /// Zero: it closes at once, and they may be lost. Without limit there is no linger: whoever
    /// forgets to close would leave the dead channel in FreeSWITCH's memory.
    std::chrono::seconds linger{10};

    /// The session says `exit` when CHANNEL_HANGUP_COMPLETE has come, and so ends the linger.
    /// Without it, it goes on until the linger is over or you close.
    bool exit_after_hangup = true;

    /// Only this call's events (`myevents`). Without it `events` brings those of all calls.
    bool only_own_events = true;
    eslio::format format = eslio::format::plain;
    /// Further events, with `full`: what `myevents` lacks, such as PLAYBACK_START or CUSTOM ones.
    std::optional<subscription> events{};

    /// DTMF and speech events come here instead of the call's own queue (`divert_events`).
    bool divert_events = false;
    /// When the connection ends, the call goes on in the dialplan.
    bool resume = false;

    channel_options channel{};
    connection_options connection = usual_connection();

    /// Messages wait from the first receive on only, and no more of them than one call needs.
    static connection_options usual_connection() {
        connection_options o;
        o.keep_messages = false;
        o.event_limits.messages = 10'000;
        o.event_limits.bytes = std::size_t{16} << 20;
        return o;
    }
};

}  // namespace eslio::outbound
