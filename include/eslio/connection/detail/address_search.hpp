// The addresses of a host, tried in their order until a socket is connected to one of them.
#pragma once

#include <eslio/error.hpp>

#include <asio/ip/tcp.hpp>

#include <string_view>
#include <utility>

namespace eslio::detail {

/// What `asio::async_connect` does with the addresses of a host, without its composed operation:
/// that one makes a hundred functions of a program of one connection, a fortieth of the time that
/// g++ takes to compile one. So no handler is told the end: the owner is told of each attempt, and
/// looks whether another is to follow. Destroying the search ends a resolution that is under way.
template <class Socket>
class address_search {
public:
    using executor_type = typename Socket::executor_type;
    using resolver = asio::ip::basic_resolver<asio::ip::tcp, executor_type>;
    using addresses = typename resolver::results_type;

    explicit address_search(const executor_type& executor) : resolver_(executor) {}

    /// `found(error_code, addresses)` is called.
    template <class Handler>
    void resolve(std::string_view host, std::string_view service, Handler found) {
        resolver_.async_resolve(host, service, std::move(found));
    }

    /// These are to be tried.
    void begin(const addresses& found) { next_ = found.begin(); }

    /// Connects the socket, which is closed first, to the next address; what `attempted()` makes is
    /// called with the error_code. False if there is no address left.
    template <class Make>
    bool try_next(Socket& socket, Make attempted) {
        if (next_ == iterator()) return false;
        error_code ignored;
        socket.close(ignored);
        const asio::ip::tcp::endpoint to = *next_++;
        socket.async_connect(to, attempted());
        return true;
    }

private:
    using iterator = typename addresses::iterator;

    resolver resolver_;
    iterator next_;  ///< after the last address it equals `iterator()`
};

}  // namespace eslio::detail
