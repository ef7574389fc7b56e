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

ESLIO_DECL void deadline_heap::clear() noexcept {
    heap_.clear();
    sweep_at_ = usual;
    if (heap_.capacity() > usual) std::vector<entry>().swap(heap_);
}

}  // namespace eslio::protocol
