// What the upper floors need of a connection, whatever its stream.
#pragma once

#include <eslio/command/command.hpp>
#include <eslio/connection/any_handler.hpp>
#include <eslio/event/reply.hpp>
#include <eslio/protocol/route_table.hpp>

#include <asio/any_io_executor.hpp>

#include <string>

namespace eslio {

/// Commands can be submitted and events seen before the queue. Used on its executor only.
class link {
public:
    using reply_handler = detail::any_handler<void(error_code, reply)>;
    using route_id = protocol::route_table::id;

    virtual asio::any_io_executor link_executor() const = 0;

    /// Sends a command; the handler is completed exactly once.
    virtual void submit(command c, reply_handler handler) = 0;

    /// `consumer` sees the events of that channel (all, if empty) before they are queued. It is
    /// called while bytes are being read and must not block.
    virtual route_id add_route(std::string unique_id, protocol::route_table::consumer consumer) = 0;
    virtual void remove_route(route_id id) = 0;

protected:
    ~link() = default;
};

}  // namespace eslio
