// blocking::connection: a connection to FreeSWITCH whose operations return their results.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/io_thread.hpp>
#include <eslio/blocking/operations.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection.hpp>
#include <eslio/connection/any_connection.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/error.hpp>
#include <eslio/event/reply.hpp>

#include <asio/any_io_executor.hpp>
#include <asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace eslio::blocking {

/// A connection for programs that wait for each answer:
///
///     eslio::blocking::connection fs("127.0.0.1");
///     auto status = fs.api("status");
///     std::cout << status.text();
///
/// It has a thread of its own that reads and writes, so events and answers are taken while the
/// program does other things; or it is given an `io_thread`, or a context that other threads run.
/// See `basic_operations` for errors, threads and interruption.
class connection : public basic_operations<connection> {
public:
    /// Connects and logs in. `ClueCon` is the password of a FreeSWITCH that was just installed.
    explicit connection(std::string host, int port = 8021, const std::string& secret = "ClueCon",
                        connection_options options = {})
        : connection(login(std::move(host), port, password(secret)), std::move(options)) {}

    /// Connects and logs in.
    explicit connection(login where, connection_options options = {})
        : connection(std::move(options)) {
        connect(std::move(where));
    }

    /// Not connected yet.
    explicit connection(connection_options options = {})
        : connection(std::make_shared<io_thread>(), std::move(options)) {}
    /// Not connected yet; on a thread that others use as well.
    explicit connection(std::shared_ptr<io_thread> thread, connection_options options = {});
    /// Not connected yet; on a context that another thread runs, as long as this lives. Calls on a
    /// thread that runs it end with `error::would_deadlock`; where none does, they wait for ever.
    explicit connection(asio::io_context& run_elsewhere, connection_options options = {});

    /// The same over a stream of another kind, as one in memory: `make(executor)` gives an
    /// `eslio::any_connection`.
    connection(asio::io_context& run_elsewhere,
               const std::function<any_connection(const asio::any_io_executor&)>& make);
    connection(std::shared_ptr<io_thread> thread,
               const std::function<any_connection(const asio::any_io_executor&)>& make);

    connection(connection&&) noexcept = default;
    connection& operator=(connection&&) = delete;

    /// Closes; calls that wait in other threads must have ended.
    ~connection();

    /// Connects and logs in, again perhaps, after the connection has ended. Each part has its time
    /// in `connection_options` (`resolve_timeout` and its like), and an error of that name for its
    /// end.
    void connect(login where, error_target told = {});

    /// Begins on a stream that is connected and needs no login, as one that FreeSWITCH has opened
    /// (outbound mode). `connect` is the first command there.
    void attach(error_target told = {});

    /// Says `exit` and waits for the end; when `command_timeout` is over before it has come, the
    /// connection is closed and the error is `error::timeout`.
    void exit(error_target told = {});

    /// Closes at once; calls that wait end. From any thread.
    void close() noexcept;

    /// Logged in and not at its end.
    bool is_open() const;

    /// Why it ended; `error::not_connected` if it never began, nothing while it is open.
    error_code reason() const;

    /// FreeSWITCH's answer to the last login.
    reply login_reply() const;

    /// The connection itself, for what has no blocking form: see `wait`. It lives on its executor.
    any_connection& async() noexcept { return *link_; }

private:
    friend basic_operations<connection>;
    friend class call;

    using make_connection = std::function<any_connection(const asio::any_io_executor&)>;

    connection(std::unique_ptr<detail::waiting> waits, const make_connection& make)
        : waits_(std::move(waits)),
          link_(std::make_unique<any_connection>(make(waits_->executor()))) {}

    detail::waiting& waits() const noexcept { return *waits_; }
    any_connection& link_of() const noexcept { return *link_; }
    error_code reason_of() const noexcept { return link_->reason(); }

    std::unique_ptr<detail::waiting> waits_;
    std::unique_ptr<any_connection> link_;
};

}  // namespace eslio::blocking

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/blocking/impl/connection.ipp>
#endif
