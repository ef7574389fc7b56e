// The bodies of the functions of event_lease.hpp.
#pragma once

#include <eslio/connection/event_lease.hpp>
#include <eslio/connection/link.hpp>

namespace eslio {

ESLIO_DECL void event_lease::reset() noexcept {
    if (const auto over = std::exchange(link_, nullptr)) over->end_need(number_);
}

}  // namespace eslio
