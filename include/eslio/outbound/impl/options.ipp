// The bodies of the functions of options.hpp.
#pragma once

#include <eslio/outbound/options.hpp>

namespace eslio::outbound {

ESLIO_DECL connection_options session_options::usual_connection() {
    connection_options o;
    o.keep_messages = false;
    o.event_limits.messages = 10'000;
    o.event_limits.bytes = std::size_t{16} << 20;
    return o;
}

}  // namespace eslio::outbound
