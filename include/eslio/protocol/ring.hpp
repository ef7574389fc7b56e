// A queue in one growable ring: no allocation once it is as large as it gets.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <utility>

namespace eslio::protocol {

/// First in, first out, with access by position. T is default-constructible and movable; slots
/// that are popped keep what the caller left in them, so their memory can be used again.
template <class T>
class ring {
public:
    bool empty() const noexcept { return size_ == 0; }
    std::size_t size() const noexcept { return size_; }
    /// How many there is memory for.
    std::size_t capacity() const noexcept { return slots_.size(); }

    /// The i-th from the front, below `size()`.
    T& operator[](std::size_t i) noexcept { return slots_[(begin_ + i) & mask()]; }
    const T& operator[](std::size_t i) const noexcept { return slots_[(begin_ + i) & mask()]; }
    T& front() noexcept { return slots_[begin_]; }
    const T& front() const noexcept { return slots_[begin_]; }
    T& back() noexcept { return (*this)[size_ - 1]; }

    /// The slot after the last, for the caller to fill before `push_slot` makes it the last.
    T& spare() {
        if (size_ == slots_.size()) grow();
        return (*this)[size_];
    }
    void push_slot() noexcept { ++size_; }

    /// Adds one at the end; memory grows when it is full.
    void push(T value) {
        spare() = std::move(value);
        push_slot();
    }

    /// The slot keeps its value.
    void pop() noexcept {
        begin_ = (begin_ + 1) & mask();
        --size_;
    }

    /// Takes away the last; the slot keeps its value.
    void pop_back() noexcept { --size_; }

    /// Takes away all; the spare stays where it is.
    void clear() noexcept {
        if (size_ != 0) begin_ = (begin_ + size_) & mask();
        size_ = 0;
    }

    /// Takes away all slots, with what was left in them.
    detail::compact_vector<T> release() noexcept {
        begin_ = size_ = 0;
        return std::exchange(slots_, {});
    }

    /// Uses these slots, as `release` gave them, instead of none.
    void adopt(detail::compact_vector<T> slots) noexcept { slots_ = std::move(slots); }

private:
    std::size_t mask() const noexcept { return slots_.size() - 1; }

    void grow() {
        detail::compact_vector<T> bigger(slots_.empty() ? 4 : slots_.size() * 2);
        for (std::size_t i = 0; i < size_; ++i) bigger[i] = std::move((*this)[i]);
        slots_ = std::move(bigger);
        begin_ = 0;
    }

    detail::compact_vector<T> slots_;  ///< a power of two of them
    std::size_t begin_ = 0;
    std::size_t size_ = 0;
};

}  // namespace eslio::protocol
