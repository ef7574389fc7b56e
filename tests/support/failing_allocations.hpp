// Lets each allocation of a program fail in turn, while its switch has memory.
#pragma once

#include "catch.hpp"
#include "support/allocations.hpp"
#include "support/two_sides.hpp"

#include <cstddef>
#include <new>

namespace test {

/// Calls `f(number)` until it says that nothing failed any more.
template <class F>
void each_failing_allocation(F f) {
    bool came_to_it = true;
    for (std::size_t number = 1; came_to_it; ++number) {
        INFO("allocation " << number);
        REQUIRE(number < 1'000);
        came_to_it = f(number);
    }
}

/// Calls `f`, in which the allocation of that number fails.
struct failing_call {
    bool thrown = false;
    bool came_to_it = false;

    template <class F>
    failing_call(std::size_t number, F f) {
        fail_allocation(number);
        try {
            f();
        } catch (const std::bad_alloc&) {
            thrown = true;
        }
        came_to_it = allocation_failed();
        fail_allocation(0);
    }
};

/// The same, in which what `f` has begun happens as well; that may fail without being thrown.
struct failing_trial {
    bool thrown = false;
    bool came_to_it = false;

    template <class F>
    failing_trial(two_sides& sides, std::size_t number, F f) {
        const failing_call all(number, [&] {
            try {
                f();
            } catch (const std::bad_alloc&) {
                thrown = true;
            }
            sides.settle();
        });
        came_to_it = all.came_to_it;
    }
};

}  // namespace test
