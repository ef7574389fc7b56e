// The bodies of the functions of compact_vector.hpp.
#pragma once

#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <exception>
#include <limits>
#include <new>

namespace eslio::detail {

ESLIO_DECL void* allocate_values(std::size_t count, std::size_t size, std::size_t alignment) {
    constexpr auto most = static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max());
    if (count > most / size) {
#if defined(__cpp_exceptions)
        throw std::bad_array_new_length();
#else
        std::terminate();
#endif
    }
    const std::size_t bytes = count * size;
    if (alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
        return ::operator new(bytes, std::align_val_t(alignment));
    return ::operator new(bytes);
}

ESLIO_DECL void release_values(void* values, std::size_t alignment) noexcept {
    if (alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
        ::operator delete(values, std::align_val_t(alignment));
    else
        ::operator delete(values);
}

}  // namespace eslio::detail
