// The bodies of the functions of key_index.hpp.
#pragma once

#include <eslio/protocol/key_index.hpp>

namespace eslio::protocol {

ESLIO_DECL void key_index::link(entry& e) {
    reserve_one();
    ++size_;
    e.next = nullptr;
    entry*& bucket = bucket_of(e.key);
    if (entry* const first = find(bucket, e.key)) {
        e.before = first->before;
        first->before->next = &e;
        first->before = &e;
    } else {
        e.before = &e;
        e.next_key = std::exchange(bucket, &e);
    }
}

ESLIO_DECL void key_index::unlink(entry& e) noexcept {
    if (e.before == nullptr) return;
    if (e.before->next == &e) {
        entry* const pointing_back = e.next != nullptr ? e.next : find(e.key);
        pointing_back->before = e.before;
        e.before->next = e.next;
    } else {
        replace_first(e);
    }
    e.before = nullptr;
    if (--size_ == 0 && buckets_.size() > kept) clear();
}

ESLIO_DECL void key_index::replace_first(const entry& e) noexcept {
    entry** place = &bucket_of(e.key);
    while (*place != &e) place = &(*place)->next_key;
    if (e.next != nullptr) {
        e.next->before = e.before;
        e.next->next_key = e.next_key;
        *place = e.next;
    } else {
        *place = e.next_key;
    }
}

ESLIO_DECL void key_index::grow() {
    detail::compact_vector<entry*> old(buckets_.empty() ? 2 : buckets_.size() * 2);
    old.swap(buckets_);
    for (entry* first : old) {
        while (first != nullptr) {
            entry* const moved = std::exchange(first, first->next_key);
            moved->next_key = std::exchange(bucket_of(moved->key), moved);
        }
    }
}

}  // namespace eslio::protocol
