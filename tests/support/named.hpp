// named: a temporary of a test's expression, for members that refuse temporaries.
#pragma once

/// Views into a temporary are good to the end of the full expression, which is all that a check
/// needs; the library refuses them, as elsewhere they would be kept.
template <class T>
const T& named(const T& value) noexcept {
    return value;
}
