// What stands behind a server: its acceptors, the openings and sessions there are, its routes.
#pragma once

#include <eslio/connection/alarm.hpp>
#include <eslio/connection/any_handler.hpp>
#include <eslio/connection/logger.hpp>
#include <eslio/outbound/allow_list.hpp>
#include <eslio/outbound/opening.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/session.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::outbound {

/// Bounds of a server and what holds for its sessions.
struct server_options {
    /// Sessions at once; a call too many is opened and let go, so that its dialplan goes on: of one
    /// that hears no `connect` FreeSWITCH would never be rid (mod_event_socket: socket_function).
    std::size_t most_sessions = 10'000;
    /// Connections that are being opened at once. Past it, one that FreeSWITCH would have answered
    /// long ago (`patience`) is given up for the next; else that waits in the kernel's queue.
    std::size_t most_openings = 256;
    std::chrono::steady_clock::duration patience = std::chrono::seconds(1);
    /// Sessions that are opened and wait for `async_accept`; more are let go.
    std::size_t most_waiting = 1'000;
    /// Who may connect. FreeSWITCH proves nothing, so let in its addresses only.
    allow_list allow{};

    session_options session{};
    eslio::logger logger{};
};

/// What a server has done and what there is.
struct server_usage {
    std::uint64_t accepted = 0;  ///< connections
    std::uint64_t opened = 0;    ///< became sessions
    std::uint64_t failed = 0;    ///< were opened in vain: silent, hostile or gone
    std::uint64_t denied = 0;    ///< not on the list
    std::uint64_t let_go = 0;    ///< past a limit, or nobody took them
    std::size_t opening = 0;     ///< there are now
    std::size_t sessions = 0;    ///< there are now
};

}  // namespace eslio::outbound

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

    std::uint64_t accept(accept_handler& handler);
    void cancel_accept(std::uint64_t number);
    std::uint64_t drain(duration at_most, drain_handler& handler);
    void cancel_drain(std::uint64_t number);
    void close();
    void stop_listening();
    /// The server is gone: no route is called any more.
    void abandon();

    const outbound::server_usage& usage() const noexcept { return usage_; }
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
    struct opening {
        std::weak_ptr<session_opening> what;
        protocol::time_point since;
        bool surplus;  ///< to be let go
    };
    using opening_place = std::list<opening>::iterator;

    /// After a failed accept: there is no descriptor left, or no memory.
    static constexpr std::chrono::milliseconds pause{100};

    bool may_accept();
    void pause_accepting();
    void accept_more();
    bool may_open();
    void wake_at(protocol::time_point when);
    bool admits(const asio::ip::address& peer);
    void on_opened(opening_place place, error_code ec, session s);
    void hand_out(session s);
    void keep_ready(session s);
    void let_go(std::string_view why);
    void on_session_end();
    void give_up_openings();
    void end_draining_if_done();
    void finish_draining(error_code ec);
    protocol::time_point drain_deadline() const noexcept;

    asio::any_io_executor executor_;
    outbound::server_options options_;
    alarm<server_core> alarm_;
    std::vector<std::shared_ptr<listener>> listeners_;
    std::vector<std::shared_ptr<const route>> routes_;  ///< shared: a route may add others
    std::list<opening> openings_;                       ///< the oldest first
    std::list<session> ready_;
    std::map<std::uint64_t, accept_handler> waiters_;  ///< by number, so the first is the oldest
    std::list<std::weak_ptr<session_core>> sessions_;
    std::vector<drainer> drainers_;
    protocol::time_point accept_again_ = protocol::never;  ///< it is looked at then
    protocol::time_point accept_not_before_{};
    std::uint64_t last_number_ = 0;
    bool stopping_ = false;
    outbound::server_usage usage_;
};

template <class Stream>
void server_core::adopt(Stream stream) {
    ++usage_.accepted;
    const bool surplus = usage_.sessions + usage_.opening >= options_.most_sessions;
    if (surplus && usage_.opening >= options_.most_openings) {
        let_go("too many sessions");
        return close_lowest(stream);
    }
    ++usage_.opening;
    const auto place = openings_.insert(openings_.end(), opening{{}, alarm_.now(), surplus});
    auto opened = accept_handler::of_own(
        executor_, [self = shared_from_this(), place](error_code ec, session s) {
            self->on_opened(place, ec, std::move(s));
        });
    auto over =
        std::make_shared<stream_engine<Stream>>(std::move(stream), options_.session.connection);
    const auto begun =
        std::make_shared<session_opening>(std::move(over), options_.session, std::move(opened));
    place->what = begun;
    begun->begin();
}

inline void server_core::let_go(std::string_view why) {
    ++usage_.let_go;
    if (options_.logger.takes(severity::warning))
        options_.logger(severity::warning, "a call was let go: " + std::string(why));
}

inline void server_core::on_opened(opening_place place, error_code ec, session s) {
    const bool surplus = place->surplus;
    openings_.erase(place);
    --usage_.opening;
    if (ec) {
        ++usage_.failed;
        if (options_.logger.takes(severity::warning))
            options_.logger(severity::warning, "no session: " + ec.message());
    } else if (surplus) {
        let_go("too many sessions");
        s = session();
    } else {
        ++usage_.opened;
        ++usage_.sessions;
        const auto core = s.core();
        sessions_.push_back(core);
        const auto where = std::prev(sessions_.end());
        core->notify_end([weak = weak_from_this(), where] {
            const auto self = weak.lock();
            if (!self) return;
            self->sessions_.erase(where);
            self->on_session_end();
        });
        hand_out(std::move(s));
    }
    end_draining_if_done();
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

inline void server_core::on_session_end() {
    --usage_.sessions;
    end_draining_if_done();
    accept_more();
}

inline void server_core::end_draining_if_done() {
    if (!drainers_.empty() && usage_.sessions == 0 && usage_.opening == 0) finish_draining({});
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
    for (const opening& o : openings_)
        if (const auto begun = o.what.lock()) begun->cancel();
}

inline void server_core::abandon() {
    routes_.clear();
    stop_listening();
    give_up_openings();
    finish_draining(make_error_code(error::closed));
}

inline std::uint64_t server_core::drain(duration at_most, drain_handler& handler) {
    stop_listening();
    if (usage_.sessions == 0 && usage_.opening == 0) {
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
    for (const auto& weak : all)
        if (const auto core = weak.lock())
            core->connection()->close(make_error_code(error::closed));
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
