// The engine's operations: how each begins, and how it is cancelled.
#pragma once

#include <eslio/connection/detail/engine.hpp>
#include <eslio/event/format.hpp>
#include <eslio/protocol/event_types.hpp>

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
    if (state_ == state::parting) leave();
    if (state_ != state::closed) {
        handler.complete(make_error_code(error::already_connected));
        return false;
    }
    if (who != nullptr && who->opening().error()) {
        handler.complete(who->opening().error());
        return false;
    }
    timer_.env().attach(weak_from_this());
    keep_former_input();
    out_.renew();
    login_.reset();
    if (who != nullptr) login_.emplace(*who);
    state_ = state::opening;
    ++session_;
    reason_ = {};
    forget_farewell();
    orderly_goodbye_ = false;
    login_answer_ = reply();
    dialog_.reset();
    messages_.clear();
    flooded_ = false;
    parser_ = wire::frame_parser(options_.frame_limits);
    writing_ = false;
    opener_ = std::move(handler);
    return true;
}

/// On a stream that is connected already; without credentials nobody logs in.
ESLIO_DECL std::uint64_t engine::open(const credentials* who, open_handler& handler) {
    if (!begin_opening(handler, who)) return 0;
    on_stream_ready(session_);
    return session_;
}

ESLIO_DECL void engine::set_phase_deadline(environment::duration wait, error why) {
    phase_deadline_ = protocol::deadline_after(timer_.now(), wait);
    phase_error_ = why;
    set_own_deadline();
    arm_timer();
}

ESLIO_DECL std::uint64_t engine::submit_command(command&& c, reply_handler& handler) {
    const std::string_view emptied = protocol::emptied_queue(c.bytes());
    if (emptied.empty()) return submit_plainly(std::move(c), handler);
    auto judged = reply_handler::of_own(
        *completions_, [self = shared_from_this(), call = std::string(emptied),
                        number = dialog_ ? dialog_->next_command() : 0,
                        user = std::move(handler)](error_code ec, reply r) mutable {
            if (!ec && r.ok()) self->routes_.queue_emptied(call, number);
            user.complete(ec, std::move(r));
        });
    return submit_plainly(std::move(c), judged);
}

/// Whatever it does to the queue of a call.
ESLIO_DECL std::uint64_t engine::submit_plainly(command&& c, reply_handler& handler) {
    const home::presence here(where());
    error_code why = c.error() ? c.error() : admission();
    std::uint64_t number = 0;
    time_point when;
    if (!why && !set_deadline(when, c.timeout(), options_.command_timeout)) why = error::timeout;
    if (!why) why = dialog_->submit(std::move(c), handler, when, number);
    if (why) {
        handler.complete(why, reply());
        return 0;
    }
    submitted();
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
    auto shared = std::make_shared<joint>();
    shared->handler = std::move(handler);
    shared->left = commands.size();
    std::vector<std::uint64_t> numbers;
    for (command& c : commands) {
        auto part = reply_handler::of_own(*completions_, [shared](error_code ec, reply answer) {
            if (ec && !shared->failure) shared->failure = ec;
            if (!ec && shared->answer.ok()) shared->answer = std::move(answer);
            if (--shared->left == 0)
                shared->handler.complete(shared->failure, std::move(shared->answer));
        });
        numbers.push_back(submit_command(std::move(c), part));
    }
    return numbers;
}

/// Equal ones are next to impossible; FreeSWITCH's results would then tell nobody whose they are.
ESLIO_DECL std::string engine::new_uuid() {
    for (;;) {
        const std::uint64_t high = timer_.env().random();
        std::string uuid = protocol::make_uuid(high, timer_.env().random());
        if (!jobs_.contains(uuid)) return uuid;
    }
}

ESLIO_DECL std::uint64_t engine::submit_job(const api_request& request, job_handler& handler) {
    const home::presence here(where());
    error_code why = request.error() ? request.error() : admission();
    std::uint64_t number = 0;
    time_point when;
    if (!why && !set_deadline(when, request.timeout(), options_.job_timeout)) why = error::timeout;
    if (!why) why = dialog_->submit_job(request.text(), new_uuid(), handler, when, number);
    if (why) {
        handler.complete(why, job_result());
        return 0;
    }
    submitted();
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
        why = dialog_->start_job(request.text(), std::move(uuid), handler, accepted, done, number);
    if (why) {
        handler.complete(why, reply());
        return 0;
    }
    submitted();
    return number;
}

ESLIO_DECL std::uint64_t engine::collect_job(const std::string& uuid, job_handler& handler) {
    using table = protocol::job_table<job_handler>;
    job_result result;
    std::uint64_t number = 0;
    switch (jobs_.collect(uuid, handler, result, number)) {
        case table::collected::ready: handler.complete(error_code(), std::move(result)); break;
        case table::collected::waiting: return number;
        case table::collected::unknown:
            handler.complete(make_error_code(dialog_ ? error::unknown_job : error::job_lost),
                             job_result());
            break;
        case table::collected::in_use:
            handler.complete(make_error_code(error::operation_in_progress), job_result());
            break;
    }
    return 0;
}

/// The answer is the library's own business: only a refusal matters.
ESLIO_DECL void engine::need_events(const event_types& types) {
    if (state_ != state::open) return;
    auto answered =
        reply_handler::of_own(*completions_, [weak = weak_from_this(), number = session_,
                                              types](error_code ec, const reply& answer) {
            const auto self = weak.lock();
            if (!self || ec || answer.ok() || number != self->session_ || !self->dialog_) return;
            self->dialog_->need_refused(types);
            self->watchers_.each([](link_watcher& w) { w.on_events_refused(); });
        });
    if (dialog_->need(types, answered))
        submitted();
    else
        answered.reset();
}

ESLIO_DECL error_code engine::hear_also(std::string_view header, std::string_view uuid) {
    if (state_ != state::open) return admission();
    const error_code why = dialog_->hear_also(header, uuid);
    flush();
    arm_timer();
    return why;
}

ESLIO_DECL void engine::hear_only(std::string_view uuid, format type, const event_types& needed,
                                  environment::time_point deadline, reply_handler& answered) {
    if (state_ != state::open) return answered.complete(admission(), reply());
    dialog_->hear_only(uuid, type, needed, answered, deadline);
    submitted();
}

ESLIO_DECL std::uint64_t engine::receive(message_handler& handler) {
    const home::presence here(where());
    if (receiver_busy()) {
        handler.complete(make_error_code(error::operation_in_progress), message());
        return 0;
    }
    message_receiver_ = std::move(handler);
    ++receive_number_;
    hand_out();
    return receiver_busy() ? receive_number_ : 0;
}

ESLIO_DECL std::uint64_t engine::receive_into(message& lent, lent_handler& handler) {
    const home::presence here(where());
    if (receiver_busy()) {
        handler.complete(make_error_code(error::operation_in_progress));
        return 0;
    }
    lent_receiver_ = std::move(handler);
    lent_ = &lent;
    ++receive_number_;
    hand_out();
    return receiver_busy() ? receive_number_ : 0;
}

ESLIO_DECL bool engine::try_receive(message& out) {
    const home::presence here(where());
    if (take_message(out)) return true;
    if (!has_unread() || handing_over_) return false;
    const auto self = shared_from_this();
    {
        completion_queue::turn turn(*completions_);
        go_on_reading(true);
    }
    return take_message(out);
}

ESLIO_DECL bool engine::take_message(message& out) {
    messages_.keep(true);
    if (!messages_.pop(out)) return false;
    ++handed_out_;
    if (is_over()) messages_.release();
    return true;
}

/// Gives the waiting receiver what there is: a message, or the reason why none will come.
ESLIO_DECL void engine::hand_out() {
    if (!receiver_busy()) return;
    const bool over = is_over();
    if (lent_receiver_) {
        if (take_message(*lent_))
            lent_receiver_.complete(error_code());
        else if (over)
            lent_receiver_.complete(reason_);
        return;
    }
    message next;
    if (take_message(next))
        message_receiver_.complete(error_code(), std::move(next));
    else if (over)
        message_receiver_.complete(reason_, message());
}

/// Done when the connection has ended by it.
ESLIO_DECL std::uint64_t engine::exit(open_handler& handler) {
    if (state_ != state::open) {
        handler.complete(state_ == state::exiting ? make_error_code(error::operation_in_progress)
                                                  : admission());
        return 0;
    }
    auto answered = reply_handler::of_own(*completions_, [](error_code, reply) {});
    time_point when;
    error_code why;
    if (!set_deadline(when, std::nullopt, options_.command_timeout)) why = error::timeout;
    if (!why) why = dialog_->submit(cmd::exit(), answered, when, exit_command_);
    if (why) {
        handler.complete(why);
        return 0;
    }
    exiter_ = std::move(handler);
    state_ = state::exiting;
    const std::uint64_t number = ++exit_number_;
    set_phase_deadline(options_.command_timeout, error::unresponsive);
    submitted();
    return number;
}

/// An exit that was not written yet is taken back; after that it goes on without its waiter.
ESLIO_DECL void engine::cancel_exit(bool harmless_only) {
    const bool unwritten = exit_unwritten();
    if (harmless_only && !unwritten) return;
    if (unwritten) {
        reply_handler nobody;
        bool written = false;
        dialog_->give_up(exit_command_, nobody, written);
        state_ = state::open;
        phase_deadline_ = protocol::never;
        set_own_deadline();
    }
    exiter_.complete(make_error_code(asio::error::operation_aborted));
}

/// A command that was written leaves a tombstone; only `total` cancellation, which promises that
/// nothing has happened, is then refused.
ESLIO_DECL void engine::cancel(operation what, std::uint64_t number,
                               asio::cancellation_type_t type) {
    const error_code aborted = asio::error::operation_aborted;
    const bool harmless_only = is_harmless(type);
    switch (what) {
        case operation::command: {
            if (!dialog_ || (harmless_only && dialog_->is_written(number))) return;
            reply_handler handler;
            bool written = false;
            if (dialog_->give_up(number, handler, written) && handler)
                handler.complete(aborted, reply());
            arm_timer();  // FreeSWITCH may owe an answer now
            break;
        }
        case operation::job: {
            job_handler handler;
            if (!dialog_ || harmless_only) return;
            if (dialog_->give_up_job(number, handler) && handler)
                handler.complete(aborted, job_result());
            arm_timer();
            break;
        }
        case operation::receive:
            if (number != receive_number_) return;
            if (message_receiver_) message_receiver_.complete(aborted, message());
            if (lent_receiver_) lent_receiver_.complete(aborted);
            break;
        case operation::open:
            if (number != session_ || !opener_ || harmless_only) return;
            opener_.complete(aborted);
            close(make_error_code(error::closed));
            break;
        case operation::exit:
            if (number == exit_number_ && exiter_) cancel_exit(harmless_only);
            break;
    }
}

/// One that is written, or answered, has had its effect: then the rest goes on, too.
ESLIO_DECL void engine::cancel_all(const std::vector<std::uint64_t>& numbers,
                                   asio::cancellation_type_t type) {
    if (is_harmless(type)) {
        const auto can_be_taken_back = [this](std::uint64_t n) {
            return n == 0 || (dialog_->is_waiting(n) && !dialog_->is_written(n));
        };
        if (!dialog_ || !std::all_of(numbers.begin(), numbers.end(), can_be_taken_back)) return;
    }
    for (const std::uint64_t n : numbers) cancel(operation::command, n, type);
}

}  // namespace eslio::detail
