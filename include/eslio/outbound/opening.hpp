// async_open_session: a session on a connection that FreeSWITCH has made.
#pragma once

#include <eslio/config.hpp>
#include <eslio/connection/detail/begin_operation.hpp>
#include <eslio/connection/detail/default_token.hpp>
#include <eslio/error.hpp>
#include <eslio/outbound/detail/session_opening.hpp>
#include <eslio/outbound/options.hpp>
#include <eslio/outbound/session.hpp>

#include <utility>

namespace eslio::outbound {

/// Opens a session on a connection that FreeSWITCH has made, over any stream; `server` does so for
/// every call that comes in.
///
/// Completes with `void(error_code, session)`. Errors: login_timeout (the peer said nothing in
/// time), unexpected_login_packet (it is not FreeSWITCH), opening_refused, condition::disconnected,
/// condition::protocol. Cancellation, of any type, lets the call go: the connection is closed when
/// FreeSWITCH has heard what it must, within `session_options::farewell_timeout`.
template <class Stream, class Token = detail::default_token<typename Stream::executor_type>>
auto async_open_session(Stream stream, session_options options, Token&& token = Token()) {
    auto executor = stream.get_executor();
    return detail::begin_operation<Token, void(error_code, session)>(
        detail::initiate_open_session<Stream>{executor}, token, std::move(stream),
        std::move(options));
}

}  // namespace eslio::outbound
