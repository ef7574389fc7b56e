// What an attempt to call somebody learns: the events of its legs, its job's result, gaps, the
// time.
#pragma once

#include <eslio/api/uuid.hpp>
#include <eslio/channel/detail/call_attempt.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/channel/detail/call_questions.hpp>
#include <eslio/command/api.hpp>
#include <eslio/error.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/wire/ascii.hpp>

#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace eslio::detail {

/// `channel` made of a call that was started.
struct channel_of_call : channel {
    explicit channel_of_call(std::shared_ptr<call> started) : channel(std::move(started)) {}
};

/// A cause is one word of capitals; else it is what FreeSWITCH says to a command that it does not
/// run.
constexpr bool is_cause(std::string_view text) noexcept {
    for (const char c : text)
        if (c != '_' && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9')) return false;
    return !text.empty();
}

ESLIO_DECL void call_attempt::on_event(std::size_t which, const event& e) {
    const auto self = shared_from_this();
    leg& one = legs_[which];
    if (one.over) {
        const auto created = e.time("Caller-Channel-Created-Time");
        const bool is_new = created && created != one.told.times.created;
        if (!is_new || phase_ == phase::done || e["Answer-State"] == "hangup") return;
        begin_anew(one);
    }
    note(one, e);
    if (e.is(event_name::channel_hangup_complete))
        note_end(one, std::string(e["Hangup-Cause"]));
    else if (gives_up_ &&
             (e.is(event_name::channel_create) || e.is(event_name::channel_progress) ||
              e.is(event_name::channel_progress_media) || e.is(event_name::channel_answer)))
        kill(one);
    tell_waiting();
}

ESLIO_DECL void call_attempt::on_bridge(std::size_t which, const event& e) {
    const auto self = shared_from_this();
    leg& one = legs_[which];
    if (one.over || one.told.times.bridged) return;
    one.told.times.bridged = e.timestamp();
    tell_waiting();
}

/// The next alternative has the UUID of one that failed.
ESLIO_DECL void call_attempt::begin_anew(leg& one) {
    one.over = false;
    one.told = call_leg{one.told.uuid, call_outcome::pending, {}, {}};
    one.handle->stop();
    one.handle = std::shared_ptr<call>(new call(link_, one.told.uuid, options_, call_mode{}));
    one.handle->start();
}

/// FreeSWITCH tells of one thing by an event, and of all that was before by the times in each.
ESLIO_DECL void call_attempt::note(leg& one, const event& data) {
    call_times& t = one.told.times;
    const auto take = [&](std::optional<call_times::moment>& to, std::string_view header) {
        if (!to) to = data.time(header);
    };
    const auto take_event = [&](std::optional<call_times::moment>& to, event_name type) {
        if (!to && data.is(type)) to = data.timestamp();
    };
    take(t.created, "Caller-Channel-Created-Time");
    take(t.answered, "Caller-Channel-Answered-Time");
    take_event(t.answered, event_name::channel_answer);
    // Later ones are those of a leg that this one has called (switch_channel.c:
    // switch_channel_perform_mark_ring_ready_value).
    const auto ringing = data.time("Caller-Channel-Progress-Time");
    const auto media = data.time("Caller-Channel-Progress-Media-Time");
    if (!t.ringing && ringing && (!t.answered || *ringing <= *t.answered)) t.ringing = ringing;
    if (!t.early_media && media && (!t.answered || *media <= *t.answered)) t.early_media = media;
    if (!t.answered) {
        take_event(t.ringing, event_name::channel_progress);
        take_event(t.early_media, event_name::channel_progress_media);
    }
    take(t.bridged, "Caller-Channel-Bridged-Time");
    take_event(t.bridged, event_name::channel_bridge);
    take(t.ended, "Caller-Channel-Hangup-Time");
    if (t.answered)
        one.told.outcome = call_outcome::answered;
    else if (t.early_media)
        one.told.outcome = call_outcome::early_media;
}

ESLIO_DECL void call_attempt::note_end(leg& one, std::string cause) {
    one.over = true;
    if (!one.told.times.answered) one.told.outcome = outcome_of(cause);
    one.told.cause_text = std::move(cause);
    if (phase_ == phase::done) unfollow(one);
    if (is_over() && judge_others()) needs_.reset();
    if (ends_by_ != protocol::never) tell_failure();
}

ESLIO_DECL void call_attempt::on_job(error_code ec, const job_result& result) {
    job_ = 0;
    if (phase_ != phase::dialling) return;
    if (ec == asio::error::operation_aborted && gives_up_)
        return fail(call_outcome::cancelled, {});  // its command was taken back
    if (ec) return lose(ec);
    if (result.ok()) return win(find_or_adopt(wire::trim(result.text().substr(3))));
    const std::string_view why = result.reason();
    if (result.started() && is_cause(why)) return fail(outcome_of(why), std::string(why));
    fail(call_outcome::refused, std::string(result.text()));
}

/// An endpoint that calls several, as `group/` does, gives one UUID to one of them.
ESLIO_DECL std::size_t call_attempt::find_or_adopt(std::string_view uuid) {
    for (std::size_t i = 0; i < legs_.size(); ++i)
        if (wire::iequals(legs_[i].told.uuid, uuid)) return i;
    legs_.emplace_back(std::string(uuid));
    const error_code before = unheard_;
    follow(legs_.back());
    if (!unheard_) unheard_ = before;
    return legs_.size() - 1;
}

ESLIO_DECL void call_attempt::win(std::size_t which) {
    winner_ = which;
    phase_ = phase::settling;
    const leg& one = legs_[which];
    if (gives_up_ || !one.handle) kill(one);
    if (!one.handle) return lose(unheard_);  // nobody could say or hear anything of that call
    if (one.over || one.told.outcome != call_outcome::pending) return tell_call();
    // Its events may come after the result, as FreeSWITCH may have several threads for them.
    auto answered = link::reply_handler::of_own(
        completions(),
        step_of(shared_from_this(), [](call_attempt& self, error_code ec, const reply& r) {
            const auto data = dumped(ec, r);
            if (data) self.note(self.legs_[self.winner_], *data);
            self.tell_call();
        }));
    link_->submit(asked_once(api::uuid_dump(one.told.uuid)), std::move(answered));
}

ESLIO_DECL void call_attempt::tell_call() {
    if (phase_ == phase::done) return;
    phase_ = phase::done;
    leg& one = legs_[winner_];
    if (dial_ && one.handle) {
        std::vector<call_leg> all = legs();
        if (!one.told.times.answered)
            all[winner_].outcome =
                one.told.times.early_media ? call_outcome::early_media : call_outcome::unknown;
        dial_.complete(error_code(),
                       originate_result(channel_of_call(std::exchange(one.handle, nullptr)),
                                        std::move(all), winner_));
    } else if (dial_) {
        dial_.complete(unheard_ ? unheard_ : ended_, originate_result());
    }
    finish();
}

/// It is told when the ends of the legs were heard.
ESLIO_DECL void call_attempt::fail(call_outcome why, std::string cause) {
    phase_ = phase::settling;
    why_none_ = why;
    cause_of_none_ = std::move(cause);
    ends_by_ = alarm_.now() + patience_with_ends;
    self_ = shared_from_this();
    tell_failure();
    arm();
}

ESLIO_DECL void call_attempt::tell_failure() {
    const bool all_ended = std::all_of(legs_.begin(), legs_.end(), [](const leg& one) {
        return one.over || !one.told.times.created;
    });
    if (!all_ended && !ended_ && alarm_.now() < ends_by_) return;
    ends_by_ = protocol::never;
    const auto self = std::move(self_);
    // Where a hang-up comes in the middle FreeSWITCH may tell ORIGINATOR_CANCEL for any cause.
    const call_leg& last = legs_.front().told;
    if (legs_.size() == 1 && legs_.front().over && !last.cause_text.empty() &&
        why_none_ != call_outcome::refused) {
        why_none_ = outcome_of(last.cause());
        cause_of_none_ = last.cause_text;
    }
    originate_result no_call(why_none_, cause_of_none_, legs());
    phase_ = phase::done;
    if (dial_) dial_.complete(error_code(), std::move(no_call));
    finish();
}

ESLIO_DECL void call_attempt::lose(error_code why) {
    phase_ = phase::done;
    lost_ = why;
    if (dial_) dial_.complete(why, originate_result());
    fail_waiting(why);
    finish();
}

/// What is followed from now on is the call, and the others until their ends.
ESLIO_DECL void call_attempt::finish() {
    creations_.reset();
    next_question_ = protocol::never;
    for (leg& one : legs_) {
        if (one.handle) std::exchange(one.handle, nullptr)->stop();
        if (one.over) unfollow(one);
    }
    tell_waiting();
    if (!is_held_) release();
}

ESLIO_DECL void call_attempt::on_link_end(error_code why) noexcept {
    const auto self = shared_from_this();
    ended_ = why;
    alarm_.cancel();
    fail_waiting(why);
    if (ends_by_ == protocol::never) return;
    const auto tell = [&] { tell_failure(); };
    if (!completions().try_step(tell)) fail(make_error_code(error::stream_failed));
}

ESLIO_DECL void call_attempt::on_link_failed(error_code why) noexcept {
    dial_ ? lose(why) : fail_waiting(why);
}

/// What the legs did meanwhile was not heard.
ESLIO_DECL void call_attempt::on_link_restored(switch_run run) noexcept {
    const auto self = shared_from_this();
    agreed_ = 0;
    completions().do_step([&] {
        if (run != switch_run::another) {
            for (const leg& one : legs_)
                if (gives_up_ && !one.over && phase_ != phase::done) kill(one);
            return ask();
        }
        for (leg& one : legs_)
            if (!one.over && one.told.times.created) note_end(one, {});
        tell_waiting();
    });
}

ESLIO_DECL void call_attempt::on_events_refused() noexcept {
    const auto self = shared_from_this();
    if (!unheard_) unheard_ = error::call_events_refused;
    fail_waiting(unheard_);
}

/// Of the legs of which something is to be known. The answers of a former round do not count.
ESLIO_DECL void call_attempt::ask() {
    ++round_;
    unanswered_ = 0;
    next_question_ = protocol::never;
    if (phase_ == phase::made || phase_ == phase::settling || ended_) return;
    for (std::size_t i = 0; i < legs_.size(); ++i) {
        leg& one = legs_[i];
        if (one.over || (phase_ == phase::done && i != winner_)) continue;
        ++unanswered_;
        auto answered = link::reply_handler::of_own(
            completions(),
            step_of(shared_from_this(),
                    [round = round_, i](call_attempt& self, error_code ec, const reply& r) {
                        self.on_answer(round, i, ec, r);
                    }));
        link_->submit(as_command(api::uuid_dump(one.told.uuid)), std::move(answered));
    }
    if (unanswered_ == 0 && phase_ == phase::dialling) conclude();
}

ESLIO_DECL void call_attempt::on_answer(std::uint64_t round, std::size_t which, error_code ec,
                                        const reply& r) {
    if (round != round_) return;
    leg& one = legs_[which];
    if (!one.over) one.is_gone = !ec && r.body() == no_such_channel;
    if (const auto data = one.over ? std::nullopt : dumped(ec, r)) {
        note(one, *data);
        // Until then it is in one of those (switch_ivr_originate.c: switch_ivr_originate).
        const std::string_view state = (*data)["Channel-State"];
        one.has_left = state != "CS_NEW" && state != "CS_INIT" && state != "CS_ROUTING" &&
                       state != "CS_CONSUME_MEDIA";
        tell_waiting();
    }
    if (--unanswered_ == 0) conclude();
}

/// As the job's result is fired a moment after what it did is seen, it was missed only if the
/// answers are the same a second later.
ESLIO_DECL void call_attempt::conclude() {
    std::size_t up = none;
    bool is_gone = true;
    for (std::size_t i = 0; i < legs_.size(); ++i) {
        const leg& one = legs_[i];
        if (phase_ == phase::done && i != winner_) continue;
        is_gone = is_gone && (one.over || one.is_gone);
        if (!one.over && !one.is_gone && up == none &&
            (one.told.times.answered || (one.told.times.early_media && one.has_left)))
            up = i;
    }
    const bool is_settled = is_gone || (phase_ == phase::dialling && up != none);
    agreed_ = is_settled ? agreed_ + 1 : 0;
    if (!is_settled) return;
    if (agreed_ < 2) {
        next_question_ = alarm_.now() + pause;
        return arm();
    }
    if (phase_ == phase::done) {
        note_end(legs_[winner_], {});
        return tell_waiting();
    }
    const std::uint64_t job = std::exchange(job_, 0);
    if (is_gone)
        lose(error::lost_in_gap);
    else
        win(up);
    if (job != 0) link_->cancel_job(job, asio::cancellation_type::terminal);
}

ESLIO_DECL void call_attempt::on_alarm(protocol::time_point now) {
    ends_if_failed<call_attempt> otherwise(*this);
    if (dial_ && deadline_ <= now) {
        dial_.complete(make_error_code(error::timeout), originate_result());
        end_attempt();
    }
    for (waiting w; waiting_.take_due(now, w);)
        w.handler.complete(make_error_code(error::timeout), call_progress());
    if (ends_by_ <= now) tell_failure();
    if (next_question_ <= now) ask();
    arm();
    otherwise.done();
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
ESLIO_DECL void call_attempt::drop_handlers() noexcept {
    const auto self = shared_from_this();
    const auto dial = std::move(dial_);
    const auto waits = std::exchange(waiting_, {});
    self_.reset();
}

}  // namespace eslio::detail
