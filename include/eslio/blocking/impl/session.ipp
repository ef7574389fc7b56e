// The bodies of the functions of blocking/session.hpp.
#pragma once

#include <eslio/blocking/session.hpp>

namespace eslio::blocking {

ESLIO_DECL outbound::session_end session::wait_for_end(error_target told) {
    return waits().call<outbound::session_end>("wait_for_end", told, [this](auto&& handler) {
        session_->async_wait_for_end(std::forward<decltype(handler)>(handler));
    });
}

}  // namespace eslio::blocking
