// The bodies of the functions of bridge.hpp.
#pragma once

#include <eslio/command/bridge.hpp>

namespace eslio::cmd {

ESLIO_DECL call_message bridge(const dial_string& callee) {
    const dial_target to(callee);
    return to.error() ? call_message::invalid(to.problem()) : execute("bridge", to.text());
}

}  // namespace eslio::cmd
