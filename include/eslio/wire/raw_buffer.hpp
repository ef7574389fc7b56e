// A growable run of bytes that is not zeroed: the storage under read buffers and events.
#pragma once

#include <eslio/config.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

namespace eslio::wire {

/// Like a `std::string` whose growth leaves new bytes uninitialised and whose copy is exact.
class raw_buffer {
public:
    raw_buffer() noexcept = default;
    /// A copy of the bytes.
    raw_buffer(const raw_buffer& other) { append(other.view()); }
    raw_buffer(raw_buffer&& other) noexcept
        : bytes_(std::move(other.bytes_)),
          size_(std::exchange(other.size_, 0)),
          capacity_(std::exchange(other.capacity_, 0)) {}
    /// A copy of the bytes; memory that suffices is kept.
    raw_buffer& operator=(const raw_buffer& other);
    raw_buffer& operator=(raw_buffer&& other) noexcept;
    ~raw_buffer() = default;

    /// The bytes: their first, how many there are and how many there is memory for, and all as a
    /// view.
    char* data() noexcept { return bytes_.get(); }
    const char* data() const noexcept { return bytes_.get(); }
    std::size_t size() const noexcept { return size_; }
    std::size_t capacity() const noexcept { return capacity_; }
    bool empty() const noexcept { return size_ == 0; }
    std::string_view view() const noexcept { return {bytes_.get(), size_}; }

    /// Keeps the memory.
    void clear() noexcept { size_ = 0; }

    /// Gives the memory back.
    void release() noexcept {
        bytes_.reset();
        size_ = capacity_ = 0;
    }

    /// Room for `n` bytes in all.
    void reserve(std::size_t n) {
        if (n > capacity_) reallocate(std::max(n, capacity_ + capacity_ / 2));
    }

    /// Room for exactly `n` bytes in all, where growth by half would be a waste.
    void reserve_exactly(std::size_t n) {
        if (n > capacity_) reallocate(n);
    }

    /// New bytes are uninitialised.
    void resize(std::size_t n) {
        reserve(n);
        size_ = n;
    }

    /// `text` may lie inside these bytes.
    void append(std::string_view text);

    /// Adds a byte.
    void push_back(char c) {
        reserve(size_ + 1);
        bytes_[size_++] = c;
    }

private:
    void reallocate(std::size_t n);

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace eslio::wire

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/wire/impl/raw_buffer.ipp>
#endif
