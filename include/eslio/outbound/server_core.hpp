// What stands behind a server: its acceptors, the openings and sessions there are, its routes.
#pragma once

#include <eslio/connection/alarm.hpp>
#include <eslio/connection/any_handler.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/outbound/opening.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/session.hpp>
#include <eslio/outbound/usage.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::detail {

/// Used on its executor.
class server_core final : public handler_holder, public std::enable_shared_from_this<server_core> {
public:
    using session = outbound::session;
    using accept_handler = any_handler<void(error_code, session)>;
    using drain_handler = any_handler<void(error_code)>;
    using matcher = std::function<bool(const session&)>;
    using taker = std::function<void(session)>;
    using duration = std::chrono::steady_clock::duration;

    server_core(const asio::any_io_executor& executor, outbound::server_options options)
        : executor_(executor), options_(std::move(options)), alarm_(executor) {}

    void start() { alarm_.env().attach(weak_from_this()); }

    /// A template so that who only includes this compiles no acceptor.
    template <class Protocol>
    typename Protocol::endpoint listen(const typename Protocol::endpoint& where, error_code& ec);
    void add_route(matcher fits, taker take) {
        routes_.push_back(std::make_shared<const route>(route{std::move(fits), std::move(take)}));
    }

    /// Opens a session on a connection that was made elsewhere.
    template <class Stream>
    void adopt(Stream stream);
    /// Lets a call go without a session.
    template <class Stream>
    void turn_away(Stream stream, std::string_view why);

    std::uint64_t accept(accept_handler& handler);
    void cancel_accept(std::uint64_t number);
    std::uint64_t drain(duration at_most, drain_handler& handler);
    void cancel_drain(std::uint64_t number);
    void close();
    void stop_listening();
    /// The server is gone: no route is called any more.
    void abandon();

    outbound::server_usage usage() const noexcept {
        outbound::server_usage u = usage_;
        u.opening = openings_.size();
        u.sessions = sessions_.size();
        u.leaving = leaving_.size();
        return u;
    }
    const asio::any_io_executor& executor() const noexcept { return executor_; }
    asio::any_io_executor get_executor() const noexcept { return executor_; }

    void on_alarm(protocol::time_point now);
    inline void drop_handlers() noexcept override;

private:
    friend class alarm<server_core>;

    struct listener {
        /// Waits for a connection, if it does not yet and there is a place for one.
        virtual void accept_next() = 0;
        virtual void close() noexcept = 0;

    protected:
        ~listener() = default;
    };
    template <class Protocol>
    class acceptor;
    struct route {
        matcher fits;
        taker take;
    };
    struct drainer {
        std::uint64_t number;
        drain_handler handler;
        protocol::time_point deadline;
    };
    /// A connection, in the list of what it is being done with.
    struct place {
        std::list<place>* in;
        std::weak_ptr<engine> link;
        protocol::time_point since;
        std::weak_ptr<session_opening> opening{};
        bool gone = false;  ///< its stream is closed
    };
    using place_list = std::list<place>;
    using place_iterator = place_list::iterator;

    /// After a failed accept: there is no descriptor left, or no memory.
    static constexpr std::chrono::milliseconds pause{100};

    bool may_accept();
    void pause_accepting();
    void accept_more();
    bool has_room(place_list& list, std::size_t most);
    void wake_at(protocol::time_point when);
    bool admits(const asio::ip::address& peer);
    template <class Stream>
    void begin(Stream stream, place_list& list);
    void limit_leaving();
    void move_to(place_list& list, place_iterator p);
    void forget(place_iterator p);
    void on_gone(place_iterator p);
    void on_opened(place_iterator p, error_code ec, session s);
    void hand_out(session s);
    void keep_ready(session s);
    void let_go(std::string_view why);
    void give_up_openings();
    bool idle() const noexcept {
        return openings_.empty() && sessions_.empty() && leaving_.empty();
    }
    void end_draining_if_done();
    void finish_draining(error_code ec);
    protocol::time_point drain_deadline() const noexcept;

    asio::any_io_executor executor_;
    outbound::server_options options_;
    alarm<server_core> alarm_;
    std::vector<std::shared_ptr<listener>> listeners_;
    std::vector<std::shared_ptr<const route>> routes_;  ///< shared: a route may add others
    place_list openings_;                               ///< the oldest first
    place_list sessions_;
    place_list leaving_;  ///< those that never were sessions
    std::list<session> ready_;
    std::map<std::uint64_t, accept_handler> waiters_;  ///< by number, so the first is the oldest
    std::vector<drainer> drainers_;
    protocol::time_point accept_again_ = protocol::never;  ///< it is looked at then
    protocol::time_point accept_not_before_{};
    std::uint64_t last_number_ = 0;
    bool stopping_ = false;
    outbound::server_usage usage_;
};

template <class Stream>
void server_core::adopt(Stream stream) {
    if (sessions_.size() + openings_.size() >= options_.most_sessions)
        return turn_away(std::move(stream), "too many sessions");
    ++usage_.accepted;
    begin(std::move(stream), openings_);
}

template <class Stream>
void server_core::turn_away(Stream stream, std::string_view why) {
    ++usage_.accepted;
    let_go(why);
    begin(std::move(stream), leaving_);
    limit_leaving();
}

template <class Stream>
void server_core::begin(Stream stream, place_list& list) {
    auto over =
        std::make_shared<stream_engine<Stream>>(std::move(stream), options_.session.connection);
    const auto p = list.insert(list.end(), place{&list, over, alarm_.now()});
    over->when_gone([weak = weak_from_this(), p] {
        if (const auto self = weak.lock()) self->on_gone(p);
    });
    accept_handler opened;
    if (&list == &openings_)
        opened = accept_handler::in_turn(over->completions(),
                                         [self = shared_from_this(), p](error_code ec, session s) {
                                             self->on_opened(p, ec, std::move(s));
                                         });
    const auto begun = std::make_shared<session_opening>(over, options_.session, std::move(opened));
    p->opening = begun;
    begun->begin();
}

inline void server_core::limit_leaving() {
    if (leaving_.size() <= options_.most_leaving) return;
    if (const auto oldest = leaving_.front().link.lock())
        oldest->cut(make_error_code(error::closed));
}

inline void server_core::move_to(place_list& list, place_iterator p) {
    list.splice(list.end(), *p->in, p);
    p->in = &list;
}

inline void server_core::forget(place_iterator p) {
    p->in->erase(p);
    end_draining_if_done();
    accept_more();
}

/// That an opening has ended is told after that: its place waits for it.
inline void server_core::on_gone(place_iterator p) {
    if (p->in == &openings_)
        p->gone = true;
    else
        forget(p);
}

inline void server_core::let_go(std::string_view why) {
    ++usage_.let_go;
    if (options_.logger.takes(severity::warning))
        options_.logger(severity::warning, "a call was let go: " + std::string(why));
}

inline void server_core::on_opened(place_iterator p, error_code ec, session s) {
    const bool gone = p->gone;
    p->since = alarm_.now();
    move_to(ec ? leaving_ : sessions_, p);
    if (ec) {
        ++usage_.failed;
        if (options_.logger.takes(severity::warning))
            options_.logger(severity::warning, "no session: " + ec.message());
    } else {
        ++usage_.opened;
    }
    if (gone)
        forget(p);
    else if (ec)
        limit_leaving();
    if (!ec) hand_out(std::move(s));
    accept_more();
}

/// A handler that throws loses its call; the server goes on.
inline void server_core::hand_out(session s) {
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
    if (!waiters_.empty()) {
        accept_handler first = std::move(waiters_.begin()->second);
        waiters_.erase(waiters_.begin());
        return first.complete(error_code(), std::move(s));
    }
    keep_ready(std::move(s));
}

/// For the next `accept`. Those whose call has ended meanwhile make room.
inline void server_core::keep_ready(session s) {
    const auto ended = [](const session& x) { return x.core()->ended(); };
    if (ready_.size() >= options_.most_waiting) ready_.remove_if(ended);
    if (ready_.size() >= options_.most_waiting || stopping_) return let_go("nobody takes it");
    ready_.push_back(std::move(s));
}

inline void server_core::end_draining_if_done() {
    if (!drainers_.empty() && idle()) finish_draining({});
}

inline std::uint64_t server_core::accept(accept_handler& handler) {
    while (!ready_.empty()) {
        session s = std::move(ready_.front());
        ready_.pop_front();
        if (s.core()->ended()) continue;
        handler.complete(error_code(), std::move(s));
        return 0;
    }
    if (stopping_) {
        handler.complete(make_error_code(error::closed), session());
        return 0;
    }
    waiters_.emplace(++last_number_, std::move(handler));
    return last_number_;
}

inline void server_core::cancel_accept(std::uint64_t number) {
    const auto w = waiters_.find(number);
    if (w == waiters_.end()) return;
    accept_handler handler = std::move(w->second);
    waiters_.erase(w);
    handler.complete(asio::error::operation_aborted, session());
}

/// Nobody takes those who wait to be accepted any more.
inline void server_core::stop_listening() {
    stopping_ = true;
    for (const auto& l : listeners_) l->close();
    listeners_.clear();
    auto waiters = std::exchange(waiters_, {});
    for (auto& w : waiters) w.second.complete(make_error_code(error::closed), session());
    const auto nobodys = std::exchange(ready_, {});
    usage_.let_go += nobodys.size();
}

/// Each leaves the list when its end is handled, not before.
inline void server_core::give_up_openings() {
    for (const place& p : openings_)
        if (const auto begun = p.opening.lock()) begun->cancel();
}

inline void server_core::abandon() {
    routes_.clear();
    stop_listening();
    give_up_openings();
    finish_draining(make_error_code(error::closed));
}

inline std::uint64_t server_core::drain(duration at_most, drain_handler& handler) {
    stop_listening();
    if (idle()) {
        handler.complete(error_code());
        return 0;
    }
    const auto deadline = protocol::deadline_after(alarm_.now(), at_most);
    drainers_.push_back({++last_number_, std::move(handler), deadline});
    alarm_.set(shared_from_this(), deadline);
    return last_number_;
}

inline void server_core::cancel_drain(std::uint64_t number) {
    for (auto d = drainers_.begin(); d != drainers_.end(); ++d) {
        if (d->number != number) continue;
        drain_handler handler = std::move(d->handler);
        drainers_.erase(d);
        return handler.complete(asio::error::operation_aborted);
    }
}

inline void server_core::on_alarm(protocol::time_point now) {
    if (drain_deadline() <= now) {
        finish_draining(make_error_code(error::timeout));
        return close();
    }
    if (accept_again_ <= now) {
        accept_again_ = protocol::never;
        accept_more();
    }
    alarm_.set(shared_from_this(), std::min(drain_deadline(), accept_again_));
}

inline void server_core::close() {
    stop_listening();
    finish_draining(make_error_code(error::closed));
    give_up_openings();
    const auto all = sessions_;
    for (const place& p : all)
        if (const auto link = p.link.lock()) link->close(make_error_code(error::closed));
}

inline void server_core::finish_draining(error_code ec) {
    accept_again_ = protocol::never;
    alarm_.cancel();  // so that the context need not wait for it
    auto all = std::exchange(drainers_, {});
    for (drainer& d : all) d.handler.complete(ec);
}

inline protocol::time_point server_core::drain_deadline() const noexcept {
    protocol::time_point first = protocol::never;
    for (const drainer& d : drainers_) first = std::min(first, d.deadline);
    return first;
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
inline void server_core::drop_handlers() noexcept {
    const auto self = shared_from_this();
    stopping_ = true;
    const auto waiters = std::exchange(waiters_, {});
    const auto ready = std::exchange(ready_, {});
    const auto drainers = std::exchange(drainers_, {});
    listeners_.clear();
}

}  // namespace eslio::detail

#include <eslio/outbound/server_listen.hpp>
