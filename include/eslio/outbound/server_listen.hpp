// How a server listens: its acceptors, who may connect, and when it accepts.
#pragma once

#include <eslio/outbound/server_core.hpp>

#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/socket_base.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace eslio::detail {

inline server_core::tcp::endpoint server_core::listen(const tcp::endpoint& where, error_code& ec) {
    auto l = std::make_shared<listener>(executor_);
    l->acceptor.open(where.protocol(), ec);
    if (!ec) l->acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && where.protocol() == tcp::v6()) l->acceptor.set_option(asio::ip::v6_only(true), ec);
    if (!ec) l->acceptor.bind(where, ec);
    if (!ec) l->acceptor.listen(tcp::acceptor::max_listen_connections, ec);
    tcp::endpoint bound = ec ? tcp::endpoint() : l->acceptor.local_endpoint(ec);
    if (ec) return {};
    stopping_ = false;
    listeners_.push_back(l);
    accept_next(l);
    return bound;
}

inline void server_core::accept_next(const std::shared_ptr<listener>& l) {
    if (stopping_ || l->waits || alarm_.now() < accept_not_before_ || !may_open()) return;
    l->waits = true;
    l->acceptor.async_accept(
        [self = shared_from_this(), l](const error_code& ec, tcp::socket socket) {
            l->waits = false;
            if (self->stopping_ || ec == asio::error::operation_aborted) return;
            if (!ec) {
                self->on_accepted(std::move(socket));
            } else if (ec != asio::error::connection_aborted) {
                self->accept_not_before_ = self->alarm_.now() + pause;
                self->wake_at(self->accept_not_before_);
            }
            self->accept_next(l);
        });
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
    for (const auto& l : all) accept_next(l);
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

}  // namespace eslio::detail
