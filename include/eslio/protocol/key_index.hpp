// Finds entries by a text that each has: a hash table that only links what others own.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Several entries may have the same key; they are found in the order of linking. No template, so
/// that tables of different entries cost the compiler this once.
class key_index {
public:
    /// Base of an entry. While it is linked it stays in its place in memory and keeps its key.
    struct entry {
        explicit entry(std::string k) : key(std::move(k)) {}
        std::string key;
        entry* next = nullptr;  ///< in its bucket
    };

    void link(entry& e) {
        if (size_ >= buckets_.size()) grow();
        append(e);
        ++size_;
    }

    /// Nothing happens if it is not linked, as memory may have run out then.
    void unlink(const entry& e) noexcept {
        if (buckets_.empty()) return;
        for (entry** place = &bucket(e.key); *place != nullptr; place = &(*place)->next) {
            if (*place != &e) continue;
            *place = e.next;
            --size_;
            return;
        }
    }

    /// The first of that key; null if there is none.
    entry* find(std::string_view key) const noexcept {
        return buckets_.empty() ? nullptr : find(bucket(key), key);
    }

    /// The next of the same key.
    static entry* behind(const entry& e) noexcept { return find(e.next, e.key); }

    void clear() noexcept {
        buckets_.clear();
        size_ = 0;
    }

private:
    static entry* find(entry* e, std::string_view key) noexcept {
        while (e != nullptr && e->key != key) e = e->next;
        return e;
    }

    entry*& bucket(std::string_view key) noexcept { return buckets_[place_of(key)]; }
    entry* bucket(std::string_view key) const noexcept { return buckets_[place_of(key)]; }
    std::size_t place_of(std::string_view key) const noexcept {
        return std::hash<std::string_view>()(key) & (buckets_.size() - 1);
    }

    void append(entry& e) noexcept {
        entry** end = &bucket(e.key);
        while (*end != nullptr) end = &(*end)->next;
        *end = &e;
        e.next = nullptr;
    }

    /// Those of one key keep their order, so that a walk over them may go on.
    void grow() {
        std::vector<entry*> old(buckets_.empty() ? 8 : buckets_.size() * 2);
        old.swap(buckets_);
        for (entry* e : old)
            while (e != nullptr) append(*std::exchange(e, e->next));
    }

    std::vector<entry*> buckets_;  ///< a power of two of them
    std::size_t size_ = 0;
};

}  // namespace eslio::protocol
