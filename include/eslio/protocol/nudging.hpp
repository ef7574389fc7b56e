// When FreeSWITCH is nudged, so that it looks at its queue of events at once.
#pragma once

#include <eslio/config.hpp>
#include <eslio/protocol/time.hpp>

#include <chrono>
#include <cstdint>

namespace eslio::protocol {

/// FreeSWITCH looks at the events that wait for a connection every 20 ms, or when input comes
/// (mod_event_socket: listener_run); a lone line feed is input that it swallows. One that reads
/// nothing would let them pile up, and nothing answers them: so after some time of silence they
/// stop until something has come.
///
/// Usage: `begin` whenever somebody begins to wait; `check` at `deadline()`, and when something has
/// come.
class nudging {
public:
    /// So long they go on without anything having come: 5 000 of them, at one a millisecond.
    static constexpr std::chrono::seconds patience{5};

    /// Zero: never.
    explicit nudging(duration interval) noexcept : interval_(interval) {}

    /// Nothing is sent any more.
    void end() noexcept { next_ = never; }

    /// When a line feed is to be sent.
    time_point deadline() const noexcept { return next_; }

    /// True if `deadline()` is another one now. `reads`: see `check`.
    bool begin(time_point now, std::uint64_t reads) noexcept {
        if (next_ != never) return false;
        check(now, reads, true);
        return next_ != never;
    }

    /// Whether to nudge now. `useful`: somebody waits for an event, and FreeSWITCH is not busy with
    /// a command. `reads`: how often something has been read so far.
    bool check(time_point now, std::uint64_t reads, bool useful) noexcept {
        if (reads != reads_) {
            reads_ = reads;
            silent_since_ = now;
        }
        if (!useful || now - silent_since_ > patience) {
            next_ = never;
            return false;
        }
        if (next_ != never && now < next_) return false;
        const bool is_due = next_ != never;
        next_ = time_after(now, interval_);
        return is_due;
    }

private:
    duration interval_;
    time_point next_ = never;
    time_point silent_since_{};
    std::uint64_t reads_ = 0;
};

}  // namespace eslio::protocol
