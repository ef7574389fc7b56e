// The bodies of the functions of server.hpp.
#pragma once

#include <eslio/outbound/server.hpp>

namespace eslio::outbound {

ESLIO_DECL server& server::operator=(server&& other) noexcept {
    if (this != &other) {
        if (core_) detail::do_at(core_, [](detail::server_core& c) { c.abandon(); });
        core_ = std::move(other.core_);
    }
    return *this;
}

ESLIO_DECL server& server::route_number(std::string number, std::function<void(session)> take) {
    return route(
        [number = std::move(number)](const session& s) { return s.destination() == number; },
        std::move(take));
}

}  // namespace eslio::outbound
