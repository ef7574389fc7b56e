// To whom a reply goes, and how it is to be read before.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/log_level.hpp>

#include <cstdint>
#include <optional>
#include <utility>

namespace eslio::protocol {

/// Whose command it was.
enum class reply_kind : unsigned char {
    nobody,
    user,         ///< the reply is the waiter's
    change,       ///< the same, and the command changes what is heard
    log,          ///< the same, of `log` or `nolog`
    noevents,     ///< the same, and is to read as the reply to `noevents`
    my_events,    ///< the same, of `myevents`
    job,          ///< `bgapi` whose result is waited for
    started_job,  ///< `bgapi` whose acceptance is waited for
    own,          ///< the library's own command, whatever its answer is for
    own_jobs,     ///< the library's subscription to BACKGROUND_JOB
    run_asked,    ///< of a `restoration`: which run of the switch it is
    wanted_anew,  ///< of a `restoration`: what the user wants
    needed_anew,  ///< of a `restoration`: what the library needs
};

/// Who gets the answer to a command. One that was moved from still tells what the command was.
template <class Waiter>
struct reply_target {
    reply_target() = default;
    /// Of a user's command.
    explicit reply_target(Waiter w) : what(reply_kind::user), waiter(std::move(w)) {}
    /// Of one of the library's own.
    explicit reply_target(reply_kind k) : what(k) {}
    /// Whether a user waits.
    explicit operator bool() const noexcept { return static_cast<bool>(waiter); }

    /// Whose it was.
    reply_kind what = reply_kind::nobody;
    /// Of `log`; nothing of `nolog`.
    std::optional<log_level> level;
    /// No trace may show that level.
    bool secret_level = false;
    /// The user's handler; empty of the library's own.
    Waiter waiter;
    /// The number of the job that it starts.
    std::uint64_t job = 0;
};

}  // namespace eslio::protocol
