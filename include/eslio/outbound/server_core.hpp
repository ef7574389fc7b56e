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
#include <asio/ip/tcp.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/socket_base.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <iterator>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eslio::outbound {

/// Bounds of a server and what holds for its sessions.
struct server_options {
    /// Sessions at once; a call too many is let go at once, and its dialplan goes on.
    std::size_t most_sessions = 10'000;
    /// Connections that are being opened at once; more wait in the kernel's queue.
    std::size_t most_openings = 256;
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
    using tcp = asio::ip::tcp;
    using session = outbound::session;
    using accept_handler = any_handler<void(error_code, session)>;
    using drain_handler = any_handler<void(error_code)>;
    using matcher = std::function<bool(const session&)>;
    using taker = std::function<void(session)>;
    using duration = std::chrono::steady_clock::duration;

    server_core(const asio::any_io_executor& executor, outbound::server_options options)
        : executor_(executor), options_(std::move(options)), alarm_(executor) {}

    void start() { alarm_.env().attach(weak_from_this()); }

    tcp::endpoint listen(const tcp::endpoint& where, error_code& ec);
    void add_route(matcher fits, taker take) {
        routes_.push_back({std::move(fits), std::move(take)});
    }

    /// Opens a session on a connection that was made elsewhere.
    template <class Stream>
    void adopt(Stream stream);

    std::uint64_t accept(accept_handler& handler);
    void cancel_accept(std::uint64_t number);
    void drain(duration at_most, drain_handler& handler);
    void close();
    void stop_listening();

    const outbound::server_usage& usage() const noexcept { return usage_; }
    const asio::any_io_executor& executor() const noexcept { return executor_; }

    void on_alarm(protocol::time_point now);
    void drop_handlers() noexcept override;

private:
    friend class alarm<server_core>;

    struct listener {
        explicit listener(const asio::any_io_executor& executor) : acceptor(executor) {}
        asio::basic_socket_acceptor<tcp> acceptor;
        bool waits = false;
    };
    struct route {
        matcher fits;
        taker take;
    };
    struct waiter {
        std::uint64_t number;
        accept_handler handler;
    };

    void accept_next(const std::shared_ptr<listener>& l);
    void accept_more();
    void on_accepted(tcp::socket socket);
    void on_opened(error_code ec, session s);
    void hand_out(session s);
    void on_session_end();
    void finish_draining(error_code ec);

    asio::any_io_executor executor_;
    outbound::server_options options_;
    alarm<server_core> alarm_;
    std::vector<std::shared_ptr<listener>> listeners_;
    std::vector<route> routes_;
    std::deque<session> ready_;
    std::deque<waiter> waiters_;
    std::list<std::weak_ptr<session_core>> sessions_;
    std::vector<drain_handler> drainers_;
    protocol::time_point drain_deadline_ = protocol::never;
    std::uint64_t last_number_ = 0;
    bool stopping_ = false;
    outbound::server_usage usage_;
};

inline server_core::tcp::endpoint server_core::listen(const tcp::endpoint& where, error_code& ec) {
    auto l = std::make_shared<listener>(executor_);
    l->acceptor.open(where.protocol(), ec);
    if (!ec) l->acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && where.protocol() == tcp::v6()) l->acceptor.set_option(asio::ip::v6_only(true), ec);
    if (!ec) l->acceptor.bind(where, ec);
    if (!ec) l->acceptor.listen(tcp::acceptor::max_listen_connections, ec);
    const tcp::endpoint bound = ec ? tcp::endpoint() : l->acceptor.local_endpoint(ec);
    if (ec) return {};
    stopping_ = false;
    listeners_.push_back(l);
    accept_next(l);
    return bound;
}

inline void server_core::accept_next(const std::shared_ptr<listener>& l) {
    if (stopping_ || l->waits || usage_.opening >= options_.most_openings) return;
    l->waits = true;
    l->acceptor.async_accept([self = shared_from_this(), l](const error_code& ec,
                                                            tcp::socket socket) {
        l->waits = false;
        if (self->stopping_ || ec == asio::error::operation_aborted) return;
        if (!ec) self->on_accepted(std::move(socket));
        // Out of descriptors: those there are have to end first.
        if (ec == asio::error::no_descriptors && self->usage_.opening + self->usage_.sessions > 0)
            return;
        self->accept_next(l);
    });
}

inline void server_core::accept_more() {
    for (const auto& l : listeners_) accept_next(l);
}

inline void server_core::on_accepted(tcp::socket socket) {
    error_code ec;
    const auto peer = socket.remote_endpoint(ec);
    if (ec) return;
    if (!options_.allow.allows(peer.address())) {
        ++usage_.accepted;
        ++usage_.denied;
        if (options_.logger.takes(severity::warning))
            options_.logger(severity::warning, "denied " + peer.address().to_string());
        return;
    }
    socket.set_option(tcp::no_delay(true), ec);
    socket.set_option(asio::socket_base::keep_alive(true), ec);
    adopt(std::move(socket));
}

template <class Stream>
void server_core::adopt(Stream stream) {
    ++usage_.accepted;
    if (usage_.sessions + usage_.opening >= options_.most_sessions) {
        ++usage_.let_go;
        if (options_.logger.takes(severity::warning))
            options_.logger(severity::warning, "a call was let go: too many sessions");
        return close_lowest(stream);
    }
    ++usage_.opening;
    accept_handler opened([self = shared_from_this()](
                              error_code ec, session s) { self->on_opened(ec, std::move(s)); },
                          executor_);
    auto over =
        std::make_shared<stream_engine<Stream>>(std::move(stream), options_.session.connection);
    std::make_shared<session_opening>(std::move(over), options_.session, std::move(opened))
        ->begin();
}

inline void server_core::on_opened(error_code ec, session s) {
    --usage_.opening;
    if (ec) {
        ++usage_.failed;
        if (options_.logger.takes(severity::warning))
            options_.logger(severity::warning, "no session: " + ec.message());
    } else {
        ++usage_.opened;
        ++usage_.sessions;
        const auto core = s.core();
        sessions_.push_back(core);
        const auto place = std::prev(sessions_.end());
        core->notify_end([self = shared_from_this(), place] {
            self->sessions_.erase(place);
            self->on_session_end();
        });
        hand_out(std::move(s));
    }
    accept_more();
}

/// A handler that throws loses its call; the server goes on.
inline void server_core::hand_out(session s) {
    for (const route& r : routes_) {
        bool fits = false;
        without_throwing([&] { fits = !r.fits || r.fits(s); });
        if (!fits) continue;
        const taker take = r.take;
        return without_throwing([&] { take(std::move(s)); });
    }
    if (!waiters_.empty()) {
        waiter first = std::move(waiters_.front());
        waiters_.pop_front();
        return first.handler.complete(error_code(), std::move(s));
    }
    if (ready_.size() < options_.most_waiting && !stopping_)
        ready_.push_back(std::move(s));
    else
        ++usage_.let_go;
}

inline void server_core::on_session_end() {
    --usage_.sessions;
    if (usage_.sessions == 0 && usage_.opening == 0) finish_draining({});
    accept_more();
}

inline std::uint64_t server_core::accept(accept_handler& handler) {
    while (!ready_.empty()) {
        session s = std::move(ready_.front());
        ready_.pop_front();
        handler.complete(error_code(), std::move(s));
        return 0;
    }
    if (stopping_) {
        handler.complete(make_error_code(error::closed), session());
        return 0;
    }
    waiters_.push_back({++last_number_, std::move(handler)});
    return last_number_;
}

inline void server_core::cancel_accept(std::uint64_t number) {
    for (auto w = waiters_.begin(); w != waiters_.end(); ++w) {
        if (w->number != number) continue;
        accept_handler handler = std::move(w->handler);
        waiters_.erase(w);
        return handler.complete(asio::error::operation_aborted, session());
    }
}

inline void server_core::stop_listening() {
    stopping_ = true;
    for (const auto& l : listeners_) {
        error_code ignored;
        l->acceptor.close(ignored);
    }
    listeners_.clear();
    for (waiter& w : waiters_) w.handler.complete(make_error_code(error::closed), session());
    waiters_.clear();
}

inline void server_core::drain(duration at_most, drain_handler& handler) {
    stop_listening();
    ready_.clear();
    drainers_.push_back(std::move(handler));
    if (usage_.sessions == 0 && usage_.opening == 0) return finish_draining({});
    drain_deadline_ = protocol::deadline_after(alarm_.now(), at_most);
    alarm_.set(shared_from_this(), drain_deadline_);
}

inline void server_core::on_alarm(protocol::time_point now) {
    if (drain_deadline_ > now) return alarm_.set(shared_from_this(), drain_deadline_);
    drain_deadline_ = protocol::never;
    close();
}

inline void server_core::close() {
    stop_listening();
    ready_.clear();
    const auto all = sessions_;
    for (const auto& weak : all)
        if (const auto core = weak.lock())
            core->connection()->close(make_error_code(error::closed));
    finish_draining(make_error_code(error::timeout));
}

inline void server_core::finish_draining(error_code ec) {
    drain_deadline_ = protocol::never;
    auto all = std::exchange(drainers_, {});
    for (drain_handler& h : all) h.complete(ec);
}

/// The execution context is being destroyed: handlers go uncalled, as Asio's own do.
inline void server_core::drop_handlers() noexcept {
    const auto self = shared_from_this();
    stopping_ = true;
    waiters_.clear();
    ready_.clear();
    drainers_.clear();
    listeners_.clear();
}

}  // namespace eslio::detail
