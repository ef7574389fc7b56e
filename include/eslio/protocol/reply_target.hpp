// To whom a reply goes, and how it is to be read before.
#pragma once

#include <eslio/config.hpp>

#include <cstdint>
#include <utility>

namespace eslio::protocol {

enum class reply_kind : unsigned char {
    nobody,
    user,         ///< the reply is the waiter's
    noevents,     ///< the same, and is to read as the reply to `noevents`
    my_events,    ///< the same, of `myevents`
    job,          ///< `bgapi` whose result is waited for
    started_job,  ///< `bgapi` whose acceptance is waited for
    own,          ///< the library's own command, whatever its answer is for
    own_jobs,     ///< the library's subscription to BACKGROUND_JOB
};

template <class Waiter>
struct reply_target {
    reply_target() = default;
    explicit reply_target(Waiter w) : what(reply_kind::user), waiter(std::move(w)) {}
    explicit reply_target(reply_kind k) : what(k) {}
    explicit operator bool() const noexcept { return static_cast<bool>(waiter); }

    reply_kind what = reply_kind::nobody;
    Waiter waiter;
    std::uint64_t job = 0;  ///< that it starts
};

}  // namespace eslio::protocol
