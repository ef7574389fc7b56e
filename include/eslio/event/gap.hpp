// gap: a place in the order of messages where some are missing, or may be.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace eslio {

/// What is known of the switch after a connection to it was made anew.
enum class switch_run {
    unknown,  ///< it did not tell
    first,    ///< there was no connection before
    same,     ///< it has run all the time (its Core-UUID is the same): jobs and calls go on
    another,  ///< it has been restarted: no job and no call of the run before is left
};

/// The name of what is known, as it is written above.
constexpr std::string_view to_string(switch_run r) noexcept {
    switch (r) {
        case switch_run::unknown: return "unknown";
        case switch_run::first: return "first";
        case switch_run::same: return "same";
        case switch_run::another: return "another";
    }
    return "unknown";
}

/// Over a `client`: the connection that brought messages had ended. What was fired between its end
/// and the next one may not have been heard. Or, of two connections, an event came too late to be
/// told (`error::out_of_step`): neither has ended, and both times are those of that moment.
struct interruption {
    error_code why;                              ///< the connection before it ended, or out of step
    std::chrono::steady_clock::time_point from;  ///< it was found to have ended
    std::chrono::steady_clock::time_point to;    ///< FreeSWITCH had agreed to send events again
    /// Whether FreeSWITCH was restarted meanwhile.
    switch_run run = switch_run::unknown;
    /// No event is missing, as a second connection brought them (`client_options::redundancy`); log
    /// lines may be.
    bool only_log_lines = false;
    /// Log lines may be missing since then: since `from`, or, of two connections, since the first
    /// one ended, which brings them.
    std::chrono::steady_clock::time_point log_lines_from;
    /// `Event-Sequence` of the last event before it, and of the first one after it; empty if there
    /// was none, or none yet when the gap was fetched: then it is the event that is received next.
    /// FreeSWITCH numbers all its events, sent or not, when they are made, and sends some later
    /// (the API event of a long command): so not all that are missing lie between the two. A
    /// restarted one begins anew.
    std::string last_sequence;
    std::string next_sequence;
};

/// Messages were lost here, because the queue was full; or may have been, because there was no
/// connection or, of two, an event came too late.
class gap {
public:
    /// A place at which so many messages were lost.
    explicit gap(std::uint64_t lost = 0) noexcept : lost_(lost) {}
    /// A time without a connection, or a moment at which two were out of step.
    explicit gap(std::shared_ptr<const eslio::interruption> of, std::uint64_t lost = 0) noexcept
        : lost_(lost), interruption_(std::move(of)) {}

    /// How many messages the full queue lost at this place.
    std::uint64_t lost() const noexcept { return lost_; }
    /// So many more are.
    void add(std::uint64_t more) noexcept { lost_ += more; }

    /// The time without a connection, or the moment at which two were out of step, if that is why;
    /// else null. Several that follow each other, with nothing left between them, are told as one.
    const eslio::interruption* interruption() const noexcept { return interruption_.get(); }

    /// Whether events may be missing; else log lines only.
    bool events_missing() const noexcept {
        return lost_ != 0 || (interruption_ && !interruption_->only_log_lines);
    }

private:
    std::uint64_t lost_;
    std::shared_ptr<const eslio::interruption> interruption_;
};

}  // namespace eslio
