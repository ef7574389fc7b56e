// Calls what may throw where nothing may be thrown.
#pragma once

#include <eslio/config.hpp>

#include <new>

namespace eslio::detail {

/// Calls `f`; what it throws is dropped. Tells whether it came to its end.
template <class F>
bool without_throwing(F f) noexcept {
#if defined(__cpp_exceptions)
    try {
        f();
    } catch (...) {
        return false;
    }
#else
    f();
#endif
    return true;
}

/// Calls `f`; false if memory ran out in it. What else it throws is thrown on.
template <class F>
bool has_memory_for(F f) {
#if defined(__cpp_exceptions)
    try {
        f();
    } catch (const std::bad_alloc&) {
        return false;
    }
#else
    f();
#endif
    return true;
}

}  // namespace eslio::detail
