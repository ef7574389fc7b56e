// How much memory this test program has allocated, and allocations that fail on command.
#pragma once

#include <cstddef>

namespace test {

/// Calls of operator new so far, of this thread.
std::size_t allocations() noexcept;

/// Bytes that operator new has handed out and that were not given back.
std::size_t allocated_bytes() noexcept;

/// Lets allocations of this thread fail: the `number`th from now, counted from 1, and `more` behind
/// it; 0: none. Those of Asio count as well.
void fail_allocation(std::size_t number, std::size_t more = 0) noexcept;

/// Whether it has come to that.
bool allocation_failed() noexcept;

/// As long as it lives none fails, nor counts.
class with_memory {
public:
    with_memory() noexcept;
    with_memory(const with_memory&) = delete;
    with_memory& operator=(const with_memory&) = delete;
    ~with_memory();

private:
    std::size_t failing_;
    std::size_t failing_more_;
};

}  // namespace test
