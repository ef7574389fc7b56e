// The bodies of the functions of hangup.hpp.
#pragma once

#include <eslio/event/hangup.hpp>

namespace eslio {

ESLIO_DECL std::chrono::microseconds hangup_info::talk_time() const {
    const auto from = answered();
    const auto to = ended();
    if (!from || !to || *to < *from) return std::chrono::microseconds(0);
    return std::chrono::duration_cast<std::chrono::microseconds>(*to - *from);
}

}  // namespace eslio
