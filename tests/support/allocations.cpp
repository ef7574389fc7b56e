// Counts this test program's allocations: operator new over malloc, with the size before the block.
#include "support/allocations.hpp"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>

namespace {

thread_local std::size_t count = 0;
thread_local std::size_t failing = 0;  // counted down to 1
thread_local std::size_t failing_more = 0;
thread_local bool failed = false;
std::atomic<std::size_t> bytes{0};

/// Whether this allocation is one that fails.
bool fails() noexcept {
    if (failing == 0 || --failing != 0) return false;
    if (failing_more != 0) {
        --failing_more;
        failing = 1;
    }
    failed = true;
    return true;
}

constexpr std::size_t room_for_size = alignof(std::max_align_t);

void* allocate(std::size_t size) noexcept {
    void* const block = fails() ? nullptr : std::malloc(size + room_for_size);
    if (block == nullptr) return nullptr;
    ++count;
    bytes += size;
    ::new (block) std::size_t(size);
    return static_cast<char*>(block) + room_for_size;
}

void release(void* memory) noexcept {
    if (memory == nullptr) return;
    void* const block = static_cast<char*>(memory) - room_for_size;
    bytes -= *static_cast<std::size_t*>(block);
    std::free(block);
}

}  // namespace

std::size_t test::allocations() noexcept {
    return count;
}
std::size_t test::allocated_bytes() noexcept {
    return bytes;
}
void test::fail_allocation(std::size_t number, std::size_t more) noexcept {
    failing = number;
    failing_more = more;
    failed = false;
}
bool test::allocation_failed() noexcept {
    return failed;
}
test::with_memory::with_memory() noexcept
    : failing_(std::exchange(failing, 0)), failing_more_(std::exchange(failing_more, 0)) {}
test::with_memory::~with_memory() {
    failing = failing_;
    failing_more = failing_more_;
}

#if defined(__GLIBC__)
// From here Asio has the memory of its operations.
extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    void* memory = nullptr;
    if (fails() || ::posix_memalign(&memory, alignment, size) != 0) return nullptr;
    return memory;
}
#endif

void* operator new(std::size_t size) {
    if (void* const memory = allocate(size)) return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size) {
    return operator new(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return allocate(size);
}
void operator delete(void* memory) noexcept {
    release(memory);
}
void operator delete[](void* memory) noexcept {
    release(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    release(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    release(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    release(memory);
}
