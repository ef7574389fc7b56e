// The bodies of the functions of number_index.hpp.
#pragma once

#include <eslio/protocol/number_index.hpp>

namespace eslio::protocol {

ESLIO_DECL void number_index::link(entry& e) {
    reserve_one();
    push(e);
    ++size_;
}

ESLIO_DECL void number_index::unlink(const entry& e) noexcept {
    if (buckets_.empty()) return;
    for (entry** place = &bucket(e.number); *place != nullptr; place = &(*place)->next_number) {
        if (*place != &e) continue;
        *place = e.next_number;
        if (--size_ == 0 && buckets_.size() > kept) clear();
        return;
    }
}

ESLIO_DECL number_index::entry* number_index::find(std::uint64_t number) const noexcept {
    if (buckets_.empty()) return nullptr;
    entry* e = buckets_[place_of(number)];
    while (e != nullptr && e->number != number) e = e->next_number;
    return e;
}

ESLIO_DECL void number_index::grow() {
    detail::compact_vector<entry*> old(buckets_.empty() ? 2 : buckets_.size() * 2);
    old.swap(buckets_);
    for (entry* e : old)
        while (e != nullptr) push(*std::exchange(e, e->next_number));
}

}  // namespace eslio::protocol
