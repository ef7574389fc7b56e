// What an attempt to call somebody is told to do, and what its waits are told.
#pragma once

#include <eslio/api/uuid_control.hpp>
#include <eslio/channel/detail/call_attempt.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/command/api.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/event/hangup_cause.hpp>
#include <eslio/protocol/time.hpp>

#include <asio/error.hpp>

#include <algorithm>

namespace eslio::detail {

ESLIO_DECL call_attempt::call_attempt(std::shared_ptr<link> over, originate what,
                                      channel_options options)
    : link_(std::move(over)),
      what_(std::move(what)),
      options_(options),
      alarm_(link_->where().executor()) {
    for (std::string& uuid : what_.name_legs([this] { return alarm_.env().random_uuid(); }))
        legs_.emplace_back(std::move(uuid));
}

ESLIO_DECL void call_attempt::start() {
    alarm_.env().attach(weak_from_this());
    link_->watch(weak_from_this());
    ended_ = link_->link_state();
    unheard_ = what_.error();
    if (ended_ || unheard_) return;
    using n = event_name;
    auto types = types_of({n::channel_progress, n::channel_progress_media, n::channel_answer,
                           n::channel_bridge, n::channel_hangup_complete});
    // Of legs that race, whether there was one at all.
    if (legs_.size() > 1) types |= types_of({n::channel_create});
    for (leg& one : legs_)
        if (!unheard_) follow(one);
    if (!unheard_) needs_ = link_->need_events(types);
}

ESLIO_DECL void call_attempt::follow(leg& one) {
    unheard_ = link_->hear_also("Unique-ID", one.told.uuid, one.heard);
    if (unheard_) return;
    const auto which = static_cast<std::size_t>(&one - legs_.data());
    one.handle = std::shared_ptr<call>(new call(link_, one.told.uuid, options_, call_mode{}));
    one.handle->start();
    const auto pass = protocol::route_table::verdict::pass;
    one.route = link_->add_route(one.told.uuid, [weak = weak_from_this(), which](const event& e) {
        if (const auto self = weak.lock()) self->on_event(which, e);
        return pass;
    });
    one.bridges =
        link_->add_leg_route(one.told.uuid, [weak = weak_from_this(), which](const event& e) {
            const auto self = weak.lock();
            if (self && e.is(event_name::channel_bridge)) self->on_bridge(which, e);
            return pass;
        });
}

ESLIO_DECL void call_attempt::unfollow(leg& one) noexcept {
    if (one.route != 0) link_->remove_route(std::exchange(one.route, 0));
    if (one.bridges != 0) link_->remove_route(std::exchange(one.bridges, 0));
    one.heard.reset();
}

ESLIO_DECL void call_attempt::release() noexcept {
    alarm_.cancel();
    for (leg& one : legs_) {
        unfollow(one);
        if (one.handle) std::exchange(one.handle, nullptr)->stop();
    }
    needs_.reset();
    creations_.reset();
}

ESLIO_DECL void call_attempt::not_started() noexcept {
    unheard_ = make_error_code(error::stream_failed);
    release();
}

ESLIO_DECL void call_attempt::let_go() {
    const auto self = shared_from_this();
    is_held_ = false;
    if (dial_) {
        dial_.complete(asio::error::operation_aborted, originate_result());
        completions().do_step([&] { end_attempt(); });
    }
    fail_waiting(asio::error::operation_aborted);
    if (phase_ == phase::made || phase_ == phase::done) release();
}

ESLIO_DECL error_code call_attempt::admission() const noexcept {
    if (lost_) return lost_;
    return unheard_ ? unheard_ : ended_;
}

ESLIO_DECL call_attempt::operation call_attempt::dial(dial_handler& handler) {
    error_code why = what_.error();
    if (!why && phase_ != phase::made) why = error::operation_in_progress;
    if (!why) why = admission();
    if (why) return handler.complete(why, originate_result()), operation{};
    phase_ = phase::dialling;
    dial_ = std::move(handler);
    ends_if_failed<call_attempt> otherwise(*this);
    const duration patience = what_.longest() + margin;
    deadline_ = protocol::deadline_after(alarm_.now(), patience);
    // Its own deadline is later: what it comes to is of interest when nobody waits for it, too.
    auto done = link::job_handler::of_own(completions(),
                                          step_of(shared_from_this(), &call_attempt::on_job));
    job_ = link_->submit_job(what_.request().timeout(2 * patience), done);
    arm();
    otherwise.done();
    return {true, ++last_number_};
}

ESLIO_DECL call_attempt::operation call_attempt::dial_alone(dial_handler& handler) {
    is_held_ = false;
    start();
    const operation begun = dial(handler);
    if (begun.number == 0) release();
    return begun;
}

ESLIO_DECL call_attempt::operation call_attempt::wait_for(stage what, duration timeout,
                                                          wait_handler& handler) {
    if (auto known = judge(what))
        return handler.complete(error_code(), *std::move(known)), operation{};
    error_code why = admission();
    const auto now = alarm_.now();
    const auto deadline = protocol::deadline_after(now, timeout);
    if (!why && deadline <= now) why = error::timeout;
    if (why) return handler.complete(why, call_progress()), operation{};
    waiting_.add(++last_number_, {what, std::move(handler)}, deadline);
    arm();
    return {false, last_number_};
}

ESLIO_DECL void call_attempt::cancel(operation op, asio::cancellation_type_t type) {
    if (op.dials) {
        if (!dial_) return;
        if (is_harmless(type)) {
            gives_up_ = job_ != 0 && link_->take_back_job(job_);
            if (!gives_up_) return;
        }
        dial_.complete(asio::error::operation_aborted, originate_result());
        return end_attempt();
    }
    waiting w;
    if (waiting_.take(op.number, w))
        w.handler.complete(asio::error::operation_aborted, call_progress());
}

/// FreeSWITCH may not have made its channels yet, and goes on to the next alternative when one is
/// ended: so each is ended when it comes, until the job's result tells that none will.
ESLIO_DECL void call_attempt::end_attempt() {
    if (gives_up_ || phase_ == phase::made || phase_ == phase::done) return;
    gives_up_ = true;
    if (job_ != 0 && link_->take_back_job(job_)) return;
    creations_ = link_->need_events(types_of({event_name::channel_create}));
    for (const leg& one : legs_)
        if (!one.over) kill(one);
}

ESLIO_DECL void call_attempt::kill(const leg& one) {
    link_->submit(as_command(api::uuid_kill(one.told.uuid, hangup_cause::originator_cancel)),
                  link::reply_handler::of_own(completions(), [](error_code, const reply&) {}));
}

ESLIO_DECL std::vector<call_leg> call_attempt::legs() const {
    std::vector<call_leg> all;
    for (const leg& one : legs_) all.push_back(one.told);
    return all;
}

ESLIO_DECL call_leg call_attempt::told() const {
    if (winner_ != none) return legs_[winner_].told;
    call_leg best = legs_.size() == 1 ? legs_.front().told : call_leg();
    best.outcome = call_outcome::pending;
    for (const leg& one : legs_) {
        if (one.over || phase_ == phase::done) continue;
        const bool is_ahead =
            one.told.outcome == call_outcome::answered || best.outcome == call_outcome::pending;
        if (is_ahead) best = one.told;
    }
    if (phase_ != phase::done) return best;
    best.outcome = why_none_;
    best.cause_text = cause_of_none_;
    return best;
}

ESLIO_DECL std::optional<call_progress> call_attempt::judge(stage what) const {
    if (lost_) return std::nullopt;
    if (what == stage::end_of_others) return judge_others();
    if (what != stage::end) return judge_progress(what);
    if (!is_over()) return std::nullopt;
    const call_leg last = told();
    return call_progress(last.times.ended, last);
}

ESLIO_DECL std::optional<call_progress> call_attempt::judge_progress(stage what) const {
    const bool is_of_call = what == stage::answer || what == stage::bridge;
    for (std::size_t i = 0; i < legs_.size(); ++i) {
        // Of legs that race, which of them is the call its `originate` tells.
        if (is_of_call && i != winner_ && (legs_.size() > 1 || winner_ != none)) continue;
        const call_times& t = legs_[i].told.times;
        const auto& when = what == stage::ringing       ? t.ringing
                           : what == stage::early_media ? t.early_media
                           : what == stage::answer      ? t.answered
                                                        : t.bridged;
        if (when) return call_progress(when, legs_[i].told);
    }
    const call_leg now = told();
    const bool is_too_late =
        (what == stage::ringing || what == stage::early_media) &&
        (now.times.answered || (what == stage::ringing && now.times.early_media));
    if (is_over() || is_too_late) return call_progress::none(now);
    return std::nullopt;
}

ESLIO_DECL std::optional<call_progress> call_attempt::judge_others() const {
    if (phase_ != phase::done) return std::nullopt;
    for (std::size_t i = 0; i < legs_.size(); ++i) {
        const leg& one = legs_[i];
        if (i != winner_ && !one.over && one.told.times.created) return std::nullopt;
    }
    return call_progress(std::nullopt, told());
}

ESLIO_DECL void call_attempt::tell_waiting() {
    std::uint64_t number = 0;
    while (const waiting* const next = waiting_.next(number)) {
        auto known = judge(next->what);
        waiting w;
        if (known && waiting_.take(number, w)) w.handler.complete(error_code(), *std::move(known));
    }
}

ESLIO_DECL void call_attempt::fail_waiting(error_code why) {
    auto all = std::exchange(waiting_, {});
    std::uint64_t number = 0;
    while (waiting* const w = all.next(number)) w->handler.complete(why, call_progress());
}

ESLIO_DECL void call_attempt::arm() {
    protocol::time_point next = std::min(next_question_, ends_by_);
    if (dial_) next = std::min(next, deadline_);
    next = std::min(next, waiting_.next_deadline());
    alarm_.set(shared_from_this(), next);
}

}  // namespace eslio::detail
