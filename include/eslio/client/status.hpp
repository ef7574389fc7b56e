// How a client stands: its state, why, and on which run of the switch.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/gap.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace eslio {

/// Where a client is.
enum class client_state {
    idle,        ///< `async_run` has not been begun
    connecting,  ///< resolves, connects, logs in
    restoring,   ///< says what is wanted, and runs the user's set-up
    up,          ///< commands are written
    waiting,     ///< for the next attempt
    ended,       ///< for good
};

/// The name of the state, as it is written above.
constexpr std::string_view to_string(client_state s) noexcept {
    switch (s) {
        case client_state::idle: return "idle";
        case client_state::connecting: return "connecting";
        case client_state::restoring: return "restoring";
        case client_state::up: return "up";
        case client_state::waiting: return "waiting";
        case client_state::ended: return "ended";
    }
    return "ended";
}

/// Where a client is, and why: `client::status()`.
struct client_status {
    /// The state that was entered last.
    client_state state = client_state::idle;
    /// Counts the changes of state.
    std::uint64_t change = 0;
    /// Why the last connection, or attempt, ended; of `ended`, why the client did. No error while
    /// it is `up`, and before anything has failed.
    error_code why{};
    /// With two connections: why the second one, or the attempt to make it, last ended; no error
    /// while it is up, and before an attempt has failed. It changes without a change of state; the
    /// client's own end leaves it as it is.
    error_code second_why{};
    /// Known once what is wanted is in force: in a set-up, and when it is `up`. Before that it is
    /// that of the connection before.
    switch_run run = switch_run::unknown;
    /// Of that run; empty if it is not known.
    std::string core_uuid{};
    /// What FreeSWITCH refused of what is wanted, in its words, when it was last said; empty if it
    /// agreed to all.
    std::string refusal{};
    /// Which of the addresses is, or was last, tried: `127.0.0.1:8021`.
    std::string address{};
    /// Attempts since the last connection was up.
    std::uint32_t attempts = 0;
    /// Until the next attempt, of `waiting`.
    std::chrono::steady_clock::duration wait{};
};

}  // namespace eslio
