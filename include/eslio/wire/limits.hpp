// How large the parts of a frame may be.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>

namespace eslio::wire {

/// Bounds on what the peer may make us hold, in bytes but for `headers`. Past one of the others the
/// connection closes with a named error. FreeSWITCH itself sends `connect` replies of more than 64
/// KiB.
struct limits {
    std::size_t header_block = std::size_t{1} << 20;  ///< 1 MiB
    std::size_t body = std::size_t{64} << 20;         ///< 64 MiB; past 2 GiB only of replies
    /// Headers, and elements of arrays, of one event: what each costs beyond its bytes. An event
    /// past it is delivered raw with `error::event_too_large`; the connection goes on.
    std::size_t headers = 100'000;
};

}  // namespace eslio::wire
