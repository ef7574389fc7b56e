// Plain loops over short lists. Of libstdc++'s, compilers make four copies of each condition.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <utility>

namespace eslio::testing::detail {

/// The first of which that is true, or null.
template <class List, class Condition>
auto find_where(List& all, Condition fits) -> decltype(&*all.begin()) {
    for (auto& one : all)
        if (fits(one)) return &one;
    return nullptr;
}

template <class List, class Condition>
std::size_t count_where(const List& all, Condition fits) {
    std::size_t count = 0;
    for (const auto& one : all)
        if (fits(one)) ++count;
    return count;
}

template <class List, class Condition>
bool any_where(const List& all, Condition fits) {
    for (const auto& one : all)
        if (fits(one)) return true;
    return false;
}

/// Tells whether there were any. The others keep their order.
template <class List, class Condition>
bool erase_where(List& all, Condition fits) {
    auto kept = all.begin();
    for (auto& one : all) {
        if (fits(one)) continue;
        if (&*kept != &one) *kept = std::move(one);
        ++kept;
    }
    const bool any = kept != all.end();
    all.erase(kept, all.end());
    return any;
}

/// Takes those out of which that is true. All keep their order.
template <class List, class Condition>
List take_where(List& all, Condition fits) {
    List taken, kept;
    for (auto& one : all) (fits(one) ? taken : kept).push_back(std::move(one));
    all = std::move(kept);
    return taken;
}

}  // namespace eslio::testing::detail
