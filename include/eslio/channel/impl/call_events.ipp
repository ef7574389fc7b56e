// What a call learns: its events, the time, the end of its link.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event_name.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void call::note_state(const event& data) {
    const std::string_view state = data["Answer-State"];
    if (state.empty()) return;
    state_known_ = true;
    has_media_ = has_media_ || state == "answered" || state == "early";
    seen_down_ = state == "hangup";  // the next of several alternatives may have the same UUID
    lookup_.on_event();
    // What ended meanwhile, unheard, is known once a mark has gone through the queue.
    if (std::exchange(was_known_before_, false) && !executions_.empty()) send_mark();
    if (!answered_ && state == "answered") tell_answer(data);
}

/// To complete one runs nothing of the user's. It fails where there is no memory for the result:
/// then those after it are left.
ESLIO_DECL void call::tell_answer(const event& data) {
    answered_ = true;
    std::uint64_t number = 0;
    while (const event_wait* const next = waits_.next(number)) {
        event_wait w;
        if (next->wanted == nullptr && waits_.take(number, w))
            w.handler.complete(error_code(), wait_result(data));
    }
}

ESLIO_DECL call::verdict call::on_event(const event& e) {
    const auto self = shared_from_this();
    note_state(e);
    if (e.is(event_name::dtmf)) on_digit(e);
    note_bridge(e);
    offer_to_waits(e);
    if (!executions_.empty()) follow_executions(e);
    if (messages_.enabled()) {
        messages_.spare().reuse_event() = e;
        if (messages_.push()) deliver();
    }
    if (e.is(last_event()) && !over())
        end(e);
    else if (e.is(event_name::channel_hangup) && !over())
        hanging_up_.reset(new const event(e));
    return verdict::pass;
}

ESLIO_DECL void call::note_bridge(const event& e) {
    if (e.is(event_name::channel_bridge)) {
        bridged_ = true;
        unbridged_.reset();
    } else if (e.is(event_name::channel_unbridge)) {
        bridged_ = false;
        unbridged_.reset(new const event(e));
    }
}

ESLIO_DECL void call::follow_executions(const event& e) {
    const std::size_t before = executions_.size();
    const bool is_others_end = e.is(event_name::channel_execute_complete) &&
                               !executions_.entries().has(e["Application-UUID"]);
    executions_.on_event(e);
    if (e.is(event_name::channel_execute)) {
        const auto begun = executions_.entries().find(e["Application-UUID"]);
        if (begun != executions_.entries().end() && begun->order.stopped) break_what_plays();
    }
    if (executions_.wants_mark()) send_mark();
    const bool has_ended = executions_.size() != before;
    if (has_ended)
        doubt_.reset();
    else if (is_others_end)
        doubt_.stir(alarm_.now());
    // The begin or the end of a pass ends nothing, but may begin a doubt.
    if (has_ended || e.is(event_name::channel_execute) ||
        e.is(event_name::channel_execute_complete))
        arm();
    ask_for_leg();
}

/// The call is over: nothing that was waited for will come.
ESLIO_DECL void call::end(const event& e) {
    executions_.on_hangup(e);
    state_known_ = true;
    lookup_.on_event();
    hanging_up_.reset();
    hangup_.emplace(e);
    end_waits();
    deliver();
    if (when_over_) std::exchange(when_over_, nullptr)();
}

/// It is over, but how it ended was not heard.
ESLIO_DECL void call::end_unseen() {
    event e;
    e.add("Unique-ID", uuid_);
    was_known_before_ = false;
    end(e);
}

ESLIO_DECL void call::end_waits() {
    auto all = std::exchange(waits_, {});
    std::uint64_t number = 0;
    while (event_wait* const w = all.next(number))
        w->handler.complete(error_code(), wait_result::ended(hangup_->details()));
    if (!digits_) return;
    digits_->collector.hang_up();
    finish_digits();
}

ESLIO_DECL void call::on_digit(const event& e) {
    const std::string_view digit = e["DTMF-Digit"];
    if (digit.empty()) return;
    if (digits_) {
        if (digits_->collector.press(digit.front(), alarm_.now()))
            finish_digits();
        else
            arm();
        return;
    }
    if (typed_.size() == most_type_ahead) typed_.erase(0, 1);
    typed_.push_back(digit.front());
}

ESLIO_DECL void call::finish_digits() {
    digits_wait done = std::move(*digits_);
    digits_.reset();
    done.handler.complete(error_code(), done.collector.take());
}

/// A condition may begin and cancel waits, and throw: then it is as if it had not matched.
ESLIO_DECL void call::offer_to_waits(const event& e) {
    const std::uint64_t newest = last_number_;
    std::uint64_t number = 0;
    while (const event_wait* const next = waits_.next(number)) {
        if (number > newest) return;
        const std::shared_ptr<const event_condition> wanted = next->wanted;
        if (wanted == nullptr) continue;
        bool fits = false;
        without_throwing([&] {
            const completion_queue::step of_user(completions(), false);
            fits = (*wanted)(e);
        });
        event_wait w;
        if (fits && waits_.take(number, w)) w.handler.complete(error_code(), wait_result(e));
    }
}

ESLIO_DECL void call::fail_waits(error_code why) {
    auto all = std::exchange(waits_, {});
    std::uint64_t number = 0;
    while (event_wait* const w = all.next(number)) w->handler.complete(why, wait_result());
    if (!digits_) return;
    digits_handler handler = std::move(digits_->handler);
    digits_.reset();
    handler.complete(why, collected_digits());
}

ESLIO_DECL void call::on_link_end(error_code why) noexcept {
    const auto self = shared_from_this();
    ended_ = why;
    alarm_.cancel();
    lookup_.on_event();
    // Without memory the end of the link is told.
    completions().try_step([&] { end_of_events(); });
    fail_waits(why);
    executions_.on_link_end(why, over() ? &hangup_->details() : nullptr);
    deliver();
    settle();
}

/// Calls what waits to be settled. Handlers for which there is no memory complete with that error.
ESLIO_DECL void call::settle() noexcept {
    completions().try_step([&] {
        for (const auto& f : std::exchange(unsettled_, {})) f();
    });
}

/// Ends the steps that were kept for later; without memory they complete with that error.
ESLIO_DECL void call::fail_kept_steps(error_code why) noexcept {
    completions().try_step([&] {
        if (const auto kept = std::exchange(kept_steps_, nullptr))
            for (const auto& k : *kept) k.value(why);
    });
}

ESLIO_DECL void call::on_link_failed(error_code why) noexcept {
    const auto self = shared_from_this();
    fail_waits(why);
    executions_.abandon(why);
    fail_kept_steps(why);
    deliver();
    settle();
}

/// What ends now may not be heard.
ESLIO_DECL void call::on_link_interrupted(bool of_new_run) noexcept {
    // Events that come while what is wanted is restored are of the next run already.
    if (std::exchange(state_known_, false)) {
        was_known_before_ = true;
        is_of_new_run_ = of_new_run;
    }
    lookup_.on_event();
    executions_.may_miss_events(true);
}

/// A call of a former run of the switch is gone. Another one may have ended unheard: it is asked
/// for, if anything was known of it.
ESLIO_DECL void call::on_link_restored(switch_run run) noexcept {
    const auto self = shared_from_this();
    if (over()) return;
    const bool is_of_this_run = std::exchange(is_of_new_run_, false);
    completions().do_step([&] {
        if (run == switch_run::another && was_known_before_ && !is_of_this_run) return end_unseen();
        if (!was_known_before_ && outstanding() == 0 && !receiver_) return;
        arm();
        lookup_.said_now(alarm_.now());
        look_up();
    });
}

ESLIO_DECL void call::on_events_refused() noexcept {
    if (!mode_.full) return;  // `myevents` brings what it needs; another handle asked
    const auto self = shared_from_this();
    refused_ = true;
    fail_waits(error::call_events_refused);
    executions_.abandon(error::call_events_refused);
    deliver();
}

/// The filter may be gone before another event comes.
ESLIO_DECL void call::on_events_hidden() noexcept {
    if (executions_.empty()) return;
    executions_.may_miss_events(true);
    completions().do_step([&] { arm(); });
}

/// By the command of that number. A mark comes after it.
ESLIO_DECL void call::on_queue_emptied(std::uint64_t command) noexcept {
    completions().do_step([&] {
        executions_.entries().forget_unawaited(command);
        if (executions_.entries().marks() == 0) doubt_.hurry(alarm_.now());
        arm();
    });
}

ESLIO_DECL void call::deliver() {
    if (!receiver_) return;
    message next;
    if (messages_.pop(next))
        receiver_.complete(error_code(), std::move(next));
    else if (over())
        receiver_.complete(make_error_code(error::hung_up), message());
    else if (lookup_.found_none())
        receiver_.complete(make_error_code(error::no_such_call), message());
    else if (refused_)
        receiver_.complete(make_error_code(error::call_events_refused), message());
    else if (ended_)
        receiver_.complete(ended_, message());
}

ESLIO_DECL void call::arm() {
    const protocol::time_point now = alarm_.now();
    doubt_.watch(queue_in_doubt(), now);
    protocol::time_point next = std::min(executions_.next_deadline(now), lookup_.deadline());
    next = std::min(next, doubt_.deadline());
    next = std::min(next, waits_.next_deadline());
    if (digits_) next = std::min(next, digits_->collector.deadline());
    alarm_.set(shared_from_this(), next);
}

ESLIO_DECL void call::on_alarm(protocol::time_point now) {
    executions_.expire(now);
    if (digits_ && digits_->collector.expire(now)) finish_digits();
    for (event_wait w; waits_.take_due(now, w);)
        w.handler.complete(make_error_code(error::timeout), wait_result());
    if (lookup_.deadline() <= now) {
        lookup_.on_time(now);
        go_on_looking();
    }
    doubt_.watch(queue_in_doubt(), now);
    if (doubt_.expire(now)) send_mark();
    arm();
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
ESLIO_DECL void call::drop_handlers() noexcept {
    const auto self = shared_from_this();
    // Out of reach first: a handler may own the handle, whose end comes back here.
    const auto executions = std::move(executions_);
    const auto waits = std::exchange(waits_, {});
    const auto digits = std::exchange(digits_, std::nullopt);
    const auto receiver = std::move(receiver_);
    const auto unsettled = std::exchange(unsettled_, {});
    const auto steps = std::exchange(kept_steps_, nullptr);
}

}  // namespace eslio::detail
