// The bodies of the functions of bridge.hpp.
#pragma once

#include <eslio/command/bridge.hpp>

namespace eslio::cmd {

ESLIO_DECL call_message bridge(const dial_string& callee) {
    if (argument_error wrong = callee.problem()) return call_message::invalid(std::move(wrong));
    const std::string argument = callee.for_bridge();
    if (!argument.empty()) return execute("bridge", argument);
    return call_message::invalid(detail::refuse(
        error::unwritable_text, "dial string",
        "it holds `${`, and bridge's argument is expanded before it is read; export the variable "
        "from the call, or set it by uuid_setvar later"));
}

}  // namespace eslio::cmd
