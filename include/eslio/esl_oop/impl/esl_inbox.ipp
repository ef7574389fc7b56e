// The bodies of the functions of esl_inbox.hpp.
#pragma once

#include <eslio/esl_oop/detail/esl_inbox.hpp>
#include <eslio/event/gap.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

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
    attempt([&] { serve(); });
}

ESLIO_DECL void esl_inbox::drop_waiter(waiting_place place) {
    waiter w = std::move(place->w);
    waiters_.erase(place);
    w(error_code(asio::error::operation_aborted), false);
}

ESLIO_DECL void esl_inbox::begin_receive() {
    if (of_ == nullptr) return;
    of_->async_receive([self = shared_from_this()](error_code ec, message m) {
        self->on_message(ec, std::move(m));
    });
}

ESLIO_DECL void esl_inbox::on_message(error_code ec, message m) {
    attempt([&] {
        if (ec) {
            ended_ = ec;
            return serve();
        }
        keep(std::move(m));
        for (message more; of_ != nullptr && of_->try_receive(more); more = message())
            keep(std::move(more));
        serve();
        begin_receive();
    });
}

/// Nobody would see that something is missing if the connection lived on.
template <class F>
void esl_inbox::attempt(F f) {
    if (has_memory_for(f)) return;
    if (!ended_) ended_ = error::stream_failed;
    if (of_ != nullptr) of_->close();
    wake(!is_empty());
}

ESLIO_DECL void esl_inbox::keep(message m) {
    ++received_;
    (void)messages_.push(std::move(m));  // fails by another policy only
}

/// Where nobody takes anything, there is an end to what is kept: the answers that come then are
/// counted, those between the same two messages together.
ESLIO_DECL void esl_inbox::keep(reply r) {
    const std::size_t size = size_of(r);
    const bool fits = answers_.empty() || answer_bytes_ + size <= esl::most_kept_answer_bytes;
    attempt([&] {
        if (fits) {
            answers_.push_back({received_, std::move(r), 0});
            answer_bytes_ += size;
        } else if (joins_last_unkept()) {
            ++answers_.back().unkept;
        } else {
            answers_.push_back({received_, reply(), 1});
            ++unkept_places_;
        }
        serve();
    });
}

/// Older messages may have been dropped meanwhile, so their number does not bound the places.
ESLIO_DECL bool esl_inbox::joins_last_unkept() const noexcept {
    const answer_one& last = answers_.back();
    return last.unkept != 0 &&
           (last.after == received_ || unkept_places_ >= esl::most_kept_messages);
}

ESLIO_DECL std::size_t esl_inbox::size_of(const reply& r) noexcept {
    return sizeof(answer_one) + r.body().size() + r.headers().size() +
           (r.data() != nullptr ? r.data()->memory() : 0);
}

/// All who wait are woken, as what they wait for lies in one place: those who come too late wait
/// again.
ESLIO_DECL void esl_inbox::serve() {
    const bool has_some = !is_empty();
    if (!waiters_.empty() && has_some && give_) give_(take_some());
    wake(has_some);
}

ESLIO_DECL void esl_inbox::wake(bool has_some) {
    while (!waiters_.empty() && (has_some || ended_)) {
        waiter w = std::move(waiters_.front().w);
        waiters_.pop_front();
        w.get_cancellation_slot().clear();
        w(has_some ? error_code() : ended_, has_some);
    }
    if (watcher_ && (!is_empty() || ended_)) std::exchange(watcher_, nullptr)();
}

ESLIO_DECL esl_inbox::batch esl_inbox::take_some() {
    batch some;
    for (std::size_t bytes = 0; !is_empty() && some.size() < batch_items && bytes < batch_bytes;)
        bytes += take_next(some.emplace_back());
    return some;
}

/// The queue drops the oldest messages, and tells of them first.
ESLIO_DECL std::size_t esl_inbox::take_next(esl_item& out) {
    const bool is_answer =
        !answers_.empty() && (messages_.empty() || answers_.front().after <= given_ + lost_given_);
    if (!is_answer) {
        const bool is_gap = messages_.lost() != lost_given_;
        messages_.pop(out.told);
        if (is_gap)
            lost_given_ = messages_.lost();
        else
            ++given_;
        return out.told.memory();
    }
    if (answer_one& unkept = answers_.front(); unkept.unkept != 0) {
        out.is_unkept_answer = true;
        if (--unkept.unkept == 0) {
            --unkept_places_;
            answers_.pop_front();
        }
        return sizeof(esl_item);
    }
    answer_one first = std::move(answers_.front());
    answers_.pop_front();
    const std::size_t size = size_of(first.answer);
    answer_bytes_ -= size;
    out.answer = std::move(first.answer);
    return size;
}

ESLIO_DECL void esl_inbox::watch(std::function<void()> f) {
    watcher_ = std::move(f);
    attempt([&] { serve(); });
}

}  // namespace eslio::detail
