// Floor 5, connection: basic_connection<Stream>, the only place where I/O happens.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/login.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/initiate.hpp>
#include <eslio/connection/detail/stream_engine.hpp>
#include <eslio/connection/lifecycle.hpp>
#include <eslio/connection/operations.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/event/reply.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/execution_context.hpp>
#include <asio/ip/tcp.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace eslio {

/// A connection to FreeSWITCH's event socket over any stream with Asio's `async_read_some` and
/// `async_write_some`. A socket is waited for and then read, in non-blocking mode, so that a quiet
/// connection needs no buffer.
///
/// **Operations** take any completion token and complete exactly once, never inside the call that
/// begins them. Those that send may be begun at any time, any number at once: they are written in
/// order and answered in order. One receive and one connect may be outstanding. Handlers that run
/// on the connection's executor run in the order of their completions, up to 64 in one turn of the
/// execution context; when one throws, or runs the context itself, the others have their own turn.
///
/// **Errors** tell what happened to the transport (`eslio::error`); what FreeSWITCH refuses is a
/// value with `ok()`. An invalid argument completes with its error and nothing is written.
///
/// **Cancellation** (Asio's per-operation cancellation): a command not yet written is taken back by
/// any type; one that was written, a job, and a command that changes events or filters (it is
/// written all the same) are given up by terminal and partial (total is ignored), and the late
/// answer is swallowed. The connection stays usable. What is made of several commands, as a
/// subscription, is taken back as a whole by total, if no part of it had an effect. Completion is
/// with `asio::error::operation_aborted`. Cancelling a connect closes; an exit goes on.
///
/// **Deadlines**: `connection_options`, or per operation `command::timeout`,
/// `api_request::timeout`; then `error::timeout`, as if cancelled. Zero is none; below zero no time
/// is left: `error::timeout` at once, and nothing is written.
///
/// **Lifetime**: the object may be moved, and destroyed at any time, from its own handlers too:
/// that closes, and what is outstanding completes. The io_context must outlive it.
///
/// **Threads**: distinct objects are safe. Where several threads run its `io_context`, or use it,
/// give it a strand as its executor; of an `asio::thread_pool` itself (not of its executor) it
/// makes one. Then operations may be begun from any thread: each begins on the strand, those of one
/// thread in their order (cancelled on its way there it is given up, as if it had been written;
/// total cancellation is ignored); to close, and to destroy, happens there, too, a moment later if
/// that is elsewhere. All other members are to be called on `get_executor()`, or while nobody runs
/// it. A cancellation is emitted, as ever in Asio, where the handler runs: that is the strand, if
/// the handler has no executor of its own.
///
/// On any other executor (that of an `io_context`) all is one thread's matter at a time; a debug
/// build (without NDEBUG) ends with a message if it is not. Without RTTI strands are not known, and
/// operations have to be begun on them.
///
/// A future (`asio::use_future`) becomes ready when the context is run: the thread that does so
/// must not wait for it, but may run the context until it is ready (not in a handler on a strand,
/// which nothing else can enter).
///
/// **Order**: handlers have their turns in the order of the wire, each before the next frame is
/// taken: what one does, as to close, has the same effect however the bytes were cut into reads.
///
/// Commands, jobs and what is heard are in `basic_operations`, which sessions have, too; login and
/// the end in `basic_lifecycle`. Where the kind of stream is not to be seen: `any_connection`.
template <class Stream>
class basic_connection
    : public basic_operations<basic_connection<Stream>, typename Stream::executor_type>,
      public basic_lifecycle<basic_connection<Stream>, typename Stream::executor_type> {
    using impl_type = detail::stream_engine<Stream>;

public:
    /// The stream that it reads and writes.
    using next_layer_type = Stream;
    using executor_type = typename Stream::executor_type;

    /// The same connection on another executor, for streams that can be rebound.
    template <class Executor>
    struct rebind_executor {
        using other = basic_connection<typename Stream::template rebind_executor<Executor>::other>;
    };

    /// Not connected yet; the stream is made on `executor`.
    explicit basic_connection(const executor_type& executor, connection_options options = {})
        : basic_connection(Stream(executor), std::move(options)) {}

    /// Not connected yet; the stream is made on the executor of `context`, or, if that is an
    /// `asio::thread_pool`, on a strand (unless the stream's executor cannot be one).
    template <class Context,
              class = std::enable_if_t<std::is_convertible_v<Context&, asio::execution_context&>>>
    explicit basic_connection(Context& context, connection_options options = {})
        : basic_connection(Stream(detail::executor_of<executor_type>(context)),
                           std::move(options)) {}

    /// Takes a stream, connected or not. Go on with `async_login` if it is.
    explicit basic_connection(Stream stream, connection_options options = {})
        : impl_(detail::make_stream_engine(std::move(stream), std::move(options))) {}

    basic_connection(basic_connection&&) noexcept = default;
    basic_connection& operator=(basic_connection&& other) noexcept {
        if (this != &other) {
            this->close();
            impl_ = std::move(other.impl_);
        }
        return *this;
    }

    /// Closes.
    ~basic_connection() { this->close(); }

    executor_type get_executor() const noexcept { return impl_->get_executor(); }

    /// The stream. Reading or writing it yourself breaks the connection.
    next_layer_type& next_layer() noexcept { return impl_->stream(); }

    // ---- coming and going ----------------------------------------------------------------------

    /// Resolves, connects, waits for FreeSWITCH's `auth/request`, and logs in.
    ///
    /// Completes with `void(error_code)`. Errors: condition::unreachable, condition::rejected
    /// (do not try again), condition::timed_out, condition::protocol. The rejection or notice that
    /// came with a refused login can be received afterwards. Messages of a former connection that
    /// were not fetched are dropped. TCP only.
    ///
    /// FreeSWITCH lets 5 connections wait to be accepted (mod_event_socket: switch_socket_listen).
    /// Of many that connect in the same moment it never serves some, which look connected:
    /// `error::login_timeout`. Connect one after the other, and again after a pause where that
    /// fails.
    template <class Token = detail::default_token<executor_type>>
    auto async_connect(login where, Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code)>(
            detail::initiate_connect<impl_type>{{impl_}, &detail::connect_stream<Stream>}, token,
            std::move(where));
    }

private:
    friend class any_connection;
    friend basic_operations<basic_connection, executor_type>;
    friend basic_lifecycle<basic_connection, executor_type>;

    template <template <class> class Initiation, class Result, class Token, class... Arguments>
    auto begin(Token&& token, Arguments&&... arguments) {
        return detail::begin_operation<Token, void(error_code, Result)>(
            Initiation<impl_type>{{impl_}}, token, std::forward<Arguments>(arguments)...);
    }
    template <class Token>
    auto begin_send(command c, Token&& token) {
        return begin<detail::initiate_send, reply>(std::forward<Token>(token), std::move(c));
    }
    const std::shared_ptr<impl_type>& engine_of() const noexcept { return impl_; }

    std::shared_ptr<impl_type> impl_;
};

/// A connection over TCP.
using connection = basic_connection<asio::ip::tcp::socket>;

}  // namespace eslio
