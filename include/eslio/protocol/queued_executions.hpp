// The messages of one call that FreeSWITCH may still have in its queue, or run.
#pragma once

#include <eslio/event/execution_outcome.hpp>
#include <eslio/protocol/execution_progress.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// One execution of those that FreeSWITCH has not ended.
template <class Waiter>
struct queued_execution : execution_progress {
    /// Its number.
    std::uint64_t number = 0;
    Waiter waiter;  ///< nobody, once it was told or has given up
    /// When it ends with `error::timeout`.
    time_point deadline = never;
    std::uint64_t command = 0;  ///< the number of its message: FreeSWITCH keeps their order
};

/// In the order in which they were sent, which is the order in which FreeSWITCH takes them.
template <class Waiter>
class queued_executions {
public:
    /// The number of an execution; what is kept of it; and where it stands.
    using id = std::uint64_t;
    using entry = queued_execution<Waiter>;
    using iterator = typename detail::compact_vector<entry>::iterator;

    /// FreeSWITCH's queue holds 256 messages. One too many ends the connection (mod_event_socket:
    /// sendmsg), so some places are left to marks, and some to others.
    static constexpr std::size_t most_of_all = 240;
    static constexpr std::size_t most_with_marks = 250;
    static constexpr std::size_t most_with_rare_marks = 255;

    /// Whether one more may be added to fewer than `most` that are no marks: one that is queued, or
    /// with `data_asked` one that FreeSWITCH runs without that, in static mode.
    bool has_room(std::size_t most, bool data_asked) const noexcept {
        const auto like = [=](const entry& e) { return e.order.data_asked == data_asked; };
        const auto no_mark = [=](const entry& e) { return like(e) && !e.is_mark(); };
        return count(no_mark) < most && count(like) < most_of_all;
    }
    /// Whether a mark is worth its place where nothing tells when the queue is taken: after the
    /// last one something was queued, or that one may have been dropped. So that there are few of
    /// the latter, from each to the next twice as much is sent.
    bool wants_rare_mark() const noexcept {
        constexpr id most = id{1} << 32;
        id patience = 1;
        id last_mark = 0;
        bool is_used = false, is_unmarked = false;
        for (const entry& e : all_) {
            if (e.is_mark()) {
                patience = is_unmarked ? 1 : std::min(2 * patience, most);
                last_mark = e.number;
                is_unmarked = false;
            } else if (!e.order.data_asked) {
                is_used = is_unmarked = true;
            }
        }
        return size() < most_with_rare_marks && is_used &&
               (is_unmarked || last_ - last_mark >= patience);
    }
    bool has_room_for_mark() const noexcept { return size() < most_with_marks; }
    bool has_room_for_early_mark() const noexcept { return size() < most_of_all; }

    /// Adds one at the end.
    id add(execution_order what, Waiter waiter, time_point deadline) {
        entry e;
        e.number = ++last_;
        e.unanswered = what.data_asked ? 2 : 1;
        e.order = std::move(what);
        e.waiter = std::move(waiter);
        e.deadline = deadline;
        if (eslio::detail::ending_of_application(e.order.application) ==
            eslio::detail::application_ending::bridges)
            e.bridge.emplace();
        all_.push_back(std::move(e));
        return last_;
    }
    /// The number of the next one that is added.
    id next_id() const noexcept { return last_ + 1; }

    /// The first one, and the place after the last.
    iterator begin() noexcept { return all_.begin(); }
    iterator end() noexcept { return all_.end(); }
    auto begin() const noexcept { return all_.begin(); }
    auto end() const noexcept { return all_.end(); }
    bool empty() const noexcept { return all_.empty(); }
    std::size_t size() const noexcept { return all_.size(); }
    /// How many there are besides marks.
    std::size_t size_without_marks() const noexcept {
        return count([](const entry& e) { return !e.is_mark(); });
    }

    /// The one of that number; `end()` if there is none.
    iterator find(id number) noexcept {
        return std::find_if(begin(), end(),
                            [number](const entry& e) { return e.number == number; });
    }
    /// The one of that `Event-UUID`; `end()` if there is none.
    iterator find(std::string_view uuid) noexcept {
        return std::find_if(begin(), end(),
                            [uuid](const entry& e) { return e.order.uuid == uuid; });
    }
    /// Whether there is one of that `Event-UUID`.
    bool has(std::string_view uuid) noexcept { return find(uuid) != end(); }

    /// All of them; none is left.
    detail::compact_vector<entry> take_all() noexcept { return std::exchange(all_, {}); }
    /// Removes one.
    iterator erase(iterator e) { return all_.erase(e); }
    /// Removes those of which `is_gone` says so.
    template <class Predicate>
    void erase_if(Predicate is_gone) {
        all_.erase(std::remove_if(begin(), end(), is_gone), end());
    }

    /// Nothing more will be heard of those whose commands have been answered, or will not be: they
    /// end with what kept the answer away, else for `why`.
    void abandon_answered(error_code why) {
        erase_if([why](entry& e) {
            if (e.unanswered > 0) return false;
            if (e.waiter) e.waiter.complete(e.failure ? e.failure : why, execution_result());
            return true;
        });
    }

    /// Its `sendmsg` was submitted, as the command of that number.
    void sent(id number, std::uint64_t command) noexcept {
        const auto e = find(number);
        if (e != end()) e->command = command;
    }

    /// The command of that number has emptied the queue of what was sent before it. What somebody
    /// waits for stays, until a mark tells whether it had begun.
    void forget_unawaited(std::uint64_t command) noexcept {
        erase_if([=](const entry& e) {
            return e.command < command && (e.is_mark() || (!e.waiter && e.may_be_dropped()));
        });
    }
    std::size_t marks() const noexcept { return size() - size_without_marks(); }

    /// The UUID of the leg that is being called and has not answered; empty if there is none.
    std::string_view unanswered_leg() const noexcept {
        for (const entry& e : all_)
            if (e.bridge && e.bridge->is_early()) return e.bridge->leg();
        return {};
    }

    /// The earliest deadline.
    time_point next_deadline() const noexcept {
        time_point earliest = never;
        for (const entry& e : all_) earliest = std::min(earliest, e.deadline);
        return earliest;
    }

private:
    template <class Predicate>
    std::size_t count(Predicate counts) const noexcept {
        return static_cast<std::size_t>(std::count_if(begin(), end(), counts));
    }

    detail::compact_vector<entry> all_;
    id last_ = 0;
};

}  // namespace eslio::protocol
