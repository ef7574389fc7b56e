// What the fake switch does for a test, so often.
#pragma once

#include <cstddef>

namespace bench {

/// Calls that are originated, answered, parked and hung up, one after the other, all events sent
/// to a plain connection in memory. Returns how many bytes it got.
std::size_t fake_calls(std::size_t count);

/// Switches that are made, logged in to and ended again. Returns how many let the client in.
std::size_t fake_switches(std::size_t count);

}  // namespace bench
