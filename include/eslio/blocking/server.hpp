// blocking::server: calls that FreeSWITCH hands to us, a thread for each.
#pragma once

#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/io_thread.hpp>
#include <eslio/blocking/session.hpp>
#include <eslio/config.hpp>
#include <eslio/outbound/options.hpp>

#include <asio/ip/tcp.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>

namespace eslio::blocking {

namespace detail {
class served_calls;
}

/// How a server behaves.
struct server_options {
    /// What holds for `outbound::server`. Its `most_sessions` (10 000) bounds the calls, too: for
    /// more of them raise it with `most_calls`.
    outbound::server_options server{};

    /// Calls at once, each with a thread of its own; no more than `server.most_sessions`. One too
    /// many is let go: its dialplan goes on.
    std::size_t most_calls = 500;

    /// Told on the call's thread what its handler threw; the session is then closed. A call that
    /// ends is no exception, so most handlers throw when a connection is lost. Empty: it is
    /// dropped.
    std::function<void(std::exception_ptr)> on_exception{};
};

/// Listens for FreeSWITCH and leads every call in a thread of its own:
///
///     eslio::blocking::server server([](eslio::blocking::session& call) {
///         if (call.answer() && call.play("hello.wav")) call.hangup().value();
///     });
///     server.listen(8084);
///     server.run();
///
/// When the handler returns, the session is closed and the dialplan goes on with the call; hang up
/// before if it shall not. See `outbound::server` for the dialplan's side.
class server {
public:
    /// What leads a call, in a thread of its own; the call is let go when it returns.
    using handler = std::function<void(session&)>;
    using duration = std::chrono::steady_clock::duration;

    /// A server that does not listen yet; `lead` is called for each call.
    explicit server(handler lead, server_options options = {});
    server(const server&) = delete;
    server& operator=(const server&) = delete;

    /// Stops listening, ends the sessions there are (their blocking calls end), and waits until the
    /// handlers have returned.
    ~server();

    /// Listens on that port of all addresses, or of one; port 0 chooses one. Returns the port.
    /// After `stop` it takes calls again.
    std::uint16_t listen(std::uint16_t port, error_target told = {});
    std::uint16_t listen(const asio::ip::tcp::endpoint& where, error_target told = {});

    /// Waits until `stop` was called, and the calls there are have ended.
    void run();

    /// Stops listening; the calls there are go on. `run` returns after the last. From any thread.
    void stop();

    /// Calls that are being led.
    std::size_t calls() const;

private:
    std::shared_ptr<detail::served_calls> calls_;
};

}  // namespace eslio::blocking

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/blocking/impl/server.ipp>
#endif
