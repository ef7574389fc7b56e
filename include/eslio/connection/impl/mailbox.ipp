// The bodies of the functions of mailbox.hpp.
#pragma once

#include <eslio/connection/detail/mailbox.hpp>
#include <eslio/error.hpp>

#include <asio/error.hpp>

#include <utility>

namespace eslio::detail {

ESLIO_DECL std::uint64_t mailbox::receive(message_handler& handler, protocol::time_point deadline) {
    if (is_receiving()) {
        handler.complete(make_error_code(error::operation_in_progress), message());
        return 0;
    }
    message_receiver_ = std::move(handler);
    deadline_ = deadline;
    return await_message();
}

ESLIO_DECL std::uint64_t mailbox::receive_into(message& lent, lent_handler& handler) {
    if (is_receiving()) {
        handler.complete(make_error_code(error::operation_in_progress));
        return 0;
    }
    lent_receiver_ = std::move(handler);
    lent_ = &lent;
    return await_message();
}

ESLIO_DECL std::uint64_t mailbox::await_message() {
    ++receive_number_;
    deliver();
    return is_receiving() ? receive_number_ : 0;
}

ESLIO_DECL void mailbox::cancel(std::uint64_t number) {
    if (number != receive_number_) return;
    const error_code aborted = asio::error::operation_aborted;
    if (message_receiver_) message_receiver_.complete(aborted, message());
    if (lent_receiver_) lent_receiver_.complete(aborted);
}

ESLIO_DECL void mailbox::expire(protocol::time_point now) {
    if (now >= deadline()) message_receiver_.complete(make_error_code(error::timeout), message());
}

ESLIO_DECL bool mailbox::take(message& out) {
    queue_.set_enabled(true);
    if (!queue_.pop(out)) return false;
    ++fetched_;
    if (life_.is_over()) queue_.release();
    return true;
}

ESLIO_DECL void mailbox::deliver_next() {
    const bool over = life_.is_over();
    if (lent_receiver_) {
        if (take(*lent_))
            lent_receiver_.complete(error_code());
        else if (over)
            lent_receiver_.complete(life_.reason());
        return;
    }
    message next;
    if (take(next))
        message_receiver_.complete(error_code(), std::move(next));
    else if (over)
        message_receiver_.complete(life_.reason(), message());
}

ESLIO_DECL bool mailbox::end_fetch_handler() noexcept {
    --fetch_handlers_;
    --fetches_;
    const bool goes_on = !queue_.empty() && fetches_ != 0;
    return read_deferred_ && !(goes_on && fetched_ - deferred_from_ < most_turns);
}

ESLIO_DECL bool mailbox::defer_read() noexcept {
    if (queue_.empty() || fetches_ == 0) return false;
    read_deferred_ = true;
    deferred_from_ = fetched_;
    return true;
}

}  // namespace eslio::detail
