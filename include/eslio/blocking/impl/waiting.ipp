// The bodies of the functions of waiting.hpp.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/wire/ascii.hpp>

#include <asio/cancellation_type.hpp>
#include <asio/strand.hpp>

#include <string_view>

namespace eslio::blocking::detail {

ESLIO_DECL std::string refusal_in(const reply& beside_error) {
    constexpr std::string_view refused = "-ERR ";
    const std::string_view text = beside_error.text();
    return std::string(wire::starts_with(text, refused) ? text.substr(refused.size()) : text);
}

ESLIO_DECL void pending_call::complete(error_code ec) {
    over_ = true;
    if (timer_) timer_->cancel();
    const std::lock_guard<std::mutex> lock(mutex_);
    done_ = true;
    error_ = ec;
    // Under the lock: the caller may return, and end the context, as soon as it has it.
    changed_.notify_all();
}

ESLIO_DECL void pending_call::cancel() {
    if (!over_) signal_.emit(asio::cancellation_type::terminal);
}

ESLIO_DECL void pending_call::cancel_after(const asio::any_io_executor& executor, duration time) {
    timer_.emplace(executor);
    const environment::time_point now = timer_->now();
    const bool is_far = time > environment::time_point::max() - now;
    due_ = is_far ? environment::time_point::max() : now + time;
    timer_->expires_at(due_);
    sleep();
}

ESLIO_DECL void pending_call::sleep() {
    timer_->async_wait([self = shared_from_this()] {
        if (self->over_) return;
        if (self->timer_->now() < self->due_) return self->sleep();
        self->timed_out_ = true;
        self->cancel();
    });
}

ESLIO_DECL std::optional<error_code> pending_call::wait(asio::io_context& context) {
    constexpr auto look_again = std::chrono::milliseconds(100);
    std::unique_lock<std::mutex> lock(mutex_);
    while (!changed_.wait_for(lock, look_again, [&] { return done_; }))
        if (context.stopped()) {
            given_up_ = true;
            return std::nullopt;
        }
    return error_;
}

ESLIO_DECL bool pending_call::is_waited_for() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return !given_up_;
}

ESLIO_DECL waiting::waiting(std::shared_ptr<io_thread> thread)
    : thread_(std::move(thread)),
      context_(&thread_->context()),
      executor_(asio::make_strand(*context_)) {}

ESLIO_DECL waiting::waiting(asio::io_context& context)
    : context_(&context), executor_(asio::make_strand(context)) {}

ESLIO_DECL waiting::waiting(const waiting& other)
    : thread_(other.thread_),
      context_(other.context_),
      executor_(other.executor_),
      why_not_up_(other.why_not_up_) {}

ESLIO_DECL void waiting::interrupt() {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& one : pending_) asio::post(executor_, [one] { one->cancel(); });
}

ESLIO_DECL bool waiting::is_own_thread() const noexcept {
    return context_->get_executor().running_in_this_thread();
}

ESLIO_DECL waiting::calls::iterator waiting::add(std::shared_ptr<pending_call> one) {
    const std::lock_guard<std::mutex> lock(mutex_);
    return pending_.insert(pending_.end(), std::move(one));
}

ESLIO_DECL void waiting::remove(calls::iterator place) {
    const std::lock_guard<std::mutex> lock(mutex_);
    pending_.erase(place);
}

}  // namespace eslio::blocking::detail
