// Ends of executions that are held back while a hang-up may still explain them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/execution_outcome.hpp>
#include <eslio/protocol/execution_progress.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/ascii.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Whether a hang-up may have cut what ended at that time: one that `heard` tells of, or, where
/// the call is up in it, one that is still to come. An application of the call's own, which had
/// been told to hang up, cuts nothing.
inline bool may_cut(std::optional<std::chrono::system_clock::time_point> when, const event& heard) {
    // By FreeSWITCH's clock, which goes in steps of up to 20 ms.
    constexpr std::chrono::milliseconds most_lag{60};
    constexpr std::string_view own = "hangup respond redirect deflect";
    if (wire::is_word_of(own, heard.variable("current_application"))) return false;
    auto hung_up = heard.time("Caller-Channel-Hangup-Time");
    if (!hung_up) hung_up = heard.timestamp();
    return !when || !hung_up || *hung_up - *when <= most_lag;
}

/// A line of executions that FreeSWITCH is done with. The first ended as a hang-up makes it end,
/// though the call is said to be up: see `outcome_reader::may_be_cut`. It waits a moment for that
/// hang-up, and those that ended after it wait with it, so that all are told in their order.
///
/// `Waiter` as of `execution_table`.
template <class Waiter>
class held_ends {
public:
    /// The number of an execution.
    using id = std::uint64_t;

    /// Usually the hang-up comes within 20 ms. What has arrived by the end of that time is still
    /// looked at.
    static constexpr std::chrono::milliseconds patience{180};
    static constexpr std::chrono::milliseconds last_look{20};

    bool empty() const noexcept { return line_.empty(); }
    std::size_t size() const noexcept {
        return static_cast<std::size_t>(std::distance(line_.begin(), line_.end()));
    }

    /// `in_doubt`: it may have been cut. It is told at its `deadline` at the latest. Takes nothing
    /// if there is no memory.
    void add(id number, Waiter&& waiter, execution_result&& result, bool in_doubt,
             time_point deadline) {
        auto last = line_.before_begin();
        while (std::next(last) != line_.end()) ++last;
        line_.emplace_after(last, number, std::move(waiter), std::move(result), in_doubt, deadline);
    }

    /// Gives up waiting. `out` is the waiter; false if that one is not held.
    bool give_up(id number, Waiter& out) {
        for (auto before = line_.before_begin(), x = line_.begin(); x != line_.end();
             before = x++) {
            if (x->number != number) continue;
            out = std::move(x->waiter);
            line_.erase_after(before);
            tell_settled();
            return true;
        }
        return false;
    }

    /// When `expire` is due. The time of those that were added since the last call begins `now`.
    time_point deadline(time_point now) noexcept {
        time_point earliest = never;
        for (held& x : line_) {
            if (x.until == never) x.until = std::min(deadline_after(now, patience), x.deadline);
            earliest = std::min(earliest, x.until);
        }
        return earliest;
    }

    /// No hang-up came: what is due is told as it ended, and what stands before it.
    void expire(time_point now) {
        for (held& due : line_) {
            if (due.until > now) continue;
            if (!due.looked && due.deadline > now) {
                due.looked = true;
                due.until = std::min(deadline_after(now, last_look), due.deadline);
                continue;
            }
            for (held& x : line_) {
                x.in_doubt = false;
                if (&x == &due) break;
            }
        }
        tell_settled();
    }

    /// An event of the call.
    void on_event(const event& e) {
        if (line_.empty()) return;
        if (is_over_in(e)) {
            // The state is set before the cause.
            if (!e["Hangup-Cause"].empty()) on_hangup(e);
            return;
        }
        for (held& x : line_) x.in_doubt = x.in_doubt && may_cut(x.when, e);
        tell_settled();
    }

    /// No hang-up that comes now explains any: as this side is about to hang up, or nothing more is
    /// heard.
    void settle() {
        for (held& x : line_) x.in_doubt = false;
        tell_settled();
    }

    /// `end` tells that the call is down, and why.
    void on_hangup(const event& end) {
        for (held& x : line_)
            if (std::exchange(x.in_doubt, false) && may_cut(x.when, end))
                eslio::detail::without_throwing(
                    [&] { x.result = execution_result(execution_result::outcome::hung_up, end); });
        tell_settled();
    }

    /// Ends all with the error.
    void abandon(error_code why) {
        for (held& x : std::exchange(line_, {})) x.waiter.complete(why, execution_result());
    }

private:
    struct held {
        held(id n, Waiter&& w, execution_result&& r, bool doubt, time_point d)
            : number(n),
              waiter(std::move(w)),
              result(std::move(r)),
              when(result.details().timestamp()),
              deadline(d),
              in_doubt(doubt) {}

        id number;
        Waiter waiter;
        execution_result result;
        std::optional<std::chrono::system_clock::time_point> when;
        time_point deadline;
        time_point until = never;
        bool in_doubt;
        bool looked = false;
    };

    void tell_settled() {
        while (!line_.empty() && !line_.front().in_doubt) {
            held first = std::move(line_.front());
            line_.pop_front();
            first.waiter.complete(error_code(), std::move(first.result));
        }
    }

    std::forward_list<held> line_;  ///< a list, as it is one pointer while nothing is held
};

}  // namespace eslio::protocol
