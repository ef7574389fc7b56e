// How often this test program has allocated memory.
#pragma once

#include <cstddef>

namespace test {

/// Calls of operator new so far.
std::size_t allocations() noexcept;

/// Bytes that operator new has handed out and that were not given back.
std::size_t allocated_bytes() noexcept;

}  // namespace test
