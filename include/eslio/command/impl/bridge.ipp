// The bodies of the functions of bridge.hpp.
#pragma once

#include <eslio/command/bridge.hpp>
#include <eslio/command/detail/argument_writer.hpp>

namespace eslio::cmd {

ESLIO_DECL call_message bridge(const dial_target& callee) {
    if (callee.error()) return call_message::invalid(callee.problem());
    return detail::dialling("bridge", callee).lock(false).message({});
}

}  // namespace eslio::cmd
