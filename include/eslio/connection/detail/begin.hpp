// The operations of a connection begin, whatever the type of their handlers and of the stream.
#pragma once

#include <eslio/command/api.hpp>
#include <eslio/command/command.hpp>
#include <eslio/command/login.hpp>
#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_at.hpp>
#include <eslio/connection/detail/engine.hpp>
#include <eslio/connection/environment.hpp>

#include <asio/cancellation_type.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace eslio::detail {

using engine_ptr = std::shared_ptr<engine>;

/// Cancels one operation of an engine: its completion is posted, never run inline.
struct cancel_operation {
    engine::operation what;
    std::uint64_t number;  ///< 0: it is done already

    explicit operator bool() const noexcept { return number != 0; }
    void operator()(engine& e, asio::cancellation_type_t type) const {
        e.cancel(what, number, type);
    }
};

// Each begins where the engine lives, and can be cancelled by what `from` tells.

/// Of the engine's own kind of stream.
using connect_function = std::uint64_t (*)(engine&, login&&, engine::open_handler&);

ESLIO_DECL void begin_connect(engine& on, const handler_origin& from,
                              engine::open_handler&& handler, login&& where,
                              connect_function connect);
ESLIO_DECL void begin_open(engine& on, const handler_origin& from, engine::open_handler&& handler,
                           std::shared_ptr<const credentials> who);
ESLIO_DECL void begin_exit(engine& on, const handler_origin& from, engine::open_handler&& handler);
ESLIO_DECL void begin_command(engine& on, const handler_origin& from,
                              engine::reply_handler&& handler, command&& c);
/// Several with one answer.
ESLIO_DECL void begin_commands(engine& on, const handler_origin& from,
                               engine::reply_handler&& handler, std::vector<command>&& commands);
ESLIO_DECL void begin_job(engine& on, const handler_origin& from, engine::job_handler&& handler,
                          api_request&& request);
ESLIO_DECL void begin_start_job(engine& on, const handler_origin& from,
                                engine::reply_handler&& handler, api_request&& request,
                                std::shared_ptr<std::string> uuid);
ESLIO_DECL void begin_job_result(engine& on, const handler_origin& from,
                                 engine::job_handler&& handler, std::string&& uuid);
/// `fetches`: the handler runs where the engine lives, so that the next read may wait for it.
ESLIO_DECL void begin_receive(engine& on, const handler_origin& from,
                              engine::message_handler&& handler, bool fetches);
ESLIO_DECL void begin_receive_for(engine& on, const handler_origin& from,
                                  engine::message_handler&& handler, bool fetches,
                                  environment::duration at_most);
ESLIO_DECL void begin_receive_into(engine& on, const handler_origin& from,
                                   engine::lent_handler&& handler, bool fetches, message* lent);

/// Closes where the engine lives, at once if this is there. Null is closed.
ESLIO_DECL void close_at_home(const engine_ptr& on) noexcept;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/connection/impl/begin.ipp>
#endif
