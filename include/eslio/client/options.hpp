// How a client behaves.
#pragma once

#include <eslio/client/status.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/protocol/backoff.hpp>

#include <chrono>
#include <functional>

namespace eslio {

class client_setup;

/// Given to a client when it is made.
struct client_options {
    /// Deadlines, bounds, logger and trace of each connection. A command's deadline runs from its
    /// submission, also while there is none.
    connection_options connection = watched();

    /// The waits between two attempts to connect, and how long it is tried.
    backoff_options backoff{};

    /// Credentials, or the access list, that one of the addresses refuses end the client, if none
    /// was ever accepted; or they are tried again, slowly (`backoff_options::refused`).
    bool retry_refused = false;

    /// Commands that were submitted while there is no connection, or not written before it ended,
    /// wait for the next one, until their deadlines; else they end with `not_connected` and
    /// `not_sent`. What changes what is heard is always taken.
    bool keeps_unsent = true;

    /// With 2 (or more) the client keeps a second connection to the switch, subscribed to the same,
    /// and merges the events of both, each once, by `Core-UUID` and `Event-Sequence`. Once an event
    /// has come over both, either may end and no event is lost (`basic_client::is_redundant`).
    /// `status()`, `on_setup`, commands and log lines are the first connection's: while that is
    /// made anew commands wait, but events come. What changes what is heard is answered when both
    /// have it. An event waits at most a quarter of a second for the slower connection, and where
    /// the lead changes with that, so long again; 10 000 events or 16 MiB are held. One that is
    /// late all the same is not told: a gap stands there, `error::out_of_step`. FreeSWITCH sends
    /// every event twice. The second connection is not traced, and its log lines begin with
    /// "second connection: ".
    unsigned redundancy = 1;

    /// Called on the client's executor whenever what is wanted is in force on a new connection,
    /// before any other command is written: to read again what may have changed. The others go out
    /// when every copy of the set-up it is given is gone.
    std::function<void(client_setup)> on_setup{};

    /// Called on the client's executor after each change of state, in their order.
    std::function<void(const client_status&)> on_status{};

    /// The defaults of a connection, but silence of half a minute is asked about.
    static connection_options watched() {
        connection_options o;
        o.probe_after = std::chrono::seconds(30);
        return o;
    }
};

}  // namespace eslio
