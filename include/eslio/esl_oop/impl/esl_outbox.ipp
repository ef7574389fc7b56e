// The bodies of the functions of esl_outbox.hpp.
#pragma once

#include <eslio/connection/options.hpp>
#include <eslio/esl_oop/detail/esl_outbox.hpp>
#include <eslio/esl_oop/limits.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL esl_outbox::esl_outbox(any_connection& of, std::function<void(reply)> keep)
    : of_(&of), keep_(std::move(keep)), timer_(of.get_executor()) {}

ESLIO_DECL void esl_outbox::leave() noexcept {
    of_ = nullptr;
    keep_ = nullptr;
    timer_.cancel();
}

ESLIO_DECL bool esl_outbox::waits_for_bytes() const noexcept {
    return of_->usage().bytes_unwritten > esl::most_unwritten_bytes;
}

ESLIO_DECL bool esl_outbox::has_room() const noexcept {
    return unanswered_ < esl::most_unanswered && !waits_for_bytes();
}

ESLIO_DECL void esl_outbox::send(command c, sender s) {
    unsent_.push_back({std::move(c), std::move(s)});
    go_on();
}

ESLIO_DECL void esl_outbox::submit(command c) {
    of_->async_send(std::move(c), [self = shared_from_this()](error_code ec, reply r) {
        self->on_answer(ec, std::move(r));
    });
    ++unanswered_;
}

/// Handlers run in the order of the wire, so those of messages before the answer have run.
ESLIO_DECL void esl_outbox::on_answer(error_code ec, reply r) {
    --unanswered_;
    if (!ec && keep_) keep_(std::move(r));
    go_on();
}

ESLIO_DECL void esl_outbox::go_on() {
    while (!unsent_.empty() && (!is_open() || has_room())) {
        sending_one next = std::move(unsent_.front());
        unsent_.pop_front();
        const bool open = is_open();
        const error_code why = of_ == nullptr ? make_error_code(error::closed) : of_->reason();
        if (open) submit(std::move(next.c));
        next.s(open ? error_code() : why, open);
    }
    look_at_flush();
    // Who waits for answers alone goes on with the next of them.
    if ((!unsent_.empty() && waits_for_bytes()) || !flushers_.empty()) watch_writing();
}

/// Of several the first began to wait: who comes later does not give the peer more time.
ESLIO_DECL void esl_outbox::flush(sender s) {
    if (flushers_.empty()) begin_flush();
    flushers_.push_back(std::move(s));
    go_on();
}

ESLIO_DECL void esl_outbox::begin_flush() {
    written_ = of_ == nullptr ? 0 : of_->usage().bytes_sent;
    missing_ = unanswered_;
    progressed_ = timer_.now();
}

/// An answer that finds the connection closed resets it, and FreeSWITCH has not read then what is
/// behind its command.
ESLIO_DECL void esl_outbox::look_at_flush() {
    if (flushers_.empty()) return;
    const connection_usage now = of_ == nullptr ? connection_usage() : of_->usage();
    if (now.bytes_sent != written_ || unanswered_ != missing_) {
        written_ = now.bytes_sent;
        missing_ = unanswered_;
        progressed_ = timer_.now();
    }
    const bool all_written = now.bytes_unwritten == 0;
    const duration patience = all_written ? esl::answer_patience : esl::flush_patience;
    const bool has_more = !all_written || unanswered_ != 0;
    if (has_more && is_open() && timer_.now() - progressed_ < patience) return;
    for (sender& s : std::exchange(flushers_, {})) s(error_code(), all_written);
}

ESLIO_DECL void esl_outbox::watch_writing() {
    if (std::exchange(is_watching_, true)) return;
    timer_.expires_at(timer_.now() + look_again);
    timer_.async_wait([self = shared_from_this()] {
        self->is_watching_ = false;
        self->go_on();
    });
}

}  // namespace eslio::detail
