// The engine's operations: how each begins, and how it is cancelled.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/number_ranges.hpp>
#include <eslio/event/detail/event_types.hpp>
#include <eslio/event/format.hpp>

#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

ESLIO_DECL bool engine::begin_opening(open_handler& handler, const credentials* who) {
    const home::presence here(where());
    if (life_.is(state::parting)) leave();
    if (!life_.is(state::closed) && !life_.is(state::interrupted)) {
        handler.complete(make_error_code(error::already_connected));
        return false;
    }
    if (who != nullptr && who->opening().error()) {
        handler.complete(who->opening().error());
        return false;
    }
    waker_.env().attach(weak_from_this());
    input_.renew(options_.frame_limits);
    out_.renew();
    out_.set_busy(false);
    out_.forget_farewell();
    opening_.login.reset();
    if (who != nullptr) opening_.login.emplace(*who);
    opening_.answer = reply();
    life_.begin();
    if (!life_.outlives()) {
        exchange_.reset();
        mailbox_.queue().clear();
    }
    opening_.handler = std::move(handler);
    return true;
}

/// On a stream that is connected already; without credentials nobody logs in.
ESLIO_DECL std::uint64_t engine::open(const credentials* who, open_handler& handler) {
    if (!begin_opening(handler, who)) return 0;
    on_stream_ready(life_.generation());
    return life_.generation();
}

ESLIO_DECL void engine::set_phase_deadline(environment::duration wait, error why) {
    life_.set_phase(protocol::deadline_after(waker_.now(), wait), why);
    arm_timer();
}

ESLIO_DECL std::uint64_t engine::submit_command(command&& c, reply_handler& handler) {
    const std::string_view emptied = protocol::emptied_queue(c.bytes());
    if (emptied.empty()) return submit_plainly(std::move(c), handler);
    auto judged = reply_handler::of_own(
        *completions_, [self = shared_from_this(), call = std::string(emptied),
                        number = exchange_ ? exchange_->next_command() : 0,
                        user = std::move(handler)](error_code ec, reply r) mutable {
            if (!ec && r.ok()) self->borrowed_.routes.queue_emptied(call, number);
            user.complete(ec, std::move(r));
        });
    return submit_plainly(std::move(c), judged);
}

/// Whatever it does to the queue of a call.
ESLIO_DECL std::uint64_t engine::submit_plainly(command&& c, reply_handler& handler) {
    const home::presence here(where());
    error_code why = c.error() ? c.error() : c.change() ? life_.admission() : admission();
    std::uint64_t number = 0;
    time_point when;
    if (!why && !set_deadline(when, c.timeout(), options_.command_timeout)) why = error::timeout;
    if (!why)
        why = is_first() && c.change() ? submit_for_both(std::move(c), handler, when, number)
                                       : exchange_->submit(std::move(c), handler, when, number);
    if (why) {
        handler.complete(why, reply());
        return 0;
    }
    submitted(when);
    return number;
}

/// Several commands, one answer: the first refusal, else the last reply.
ESLIO_DECL std::vector<std::uint64_t> engine::submit_all(std::vector<command> commands,
                                                         reply_handler handler) {
    struct joint {
        reply_handler handler;
        std::size_t left;
        error_code failure;
        reply answer;
    };
    auto shared = std::shared_ptr<joint>(new joint());
    shared->handler = std::move(handler);
    shared->left = commands.size();
    const auto end_part = [shared](error_code ec, reply answer) {
        if (ec && !shared->failure) shared->failure = ec;
        if (!ec && shared->answer.ok()) shared->answer = std::move(answer);
        if (--shared->left == 0)
            shared->handler.complete(shared->failure, std::move(shared->answer));
    };
    // What may fail comes before anything is in line.
    std::vector<reply_handler> parts;
    parts.reserve(commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i)
        parts.push_back(reply_handler::of_own(*completions_, end_part));
    std::vector<std::uint64_t> numbers(commands.size());
    for (std::size_t i = 0; i < commands.size(); ++i)
        numbers[i] = submit_command(std::move(commands[i]), parts[i]);
    return numbers;
}

/// Equal ones are next to impossible; FreeSWITCH's results would then tell nobody whose they are.
ESLIO_DECL std::string engine::new_uuid() {
    for (;;) {
        std::string uuid = waker_.env().random_uuid();
        if (!borrowed_.jobs.contains(uuid)) return uuid;
    }
}

ESLIO_DECL std::string engine::uuid_for(const api_request& request) {
    return request.job_uuid().empty() ? new_uuid() : std::string(request.job_uuid());
}

ESLIO_DECL std::uint64_t engine::submit_job(const api_request& request, job_handler& handler) {
    const home::presence here(where());
    error_code why = request.error() ? request.error() : admission();
    std::uint64_t number = 0;
    time_point when;
    if (!why && !set_deadline(when, request.timeout(), options_.job_timeout)) why = error::timeout;
    if (!why) why = exchange_->submit_job(request.text(), uuid_for(request), handler, when, number);
    if (!why && request.question()) borrowed_.jobs.set_question(request.question());
    if (!why && is_first())
        lasting_link_->pair->follow_need(protocol::subscription_state::job_events());
    if (why) {
        handler.complete(why, job_result());
        return 0;
    }
    submitted(when);
    return number;
}

ESLIO_DECL std::uint64_t engine::start_job(const api_request& request, std::string uuid,
                                           reply_handler& handler) {
    const home::presence here(where());
    error_code why = request.error() ? request.error() : admission();
    std::uint64_t number = 0;
    time_point accepted, done;
    if (!why && !(set_deadline(accepted, std::nullopt, options_.command_timeout) &&
                  set_deadline(done, request.timeout(), options_.job_timeout)))
        why = error::timeout;
    if (!why)
        why =
            exchange_->start_job(request.text(), std::move(uuid), handler, accepted, done, number);
    if (!why && request.question()) borrowed_.jobs.set_question(request.question());
    if (!why && is_first())
        lasting_link_->pair->follow_need(protocol::subscription_state::job_events());
    if (why) {
        handler.complete(why, reply());
        return 0;
    }
    submitted(std::min(accepted, done));
    return number;
}

ESLIO_DECL std::uint64_t engine::collect_job(const std::string& uuid, job_handler& handler) {
    using table = protocol::job_table<job_handler>;
    job_result result;
    std::uint64_t number = 0;
    switch (borrowed_.jobs.collect(uuid, handler, result, number)) {
        case table::collected::ready: handler.complete(error_code(), std::move(result)); break;
        case table::collected::waiting: return number;
        case table::collected::unknown:
            handler.complete(make_error_code(exchange_ ? error::unknown_job : error::job_lost),
                             job_result());
            break;
        case table::collected::lost:
            handler.complete(make_error_code(error::lost_in_gap), job_result());
            break;
        case table::collected::in_use:
            handler.complete(make_error_code(error::operation_in_progress), job_result());
            break;
    }
    return 0;
}

/// The answer is the library's own business: only a refusal matters.
ESLIO_DECL engine::reply_handler engine::watch_for_refusal(const event_types& types) {
    return reply_handler::of_own(*completions_, [weak = weak_from_this(),
                                                 number = life_.generation(),
                                                 types](error_code ec, const reply& answer) {
        const auto self = weak.lock();
        if (!self || ec || answer.ok() || !self->is_current(number) || !self->exchange_) return;
        self->exchange_->heard().refused(types);
        self->watchers_.each([](link_watcher& w) { w.on_events_refused(); });
    });
}

ESLIO_DECL event_lease engine::need_events(const event_types& types) {
    if (life_.admission()) return {};
    event_lease held = lease_of(exchange_->heard().take(types));
    ask_for(types);
    return held;
}

ESLIO_DECL void engine::always_need_events(const event_types& types) {
    if (life_.admission()) return;
    exchange_->heard().take_always(types);
    ask_for(types);
}

ESLIO_DECL void engine::ask_for(const event_types& types) {
    if (is_first()) lasting_link_->pair->follow_need(types);
    const event_types unheard = exchange_->heard().unheard(types);
    if (unheard.none()) return;
    auto answered = watch_for_refusal(unheard);
    ask(unheard, answered);
}

ESLIO_DECL void engine::ask(const event_types& types, reply_handler& answered) {
    exchange_->ask(types, answered);
    submitted(protocol::never);
}

ESLIO_DECL void engine::take_leases_of(const engine& other) {
    borrowed_.wanted.leases = other.borrowed_.wanted.leases;
    arm_timer();
}

ESLIO_DECL error_code engine::hear_also(std::string_view header, std::string_view uuid,
                                        event_lease& held) {
    if (const error_code why = life_.admission()) return why;
    protocol::subscription_state::lease number = 0;
    const error_code refused = exchange_->hear_also(header, uuid, number);
    held = lease_of(number);
    flush();
    arm_timer();
    return refused;
}

/// The number tells of which connection it is; of a link that outlives its connections leases do,
/// too.
ESLIO_DECL event_lease engine::lease_of(protocol::subscription_state::lease held) {
    if (held == 0) return {};
    const std::uint64_t generation = life_.outlives() ? 0 : life_.generation();
    return event_lease(shared_from_this(), lease_of_connection(generation, held));
}

ESLIO_DECL void engine::end_need(std::uint64_t number) noexcept {
    if (!exchange_ || !(life_.outlives() || is_current(connection_of_lease(number)))) return;
    const home::presence here(where());
    exchange_->heard().give_back(lease_in(number), waker_.now());
    if (is_first()) lasting_link_->pair->follow_leases();
    arm_timer();
}

ESLIO_DECL void engine::hear_only(std::string_view uuid, format type, const event_types& needed,
                                  environment::time_point deadline, reply_handler& answered) {
    if (!life_.is(state::open)) return answered.complete(life_.admission(), reply());
    exchange_->hear_only(uuid, type, needed, answered, deadline);
    submitted(deadline);
}

ESLIO_DECL std::uint64_t engine::receive(message_handler& handler) {
    const home::presence here(where());
    const std::uint64_t number = mailbox_.receive(handler);
    if (number != 0) begin_nudging();
    return number;
}

ESLIO_DECL std::uint64_t engine::receive_into(message& lent, lent_handler& handler) {
    const home::presence here(where());
    const std::uint64_t number = mailbox_.receive_into(lent, handler);
    if (number != 0) begin_nudging();
    return number;
}

ESLIO_DECL bool engine::try_receive(message& out) {
    const home::presence here(where());
    if (mailbox_.take(out)) return true;
    if (!has_unread() || reading_.calling_out) return false;
    const auto self = shared_from_this();
    {
        completion_queue::turn turn(*completions_);
        go_on_reading(true);
    }
    return mailbox_.take(out);
}

/// Without time it takes what there is, read or not yet taken.
ESLIO_DECL std::uint64_t engine::receive_for(message_handler& handler,
                                             environment::duration at_most) {
    const home::presence here(where());
    const bool polls = at_most <= environment::duration::zero();
    message next;
    if (polls && !mailbox_.is_receiving() && try_receive(next)) {
        handler.complete(error_code(), std::move(next));
        return 0;
    }
    const time_point now = waker_.now();
    const time_point until = polls ? now : protocol::deadline_after(now, at_most);
    const std::uint64_t number = mailbox_.receive(handler, until);
    if (polls && number != 0)
        mailbox_.expire(now);
    else if (number != 0 && !life_.is(state::closed))
        wake_by(until);
    if (number != 0 && !polls) begin_nudging();
    return number;
}

/// A command that was written leaves a tombstone; only `total` cancellation, which promises that
/// nothing has happened, is then refused.
ESLIO_DECL void engine::cancel(operation what, std::uint64_t number,
                               asio::cancellation_type_t type) {
    const error_code aborted = asio::error::operation_aborted;
    const bool harmless_only = is_harmless(type);
    switch (what) {
        case operation::command: {
            const std::uint64_t place = in_line(number);
            if (is_restoring() && cancel_setup(place, harmless_only)) return arm_timer();
            if (!exchange_ || (harmless_only && exchange_->is_written(place))) return;
            reply_handler handler;
            bool written = false;
            if (exchange_->give_up(place, handler, written)) {
                if (handler) handler.complete(aborted, reply());
            } else if (is_first() && !harmless_only) {
                lasting_link_->pair->give_up(number);
            }
            arm_timer();  // FreeSWITCH may owe an answer now
            break;
        }
        case operation::job: {
            job_handler handler;
            if (!exchange_ || harmless_only) return;
            if (exchange_->give_up_job(number, handler) && handler)
                handler.complete(aborted, job_result());
            arm_timer();
            break;
        }
        case operation::receive: mailbox_.cancel(number); break;
        case operation::open:
            if (!is_current(number) || !opening_.handler || harmless_only) return;
            opening_.handler.complete(aborted);
            close(make_error_code(error::closed));
            break;
        case operation::exit:
            if (number == exit_.command && exit_.handler) cancel_exit(harmless_only);
            break;
    }
}

/// One that is written, or answered, has had its effect: then the rest goes on, too.
ESLIO_DECL void engine::cancel_all(const std::vector<std::uint64_t>& numbers,
                                   asio::cancellation_type_t type) {
    if (is_harmless(type)) {
        const auto can_be_taken_back = [this](std::uint64_t n) {
            const std::uint64_t place = in_line(n);
            return n == 0 || (exchange_->is_waiting(place) && !exchange_->is_written(place));
        };
        if (!exchange_ || !std::all_of(numbers.begin(), numbers.end(), can_be_taken_back)) return;
    }
    for (const std::uint64_t n : numbers) cancel(operation::command, n, type);
}

}  // namespace eslio::detail
