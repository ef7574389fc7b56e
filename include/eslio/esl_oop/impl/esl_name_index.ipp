// The bodies of the functions of esl_name_index.hpp.
#pragma once

#include <eslio/esl_oop/detail/esl_name_index.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <utility>

namespace eslio::detail {

ESLIO_DECL bool esl_name_index::less::operator()(std::string_view a,
                                                 std::string_view b) const noexcept {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return wire::to_lower(x) < wire::to_lower(y);
    });
}

ESLIO_DECL void esl_name_index::make(headers& all) {
    clear();  // of an attempt for which there was no memory
    for (place at = all.begin(); at != all.end(); ++at) add(at);
    is_made_ = true;
}

ESLIO_DECL void esl_name_index::add(place at) {
    places_[at->name()].push_back(at);
}

ESLIO_DECL std::vector<esl_name_index::place> esl_name_index::take(std::string_view name) {
    const auto found = places_.find(name);
    if (found == places_.end()) return {};
    std::vector<place> taken = std::move(found->second);
    places_.erase(found);
    return taken;
}

ESLIO_DECL const esl_name_index::place* esl_name_index::find(std::string_view name) const noexcept {
    const auto found = places_.find(name);
    return found == places_.end() ? nullptr : &found->second.front();
}

}  // namespace eslio::detail
