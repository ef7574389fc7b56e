// What a server has done, and what there is.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <cstdint>

namespace eslio::outbound {

/// What a server has done and what there is.
struct server_usage {
    std::uint64_t accepted = 0;  ///< connections
    std::uint64_t opened = 0;    ///< became sessions
    std::uint64_t failed = 0;    ///< were opened in vain: silent, hostile or gone
    std::uint64_t denied = 0;    ///< not on the list
    std::uint64_t let_go = 0;    ///< past a limit, or nobody took them
    std::size_t opening = 0;     ///< there are now
    std::size_t sessions = 0;    ///< there are now, those that are being let go included
    std::size_t leaving = 0;     ///< there are now: never were sessions, and are being let go
};

}  // namespace eslio::outbound
