// Finds entries by a text that each has: a hash table that only links what others own.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/detail/compact_vector.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace eslio::protocol {

/// Several entries may have the same key; they are found in the order of linking. Linking and
/// unlinking take the same time however many have one key. No template, so that tables of different
/// entries cost the compiler this once.
class key_index {
public:
    /// Base of an entry. While it is linked it stays in its place in memory and keeps its key.
    struct entry {
        /// Of that key, in no index.
        explicit entry(std::string k) : key(std::move(k)) {}
        /// What it is found by.
        std::string key;
        entry* next = nullptr;      ///< of the same key
        entry* before = nullptr;    ///< of the same key; of the first: the last; null: not linked
        entry* next_key = nullptr;  ///< of the first of a key: that of another key in the bucket
    };

    /// Sees to the memory that linking one more may need: that `link` then cannot fail.
    void reserve_one() {
        if (size_ >= buckets_.size()) grow();
    }

    /// Puts it in; it has to be taken out before it is destroyed.
    void link(entry& e);

    /// Nothing happens if it is not linked, as memory may have run out then.
    void unlink(entry& e) noexcept;

    /// The first of that key; null if there is none.
    entry* find(std::string_view key) const noexcept {
        return buckets_.empty() ? nullptr : find(buckets_[place_of(key)], key);
    }

    /// The next of the same key; null after the last.
    static entry* after(const entry& e) noexcept { return e.next; }

    /// Forgets all that is linked, which may not be unlinked then; gives the memory back.
    void clear() noexcept {
        detail::compact_vector<entry*>().swap(buckets_);
        size_ = 0;
    }

private:
    static constexpr std::size_t kept = 16;  ///< buckets of an index that has become empty

    static entry* find(entry* first, std::string_view key) noexcept {
        while (first != nullptr && first->key != key) first = first->next_key;
        return first;
    }

    entry*& bucket_of(std::string_view key) noexcept { return buckets_[place_of(key)]; }
    std::size_t place_of(std::string_view key) const noexcept {
        return std::hash<std::string_view>()(key) & (buckets_.size() - 1);
    }

    /// The next of its key becomes the first; if there is none, the key is gone.
    void replace_first(const entry& e) noexcept;

    void grow();

    detail::compact_vector<entry*> buckets_;  ///< a power of two of them
    std::size_t size_ = 0;                    ///< entries, those of one key included
};

}  // namespace eslio::protocol

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/protocol/impl/key_index.ipp>
#endif
