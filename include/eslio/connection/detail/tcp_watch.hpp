// Has the system watch a TCP connection: a peer that is gone ends it, also while nothing is said.
#pragma once

#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <asio/ip/tcp.hpp>
#include <asio/socket_base.hpp>

#include <cstddef>

namespace eslio::detail {

/// An option of TCP that is a number, for Asio's `set_option`.
template <int Level, int Name>
struct number_option {
    int value;

    template <class Protocol>
    int level(const Protocol&) const noexcept {
        return Level;
    }
    template <class Protocol>
    int name(const Protocol&) const noexcept {
        return Name;
    }
    template <class Protocol>
    const int* data(const Protocol&) const noexcept {
        return &value;
    }
    template <class Protocol>
    std::size_t size(const Protocol&) const noexcept {
        return sizeof value;
    }
};

/// After half a minute of silence the system asks every ten seconds, and gives up after three
/// questions; what is not acknowledged for two minutes it gives up, too. A stream without these
/// options works as well.
template <class Socket>
void watch_peer(Socket& socket) noexcept {
    error_code ignored;
    socket.set_option(asio::socket_base::keep_alive(true), ignored);
#if defined(TCP_KEEPIDLE) && defined(TCP_KEEPINTVL) && defined(TCP_KEEPCNT)
    socket.set_option(number_option<IPPROTO_TCP, TCP_KEEPIDLE>{30}, ignored);
    socket.set_option(number_option<IPPROTO_TCP, TCP_KEEPINTVL>{10}, ignored);
    socket.set_option(number_option<IPPROTO_TCP, TCP_KEEPCNT>{3}, ignored);
#endif
#if defined(TCP_USER_TIMEOUT)
    socket.set_option(number_option<IPPROTO_TCP, TCP_USER_TIMEOUT>{120'000}, ignored);
#endif
}

}  // namespace eslio::detail
