// Failures that are held back while a hang-up may still explain them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <iterator>
#include <utility>

namespace eslio::protocol {

/// Executions that FreeSWITCH is done with and that failed as a hang-up makes them fail, though the
/// call is said to be up. The media of a call may be gone a moment before the call is (a loopback
/// leg whose other end hung up: about 1 of 100 playbacks that were cut so), so each waits that
/// moment for the hang-up.
///
/// `Waiter` as of `execution_table`. What is told is told in the order of `add`.
template <class Waiter>
class held_failures {
public:
    using id = std::uint64_t;

    /// Usually the hang-up comes within 20 ms.
    static constexpr std::chrono::milliseconds most_time{200};

    bool empty() const noexcept { return held_.empty(); }
    std::size_t size() const noexcept {
        return static_cast<std::size_t>(std::distance(held_.begin(), held_.end()));
    }

    /// Takes nothing if there is no memory.
    void add(id number, Waiter&& waiter, execution_result&& why) {
        auto last = held_.before_begin();
        while (std::next(last) != held_.end()) ++last;
        held_.emplace_after(last, number, std::move(waiter), std::move(why));
    }

    /// Gives up waiting. `out` is the waiter; false if that one is not held.
    bool give_up(id number, Waiter& out) noexcept {
        for (auto before = held_.before_begin(), h = held_.begin(); h != held_.end();
             before = h++) {
            if (h->number != number) continue;
            out = std::move(h->waiter);
            held_.erase_after(before);
            return true;
        }
        return false;
    }

    /// When `expire` is due. The time of those that were added since the last call begins `now`.
    time_point deadline(time_point now) noexcept {
        time_point earliest = never;
        for (failure& f : held_) {
            if (f.until == never) f.until = deadline_after(now, most_time);
            earliest = std::min(earliest, f.until);
        }
        return earliest;
    }

    /// No hang-up came: they failed by themselves.
    void expire(time_point now) {
        while (!held_.empty() && held_.front().until <= now) {
            failure f = std::move(held_.front());
            held_.pop_front();
            f.waiter.complete(error_code(), std::move(f.result));
        }
    }

    /// `end` tells that the call is down, and why.
    void on_hangup(const event& end) {
        for (failure& f : held_)
            f.result = execution_result(execution_result::outcome::hung_up, end);
        tell_all();
    }

    /// Nothing more will be heard.
    void tell_all() {
        for (failure& f : std::exchange(held_, {}))
            f.waiter.complete(error_code(), std::move(f.result));
    }

    void abandon(error_code why) {
        for (failure& f : std::exchange(held_, {})) f.waiter.complete(why, execution_result());
    }

private:
    struct failure {
        failure(id n, Waiter&& w, execution_result&& r)
            : number(n), waiter(std::move(w)), result(std::move(r)) {}

        id number;
        Waiter waiter;
        execution_result result;
        time_point until = never;
    };

    std::forward_list<failure> held_;  ///< few calls have any, and each has room for the list
};

}  // namespace eslio::protocol
