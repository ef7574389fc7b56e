// How a server listens: its acceptors, who may connect, and when it accepts.
#pragma once

#include <eslio/outbound/server_core.hpp>
#include <eslio/wire/without_throwing.hpp>

#include <asio/basic_socket_acceptor.hpp>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/socket_base.hpp>

#include <algorithm>
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
        if (waits_ || !core || !core->may_accept()) return;
        waits_ = without_throwing([&] { begin_accept(core); });
        if (!waits_) core->pause_accepting();
    }

    void close() noexcept override {
        error_code ignored;
        acceptor_.close(ignored);
    }

private:
    void begin_accept(const std::shared_ptr<server_core>& core) {
        acceptor_.async_accept([core, self = this->shared_from_this()](
                                   const error_code& ec, typename Protocol::socket socket) {
            self->waits_ = false;
            if (core->stopping_ || ec == asio::error::operation_aborted) return;
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
    return !stopping_ && alarm_.now() >= accept_not_before_ && may_open();
}

inline void server_core::pause_accepting() {
    accept_not_before_ = alarm_.now() + pause;
    wake_at(accept_not_before_);
}

/// Whether there is a place for one opening more, which may be that of one that takes too long.
inline bool server_core::may_open() {
    if (usage_.opening < options_.most_openings || openings_.empty()) return true;
    const auto patient_until = openings_.front().since + options_.patience;
    if (alarm_.now() < patient_until) {
        wake_at(patient_until);
        return false;
    }
    if (const auto oldest = openings_.front().what.lock()) oldest->cancel();
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
