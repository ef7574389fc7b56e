// What a call is told to do: executions, messages, waits.
#pragma once

#include <eslio/api/uuid_control.hpp>
#include <eslio/channel/detail/call_operations.hpp>
#include <eslio/command/detail/uuid.hpp>
#include <eslio/protocol/execution_order.hpp>

#include <asio/error.hpp>

namespace eslio::detail {

ESLIO_DECL void call::start() {
    // An empty one would match every call.
    unusable_ = check_uuid(uuid_).code();
    const bool up = !link_->link_state();
    if (!unusable_ && up && !mode_.outbound)
        unusable_ = link_->hear_also("Unique-ID", uuid_, needed().elsewhere);
    ended_ = unusable_;
    if (unusable_) return;
    alarm_.env().attach(weak_from_this());
    link_->watch(weak_from_this());
    const auto sees = [weak = weak_from_this()](const event& e) {
        const auto self = weak.lock();
        return self ? self->on_event(e) : verdict::pass;
    };
    const auto emptied = [weak = weak_from_this()](std::uint64_t command) {
        if (const auto self = weak.lock()) self->on_queue_emptied(command);
    };
    route_ = link_->add_route(uuid_, sees, emptied);
    ended_ = link_->link_state();
    // A session sees to what its own call needs.
    if (!mode_.outbound) needed().own = link_->need_events(needed_events(mode_));
}

ESLIO_DECL void call::not_started() {
    ended_ = unusable_ = make_error_code(error::stream_failed);
    stop();
}

ESLIO_DECL void call::stop() {
    link_->remove_route(route_);
    if (legs_ != 0) link_->remove_route(legs_);
    needs_.reset();
    alarm_.cancel();
    if (!ended_) ended_ = asio::error::operation_aborted;  // nothing begins any more
    fail_waits(asio::error::operation_aborted);
    executions_.abandon(asio::error::operation_aborted);
    if (receiver_) receiver_.complete(asio::error::operation_aborted, message());
    settle();
    fail_kept_steps(asio::error::operation_aborted);
}

ESLIO_DECL reply reply_of(const execution_result& r) {
    if (r.ok()) return reply::of_text("+OK");
    if (r.how() == execution_result::outcome::refused) return reply::of_text(std::string(r.text()));
    return reply::of_text(std::string("-ERR ").append(r.why()));
}

ESLIO_DECL call::operation call::send(command c, reply_handler& handler) {
    if (is_refused(c.problem(), handler)) return {};
    if (over()) return handler.complete(error_code(), ended_reply()), operation{};
    return ask(std::move(c), [self = shared_from_this(),
                              user = std::move(handler)](error_code ec, reply r) mutable {
        if (ec != condition::disconnected) return user.complete(ec, std::move(r));
        auto shared = std::shared_ptr<reply_handler>(new reply_handler(std::move(user)));
        self->when_settled(ec, [self, shared](error_code why) {
            shared->complete(why, why ? reply() : self->ended_reply());
        });
    });
}

ESLIO_DECL call::operation call::hang_up(command c, reply_handler& handler) {
    const operation begun = send(std::move(c), handler);
    if (begun.number != 0) executions_.before_hangup();
    return begun;
}

ESLIO_DECL void call::when_settled(error_code why, std::function<void(error_code)> tell) {
    auto settled = [self = shared_from_this(), why, tell = std::move(tell)] {
        tell(self->over() ? error_code() : why);
    };
    // Over another connection nothing more will be said about it.
    if (ended_ || !link_->link_state()) return settled();
    unsettled_.push_back(std::move(settled));
}

ESLIO_DECL call::operation call::execute(const application& a, execution_handler& handler,
                                         std::shared_ptr<std::string> joined, bool breaks) {
    if (const argument_error wrong = a.problem())
        return handler.complete(wrong.code(), unsent(wrong)), operation{};
    if (over()) {
        handler.complete(error_code(),
                         execution_result(execution_result::outcome::hung_up, hangup_->details()));
        return {};
    }
    error_code why = room_for(1);
    const auto now = alarm_.now();
    const auto deadline =
        protocol::deadline_after(now, a.timeout().value_or(options_.execution_timeout));
    if (!why && deadline <= now) why = error::timeout;  // no time is left to send it
    if (why) {
        const bool refused = why == condition::invalid_argument;
        handler.complete(why, refused ? unsent(check_uuid(uuid_)) : execution_result());
        return {};
    }
    protocol::execution_order order = order_of(a, breaks);
    order.data_asked = !mode_.async;
    order.joined = std::move(joined);
    command c = addressed(a.message(order.uuid));
    if (!mode_.async) c.timeout(duration::zero());  // answered when the application has ended
    mark_before(a);
    const std::uint64_t number = executions_.add(std::move(order), std::move(handler), deadline);
    const bool said = completions().do_step([&] {
        submit(number, std::move(c));
        if (!mode_.async) ask_for_data(number);
        mark_after(a);
        arm();
    });
    if (said) return {operation::kind::execution, number};
    execution_handler left;
    if (executions_.give_up(number, left))
        left.complete(make_error_code(error::stream_failed), execution_result());
    return {};
}

/// Without `api` FreeSWITCH ends nothing that was executed with a lock; in static mode it reads
/// nothing meanwhile.
ESLIO_DECL void call::stop_playing(std::uint64_t execution) {
    const auto e = executions_.entries().find(execution);
    if (e == executions_.entries().end() || !e->order.breaks) return;
    if (e->runs)
        break_what_plays();
    else
        e->order.stopped = true;
}

ESLIO_DECL void call::break_what_plays() {
    ask(as_command(api::uuid_break(uuid_)), [](error_code, const reply&) {});
}

ESLIO_DECL call::needs& call::needed() {
    if (!needs_) needs_.reset(new needs());
    return *needs_;
}

/// Sees to it that what its end depends on is heard.
ESLIO_DECL protocol::execution_order call::order_of(const application& a, bool breaks) {
    protocol::execution_order order;
    order.uuid = alarm_.env().random_uuid();
    order.application = a.name();
    order.loops = a.loops();
    order.locked = a.lock();
    order.breaks = breaks && mode_.full && mode_.async;
    const bool bridges = ending_of_application(a.name()) == application_ending::bridges;
    // Else nothing depends on it, and it is a large event.
    const bool asks_for_begin = bridges || !a.lock() || order.breaks;
    order.begin_heard = !mode_.full || asks_for_begin;
    if (mode_.full && asks_for_begin && !std::exchange(needed().hears_begins, true)) {
        const auto begins = types_of({event_name::channel_execute});
        if (mode_.outbound)
            link_->always_need_events(begins);
        else
            needed().begins = link_->need_events(begins);
    }
    if (bridges) order.argument = a.argument();
    if (bridges) hear_legs();
    executions_.may_miss_events(link_->hides_events());
    return order;
}

/// FreeSWITCH takes a message that says nothing to it from the queue, and tells that by
/// PRIVATE_COMMAND. Where that does not come, it is an application that does nothing.
ESLIO_DECL void call::send_mark() {
    if (admission()) return;
    protocol::execution_order order;
    order.uuid = alarm_.env().random_uuid();
    if (!state_known_) look_up();  // the next one will be the right one
    const bool tells = tells_of_messages() || (mode_.full && !state_known_);
    call_message m = tells ? call_message("eslio_mark").event_uuid(order.uuid)
                           : application("eval").message(order.uuid);
    if (!mode_.async) m.async();
    command c = addressed(std::move(m));
    if (!mode_.async) c.timeout(duration::zero());  // answered when what runs by then has ended
    submit(executions_.add(std::move(order), execution_handler(), protocol::never), std::move(c));
}

/// In static mode the queue is taken while something runs unlocked, if that waits. FreeSWITCH reads
/// nothing then, so the mark that tells what became of the queue is sent before.
ESLIO_DECL void call::mark_before(const application& a) {
    if (!mode_.async && !a.lock() && executions_.entries().wants_rare_mark()) send_mark();
}

/// FreeSWITCH may stop loops early, and not tell.
ESLIO_DECL void call::mark_after(const application& a) {
    if (mode_.async && a.loops() != 1 && executions_.entries().has_room_for_early_mark())
        send_mark();
}

/// The message of an execution.
ESLIO_DECL void call::submit(std::uint64_t execution, command c) {
    auto answered = reply_handler::of_own(
        completions(), [self = shared_from_this(), execution](error_code ec, const reply& r) {
            if (ec)
                self->on_unanswered(execution, ec);
            else
                self->executions_.on_reply(execution, r);
        });
    executions_.entries().sent(execution, link_->submit_command(std::move(c), answered));
}

ESLIO_DECL void call::on_unanswered(std::uint64_t execution, error_code why) {
    if (why != error::timeout && why != asio::error::operation_aborted)
        return executions_.on_failure(execution, why,
                                      !link_->link_state() && why == error::not_sent);
    executions_.on_silence(execution, why);
    arm();
}

/// Right after the `sendmsg`, which FreeSWITCH answers first.
ESLIO_DECL void call::ask_for_data(std::uint64_t execution) {
    command c = cmd::connect();
    c.timeout(duration::zero());
    auto answered = reply_handler::of_own(
        completions(), [self = shared_from_this(), execution](error_code ec, const reply& r) {
            if (!ec && r.data() == nullptr) ec = error::not_allowed;
            if (ec)
                self->executions_.on_failure(execution, ec);
            else
                self->on_data(execution, *r.data());
        });
    link_->submit_command(std::move(c), answered);
}

ESLIO_DECL call::operation call::queue(const application& a, reply_handler& handler) {
    if (is_refused(a.problem(), handler)) return {};
    if (over()) return handler.complete(error_code(), ended_reply()), operation{};
    error_code why = admission();
    if (!why && executions_.full()) why = error::queue_full;
    if (why) return handler.complete(why, reply()), operation{};
    protocol::execution_order order = order_of(a);
    call_message m = a.message(order.uuid);
    if (!mode_.async) m.async();
    // Nobody waits, but it fills FreeSWITCH's queue until it has run.
    const std::uint64_t number =
        executions_.add(std::move(order), execution_handler(), protocol::never);
    arm();
    auto answered = reply_handler::of_own(
        completions(), [self = shared_from_this(), number,
                        user = std::move(handler)](error_code ec, reply r) mutable {
            if (ec)
                self->on_unanswered(number, ec);
            else
                self->executions_.on_reply(number, r);
            user.complete(ec, std::move(r));
        });
    const operation begun = send(addressed(std::move(m)), answered);
    executions_.entries().sent(number, begun.number);
    mark_after(a);
    return begun;
}

ESLIO_DECL call::operation call::wait_for(event_condition wanted, std::optional<duration> timeout,
                                          wait_handler& handler) {
    return add_wait(std::make_shared<const event_condition>(std::move(wanted)), timeout, handler);
}

ESLIO_DECL call::operation call::wait_for_answer(std::optional<duration> timeout,
                                                 wait_handler& handler) {
    if (answered_ && !over())
        return handler.complete(error_code(), wait_result(event())), operation{};
    return add_wait(nullptr, timeout, handler);
}

ESLIO_DECL call::operation call::add_wait(std::shared_ptr<const event_condition> wanted,
                                          std::optional<duration> timeout, wait_handler& handler) {
    if (over()) {
        handler.complete(error_code(), wait_result::ended(hangup_->details()));
        return {};
    }
    if (const error_code why = admission())
        return handler.complete(why, wait_result()), operation{};
    const auto deadline =
        protocol::deadline_after(alarm_.now(), timeout.value_or(duration::zero()));
    waits_.add(++last_number_, {std::move(wanted), std::move(handler)}, deadline);
    const operation op{operation::kind::event, last_number_};
    alarm_.set(shared_from_this(), deadline);
    look_up();
    return op;
}

ESLIO_DECL void call::limit_wait(operation of, duration time) {
    waits_.set_deadline(of.number, protocol::deadline_after(alarm_.now(), time));
    arm();
}

ESLIO_DECL call::operation call::collect_digits(const digit_rules& rules, digits_handler& handler) {
    if (over()) {
        handler.complete(error_code(),
                         collected_digits(collected_digits::outcome::hung_up, std::string()));
        return {};
    }
    error_code why = admission();
    if (!why && digits_) why = error::operation_in_progress;
    if (why) return handler.complete(why, collected_digits()), operation{};
    digits_.emplace(
        digits_wait{++last_number_, protocol::digit_collector(rules), std::move(handler)});
    const std::uint64_t number = last_number_;
    const auto now = alarm_.now();
    digits_->collector.start(now);
    std::string before = std::exchange(typed_, std::string());
    if (!rules.type_ahead()) before.clear();
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!digits_->collector.press(before[i], now)) continue;
        typed_ = before.substr(i + 1);
        finish_digits();
        return {};
    }
    arm();
    look_up();
    return {operation::kind::digits, number};
}

ESLIO_DECL call::operation call::receive(message_handler& handler) {
    if (receiver_) {
        handler.complete(make_error_code(error::operation_in_progress), message());
        return {};
    }
    messages_.set_enabled(true);
    receiver_ = std::move(handler);
    ++receive_number_;
    if (lookup_.found_none()) look_up();  // anew
    deliver();
    if (!receiver_) return {operation::kind::receive, 0};
    look_up();
    return {operation::kind::receive, receive_number_};
}

/// An execution that FreeSWITCH was told of keeps its place in the table: its `sendmsg` is in the
/// call's queue.
ESLIO_DECL void call::cancel(operation op, asio::cancellation_type_t type) {
    const error_code aborted = asio::error::operation_aborted;
    const bool harmless_only = is_harmless(type);
    switch (op.what) {
        case operation::kind::command: link_->cancel_command(op.number, type); break;
        case operation::kind::execution: {
            execution_handler handler;
            if (harmless_only || !executions_.give_up(op.number, handler)) break;
            stop_playing(op.number);
            handler.complete(aborted, execution_result());
            break;
        }
        case operation::kind::event: {
            event_wait w;
            if (waits_.take(op.number, w)) w.handler.complete(aborted, wait_result());
            break;
        }
        case operation::kind::digits: {
            if (!digits_ || digits_->number != op.number) break;
            digits_handler handler = std::move(digits_->handler);
            digits_.reset();
            handler.complete(aborted, collected_digits());
            break;
        }
        case operation::kind::receive:
            if (receiver_ && op.number == receive_number_) receiver_.complete(aborted, message());
            break;
        case operation::kind::steps: {
            if (const auto kept = harmless_only ? nullptr : take_kept(op.number))
                return kept(aborted);
            if (const operation* now = steps_.find(op.number)) cancel(operation(*now), type);
            break;
        }
    }
}

}  // namespace eslio::detail
