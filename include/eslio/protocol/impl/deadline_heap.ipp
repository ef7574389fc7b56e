// The bodies of the functions of deadline_heap.hpp.
#pragma once

#include <eslio/protocol/deadline_heap.hpp>

namespace eslio::protocol {

ESLIO_DECL bool deadline_heap::pop_due(time_point now, id& which) noexcept {
    if (heap_.empty() || heap_.front().when > now) return false;
    which = heap_.front().which;
    std::pop_heap(heap_.begin(), heap_.end(), later);
    heap_.pop_back();
    if (heap_.empty()) clear();
    return true;
}

ESLIO_DECL void deadline_heap::push(const entry& e) {
    const std::size_t place = heap_.size();
    heap_.push_back(e);
    // Mostly the latest of all: then it is in its place.
    if (place != 0 && e.when < heap_[(place - 1) / 2].when)
        std::push_heap(heap_.begin(), heap_.end(), later);
}

ESLIO_DECL void deadline_heap::keep_first(std::size_t count) {
    while (heap_.size() > count) heap_.pop_back();
    std::make_heap(heap_.begin(), heap_.end(), later);
    if (heap_.capacity() / 4 > std::max(usual, count))
        detail::compact_vector<entry>(heap_).swap(heap_);
    sweep_at_ = std::max(usual, (count + 1) * 2);
}

ESLIO_DECL void deadline_heap::clear() noexcept {
    heap_.clear();
    sweep_at_ = usual;
    if (heap_.capacity() > usual) detail::compact_vector<entry>().swap(heap_);
}

}  // namespace eslio::protocol
