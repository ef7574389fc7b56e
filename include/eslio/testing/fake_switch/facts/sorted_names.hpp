// Looks a name up in a table of names.
#pragma once

#include <eslio/config.hpp>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace eslio::testing::fake {

/// The names are sorted.
template <std::size_t Size>
bool is_among(const std::string_view (&names)[Size], std::string_view name) noexcept {
    const std::string_view* const last = names + Size;
    const std::string_view* const found = std::lower_bound(names + 0, last, name);
    return found != last && *found == name;
}

}  // namespace eslio::testing::fake
