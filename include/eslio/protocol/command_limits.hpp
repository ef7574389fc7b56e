// How many commands a connection holds.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>

namespace eslio::protocol {

/// How much may wait to be written or answered.
struct command_limits {
    /// Not yet written, or written and not answered, whether or not somebody waits for the answer.
    std::size_t commands = 100'000;
    std::size_t bytes = std::size_t{64} << 20;  ///< of commands not yet written
};

}  // namespace eslio::protocol
