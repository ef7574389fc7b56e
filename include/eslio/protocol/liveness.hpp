// Whether FreeSWITCH is still there: when to ask it, and when silence means that it is not.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <cstdint>

namespace eslio::protocol {

/// It is looked at every half of `probe_after`, so that reading costs nothing: a question is asked
/// after two silent halves, or nearly three, and is to be answered within one.
///
/// Usage: `begin` when the connection is open; `check` at `deadline()`, and what it says is done.
class liveness {
public:
    /// What is to be done: nothing, ask, or end the connection.
    enum class step { nothing, probe, dead };

    /// Zero: nothing is ever asked.
    explicit liveness(duration probe_after) noexcept
        : half_(probe_after > duration::zero() ? std::max(probe_after / 2, duration(1))
                                               : duration::zero()) {}

    /// `reads`: how often something has been read so far.
    void begin(time_point now, std::uint64_t reads) noexcept {
        if (half_ != duration::zero()) hear(now, reads);
    }
    void end() noexcept { next_ = never; }

    /// When it is to be looked at next.
    time_point deadline() const noexcept { return next_; }

    /// `peer_may_be_busy`: with a command, so that it reads nothing and its silence tells nothing.
    step check(time_point now, std::uint64_t reads, bool peer_may_be_busy) noexcept {
        if (now < next_) return step::nothing;
        if (reads != reads_ || (peer_may_be_busy && !probed_))
            return hear(now, reads), step::nothing;
        if (probed_) return end(), step::dead;
        next_ = time_after(now, half_);
        probed_ = ++silent_ == 2;
        return probed_ ? step::probe : step::nothing;
    }

private:
    void hear(time_point now, std::uint64_t reads) noexcept {
        reads_ = reads;
        silent_ = 0;
        probed_ = false;
        next_ = time_after(now, half_);
    }

    duration half_;
    time_point next_ = never;
    std::uint64_t reads_ = 0;
    int silent_ = 0;  ///< halves in which nothing came
    bool probed_ = false;
};

}  // namespace eslio::protocol
