// The executions that a call owes an end, by the Event-UUID they were sent with.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/event/execution.hpp>
#include <eslio/event/execution_outcome.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/execution_progress.hpp>
#include <eslio/protocol/held_ends.hpp>
#include <eslio/protocol/queued_executions.hpp>
#include <eslio/protocol/time.hpp>
#include <eslio/wire/detail/compact_ptr.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// One call's executions. A `Waiter` has `complete(error_code, execution_result)`, and tells by
/// `bool` whether there is one.
///
/// Usage: `add` before the `sendmsg` is submitted; `on_reply` with its answer; `on_event` with each
/// event of the call; `expire` when the time has come; `on_link_end` when the connection is lost.
/// In any order: FreeSWITCH's replies overtake its events.
///
/// A cancelled execution keeps its place until FreeSWITCH has run it: it still fills the call's
/// queue of messages (256 long, switch_ivr.c), and `full` counts it.
template <class Waiter>
class execution_table {
public:
    using id = std::uint64_t;

    /// `most`: how many may be unexecuted at once.
    explicit execution_table(std::size_t most) noexcept
        : most_(std::min(most, entries_.most_of_all)) {}

    /// Whether so many more may not be queued; or, with `data_asked`, executed in static mode,
    /// where they are out of the call's queue.
    bool full(bool data_asked = false, std::size_t more = 1) const noexcept {
        return !entries_.has_room(most_ - std::min(most_, held_.size() + more - 1), data_asked);
    }
    /// Without the marks.
    std::size_t size() const noexcept { return entries_.size_without_marks(); }
    /// Whether no end is owed. One that is held back is, though FreeSWITCH is done with it.
    bool empty() const noexcept { return entries_.empty() && held_.empty(); }
    queued_executions<Waiter>& entries() noexcept { return entries_; }
    std::size_t held_back() const noexcept { return held_.size(); }

    /// A new one, whose `sendmsg` is to be sent next.
    id add(execution_order what, Waiter waiter, time_point deadline) {
        return entries_.add(std::move(what), std::move(waiter), deadline);
    }

    /// Gives up waiting. `out` is the waiter; false if it does not wait any more.
    bool give_up(id which, Waiter& out) {
        const auto e = entries_.find(which);
        if (e == entries_.end()) return held_.give_up(which, out);
        if (!e->waiter) return false;
        out = std::move(e->waiter);
        e->deadline = never;
        return true;
    }

    /// Whether FreeSWITCH tells of other legs' answers; else what is not heard proves nothing.
    void hears_legs(bool on) noexcept { hears_legs_ = on; }

    /// Whether a filter of the user's may keep events away; then it may have, of those there are.
    void may_miss_events(bool on) noexcept {
        may_miss_events_ = on || (may_miss_events_ && !empty());
    }

    /// The answer to the `sendmsg`.
    void on_reply(id which, const reply& answer) {
        const auto e = entries_.find(which);
        if (e == entries_.end()) return;
        --e->unanswered;
        if (!answer.ok())
            return static_cast<void>(finish(e, {outcome::refused, std::string(answer.text())}));
        e->accepted = true;
        end_if_lost(e);
    }

    /// The channel's data as they were when the execution had ended. FreeSWITCH leaves the id of a
    /// message it did not run in the channel's variables (switch_ivr_parse_event sets `app_uuid`,
    /// switch_core_session_exec takes it away). `heard`: what it tells of other legs came.
    void on_data(id which, const event& data, bool answered_before, bool heard = true) {
        const auto e = entries_.find(which);
        if (e == entries_.end()) return;
        --e->unanswered;
        held_.on_event(data);
        if (data.variable("app_uuid") == e->order.uuid)
            return static_cast<void>(finish(e, is_over_in(data)
                                                   ? eslio::detail::hung_up_before(data)
                                                   : execution_result(outcome::not_run, data)));
        if (e->bridge) e->bridge->was_answered_before(answered_before);
        // Its CHANNEL_EXECUTE_COMPLETE comes after all that.
        finish(e, outcome_of(*e, data, heard || e->passes > 0));
    }

    /// Whether the data are told only once the other leg's answer would have been heard.
    bool needs_leg_answer(id which, const event& data) {
        const auto e = entries_.find(which);
        return e != entries_.end() && e->bridge && hears_legs_ &&
               read_outcome(e->order.application, data).how() == execution_result::outcome::ended;
    }

    /// A command of it got no answer; `never_sent`: and will get none.
    void on_failure(id which, error_code why, bool never_sent = false) {
        const auto e = entries_.find(which);
        if (e == entries_.end()) return;
        --e->unanswered;
        if (!e->failure) e->failure = why;
        // How the call stands is known when all has been said about the connection's end.
        if (why == condition::disconnected && !never_sent) return static_cast<void>(end_if_lost(e));
        finish(e, execution_result(), why);
    }

    /// No answer is waited for any more. It may have been queued, so it keeps its place.
    void on_silence(id which, error_code why) {
        const auto e = entries_.find(which);
        if (e == entries_.end()) return;
        --e->unanswered;
        e->unsure = true;
        if (e->waiter) tell(*e, execution_result(), why);
        end_if_lost(e);
    }

    void on_event(const event& e) {
        held_.on_event(e);
        if (entries_.empty()) return;
        switch (e.type()) {
            case event_name::channel_execute: on_begin(e); break;
            case event_name::channel_execute_complete: on_complete(e); break;
            case event_name::channel_bridge: on_bridge(e); break;
            case event_name::channel_answer: on_answer(); break;
            case event_name::private_command: on_private_command(e); break;
            default: break;
        }
    }

    /// The leg that a bridge has joined and that has not answered yet, as far as is known.
    std::string_view unanswered_leg() const noexcept { return entries_.unanswered_leg(); }

    /// An other leg of the call has answered; it may not be joined yet.
    void on_leg_answered(std::string_view leg) {
        for (entry& e : entries_) {
            if (!e.bridge || e.bridge->is_answered()) continue;
            e.bridge->on_leg_answered(leg);
            if (e.bridge->is_answered()) tell_bridge(e);
        }
    }

    /// Whether a message that does nothing should be added and sent, for its place in the queue:
    /// once FreeSWITCH is done with it, it is with all that were queued before. What plays may just
    /// have been ended by a `uuid_break UUID all`, which drops what is queued and says so nowhere.
    bool wants_mark() noexcept {
        if (wants_mark_) mark_at_end_ = entries_.next_id();
        return std::exchange(wants_mark_, false);
    }

    /// Whether somebody waits for what has not begun yet, though nothing is known to keep it from
    /// that: it may have been dropped, or never queued. A mark tells.
    bool in_doubt() const noexcept {
        const bool is_full = full();
        bool waits = false;
        for (const entry& e : entries_) {
            if (e.holds_queue() && !e.may_have_stopped() && !may_miss_events_) return false;
            waits = waits || (may_be_over(e) && (e.waiter || e.unsure || is_full));
        }
        return waits && entries_.has_room_for_mark();
    }

    /// This side is about to hang up.
    void before_hangup() { held_.settle(); }

    /// The call is over: nothing more will be run. What is asked for by `on_data` is still told.
    void on_hangup(const event& e) {
        settle_held(&e);
        const auto ends = [&](entry& x) {
            if (x.order.data_asked) return false;
            if (x.waiter) tell(x, eslio::detail::hung_up_before(e));
            return true;
        };
        entries_.erase_if(ends);
    }

    void expire(time_point now) {
        held_.expire(now);
        for (entry& e : entries_)
            if (e.deadline <= now && e.waiter)
                tell(e, execution_result(), make_error_code(error::timeout));
    }

    /// When `expire` is due, as seen `now`, which begins the time of ends that are held back.
    time_point next_deadline(time_point now) noexcept {
        return std::min(held_.deadline(now), entries_.next_deadline());
    }

    /// The connection is lost; `end`: what told that the call is over, null if it is not known to
    /// be. Those whose commands are still to be answered are told when they are.
    void on_link_end(error_code why, const event* end) {
        lost_ = why;
        if (end != nullptr)
            eslio::detail::without_throwing([&] { end_.reset(new const event(*end)); });
        settle_held(end_.get());
        for (std::size_t i = 0; i < entries_.size();) {
            const auto e = std::next(entries_.begin(), static_cast<std::ptrdiff_t>(i));
            if (!end_if_lost(e)) ++i;
        }
    }

    /// Nobody will hear of the ends: all waits end.
    void abandon(error_code why) {
        held_.abandon(why);
        for (entry& x : entries_.take_all())
            if (x.waiter) tell(x, {}, why);
    }

private:
    using outcome = execution_result::outcome;
    using entry = queued_execution<Waiter>;
    using iterator = typename queued_executions<Waiter>::iterator;

    /// Whether a leg that was not heard to answer did not.
    bool is_sure_of_legs() const noexcept { return hears_legs_ && !may_miss_events_; }

    execution_result outcome_of(const entry& e, const event& told, bool heard = true) const {
        const bool sure = heard && is_sure_of_legs();
        return read_outcome(e.order.application, told,
                            e.bridge ? e.bridge->answer(told, sure) : leg_answer::unknown);
    }

    /// Returns the one after it.
    iterator finish(iterator e, execution_result result, error_code why = {}) {
        if (e->waiter && !why && !lost_) hold(*e, result);
        Waiter waiter = std::move(e->waiter);
        e = entries_.erase(e);
        if (waiter) waiter.complete(why, std::move(result));
        return e;
    }

    /// Takes the waiter and the result, if it is not to be told yet.
    void hold(entry& e, execution_result& result) {
        const bool in_doubt = may_be_cut(e, result);
        if (in_doubt || !held_.empty())
            held_.add(e.number, std::move(e.waiter), std::move(result), in_doubt, e.deadline);
    }

    /// `end`: what told that the call is over, null if nothing more will be heard of it.
    void settle_held(const event* end) {
        const bool is_own = std::any_of(entries_.begin(), entries_.end(),
                                        [](const entry& e) { return e.has_hung_up(); });
        if (end != nullptr && !is_own)
            held_.on_hangup(*end);
        else
            held_.settle();
    }

    /// Whether a hang-up that is not known yet may have cut it.
    static bool may_be_cut(const entry& e, const execution_result& result) {
        return eslio::detail::outcome_reader(result.details())
            .may_be_cut(e.order.application, result.how());
    }

    /// It keeps its place.
    static void tell(entry& e, execution_result result, error_code why = {}) {
        e.deadline = never;
        Waiter waiter = std::move(e.waiter);
        waiter.complete(why, std::move(result));
    }

    /// True if that ended it. Without memory for a result the connection's end is told.
    bool end_if_lost(iterator e) {
        if (!lost_ || e->unanswered > 0) return false;
        error_code why = e->failure ? e->failure : lost_;
        execution_result result;
        eslio::detail::without_throwing([&] {
            if (e->has_made_all_passes()) {
                result = outcome_of(*e, e->last_pass);
                if (end_ && may_be_cut(*e, result) && may_cut(e->last_pass.timestamp(), *end_))
                    result = {outcome::hung_up, *end_};
            } else if (end_)
                result = {e->has_hung_up() ? outcome::completed : outcome::hung_up, *end_};
            else
                return;
            why.clear();
        });
        finish(e, std::move(result), why);
        return true;
    }

    void on_begin(const event& e) {
        const auto x = entries_.find(e["Application-UUID"]);
        if (x != entries_.end()) x->begun = x->runs = true;
    }

    void on_complete(const event& e) {
        const auto x = entries_.find(e["Application-UUID"]);
        if (x == entries_.end()) return;
        ++x->passes;
        x->runs = false;
        // Of several loops each pass tells its end. They may stop early, which PRIVATE_COMMAND
        // tells, and stop with the call (switch_ivr_parse_event).
        const bool last = x->order.loops == 1 || x->passes == x->order.loops || is_over_in(e);
        const bool was_cut = x->was_cut() && !is_over_in(e) && may_cut(x->last_pass.timestamp(), e);
        if (!was_cut && (x->order.data_asked || !last)) x->last_pass = e;
        if (last && !x->order.data_asked) end(x, e, outcome_of(*x, was_cut ? x->last_pass : e));
    }

    /// The oldest bridge that has joined nobody yet.
    void on_bridge(const event& e) {
        for (entry& x : entries_)
            if (x.may_join(e, may_miss_events_ || !x.order.begin_heard)) {
                x.bridge->on_joined(e);
                if (x.order.joined) *x.order.joined = std::string(x.bridge->leg());
                return tell_bridge(x);
            }
    }

    /// FreeSWITCH answers an unanswered caller when the other leg answers, if nobody did before.
    void on_answer() {
        if (is_sure_of_legs()) return;
        for (entry& x : entries_)
            if (x.bridge && x.bridge->is_early()) {
                x.bridge->on_caller_answered();
                tell_bridge(x);
            }
    }

    void tell_bridge(entry& x) {
        if (!x.order.joined || x.order.data_asked || !x.waiter) return;
        const bool answered = x.bridge->is_answered();
        if (!answered && (hears_legs_ || !x.bridge->caller_was_answered())) return;
        tell(x, {answered ? outcome::completed : outcome::ended, x.bridge->joined()});
    }

    /// FreeSWITCH is done with the message, whatever it ran.
    void on_private_command(const event& e) {
        const auto x = entries_.find(e["Event-UUID"]);
        if (x == entries_.end()) return;
        if (x->passes > 0) return end(x, e, outcome_of(*x, x->last_pass));
        end(x, e, is_over_in(e) ? eslio::detail::hung_up_before(e) : nothing_heard(e));
    }

    /// Whether it may be over although nothing said so.
    bool may_be_over(const entry& e) const noexcept {
        return e.may_be_dropped() || e.may_have_stopped() ||
               (may_miss_events_ && !e.order.data_asked && e.holds_queue());
    }

    execution_result nothing_heard(event told) const {
        return {may_miss_events_ ? outcome::unheard : outcome::not_run, std::move(told)};
    }

    /// FreeSWITCH takes the messages of a call's queue in their order. So those before this one
    /// that have not begun will not: `uuid_break UUID all` dropped them, which no event tells; and
    /// loops of which no pass runs have been stopped. One that is locked would not have let this
    /// one begin; inside another one, begun, it may have run.
    void end(iterator x, const event& told, execution_result result) {
        const id ended = x->number;
        const bool was_mark = x->is_mark();
        for (auto y = entries_.begin(); y->number != ended;) {
            const bool would_be_heard = y->order.begin_heard && !may_miss_events_;
            if (!may_be_over(*y) || !(y->order.locked || would_be_heard)) {
                ++y;
                continue;
            }
            if (y->passes > 0)
                y = finish(y, outcome_of(*y, y->last_pass));
            else if (is_over_in(told))
                y = finish(y, eslio::detail::hung_up_before(told));
            else
                y = finish(y, nothing_heard(event()), y->failure);
        }
        finish(entries_.find(ended), std::move(result));
        wants_mark_ = !was_mark && entries_.find(mark_at_end_) == entries_.end() &&
                      entries_.has_room_for_mark() &&
                      std::any_of(entries_.begin(), entries_.end(),
                                  [](const entry& e) { return e.waiter && e.may_be_dropped(); });
    }

    queued_executions<Waiter> entries_;
    held_ends<Waiter> held_;
    std::size_t most_;
    id mark_at_end_ = 0;  ///< one that was added when something had ended
    bool hears_legs_ = false;
    bool may_miss_events_ = false;
    bool wants_mark_ = false;
    error_code lost_;                              ///< the connection, and why
    eslio::detail::compact_ptr<const event> end_;  ///< what told that the call was over by then
};

}  // namespace eslio::protocol
