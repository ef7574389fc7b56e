// How much memory this test program has allocated.
#pragma once

#include <cstddef>

namespace test {

/// Calls of operator new so far, of this thread.
std::size_t allocations() noexcept;

/// Bytes that operator new has handed out and that were not given back.
std::size_t allocated_bytes() noexcept;

}  // namespace test
