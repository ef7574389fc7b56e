// Memory for what is made and freed all the time.
#pragma once

#include <eslio/config.hpp>

#include <asio/recycling_allocator.hpp>

#include <cstddef>

namespace eslio::detail {

/// Memory from where Asio's own operations get it.
struct recycled {
    static void* operator new(std::size_t size) { return allocator().allocate(blocks(size)); }
    static void operator delete(void* memory, std::size_t size) noexcept {
        allocator().deallocate(static_cast<std::max_align_t*>(memory), blocks(size));
    }

private:
    using allocator = asio::recycling_allocator<std::max_align_t>;

    static constexpr std::size_t blocks(std::size_t size) noexcept {
        return (size + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t);
    }
};

}  // namespace eslio::detail
