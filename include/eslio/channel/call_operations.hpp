// A call's operations: how each begins, and how it is cancelled.
#pragma once

#include <eslio/channel/call.hpp>
#include <eslio/error.hpp>

#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace eslio::detail {

inline void call::start() {
    // An empty one would be every call's.
    ended_ = nameless_ = check_word(uuid_);
    if (nameless_) return;
    alarm_.env().attach(weak_from_this());
    link_->watch(weak_from_this());
    route_ = link_->add_route(uuid_, [weak = weak_from_this()](const event& e) {
        const auto self = weak.lock();
        return self ? self->on_event(e) : verdict::pass;
    });
    ended_ = link_->link_state();
    // `myevents` brings most of them, and is all there is without `full`.
    if (mode_.full) link_->need_events(needed_events(mode_));
}

inline void call::stop() {
    link_->remove_route(route_);
    alarm_.cancel();
    if (!ended_) ended_ = asio::error::operation_aborted;  // nothing begins any more
    fail_waits(asio::error::operation_aborted);
    executions_.abandon(asio::error::operation_aborted);
    if (receiver_) receiver_.complete(asio::error::operation_aborted, message());
}

inline call::operation call::send(command c, reply_handler& handler) {
    if (nameless_) return handler.complete(nameless_, reply()), operation{};
    // What the link says of its end would hide why there is one.
    if (over() && !c.error() && link_->link_state())
        return handler.complete(make_error_code(error::hung_up), reply()), operation{};
    return {operation::kind::command, link_->submit_command(std::move(c), handler)};
}

inline call::operation call::execute(const application& a, execution_handler& handler,
                                     bool until_bridged) {
    constexpr auto kind = operation::kind::execution;
    error_code why = a.error();
    if (!why && !over()) why = admission();
    if (!why && !over() && executions_.full()) why = error::queue_full;
    if (why) return handler.complete(why, execution_result()), operation{};
    if (over()) {
        handler.complete(error_code(),
                         execution_result(execution_result::outcome::hung_up, hangup_->details()));
        return {};
    }
    const std::uint64_t high = alarm_.env().random();
    const std::string id = protocol::make_uuid(high, alarm_.env().random());
    const auto deadline =
        protocol::deadline_after(alarm_.now(), a.timeout().value_or(options_.execution_timeout));
    const std::uint64_t number =
        executions_.add(id, a.loops(), std::move(handler), deadline, until_bridged);

    command c = addressed(a.message(id));
    if (!mode_.async) c.timeout(duration::zero());  // answered when the application has ended
    auto answered = reply_handler::of_own(
        executor_, [self = shared_from_this(), number](error_code ec, const reply& r) {
            if (ec)
                self->executions_.on_failure(number, ec);
            else
                self->executions_.on_reply(number, r, !self->mode_.async);
        });
    link_->submit_command(std::move(c), answered);
    arm();
    return {kind, number};
}

inline call::operation call::queue(const application& a, reply_handler& handler) {
    error_code why = a.error();
    if (!why && over()) why = error::hung_up;
    if (!why) why = admission();
    if (!why && executions_.full()) why = error::queue_full;
    if (why) return handler.complete(why, reply()), operation{};
    const std::uint64_t high = alarm_.env().random();
    const std::string id = protocol::make_uuid(high, alarm_.env().random());
    // Nobody waits, but it fills FreeSWITCH's queue until it has run.
    const std::uint64_t number =
        executions_.add(id, a.loops(), execution_handler(), protocol::never);
    call_message m = a.message(id);
    if (!mode_.async) m.async();
    auto answered = reply_handler::of_own(
        executor_, [self = shared_from_this(), number, user = std::move(handler)](error_code ec,
                                                                                  reply r) mutable {
            if (ec)
                self->executions_.on_failure(number, ec);
            else
                self->executions_.on_reply(number, r, false);
            user.complete(ec, std::move(r));
        });
    return {operation::kind::command, link_->submit_command(addressed(std::move(m)), answered)};
}

inline call::operation call::wait_for(predicate wanted, std::optional<duration> timeout,
                                      event_handler& handler) {
    const error_code why = over() ? make_error_code(error::hung_up) : admission();
    if (why) return handler.complete(why, event()), operation{};
    const auto deadline =
        protocol::deadline_after(alarm_.now(), timeout.value_or(duration::zero()));
    waits_.push_back({++last_number_, std::move(wanted), std::move(handler), deadline});
    arm();
    return {operation::kind::event, last_number_};
}

inline call::operation call::collect_digits(const digit_rules& rules, digits_handler& handler) {
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
    return {operation::kind::digits, number};
}

inline call::operation call::receive(message_handler& handler) {
    if (receiver_) {
        handler.complete(make_error_code(error::operation_in_progress), message());
        return {};
    }
    messages_.keep(true);
    receiver_ = std::move(handler);
    ++receive_number_;
    hand_out();
    return {operation::kind::receive, receiver_ ? receive_number_ : 0};
}

/// An execution that FreeSWITCH was told of keeps its place in the table: its `sendmsg` is in the
/// call's queue.
inline void call::cancel(operation op, asio::cancellation_type_t type) {
    const error_code aborted = asio::error::operation_aborted;
    const auto may_have_effect =
        asio::cancellation_type_t::terminal | asio::cancellation_type_t::partial;
    const bool harmless_only = (type & may_have_effect) == asio::cancellation_type_t::none;
    switch (op.what) {
        case operation::kind::command: link_->cancel_command(op.number, type); break;
        case operation::kind::execution: {
            execution_handler handler;
            if (!harmless_only && executions_.give_up(op.number, handler))
                handler.complete(aborted, execution_result());
            break;
        }
        case operation::kind::event: {
            const auto w = std::find_if(waits_.begin(), waits_.end(),
                                        [&](const event_wait& x) { return x.number == op.number; });
            if (w == waits_.end()) break;
            event_handler handler = std::move(w->handler);
            waits_.erase(w);
            handler.complete(aborted, event());
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
    }
}

}  // namespace eslio::detail
