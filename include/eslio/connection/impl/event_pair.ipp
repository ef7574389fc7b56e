// The bodies of the functions of event_pair.hpp.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/event_pair.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

#include <asio/error.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

namespace eslio::detail {

ESLIO_DECL event_pair::event_pair(const std::shared_ptr<engine>& first,
                                  const std::shared_ptr<engine>& second)
    : first_(first), second_(second), alarm_(first->where().executor()) {}

ESLIO_DECL std::shared_ptr<event_pair> event_pair::of(const std::shared_ptr<engine>& first,
                                                      const std::shared_ptr<engine>& second) {
    std::shared_ptr<event_pair> pair(new event_pair(first, second));
    second->share_completions_of(*first);
    pair->attach(*first, side::first);
    pair->attach(*second, side::second);
    return pair;
}

ESLIO_DECL void event_pair::attach(engine& e, side s) {
    lasting_link& l = e.lasting();
    l.pair = shared_from_this();
    l.place = s;
    l.over.bring_events_to(sinks_[s == side::second ? 1 : 0]);
}

// ---- events ------------------------------------------------------------------------------------

ESLIO_DECL error_code event_pair::take(side from, event& e, bool for_user) {
    const auto first = at(side::first);
    if (!first) return {};
    const bool counts = merge_.take(from, e, for_user) == merge::verdict::deliver;
    watch_leader();
    if (!merge_.has_next()) return counts ? hear(*first, e, for_user) : error_code();
    event after;  // `e` may be the queue's spare message, which those before it overwrite
    std::swap(after, e);
    hear_held(*first);
    return counts ? hear(*first, after, for_user) : error_code();
}

/// What comes of it is looked after here, unless the first engine is reading, and does.
ESLIO_DECL error_code event_pair::hear(engine& first, event& e, bool for_user, bool in_order) {
    auto* const exchange = first.exchange();
    if (exchange == nullptr) return {};
    if (in_order) late_told_ = false;
    if (e.is(event_name::dtmf)) last_key_ = e.sequence();
    if (first.is_calling_out()) return exchange->hear(e, for_user, in_order);
    const home::presence here(first.where());
    error_code lost;
    const error_code why =
        first.call_out([&] { return lost = exchange->hear(e, for_user, in_order); });
    if (lost) cut_second(lost);
    first.end_call_out(why);
    return {};
}

/// An event that counted was lost: so both end.
ESLIO_DECL void event_pair::cut_second(error_code why) noexcept {
    if (const auto second = at(side::second)) second->cut(why);
}

/// The user may have unsubscribed meanwhile. Of what comes late, ends of jobs, executions and calls
/// count at any time; a key that was pressed before others would only make another number of them.
ESLIO_DECL void event_pair::hear_held(engine& first) {
    const auto from = at(merge_.leader());
    for (merge::due d; merge_.next(d);) {
        const auto* heard = from && from->exchange() ? &from->exchange()->heard() : nullptr;
        const bool for_user = d.for_user && heard != nullptr &&
                              (d.late ? heard->still_wants(d.what) : heard->wants(d.what));
        if (d.late && for_user && !std::exchange(late_told_, true)) leave_gap(first);
        if (d.late && d.what.is(event_name::dtmf) && d.what.sequence() < last_key_) continue;
        if (const error_code why = hear(first, d.what, for_user && !d.late, !d.late))
            first.close(why);
    }
    watch_leader();
}

/// The user would take what is late for what happened last. All others hear it, so nothing need be
/// asked again.
ESLIO_DECL void event_pair::leave_gap(engine& first) {
    if (first.exchange() == nullptr) return;
    first.lasting().over.missing(error::out_of_step, first.now());
    restored(first, merge_.core_uuid(merge_.leader()));
    note_log(first);
}

// ---- which of them leads -----------------------------------------------------------------------

ESLIO_DECL void event_pair::watch_leader() {
    const auto oldest = merge_.oldest_held();
    if (!oldest || watches_) return;
    watches_ = true;
    oldest_held_ = *oldest;
    alarm_.set(shared_from_this(), alarm_.now() + leader_timeout);
}

ESLIO_DECL void event_pair::on_alarm(environment::time_point) {
    watches_ = false;
    if (without_throwing([&] { change_leader(); })) return;
    lose_stream(error::stream_failed);
    tell_missing();
}

ESLIO_DECL void event_pair::change_leader() {
    const auto first = at(side::first);
    if (!first || !first->exchange()) return;
    if (merge_.is_catching_up() && merge_.oldest_held() == oldest_held_) {
        merge_.end_catching_up();
        return hear_held(*first);
    }
    const side other = merge::other_than(merge_.leader());
    const bool may_lead = other == side::first || unanswered_changes_ == 0;
    if (!may_lead || merge_.oldest_held() != oldest_held_) return watch_leader();
    merge_.lead(other);
    hear_held(*first);
}

/// What FreeSWITCH told before it answered is heard before the answer, however the bytes are read:
/// that a call has hung up says why nothing more is done with it.
ESLIO_DECL void event_pair::before_reply(side from) {
    if (from != side::first || merge_.leader() == from || !merge_.oldest_held()) return;
    const auto first = at(side::first);
    if (!first || !first->exchange() || !merge_.in_step()) return;
    merge_.lead(from);
    if (merge_.is_catching_up()) merge_.end_catching_up();
    hear_held(*first);
    first->deliver_messages();
}

ESLIO_DECL void event_pair::restored(engine& first, const std::string& core_uuid) {
    if (first.exchange()) first.exchange()->restored(core_uuid, first.now());
}

// ---- the connections come and go ---------------------------------------------------------------

ESLIO_DECL void event_pair::begin(side s, const std::string& core_uuid) {
    using begun = merge::begun;
    const auto first = at(side::first);
    if (!first || !first->exchange()) return;
    const begun how = merge_.begin(s, core_uuid);
    if (how != begun::joins) last_key_.reset();
    if (how == begun::another_run)
        first->exchange()->miss_events(error::disconnected, first->now());
    if (how != begun::joins || s == side::first)
        restored(*first, merge_.core_uuid(merge_.leader()));
    note_log(*first);
    if (how == begun::another_run) tell_missing();
}

/// Where memory runs out nobody would know what of the stream is missing.
ESLIO_DECL bool event_pair::end(side s, error_code why) noexcept {
    bool missing = true;
    if (!without_throwing([&] { missing = end_side(s, why); })) lose_stream(why);
    return missing;
}

/// Both connections end, and with them the stream.
ESLIO_DECL void event_pair::lose_stream(error_code why) noexcept {
    merge_.forget_all();
    const auto first = at(side::first);
    if (first && first->exchange()) first->exchange()->miss_events(why, first->now());
    cut_second(error::stream_failed);
    if (first) first->cut(error::stream_failed);
}

ESLIO_DECL bool event_pair::end_side(side s, error_code why) {
    using ended = merge::ended;
    const bool overflowed = why == make_error_code(error::event_queue_overflow);
    const bool complete = !overflowed && (s == side::second || unanswered_changes_ == 0);
    if (s == side::second) {
        unanswered_changes_ = 0;
        ++round_;
    } else {
        first_end_ = why;
    }
    const auto first = at(side::first);
    const ended how = merge_.end(s, complete);
    if (!first || !first->exchange()) return false;
    if (how != ended::taken_over) hear_held(*first);
    if (how == ended::goes_on) {
        note_log(*first);
        return false;
    }
    first->exchange()->miss_events(why, first->now());
    if (how == ended::taken_over) {
        restored(*first, merge_.core_uuid(merge::other_than(s)));
        late_told_ = true;
        hear_held(*first);
    }
    note_log(*first);
    if (overflowed) cut_second(why);
    return true;
}

/// Log lines come over the first one only.
ESLIO_DECL void event_pair::note_log(engine& first) {
    if (merge_.is_up(side::first) || !first.wanted().level) return;
    first.lasting().over.missing_log_lines(first_end_, first.now());
}

ESLIO_DECL void event_pair::tell_missing() noexcept {
    if (const auto first = at(side::first)) first->tell_missing();
}

// ---- what the second one is to hear ------------------------------------------------------------

ESLIO_DECL event_pair::reply_handler event_pair::agreement(engine& second,
                                                           std::shared_ptr<joint_answer> both) {
    auto answered = reply_handler::of_own(
        second.completions(), [weak = weak_from_this(), round = round_,
                               both = std::move(both)](error_code ec, const reply& answer) {
            const auto pair = weak.lock();
            if (pair && pair->round_ == round) {
                if (ec || !answer.ok())
                    pair->cut_second(ec ? ec : error::state_refused);
                else
                    --pair->unanswered_changes_;
            }
            if (both) both->end_one();
        });
    ++unanswered_changes_;  // now that nothing fails any more
    return answered;
}

/// Without a connection it hears of it with the next one.
ESLIO_DECL std::shared_ptr<engine> event_pair::hearing_second() const {
    auto second = at(side::second);
    const bool hears = second && second->exchange() && !second->exchange()->is_interrupted();
    return hears ? std::move(second) : nullptr;
}

ESLIO_DECL error_code event_pair::submit_by(const command& c, reply_handler& user,
                                            completion_queue& turns, std::uint64_t& number,
                                            submission give, void* submit) {
    std::uint64_t joint = 0;
    auto both = note_joint(std::move(user), joint);
    auto answered = both->of_first(turns);
    if (const error_code why = give(submit, answered)) {
        user = std::move(both->user);
        return why;
    }
    both->in_line = std::exchange(number, joint);
    follow(c, both);
    return {};
}

/// The first one has it already, so where memory runs out the second connection ends: it would not
/// hear the same.
ESLIO_DECL void event_pair::follow(const command& c,
                                   const std::shared_ptr<joint_answer>& both) noexcept {
    const auto second = hearing_second();
    if (!second || c.change()->is_of_log()) return both->end_one();
    const auto submit = [&] {
        auto answered = agreement(*second, both);
        second->submit_command(command(c), answered);
    };
    if (without_throwing(submit)) return;
    cut_second(error::stream_failed);
    both->end_one();
}

/// Answers come in the order of the commands, so those that are over are at the front, except for
/// those that were given up.
ESLIO_DECL std::shared_ptr<event_pair::joint_answer> event_pair::note_joint(reply_handler&& user,
                                                                            std::uint64_t& number) {
    const auto is_over = [](const numbered& one) { return one.answer.expired(); };
    while (!joint_.empty() && is_over(joint_.front())) joint_.pop_front();
    if (joint_.size() >= sweep_joint_at_) {
        joint_.erase(std::remove_if(joint_.begin(), joint_.end(), is_over), joint_.end());
        sweep_joint_at_ = std::max(usual_joint, joint_.size() * 2);
    }
    std::shared_ptr<joint_answer> both(new joint_answer());
    joint_.push_back({++last_joint_, both});
    number = last_joint_;
    both->user = std::move(user);
    return both;
}

ESLIO_DECL std::shared_ptr<event_pair::joint_answer> event_pair::find_joint(
    std::uint64_t number) const noexcept {
    const auto is_before = [](const numbered& one, std::uint64_t n) { return one.number < n; };
    const auto place = std::lower_bound(joint_.begin(), joint_.end(), number, is_before);
    const bool found = place != joint_.end() && place->number == number;
    return found ? place->answer.lock() : nullptr;
}

ESLIO_DECL std::uint64_t event_pair::in_line(std::uint64_t number) const noexcept {
    if (number < first_of_pair()) return number;
    const auto both = find_joint(number);
    return both ? both->in_line : 0;
}

ESLIO_DECL void event_pair::give_up(std::uint64_t number) noexcept {
    const auto both = find_joint(number);
    if (both && both->user)
        both->user.complete(make_error_code(asio::error::operation_aborted), reply());
}

ESLIO_DECL event_pair::reply_handler event_pair::joint_answer::of_first(completion_queue& turns) {
    return reply_handler::of_own(turns, [self = shared_from_this()](error_code ec, reply r) {
        self->why = ec;
        self->answer = std::move(r);
        if (ec) self->left = 1;  // what has failed is told at once
        self->end_one();
    });
}

ESLIO_DECL void event_pair::joint_answer::end_one() {
    if (--left == 0 && user) user.complete(why, std::move(answer));
}

ESLIO_DECL void event_pair::follow_need(const event_types& needed) {
    follow_leases();
    const auto second = hearing_second();
    if (!second) return;
    if (second->exchange()->heard().unheard(needed).none()) return;
    if (merge_.leader() == side::second && merge_.in_step()) {
        // It is subscribed to them first: what comes before the second is would come too late.
        merge_.lead(side::first);
        hear_held(*at(side::first));
    }
    const auto ask = [&] {
        auto answered = agreement(*second, nullptr);
        second->ask(needed, answered);
    };
    if (!without_throwing(ask)) cut_second(error::stream_failed);
}

/// They end on the second when they end on the first.
ESLIO_DECL void event_pair::follow_leases() noexcept {
    const auto first = at(side::first);
    const auto second = hearing_second();
    if (!first || !second) return;
    const auto copy = [&] { second->take_leases_of(*first); };
    if (!without_throwing(copy)) cut_second(error::stream_failed);
}

/// Log lines are taken from one connection.
ESLIO_DECL protocol::wanted event_pair::wanted() const {
    const auto first = at(side::first);
    if (!first) return {};
    protocol::wanted all = first->wanted();
    all.level.reset();
    return all;
}

}  // namespace eslio::detail
