// A connection whose kind of stream is forgotten: for classes that are no templates.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/detail/initiate.hpp>
#include <eslio/connection/detail/stream_engine.hpp>
#include <eslio/connection/lifecycle.hpp>
#include <eslio/connection/operations.hpp>
#include <eslio/event/reply.hpp>

#include <asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <utility>

namespace eslio {

/// Made of a connection over any stream, by moving it, at no cost. It does what a connection does,
/// but gives no access to the stream, and channels and dispatchers take it. So a program that is
/// written for TCP is tested over a stream in memory, and need not be a template:
///
///     class dialer {
///     public:
///         explicit dialer(eslio::any_connection fs) : fs_(std::move(fs)) {}
///         ...
///     };
///     dialer real{eslio::connection(context)};
///     dialer tried{eslio::basic_connection<eslio::testing::stream>(fake.connect(executor))};
///
/// There is no empty one. A stream that is not TCP serves one connection: make another one after
/// its end.
class any_connection : public basic_operations<any_connection, asio::any_io_executor>,
                       public basic_lifecycle<any_connection, asio::any_io_executor> {
public:
    using executor_type = asio::any_io_executor;

    /// Takes over a connection of any stream.
    template <class Stream>
    any_connection(basic_connection<Stream>&& of)  // NOLINT: like a std::function
        : engine_(std::move(of.impl_)), connect_(&connect_or_open<Stream>) {}

    any_connection(any_connection&&) noexcept = default;
    any_connection& operator=(any_connection&& other) noexcept {
        if (this != &other) {
            close();
            engine_ = std::move(other.engine_);
            connect_ = other.connect_;
        }
        return *this;
    }

    /// Closes.
    ~any_connection() { close(); }

    executor_type get_executor() const noexcept { return engine_->get_executor(); }

    /// See `basic_connection::async_connect`. Over a stream that is not TCP, which is connected
    /// already, host and port are ignored, and it logs in.
    ///
    /// Completes with `void(error_code)`.
    template <class Token = detail::default_token<executor_type>>
    auto async_connect(login where, Token&& token = Token()) {
        return detail::begin_operation<Token, void(error_code)>(
            detail::initiate_connect<detail::engine>{{engine_}, connect_}, token, std::move(where));
    }

private:
    friend basic_operations<any_connection, executor_type>;
    friend basic_lifecycle<any_connection, executor_type>;

    template <class Stream>
    static std::uint64_t connect_or_open(detail::engine& e, login&& where,
                                         detail::engine::open_handler& handler) {
        if constexpr (detail::is_tcp_stream<Stream>::value)
            return detail::connect_stream<Stream>(e, std::move(where), handler);
        else
            return e.open(&where.who(), handler);
    }

    template <template <class> class Initiation, class Result, class Token, class... Arguments>
    auto begin(Token&& token, Arguments&&... arguments) {
        return detail::begin_operation<Token, void(error_code, Result)>(
            Initiation<detail::engine>{{engine_}}, token, std::forward<Arguments>(arguments)...);
    }
    template <class Token>
    auto begin_send(command c, Token&& token) {
        return begin<detail::initiate_send, reply>(std::forward<Token>(token), std::move(c));
    }
    const std::shared_ptr<detail::engine>& engine_of() const noexcept { return engine_; }

    std::shared_ptr<detail::engine> engine_;
    detail::connect_function connect_;  ///< of that stream
};

}  // namespace eslio
