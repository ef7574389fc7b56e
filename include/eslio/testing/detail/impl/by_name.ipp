// The bodies of the functions of by_name.hpp.
#pragma once

#include <eslio/testing/detail/by_name.hpp>

namespace eslio::testing::detail {

ESLIO_COLD const name_index::slot* name_index::first_not_before(
    std::string_view name) const noexcept {
    const slot* first = slots_.begin();
    for (std::size_t left = slots_.size(); left != 0;) {
        const std::size_t half = left / 2;
        const bool before = first[half].name < name;
        if (before) first += half + 1;
        left = before ? left - half - 1 : half;
    }
    return first;
}

ESLIO_COLD void* name_index::find(std::string_view name) const noexcept {
    const slot* const at = first_not_before(name);
    return at == slots_.end() || at->name != name ? nullptr : at->entry;
}

ESLIO_COLD void name_index::make_room() {
    // A switch is made with four.
    if (slots_.size() == slots_.capacity())
        slots_.reserve(slots_.size() == 0 ? 4 : 2 * slots_.size());
}

ESLIO_COLD void name_index::insert(std::string_view name, void* entry) noexcept {
    slots_.insert(first_not_before(name), {name, entry});
}

ESLIO_COLD void* name_index::remove(std::string_view name) noexcept {
    const slot* const at = first_not_before(name);
    if (at == slots_.end() || at->name != name) return nullptr;
    void* const entry = at->entry;
    slots_.erase(at);
    return entry;
}

}  // namespace eslio::testing::detail
