// Calls what may throw where nothing may be thrown.
#pragma once

#include <eslio/config.hpp>

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

}  // namespace eslio::detail
