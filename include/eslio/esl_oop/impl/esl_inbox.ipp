// The bodies of the functions of esl_inbox.hpp.
#pragma once

#include <eslio/esl_oop/detail/esl_inbox.hpp>
#include <eslio/event/gap.hpp>

#include <asio/cancellation_type.hpp>
#include <asio/error.hpp>

#include <iterator>
#include <utility>

namespace eslio::detail {

ESLIO_DECL void esl_inbox::next(waiter w) {
    waiters_.push_back({std::move(w)});
    const waiting_place place = std::prev(waiters_.end());
    place->w.get_cancellation_slot().assign(
        [self = shared_from_this(), place](asio::cancellation_type_t) {
            self->drop_waiter(place);
        });
    collect();
    serve();
    if (!waiters_.empty()) begin_receive();
}

ESLIO_DECL void esl_inbox::drop_waiter(waiting_place place) {
    waiter w = std::move(place->w);
    waiters_.erase(place);
    w(error_code(asio::error::operation_aborted), batch());
}

ESLIO_DECL void esl_inbox::begin_receive() {
    if (receiving_ || ended_ || of_ == nullptr || items_.size() >= most_items) return;
    receiving_ = true;
    of_->async_receive([self = shared_from_this()](error_code ec, message m) {
        self->on_message(ec, std::move(m));
    });
}

ESLIO_DECL void esl_inbox::on_message(error_code ec, message m) {
    receiving_ = false;
    if (ec)
        ended_ = ec;
    else
        items_.push_back({std::move(m), std::nullopt});
    collect();
    serve();
    if (!waiters_.empty() || (watcher_ && items_.empty()) || unanswered_ != 0) begin_receive();
}

/// What the connection's queue holds. While a receive waits it is empty.
ESLIO_DECL void esl_inbox::collect() {
    if (receiving_ || of_ == nullptr) return;
    for (message m; items_.size() < most_items && of_->try_receive(m); m = message())
        items_.push_back({std::move(m), std::nullopt});
}

ESLIO_DECL void esl_inbox::serve() {
    while (!waiters_.empty() && (!items_.empty() || ended_)) {
        waiter w = std::move(waiters_.front().w);
        waiters_.pop_front();
        w.get_cancellation_slot().clear();
        if (items_.empty())
            w(ended_, batch());
        else
            w(error_code(), take_all());
    }
    if (watcher_ && (!items_.empty() || ended_)) std::exchange(watcher_, nullptr)();
}

ESLIO_DECL esl_inbox::batch esl_inbox::take_all() {
    if (lost_answers_ != 0) items_.push_back({message(gap(lost_answers_)), std::nullopt});
    lost_answers_ = 0;
    return std::exchange(items_, batch());
}

ESLIO_DECL void esl_inbox::watch(std::function<void()> f) {
    watcher_ = std::move(f);
    collect();
    serve();
    if (watcher_) begin_receive();
}

ESLIO_DECL void esl_inbox::send(command c, sender s) {
    if (of_ == nullptr || !of_->is_open()) {
        s(of_ == nullptr ? make_error_code(error::closed) : of_->reason(), false);
    } else if (unanswered_ >= most_unanswered || !unsent_.empty()) {
        unsent_.push_back({std::move(c), std::move(s)});
    } else {
        submit(std::move(c));
        s(error_code(), true);
    }
}

/// While an answer is awaited, messages are received as they come: handlers run in the order of the
/// wire, so those of messages before the answer run before its own.
ESLIO_DECL void esl_inbox::submit(command c) {
    ++unanswered_;
    begin_receive();
    of_->async_send(std::move(c), [self = shared_from_this()](error_code ec, reply r) {
        self->on_answer(ec, std::move(r));
    });
}

/// Where nobody takes anything, there is an end to what is kept: the answer is counted then. What
/// is received later is kept after it.
ESLIO_DECL void esl_inbox::on_answer(error_code ec, reply r) {
    --unanswered_;
    if (!ec) {
        if (items_.size() < most_items)
            items_.push_back({message(), std::move(r)});
        else
            ++lost_answers_;
        serve();
    }
    while (!unsent_.empty() && unanswered_ < most_unanswered) {
        sending_one next = std::move(unsent_.front());
        unsent_.pop_front();
        const bool open = of_ != nullptr && of_->is_open();
        if (open) submit(std::move(next.c));
        next.s(open ? error_code() : make_error_code(error::disconnected), open);
    }
}

}  // namespace eslio::detail
