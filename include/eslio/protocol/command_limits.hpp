// How many commands a connection holds.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>

namespace eslio::protocol {

/// How much may wait to be written or answered.
struct command_limits {
    std::size_t commands = 100'000;             ///< in the line, answered or not
    std::size_t bytes = std::size_t{64} << 20;  ///< of commands not yet written
};

}  // namespace eslio::protocol
