// The bodies of the functions of completion_queue.hpp.
#pragma once

#include <eslio/connection/detail/completion_queue.hpp>

namespace eslio::detail {

ESLIO_DECL completion_queue::turn::~turn() {
    if (!queue_.held_) return;
    queue_.held_ = false;
    queue_.wake_if_due();
}

ESLIO_DECL void completion_queue::line::push(item& last) noexcept {
    last.next_ = nullptr;
    *end_ = &last;
    end_ = &last.next_;
}

ESLIO_DECL completion_queue::item& completion_queue::line::pop() noexcept {
    item& first = *first_;
    first_ = first.next_;
    if (first_ == nullptr) end_ = &first_;
    return first;
}

ESLIO_DECL void completion_queue::wake_up::operator()() {
    const auto queue = std::move(queue_);
    const home::presence here(queue->home_);
    queue->woken_ = false;
    queue->run();
}

ESLIO_DECL void completion_queue::run() {
    for (std::size_t i = 0; i < most_in_a_row; ++i) {
        run_own();
        if (users_.empty()) return;
        item& due = users_.pop();
        if (!users_.empty()) wake_later();
        due.run();
    }
    wake_if_due();
}

ESLIO_DECL void completion_queue::deliver() noexcept {
    auto self = shared_from_this();
    parked_.reset();
    const auto post = [&] { executor_.execute(wake_up(self)); };
    woken_ = without_throwing(post);
    if (woken_) return;
    undelivered& waiting = environment::of(executor_).undelivered();
    woken_ = waiting.give_reserve() && without_throwing(post);
    if (woken_) return;
    parked_ = std::move(self);
    waiting.park(*this);
}

ESLIO_DECL void completion_queue::retry_undelivered() noexcept {
    environment::of(executor_).undelivered().deliver_all();
}

ESLIO_DECL void completion_queue::abandon() noexcept {
    const auto self = std::move(parked_);
    drop();
}

}  // namespace eslio::detail
