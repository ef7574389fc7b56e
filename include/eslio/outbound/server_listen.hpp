// How a server listens: its acceptors, who may connect, and when it accepts.
#pragma once

#include <eslio/error.hpp>
#include <eslio/outbound/server_core.hpp>
#include <eslio/wire/without_throwing.hpp>

#include <asio/basic_socket_acceptor.hpp>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/socket_base.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

namespace eslio::detail {

/// One place where the server listens.
template <class Protocol>
class server_core::acceptor final : public listener,
                                    public std::enable_shared_from_this<acceptor<Protocol>> {
public:
    using endpoint = typename Protocol::endpoint;

    explicit acceptor(const std::shared_ptr<server_core>& core)
        : core_(core), acceptor_(core->executor_) {}

    endpoint open(const endpoint& where, error_code& ec) {
        using option = asio::socket_base;
        acceptor_.open(where.protocol(), ec);
        if (!ec) acceptor_.set_option(option::reuse_address(true), ec);
        if (!ec && where.protocol() == Protocol::v6())
            acceptor_.set_option(asio::ip::v6_only(true), ec);
        if (!ec) acceptor_.bind(where, ec);
        if (!ec) acceptor_.listen(option::max_listen_connections, ec);
        return ec ? endpoint() : acceptor_.local_endpoint(ec);
    }

    void accept_next() override {
        const auto core = core_.lock();
        if (waits_ || !acceptor_.is_open() || !core || !core->may_accept()) return;
        waits_ = without_throwing([&] { begin_accept(core); });
        if (!waits_) core->pause_accepting();
    }

    /// FreeSWITCH is connected already to what waits in the kernel's queue, so that is let go as
    /// any other call.
    void close() noexcept override {
        error_code ec;
        const auto core = core_.lock();
        acceptor_.non_blocking(true, ec);
        while (core && !ec) {
            typename Protocol::socket socket(core->executor_);
            acceptor_.accept(socket, ec);
            if (!ec) without_throwing([&] { on_accepted(*core, std::move(socket)); });
        }
        acceptor_.close(ec);
    }

private:
    void begin_accept(const std::shared_ptr<server_core>& core) {
        acceptor_.async_accept([core, self = this->shared_from_this()](
                                   const error_code& ec, typename Protocol::socket socket) {
            self->waits_ = false;
            if (ec == asio::error::operation_aborted) return;
            if (!ec)
                self->on_accepted(*core, std::move(socket));
            else if (ec != asio::error::connection_aborted)
                core->pause_accepting();
            self->accept_next();
        });
    }

    void on_accepted(server_core& core, typename Protocol::socket socket) {
        error_code ec;
        const auto peer = socket.remote_endpoint(ec);
        if (ec || !core.admits(peer.address())) return;
        socket.set_option(typename Protocol::no_delay(true), ec);
        socket.set_option(asio::socket_base::keep_alive(true), ec);
        if (core.stopping_)
            core.turn_away(std::move(socket), "the server has stopped");
        else
            core.adopt(std::move(socket));
    }

    std::weak_ptr<server_core> core_;
    asio::basic_socket_acceptor<Protocol> acceptor_;
    bool waits_ = false;
};

template <class Protocol>
typename Protocol::endpoint server_core::listen(const typename Protocol::endpoint& where,
                                                error_code& ec) {
    const auto a = std::make_shared<acceptor<Protocol>>(shared_from_this());
    const auto bound = a->open(where, ec);
    if (ec) return {};
    stopping_ = false;
    listeners_.push_back(a);
    a->accept_next();
    return bound;
}

inline bool server_core::may_accept() {
    if (stopping_) return false;
    if (alarm_.now() < accept_not_before_) {
        wake_at(accept_not_before_);
        return false;
    }
    return has_room(leaving_, options_.most_leaving) && has_room(openings_, options_.most_openings);
}

inline void server_core::pause_accepting() {
    accept_not_before_ = alarm_.now() + pause;
}

/// Whether there is a place for one more, which may be that of one that takes too long.
inline bool server_core::has_room(place_list& list, std::size_t most) {
    if (list.size() < most || list.empty()) return true;
    const place& oldest = list.front();
    const auto patient_until = oldest.since + options_.patience;
    if (alarm_.now() < patient_until) {
        wake_at(patient_until);
        return false;
    }
    const auto begun = oldest.opening.lock();
    const auto link = oldest.link.lock();
    if (&list == &leaving_ && link)
        link->cut(make_error_code(error::closed));
    else if (begun)
        begun->cancel();
    return false;  // its end makes the place
}

inline void server_core::wake_at(protocol::time_point when) {
    accept_again_ = std::min(accept_again_, when);
    alarm_.set(shared_from_this(), accept_again_);
}

inline void server_core::accept_more() {
    const auto all = listeners_;
    for (const auto& l : all) l->accept_next();
}

/// Whether that address may connect; counts it if not.
inline bool server_core::admits(const asio::ip::address& peer) {
    if (options_.allow.allows(peer)) return true;
    ++usage_.accepted;
    ++usage_.denied;
    if (options_.logger.takes(severity::warning))
        options_.logger(severity::warning, "denied " + peer.to_string());
    return false;
}

}  // namespace eslio::detail
