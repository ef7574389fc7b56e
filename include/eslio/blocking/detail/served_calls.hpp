// served_calls: the calls of a blocking server, and the threads that lead them.
#pragma once

#include <eslio/blocking/detail/waiting.hpp>
#include <eslio/blocking/server.hpp>
#include <eslio/config.hpp>
#include <eslio/outbound/server.hpp>
#include <eslio/outbound/session.hpp>

#include <asio/ip/tcp.hpp>

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

namespace eslio::blocking::detail {

/// Shared with the threads of the calls, which are detached: `wait` tells when the last has ended.
class served_calls : public std::enable_shared_from_this<served_calls> {
public:
    served_calls(server::handler lead, server_options options);

    /// Begins to take calls.
    void start();

    std::uint16_t listen(const asio::ip::tcp::endpoint& where, error_target told);

    /// No further calls; those there are go on, or end as well.
    void stop();
    void end_all();

    /// Until it was stopped and the last call has ended.
    void wait();

    std::size_t size() const;

private:
    void take(outbound::session opened);
    void lead(session& call);
    void end(std::list<session>::iterator place);

    const server::handler lead_;
    const server_options options_;
    waiting waits_;  ///< of the server itself
    std::unique_ptr<outbound::server> server_;

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::list<session> calls_;
    bool stopped_ = false;
};

}  // namespace eslio::blocking::detail
