// The bodies of the functions of raw_buffer.hpp.
#pragma once

#include <eslio/wire/raw_buffer.hpp>

namespace eslio::wire {

ESLIO_DECL raw_buffer& raw_buffer::operator=(const raw_buffer& other) {
    if (this != &other) {
        clear();
        append(other.view());
    }
    return *this;
}

ESLIO_DECL raw_buffer& raw_buffer::operator=(raw_buffer&& other) noexcept {
    bytes_ = std::move(other.bytes_);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    return *this;
}

ESLIO_DECL void raw_buffer::append(std::string_view text) {
    if (text.empty()) return;
    const char* from = text.data();
    if (size_ + text.size() > capacity_) {
        const std::less<const char*> before;
        const bool own = !before(from, bytes_.get()) && before(from, bytes_.get() + size_);
        const std::size_t offset = own ? static_cast<std::size_t>(from - bytes_.get()) : 0;
        reserve(size_ + text.size());
        if (own) from = bytes_.get() + offset;
    }
    std::memcpy(bytes_.get() + size_, from, text.size());
    size_ += text.size();
}

ESLIO_DECL void raw_buffer::reallocate(std::size_t n) {
    std::unique_ptr<char[]> bigger(new char[n]);
    if (size_ != 0) std::memcpy(bigger.get(), bytes_.get(), size_);
    bytes_ = std::move(bigger);
    capacity_ = n;
}

}  // namespace eslio::wire
