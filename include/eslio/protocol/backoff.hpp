// How long to wait before the next attempt to connect.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace eslio {

/// Waits between attempts double from `first` to `cap`. Each is drawn at random between nothing and
/// that much ("full jitter"), so that the clients of a switch that comes back do not come all at
/// once: FreeSWITCH lets 5 connections wait to be accepted (mod_event_socket:
/// switch_socket_listen).
struct backoff_options {
    using duration = std::chrono::steady_clock::duration;

    duration first = std::chrono::milliseconds(500);  ///< at least a millisecond
    /// No wait is longer.
    duration cap = std::chrono::seconds(30);
    /// The wait after credentials were refused that had been accepted before, or at any time if
    /// `client_options::retry_refused` says so: between half of it and all of it. FreeSWITCH may
    /// not have loaded its directory yet. Its access list may refuse once without that wait, for it
    /// refuses everybody while mod_event_socket is being unloaded (mod_event_socket: listener_run).
    duration refused = std::chrono::seconds(30);
    /// So long after a connection was lost, or after the begin, the last attempt is made. Zero:
    /// they are made for ever.
    duration budget{};
};

}  // namespace eslio

namespace eslio::protocol {

/// Usage: `begin` when a connection is lost or the first is to be made; after each failure `next`
/// tells when the next attempt is due.
class backoff {
public:
    /// Not begun.
    explicit backoff(const backoff_options& options = {}) noexcept : options_(options) {}

    /// From now on the budget runs.
    void begin(time_point now) noexcept {
        failures_ = 0;
        given_up_at_ = deadline_after(now, options_.budget);
    }

    /// Never, if the budget is spent. `random` is any number.
    time_point next(time_point now, std::uint64_t random) noexcept {
        const duration most = upper_bound();
        ++failures_;
        return within_budget(now, time_after(now, share(most, random)));
    }

    /// The same after credentials were refused.
    time_point next_after_refusal(time_point now, std::uint64_t random) const noexcept {
        const duration half = std::max<duration>(options_.refused, shortest) / 2;
        return within_budget(now, time_after(now, half + share(half, random)));
    }

    /// Whether no more attempts are to be made.
    bool is_spent(time_point now) const noexcept { return now >= given_up_at_; }

private:
    static constexpr std::chrono::milliseconds shortest{1};

    duration upper_bound() const noexcept {
        const duration cap = std::max<duration>(options_.cap, shortest);
        duration most = std::max<duration>(options_.first, shortest);
        for (std::uint32_t i = 0; i < failures_ && most < cap; ++i)
            most = most > cap / 2 ? cap : most * 2;
        return std::min(most, cap);
    }
    static duration share(duration most, std::uint64_t random) noexcept {
        constexpr duration::rep parts = 1 << 20;
        const auto drawn =
            static_cast<duration::rep>(random % (static_cast<std::uint64_t>(parts) + 1));
        return most < duration::max() / parts ? most * drawn / parts : most / parts * drawn;
    }
    time_point within_budget(time_point now, time_point when) const noexcept {
        return now < given_up_at_ ? std::min(when, given_up_at_) : never;
    }

    backoff_options options_;
    std::uint32_t failures_ = 0;
    time_point given_up_at_ = never;
};

}  // namespace eslio::protocol
