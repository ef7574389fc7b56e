// The bodies of the functions of event_pair.hpp.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/event_pair.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL std::shared_ptr<event_pair> event_pair::of(const std::shared_ptr<engine>& first,
                                                      const std::shared_ptr<engine>& second) {
    const std::shared_ptr<event_pair> pair(new event_pair(first, second));
    second->completions_ = first->completions_;
    pair->join(*first, side::first);
    pair->join(*second, side::second);
    return pair;
}

ESLIO_DECL void event_pair::join(engine& e, side s) {
    e.lasting_link_->pair = shared_from_this();
    e.lasting_link_->place = s;
    e.lasting_link_->over.bring_events_to(sinks_[s == side::second ? 1 : 0]);
}

ESLIO_DECL error_code event_pair::sink::take(event& e, bool for_user) {
    using verdict = protocol::event_merge::verdict;
    const auto first = pair.at(side::first);
    if (!first) return {};
    error_code why;
    if (pair.merge_.take(of, e, for_user) == verdict::counts) why = pair.hear(*first, e, for_user);
    return why ? why : pair.hear_held(*first);
}

/// Inside the first engine's reading that looks after what comes of it. Over the second one this
/// is the place.
ESLIO_DECL error_code event_pair::hear(engine& first, event& e, bool for_user) {
    if (!first.exchange_) return {};
    if (first.reading_.calling_out) return first.exchange_->hear(e, for_user);
    const home::presence here(first.where());
    engine::reading_guard guard{first};
    first.reading_.calling_out = true;
    error_code why = first.exchange_->hear(e, for_user);
    first.reading_.calling_out = false;
    guard.done = true;
    if (first.reading_.closed_meanwhile)
        why = std::exchange(first.reading_.closed_meanwhile, error_code());
    if (why) {
        first.close(why);
    } else {
        first.mailbox_.deliver();
        if (first.timer_is_stale()) first.arm_timer();
    }
    return {};
}

ESLIO_DECL error_code event_pair::hear_held(engine& first) {
    event e;
    for (bool for_user = false; merge_.next(e, for_user);)
        if (const error_code why = hear(first, e, for_user)) return why;
    return {};
}

ESLIO_DECL void event_pair::restored(engine& first, const std::string& core_uuid) {
    if (first.exchange_) first.exchange_->restored(core_uuid, first.waker_.now());
}

ESLIO_DECL void event_pair::begin(side s, const std::string& core_uuid) {
    using begun = protocol::event_merge::begun;
    const auto first = at(side::first);
    if (!first || !first->exchange_) return;
    const begun how = merge_.begin(s, core_uuid);
    if (how == begun::another_run) first->exchange_->miss_events(error::disconnected, first->now());
    if (how != begun::joins || s == side::first) restored(*first, core_uuid);
    if (how == begun::another_run) tell_missing();
}

ESLIO_DECL bool event_pair::end(side s, error_code why) {
    using ended = protocol::event_merge::ended;
    const bool complete = unagreed_ == 0;
    if (s == side::second) {
        unagreed_ = 0;
        ++round_;
    }
    const auto first = at(side::first);
    const ended how = merge_.end(s, s == side::second || complete);
    if (how == ended::goes_on || !first || !first->exchange_) return false;
    first->exchange_->miss_events(why, first->now());
    if (how == ended::interrupted) return true;
    restored(*first, merge_.core_uuid(s == side::first ? side::second : side::first));
    hear_held(*first);
    return true;
}

ESLIO_DECL void event_pair::tell_missing() noexcept {
    if (const auto first = at(side::first)) first->tell_missing();
}

ESLIO_DECL event_pair::reply_handler event_pair::agreement(engine& second) {
    ++unagreed_;
    return reply_handler::of_own(second.completions(),
                                 [weak = weak_from_this(), round = round_](error_code ec, reply) {
                                     const auto pair = weak.lock();
                                     if (pair && !ec && pair->round_ == round) --pair->unagreed_;
                                 });
}

/// Without a connection it hears of it with the next one.
ESLIO_DECL void event_pair::follow(const command& c) {
    const auto second = at(side::second);
    if (!second || !second->exchange_ || second->exchange_->is_interrupted()) return;
    if (c.change()->is_of_log()) return;
    auto answered = agreement(*second);
    second->submit_command(command(c), answered);
}

ESLIO_DECL void event_pair::follow_need(const event_types& needed) {
    const auto second = at(side::second);
    if (!second || !second->exchange_ || second->exchange_->is_interrupted()) return;
    second->exchange_->heard().take_always(needed);
    if (second->exchange_->heard().unheard(needed).none()) return;
    auto answered = agreement(*second);
    second->exchange_->ask(needed, answered);
    second->submitted();
}

/// Log lines are taken from one connection.
ESLIO_DECL protocol::wanted event_pair::wanted() const {
    const auto first = at(side::first);
    if (!first) return {};
    protocol::wanted all = first->lasting_.wanted;
    all.level.reset();
    return all;
}

}  // namespace eslio::detail
