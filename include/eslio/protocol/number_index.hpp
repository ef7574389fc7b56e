// Finds entries by a number that each has: a hash table that only links what others own.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace eslio::protocol {

/// The numbers are given one after the other, each once: so the lowest bits spread them evenly.
class number_index {
public:
    /// Base of an entry. While it is linked it stays in its place in memory and keeps its number.
    struct entry {
        /// What it is found by.
        std::uint64_t number = 0;
        entry* next_number = nullptr;  ///< in its bucket
    };

    /// Sees to the memory that linking one more may need: that `link` then cannot fail.
    void reserve_one() {
        if (size_ >= buckets_.size()) grow();
    }

    /// Puts it in; it has to be taken out before it is destroyed.
    void link(entry& e);

    /// Nothing happens if it is not linked.
    void unlink(const entry& e) noexcept;

    /// Null if there is none.
    entry* find(std::uint64_t number) const noexcept;

    /// Gives its memory back.
    void clear() noexcept {
        detail::compact_vector<entry*>().swap(buckets_);
        size_ = 0;
    }

private:
    static constexpr std::size_t kept = 16;  ///< buckets of an index that has become empty

    std::size_t place_of(std::uint64_t number) const noexcept {
        return static_cast<std::size_t>(number) & (buckets_.size() - 1);
    }
    entry*& bucket(std::uint64_t number) noexcept { return buckets_[place_of(number)]; }

    void push(entry& e) noexcept { e.next_number = std::exchange(bucket(e.number), &e); }

    void grow();

    detail::compact_vector<entry*> buckets_;  ///< a power of two of them
    std::size_t size_ = 0;
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/number_index.ipp>
#endif
