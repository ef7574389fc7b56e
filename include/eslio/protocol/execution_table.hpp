// The executions that a call owes an end, by the Event-UUID they were sent with.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/time.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// One call's executions. `Waiter` has `complete(error_code, execution_result)` and tells by
/// `bool` whether there is one.
///
/// Usage: `add` before the `sendmsg` is submitted; `on_reply` with its answer; `on_event` with each
/// event of the call; `expire` when the time has come; `fail` when the connection is lost.
///
/// An execution added as one `until_bridged` is done when CHANNEL_BRIDGE comes, which names no
/// execution: it belongs to the oldest of those.
///
/// Who gives up is forgotten, but his execution keeps its place until FreeSWITCH has run it: it
/// still fills the call's queue of messages (256 long, switch_ivr.c), and `full` counts it.
template <class Waiter>
class execution_table {
public:
    using id = std::uint64_t;

    /// `most`: how many may be unexecuted at once. A message too many in FreeSWITCH's queue ends
    /// the connection (mod_event_socket: sendmsg), so keep below 256.
    explicit execution_table(std::size_t most) noexcept : most_(most) {}

    bool full() const noexcept { return entries_.size() >= most_; }
    std::size_t size() const noexcept { return entries_.size(); }
    bool empty() const noexcept { return entries_.empty(); }

    id add(std::string uuid, int loops, Waiter waiter, time_point deadline,
           bool until_bridged = false) {
        entries_.push_back({++last_,
                            std::move(uuid),
                            loops,
                            std::move(waiter),
                            deadline,
                            {},
                            0,
                            false,
                            until_bridged});
        return last_;
    }

    /// Gives up waiting. `out` is the waiter; false if it does not wait any more.
    bool give_up(id which, Waiter& out) {
        const auto e = find(which);
        if (e == entries_.end() || !e->waiter) return false;
        out = std::move(e->waiter);
        e->deadline = never;
        return true;
    }

    /// It was never sent: nothing is to be expected.
    void remove(id which) {
        const auto e = find(which);
        if (e != entries_.end()) entries_.erase(e);
    }

    /// The answer to the `sendmsg`. In static mode FreeSWITCH runs the application before it
    /// answers, so the answer is the end (mod_event_socket: sendmsg).
    void on_reply(id which, const reply& answer, bool runs_before_reply) {
        const auto e = find(which);
        if (e == entries_.end()) return;
        using outcome = execution_result::outcome;
        if (!answer.ok())
            finish(e, execution_result(outcome::refused, std::string(answer.text())));
        else if (runs_before_reply)
            finish(e, execution_result(outcome::completed, std::string(answer.text())));
        else
            e->accepted = true;
    }

    /// The `sendmsg` got no answer.
    void on_failure(id which, error_code why) {
        const auto e = find(which);
        if (e == entries_.end()) return;
        Waiter waiter = std::move(e->waiter);
        entries_.erase(e);
        if (waiter) waiter.complete(why, execution_result());
    }

    /// An event of the call.
    void on_event(const event& e) {
        if (entries_.empty()) return;
        switch (e.type()) {
            case event_name::channel_execute_complete: on_complete(e); break;
            case event_name::channel_bridge: on_bridge(e); break;
            case event_name::private_command: on_private_command(e); break;
            case event_name::channel_hangup_complete: on_hangup(e); break;
            default: break;
        }
    }

    /// No further pass of that execution comes, though its loops are not through: it ends with the
    /// last one.
    void stop_loops(std::string_view uuid) {
        const auto x = find(uuid);
        if (x != entries_.end() && x->passes > 0) finish_with_last_pass(x);
    }

    /// The call is over: nothing more will be run.
    void on_hangup(const event& e) {
        for (entry& x : entries_)
            if (x.waiter)
                x.waiter.complete(error_code(),
                                  execution_result(execution_result::outcome::hung_up, e));
        entries_.clear();  // not before, as there may be no memory for a result
    }

    void expire(time_point now) {
        for (entry& e : entries_) {
            if (e.deadline > now || !e.waiter) continue;
            e.deadline = never;
            Waiter waiter = std::move(e.waiter);
            waiter.complete(make_error_code(error::timeout), execution_result());
        }
    }

    time_point next_deadline() const noexcept {
        time_point earliest = never;
        for (const entry& e : entries_) earliest = std::min(earliest, e.deadline);
        return earliest;
    }

    /// The connection is lost. Those whose `sendmsg` was not answered yet are told by
    /// `on_failure`.
    void fail(error_code why) { fail_if(why, false); }

    /// Nobody will hear of the ends: all waits end.
    void abandon(error_code why) { fail_if(why, true); }

    /// Forgets all, completing nothing.
    void clear() noexcept { entries_.clear(); }

private:
    struct entry {
        id number;
        std::string uuid;
        int loops;
        Waiter waiter;
        time_point deadline;
        event last_pass;  ///< of several loops
        int passes;
        bool accepted;  ///< the `sendmsg` was answered
        bool until_bridged;
    };
    using iterator = typename std::vector<entry>::iterator;

    void fail_if(error_code why, bool unanswered_too) {
        const auto fails = [&](entry& x) {
            if (!x.accepted && !unanswered_too) return false;
            if (x.waiter) x.waiter.complete(why, execution_result());
            return true;
        };
        entries_.erase(std::remove_if(entries_.begin(), entries_.end(), fails), entries_.end());
    }

    iterator find(id which) {
        return std::find_if(entries_.begin(), entries_.end(),
                            [which](const entry& e) { return e.number == which; });
    }
    iterator find(std::string_view uuid) {
        return std::find_if(entries_.begin(), entries_.end(),
                            [uuid](const entry& e) { return e.uuid == uuid; });
    }

    void finish(iterator e, execution_result result) {
        Waiter waiter = std::move(e->waiter);
        entries_.erase(e);
        if (waiter) waiter.complete(error_code(), std::move(result));
    }

    void finish_with_last_pass(iterator e) {
        finish(e, execution_result(execution_result::outcome::completed, std::move(e->last_pass)));
    }

    void on_complete(const event& e) {
        const auto x = find(e["Application-UUID"]);
        if (x == entries_.end()) return;
        ++x->passes;
        // Of several loops each pass tells its end; they may stop early, which PRIVATE_COMMAND
        // tells.
        if (x->loops == 1 || x->passes == x->loops)
            finish(x, execution_result(execution_result::outcome::completed, e));
        else
            x->last_pass = e;
    }

    /// The bridge itself goes on, and keeps its place.
    void on_bridge(const event& e) {
        const auto x = std::find_if(entries_.begin(), entries_.end(),
                                    [](const entry& y) { return y.until_bridged; });
        if (x == entries_.end()) return;
        x->until_bridged = false;
        x->deadline = never;
        Waiter waiter = std::move(x->waiter);
        using outcome = execution_result::outcome;
        if (waiter) waiter.complete(error_code(), execution_result(outcome::completed, e));
    }

    /// FreeSWITCH is through with the message, whatever it ran.
    void on_private_command(const event& e) {
        const auto x = find(e["Event-UUID"]);
        if (x == entries_.end()) return;
        if (x->passes > 0)
            finish_with_last_pass(x);
        else
            finish(x, execution_result(execution_result::outcome::not_run, e));
    }

    std::vector<entry> entries_;
    std::size_t most_;
    id last_ = 0;
};

}  // namespace eslio::protocol
