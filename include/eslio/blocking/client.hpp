// blocking::client: a connection that comes back, whose operations return their results.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/blocking/error_target.hpp>
#include <eslio/blocking/io_thread.hpp>
#include <eslio/blocking/operations.hpp>
#include <eslio/client.hpp>
#include <eslio/client/options.hpp>
#include <eslio/client/status.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/error.hpp>

#include <asio/io_context.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace eslio::blocking {

/// What `eslio::client` is, for programs that wait: it keeps a connection to one switch, comes back
/// after a drop, and says what was missed. It begins when it is made; commands wait until it is up,
/// or their deadlines: then `error::timeout`, and the exception says why it is not up
/// (`status().why`), as `api: 127.0.0.1:8021 is not up: the connection was refused: timed out`.
///
///     eslio::blocking::client fs(eslio::login("127.0.0.1", eslio::password("ClueCon")));
///     fs.wait_until_up();
///     auto status = fs.api("status");
///
/// It has a thread of its own, or is given one, as a `blocking::connection`. What `client_options`
/// has called (`on_setup`, `on_status`) is called on that thread, where no blocking call is
/// possible.
class client : public basic_operations<client> {
public:
    /// A client of the switch at one address.
    explicit client(login where, client_options options = {})
        : client(std::vector<login>{std::move(where)}, std::move(options)) {}
    /// A client of a switch with several addresses, tried in turn.
    explicit client(std::vector<login> addresses, client_options options = {})
        : client(std::make_shared<io_thread>(), std::move(addresses), std::move(options)) {}
    /// On a thread that others use as well.
    client(std::shared_ptr<io_thread> thread, std::vector<login> addresses,
           client_options options = {});
    /// On a context that another thread runs, as long as this lives.
    client(asio::io_context& run_elsewhere, std::vector<login> addresses,
           client_options options = {});

    client(client&&) noexcept = default;
    client& operator=(client&&) = delete;

    /// Closes; calls that wait in other threads must have ended.
    ~client();

    /// Waits until it is up, without end while it tries again; the error says why it never will be.
    client_status wait_until_up(error_target told = {});
    /// The same for so long at most: then `error::timeout`, and the exception says why it is not up
    /// (`status().why`).
    client_status wait_until_up(duration at_most, error_target told = {});

    /// Waits for the next change of state after `seen`, without end.
    client_status wait_for_change(const client_status& seen, error_target told = {});

    /// Where the client is, and why; see `client_status`.
    client_status status() const;
    /// Whether commands are written now.
    bool is_up() const { return status().state == client_state::up; }

    /// Ends it; calls that wait end. From any thread.
    void close() noexcept;

    /// The client itself, for what has no blocking form: see `wait`. It lives on its executor.
    eslio::client& async() noexcept { return *link_; }

private:
    friend basic_operations<client>;
    friend class call;

    client(std::unique_ptr<detail::waiting> waits, std::vector<login> addresses,
           client_options options);

    static std::string why_not_up(const eslio::client& of);

    detail::waiting& waits() const noexcept { return *waits_; }
    eslio::client& link_of() const noexcept { return *link_; }
    error_code reason_of() const noexcept {
        return link_->status().state == client_state::ended ? link_->status().why : error_code();
    }

    std::unique_ptr<detail::waiting> waits_;
    std::shared_ptr<eslio::client> link_;
};

}  // namespace eslio::blocking

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/blocking/impl/client.ipp>
#endif
