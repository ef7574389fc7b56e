// The bodies of the functions of environment.hpp.
#pragma once

#include <eslio/connection/detail/generator.hpp>
#include <eslio/connection/detail/sleepers.hpp>
#include <eslio/connection/environment.hpp>
#include <eslio/protocol/uuid.hpp>

#include <asio/post.hpp>
#include <asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

namespace eslio {

ESLIO_DECL asio::execution_context::id environment::id;

ESLIO_DECL environment::environment(asio::execution_context& context)
    : asio::execution_context::service(context),
      random_(new detail::generator()),
      sleepers_(new detail::sleepers()) {}

ESLIO_DECL environment::~environment() = default;

ESLIO_DECL environment& environment::of_context(asio::execution_context& context) {
    return asio::use_service<environment>(context);
}

ESLIO_DECL std::uint64_t environment::random() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return (*random_)();
}

ESLIO_DECL std::string environment::random_uuid() {
    const std::uint64_t high = random();
    return protocol::make_uuid(high, random());
}

ESLIO_DECL void environment::seed(std::uint64_t value) {
    const std::lock_guard<std::mutex> lock(mutex_);
    random_->seed(value);
}

ESLIO_DECL void environment::attach(const std::weak_ptr<handler_holder>& holder) {
    if (const auto who = holder.lock()) holders_.add(who);
}

ESLIO_DECL environment::time_point environment::next_due() const noexcept {
    return sleepers_->next_due();
}

ESLIO_DECL environment::time_point environment::now() const {
    if (!driven()) return std::chrono::steady_clock::now();
    const std::lock_guard<std::mutex> lock(mutex_);
    return now_;
}

ESLIO_DECL void environment::drive(time_point start) {
    const std::lock_guard<std::mutex> lock(mutex_);
    now_ = start;
    driven_.store(true);
}

ESLIO_DECL void environment::advance(duration step) {
    time_point now;
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        now = now_ += step;
    }
    for (const auto& woken : sleepers_->take_due(now)) {
        auto who = woken.lock();
        if (!who) continue;
        asio::any_io_executor executor = who->timer.get_executor();
        asio::post(executor, [who = std::move(who)] { who->timer.cancel(); });
    }
}

ESLIO_DECL bool environment::trim_spares() noexcept {
    const bool messages = spare_messages_.trim();
    if (spare_bytes_.trim() || messages) return true;
    trimming_.store(false);
    const bool given_meanwhile = !spare_messages_.empty() || !spare_bytes_.empty();
    return given_meanwhile && begin_trimming();
}

ESLIO_DECL void environment::free_spares() noexcept {
    trimming_.store(false);
    spare_messages_.clear();
    spare_bytes_.clear();
}

ESLIO_DECL void environment::shutdown() noexcept {
    if (std::exchange(is_shut_down_, true)) return;
    sleepers_->clear();
    holders_.each([](handler_holder& holder) { holder.drop_handlers(); });
    undelivered_.abandon_all();
}

ESLIO_DECL wake_timer::wake_timer(const asio::any_io_executor& executor)
    : environment_(&environment::of(executor)), sleeper_(new detail::sleeper(executor)) {}

ESLIO_DECL void wake_timer::cancel() {
    sleeper_->timer.cancel();
}

ESLIO_DECL void wake_timer::async_wait(std::function<void()> handler) {
    sleeper_->timer.async_wait(
        [handler = std::move(handler)](const std::error_code&) { handler(); });
}

ESLIO_DECL void wake_timer::expires_at(time_point when) {
    if (!environment_->driven()) {
        sleeper_->timer.expires_at(when);
    } else if (when <= environment_->now()) {
        sleeper_->timer.expires_at(time_point::min());
    } else {
        sleeper_->timer.expires_at(time_point::max());
        environment_->sleepers_->arm(sleeper_, when);
    }
}

}  // namespace eslio
