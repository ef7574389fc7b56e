// When an answer that FreeSWITCH owes, and nobody waits for, is overdue.
#pragma once

#include <eslio/protocol/time.hpp>

#include <cstdint>

namespace eslio::protocol {

/// An answer is owed from the time when it is the next to come and nobody waits for it (any more):
/// so neither a long `api` that somebody still waits for, nor the line in front of a command that
/// was given up, counts.
class reply_debt {
public:
    /// Whether that is another answer than the one noted last.
    bool differs(std::uint64_t owed) const noexcept { return owed != owed_; }

    /// Tells what `reply_queue::owed` answers; to be called whenever that may have changed.
    /// `clock()` is asked only if it has.
    template <class Clock>
    void note(std::uint64_t owed, Clock clock) {
        if (owed == owed_) return;
        owed_ = owed;
        since_ = owed == 0 ? never : clock();
    }

    /// When it will have been owed for `patience`; never, if that is zero or nothing is owed.
    time_point deadline(duration patience) const noexcept {
        return since_ == never ? never : deadline_after(since_, patience);
    }

private:
    std::uint64_t owed_ = 0;
    time_point since_ = never;
};

}  // namespace eslio::protocol
