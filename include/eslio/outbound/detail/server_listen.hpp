// How a server listens: its acceptors, who may connect, and when it accepts.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>
#include <eslio/outbound/detail/server_core.hpp>
#include <eslio/wire/detail/without_throwing.hpp>

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
        : core_(core), acceptor_(core->executor()) {}

    endpoint open(const endpoint& where, error_code& ec) {
        using option = asio::socket_base;
        acceptor_.open(where.protocol(), ec);
        if (!ec) acceptor_.set_option(option::reuse_address(true), ec);
        if (!ec && where.protocol() == Protocol::v6())
            acceptor_.set_option(asio::ip::v6_only(true), ec);
        if (!ec) acceptor_.bind(where, ec);
        if (!ec) acceptor_.listen(option::max_listen_connections, ec);
        if (!ec) acceptor_.non_blocking(true, ec);
        return ec ? endpoint() : acceptor_.local_endpoint(ec);
    }

    void accept_next() override {
        const auto core = core_.lock();
        if (waits_ || !acceptor_.is_open() || !core) return;
        const auto accept = [&] {
            if (core->may_accept()) begin_accept(core);
        };
        if (without_throwing(accept) || core->pause_accepting()) return;
        // Nothing would wake it: it does not wait.
        without_throwing([&] { begin_accept(core); });
    }

    /// FreeSWITCH is connected already to what waits in the kernel's queue, so that is let go as
    /// any other call.
    void close() noexcept override {
        error_code ec;
        const auto core = core_.lock();
        while (core && !ec) ec = take_one(*core);
        acceptor_.close(ec);
    }

private:
    /// Accepting takes memory: where that runs out in Asio's own `async_accept` it leaves run().
    void begin_accept(const std::shared_ptr<server_core>& core) {
        acceptor_.async_wait(acceptor_.wait_read,
                             [core, self = this->shared_from_this()](error_code ec) {
                                 self->waits_ = false;
                                 if (ec == asio::error::operation_aborted) return;
                                 if (!ec) ec = self->take_one(*core);
                                 const bool is_over = ec == asio::error::would_block ||
                                                      ec == asio::error::connection_aborted;
                                 if (ec && !is_over) core->pause_accepting();
                                 self->accept_next();
                             });
        waits_ = true;
    }

    error_code take_one(server_core& core) noexcept {
        error_code ec;
        const auto take = [&] {
            typename Protocol::socket socket(core.executor());
            acceptor_.accept(socket, ec);
            if (!ec) on_accepted(core, std::move(socket));
        };
        if (without_throwing(take)) return ec;
        core.let_go("no memory to take it");
        return make_error_code(error::stream_failed);
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
    auto bound = a->open(where, ec);
    if (ec) return {};
    stopping_ = false;
    listeners_.push_back(a);
    a->accept_next();
    return bound;
}

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/server_listen.ipp>
#endif
