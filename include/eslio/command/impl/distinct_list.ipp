// The bodies of the functions of distinct_list.hpp.
#pragma once

#include <eslio/command/detail/distinct_list.hpp>

namespace eslio::detail {

ESLIO_DECL void place_index::reserve(std::size_t most) {
    if (2 * most <= slots_.size()) return;
    std::size_t size = 64;
    while (size < 2 * most) size *= 2;
    place_index larger;
    larger.slots_.resize(size);
    for (const slot& s : slots_)
        if (s.after != 0) larger.add(s.hash, s.after - 1);
    slots_.swap(larger.slots_);
}

ESLIO_DECL void place_index::add(std::size_t hash, std::size_t place) noexcept {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i].after != 0) i = (i + 1) & (slots_.size() - 1);
    slots_[i].hash = hash;
    slots_[i].after = place + 1;
}

}  // namespace eslio::detail
