// server: takes the calls that FreeSWITCH hands over by its application `socket`.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/home.hpp>
#include <eslio/outbound/detail/server_core.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/usage.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/cancellation_type.hpp>
#include <asio/execution_context.hpp>
#include <asio/ip/tcp.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace eslio::detail {

struct initiate_accept_session {
    using executor_type = asio::any_io_executor;

    std::shared_ptr<server_core> core;

    executor_type get_executor() const noexcept { return core->executor(); }

    template <class Handler>
    void operator()(Handler&& handler) const {
        using erased = server_core::accept_handler;
        const auto begin = [](server_core& on, erased& h) { return on.accept(h); };
        begin_numbered<erased>(core, std::forward<Handler>(handler), begin,
                               &server_core::cancel_accept);
    }
};

struct initiate_drain {
    using executor_type = asio::any_io_executor;

    std::shared_ptr<server_core> core;

    executor_type get_executor() const noexcept { return core->executor(); }

    template <class Handler>
    void operator()(Handler&& handler, std::chrono::steady_clock::duration at_most) const {
        using erased = server_core::drain_handler;
        const auto begin = [at_most](server_core& on, erased& h) { return on.drain(at_most, h); };
        begin_numbered<erased>(core, std::forward<Handler>(handler), begin,
                               &server_core::cancel_drain);
    }
};

}  // namespace eslio::detail

namespace eslio::outbound {

/// Listens for FreeSWITCH, opens a session for every call, and hands it out: to the first route
/// that fits, else to `async_accept`.
///
/// In FreeSWITCH's dialplan:
///
///     <action application="socket" data="127.0.0.1:8084/ivr async full"/>
///
/// A peer that says nothing, or what is not FreeSWITCH's, costs one place among the openings until
/// `session_options::opening_timeout`, and disturbs nobody. Sessions live apart from the server:
/// destroying it stops the listening, lets those go that nobody has taken, and leaves the others
/// alone.
///
/// A call that is let go (dropped, one too many, one that nobody takes) goes on in its dialplan:
/// FreeSWITCH is told so before the connection is closed, for which the context has to run on. What
/// is gone without that (a killed process, a destroyed context, a peer that `allow_list` turns
/// away) leaves an async call parked for ever. The net for these is the variable `park_timeout`,
/// set before `socket` in the dialplan: so many seconds after the call was handed over FreeSWITCH
/// hangs it up, once no application runs on it (switch_ivr_park). Choose more than calls last.
///
/// Threads: as a connection, and its sessions run on the same executor. Where several threads run
/// the `io_context`, make it of a strand: `outbound::server server(asio::make_strand(context))`; of
/// an `asio::thread_pool` itself it makes one. Then `async_accept` and `async_drain` may be begun
/// from any thread, closed and destroyed it may be from any; routes are called on the strand, and
/// all else belongs there. Whoever has made it may add routes and, after them, begin to listen once
/// before it is used otherwise: until then nothing happens there.
class server {
public:
    using executor_type = asio::any_io_executor;
    /// An address and a port.
    using endpoint = asio::ip::tcp::endpoint;
    using duration = std::chrono::steady_clock::duration;

    /// A server that does not listen yet; its sessions run on that executor.
    explicit server(const executor_type& executor, server_options options = {})
        : core_(new detail::server_core(executor, std::move(options))) {
        core_->start();
    }
    template <class Context,
              class = std::enable_if_t<std::is_convertible_v<Context&, asio::execution_context&>>>
    explicit server(Context& context, server_options options = {})
        : server(detail::executor_of<executor_type>(context), std::move(options)) {}

    server(server&&) noexcept = default;
    server& operator=(server&& other) noexcept;
    ~server() {
        if (core_) detail::do_at(core_, [](detail::server_core& c) { c.abandon(); });
    }

    executor_type get_executor() const noexcept { return core_->executor(); }

    /// Listens on an address, one of several maybe; an IPv6 one takes IPv6 only. Returns where it
    /// listens (port 0 chooses one).
    template <class Protocol = asio::ip::tcp>
    typename Protocol::endpoint listen(const typename Protocol::endpoint& where, error_code& ec) {
        return core_->listen<Protocol>(where, ec);
    }

    /// Calls of that path (`host:port/path` in the argument of `socket`) go to `take`.
    server& route_path(std::string path, std::function<void(session)> take) {
        return route([path = std::move(path)](const session& s) { return s.path() == path; },
                     std::move(take));
    }
    /// Calls to that number go to `take`.
    server& route_number(std::string number, std::function<void(session)> take);
    /// Calls that fit go to `take`; the first route that fits gets the call. A coroutine is
    /// begun by `take`, on an executor that was asked for before the session is moved:
    ///
    ///     [](session s) {
    ///         const auto on = s.get_executor();
    ///         asio::co_spawn(on, lead(std::move(s)), asio::detached);
    ///     }
    server& route(std::function<bool(const session&)> fits, std::function<void(session)> take) {
        core_->add_route(std::move(fits), std::move(take));
        return *this;
    }
    /// All others go to `take`.
    server& otherwise(std::function<void(session)> take) { return route(nullptr, std::move(take)); }

    /// The next call that no route has taken. Any number may wait.
    ///
    /// Completes with `void(error_code, session)`. Errors: closed, once it has stopped listening.
    template <class Token = detail::default_token<executor_type>>
    auto async_accept(Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code, session)>(
            detail::initiate_accept_session{core_}, token);
    }

    /// Opens a session on a connection that FreeSWITCH has made and that was accepted elsewhere,
    /// over any stream; it counts like the others.
    template <class Stream>
    void adopt(Stream stream) {
        core_->adopt(std::move(stream));
    }

    /// Stops listening, and waits until the sessions there are have ended; after `at_most` (zero:
    /// never) it closes the rest.
    ///
    /// Completes with `void(error_code)`: `error::timeout` if some had to be closed,
    /// `error::closed` if `close` or the server's end came first. Cancelled, it goes on without the
    /// deadline.
    template <class Token = detail::default_token<executor_type>>
    auto async_drain(duration at_most, Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code)>(detail::initiate_drain{core_},
                                                                token, at_most);
    }

    /// Stops listening, gives up what is being opened, and closes every session.
    void close() {
        if (core_) detail::do_at(core_, [](detail::server_core& c) { c.close(); });
    }

    /// How many sessions and openings there are now.
    server_usage usage() const noexcept { return core_->usage(); }

private:
    std::shared_ptr<detail::server_core> core_;
};

}  // namespace eslio::outbound

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/server.ipp>
#endif
