// The bodies of the functions of server_core.hpp.
#pragma once

#include <eslio/outbound/detail/server_core.hpp>
#include <eslio/outbound/session.hpp>
#include <eslio/wire/detail/numbered_values.hpp>

#include <asio/any_io_executor.hpp>

#include <algorithm>
#include <cstdint>
#include <list>
#include <memory>
#include <utility>

namespace eslio::detail {

struct server_core::takers {
    std::list<session> ready;
    numbered_values<accept_handler> waiting;
};

ESLIO_DECL server_core::server_core(const asio::any_io_executor& executor,
                                    outbound::server_options options)
    : home_(executor), options_(std::move(options)), alarm_(executor), takers_(new takers()) {}

ESLIO_DECL server_core::~server_core() = default;

ESLIO_DECL void server_core::start() {
    alarm_.env().attach(weak_from_this());
}

ESLIO_DECL void server_core::add_route(matcher fits, taker take) {
    routes_.push_back(std::make_shared<const route>(route{std::move(fits), std::move(take)}));
}

ESLIO_DECL outbound::server_usage server_core::usage() const noexcept {
    outbound::server_usage u = usage_;
    u.opening = openings_.size();
    u.sessions = sessions_.size();
    u.leaving = leaving_.size();
    return u;
}

ESLIO_DECL void server_core::limit_leaving() {
    if (leaving_.size() <= options_.most_leaving) return;
    if (const auto oldest = leaving_.front().link.lock())
        oldest->cut(make_error_code(error::closed));
}

ESLIO_DECL void server_core::move_to(place_list& list, place_iterator p) {
    list.splice(list.end(), *p->in, p);
    p->in = &list;
}

ESLIO_DECL void server_core::forget(place_iterator p) {
    p->in->erase(p);
    end_draining_if_done();
    accept_more();
}

/// That an opening has ended is told after that: its place waits for it.
ESLIO_DECL void server_core::on_gone(place_iterator p) {
    if (p->in == &openings_)
        p->gone = true;
    else
        forget(p);
}

ESLIO_DECL void server_core::let_go(std::string_view why) noexcept {
    ++usage_.let_go;
    warn([&] { return "a call was let go: " + std::string(why); });
}

ESLIO_DECL void server_core::on_opened(place_iterator p, error_code ec, session s) {
    const bool gone = p->gone;
    p->since = alarm_.now();
    move_to(ec ? leaving_ : sessions_, p);
    if (ec) {
        ++usage_.failed;
        warn([&] { return "no session: " + ec.message(); });
    } else {
        ++usage_.opened;
    }
    if (gone)
        forget(p);
    else if (ec)
        limit_leaving();
    if (!ec && !without_throwing([&] { deliver(std::move(s)); })) let_go("no memory to keep it");
    accept_more();
}

/// A handler that throws loses its call; the server goes on.
ESLIO_DECL void server_core::deliver(session s) {
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        const std::shared_ptr<const route> r = routes_[i];
        bool fits = false;
        without_throwing([&] { fits = !r->fits || r->fits(s); });
        if (!fits) continue;
        bool taken = false;
        without_throwing([&] {
            r->take(std::move(s));
            taken = true;
        });
        if (!taken) let_go("its handler threw");
        return;
    }
    accept_handler first;
    if (takers_->waiting.take_first(first)) return first.complete(error_code(), std::move(s));
    keep_ready(std::move(s));
}

/// For the next `accept`. Those whose call has ended meanwhile make room.
ESLIO_DECL void server_core::keep_ready(session s) {
    const auto ended = [](const session& x) { return x.core()->ended(); };
    if (takers_->ready.size() >= options_.most_waiting) takers_->ready.remove_if(ended);
    if (takers_->ready.size() >= options_.most_waiting || stopping_)
        return let_go("nobody takes it");
    takers_->ready.push_back(std::move(s));
}

ESLIO_DECL void server_core::end_draining_if_done() {
    if (!drainers_.empty() && idle()) finish_draining({});
}

ESLIO_DECL std::uint64_t server_core::accept(accept_handler& handler) {
    while (!takers_->ready.empty()) {
        session s = std::move(takers_->ready.front());
        takers_->ready.pop_front();
        if (s.core()->ended()) continue;
        handler.complete(error_code(), std::move(s));
        return 0;
    }
    if (stopping_) {
        handler.complete(make_error_code(error::closed), session());
        return 0;
    }
    takers_->waiting.add(++last_number_, std::move(handler));
    return last_number_;
}

ESLIO_DECL void server_core::cancel_accept(std::uint64_t number) {
    accept_handler handler;
    if (takers_->waiting.take(number, handler))
        handler.complete(asio::error::operation_aborted, session());
}

/// Nobody takes those who wait to be accepted any more.
ESLIO_DECL void server_core::stop_listening() noexcept {
    stopping_ = true;
    const auto listening = std::exchange(listeners_, {});  // the logger may stop it once more
    for (const auto& l : listening) l->close();
    auto waiters = std::exchange(takers_->waiting, {});
    for (auto& w : waiters) w.value.complete(make_error_code(error::closed), session());
    const auto unclaimed = std::exchange(takers_->ready, {});
    usage_.let_go += unclaimed.size();
}

/// Each leaves the list when its end is handled, not before.
ESLIO_DECL void server_core::give_up_openings() noexcept {
    for (const place& p : openings_)
        if (const auto begun = p.opening.lock()) begun->cancel();
}

ESLIO_DECL void server_core::abandon() noexcept {
    routes_.clear();
    stop_listening();
    give_up_openings();
    finish_draining(make_error_code(error::closed));
}

ESLIO_DECL std::uint64_t server_core::drain(duration at_most, drain_handler& handler) {
    stop_listening();
    if (idle()) {
        handler.complete(error_code());
        return 0;
    }
    const auto deadline = protocol::deadline_after(alarm_.now(), at_most);
    drainers_.push_back({++last_number_, drain_handler(), deadline});
    const auto set = [&] { alarm_.set(shared_from_this(), deadline); };
    if (!alarm_.env().undelivered().with_reserve(set)) {
        drainers_.pop_back();
        handler.fail();
        return 0;
    }
    drainers_.back().handler = std::move(handler);
    return last_number_;
}

ESLIO_DECL void server_core::cancel_drain(std::uint64_t number) {
    for (auto d = drainers_.begin(); d != drainers_.end(); ++d) {
        if (d->number != number) continue;
        drain_handler handler = std::move(d->handler);
        drainers_.erase(d);
        return handler.complete(asio::error::operation_aborted);
    }
}

ESLIO_DECL void server_core::on_alarm(protocol::time_point now) {
    if (drain_deadline() <= now) {
        finish_draining(make_error_code(error::timeout));
        return close();
    }
    if (accept_again_ <= now) {
        accept_again_ = protocol::never;
        accept_more();
    }
    const auto set = [&] {
        alarm_.set(shared_from_this(), std::min(drain_deadline(), accept_again_));
    };
    if (alarm_.env().undelivered().with_reserve(set)) return;
    // Nothing would end the draining.
    finish_draining(make_error_code(error::stream_failed));
    accept_more();
}

ESLIO_DECL void server_core::close() noexcept {
    stop_listening();
    finish_draining(make_error_code(error::closed));
    give_up_openings();
    // Each leaves the list as soon as its stream is closed, and others that the logger destroys.
    const std::uint64_t closing = ++last_number_;
    while (!sessions_.empty() && sessions_.front().closed_by != closing) {
        sessions_.front().closed_by = closing;
        move_to(sessions_, sessions_.begin());
        if (const auto link = sessions_.back().link.lock())
            link->close(make_error_code(error::closed));
    }
}

ESLIO_DECL void server_core::finish_draining(error_code ec) noexcept {
    accept_again_ = protocol::never;
    alarm_.cancel();  // so that the context need not wait for it
    auto all = std::exchange(drainers_, {});
    for (drainer& d : all) d.handler.complete(ec);
}

ESLIO_DECL protocol::time_point server_core::drain_deadline() const noexcept {
    protocol::time_point first = protocol::never;
    for (const drainer& d : drainers_) first = std::min(first, d.deadline);
    return first;
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
ESLIO_DECL void server_core::drop_handlers() noexcept {
    const auto self = shared_from_this();
    stopping_ = true;
    const auto waiters = std::exchange(takers_->waiting, {});
    const auto ready = std::exchange(takers_->ready, {});
    const auto drainers = std::exchange(drainers_, {});
    listeners_.clear();
}

}  // namespace eslio::detail
