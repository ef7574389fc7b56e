// bridge: a message that connects a call with another one.
#pragma once

#include <eslio/command/dial_target.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/config.hpp>

namespace eslio::cmd {

/// The application `bridge` as `app::bridge` writes it, to be sent by `channel::async_message`,
/// which completes when FreeSWITCH has agreed. `channel::async_bridge` tells what came of it.
/// Invalid if `callee` is.
ESLIO_DECL call_message bridge(const dial_target& callee);

}  // namespace eslio::cmd

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/bridge.ipp>
#endif
