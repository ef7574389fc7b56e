// Headers whose name holds an index (`foo[2]`): an element of an array.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Adds a header as `switch_event_base_add_header` does: an index in the name (0 to 4000) sets that
/// element of an array, which grows by empty ones; any other name is a header of its own.
inline void add_indexed(event& e, std::string_view name, std::string_view value) {
    const std::size_t bracket = name.find('[');
    if (bracket == std::string_view::npos) {
        e.add(name, value);
        return;
    }
    std::string_view digits = name.substr(bracket + 1);
    const auto index = wire::parse_number(wire::next_word(digits, ']'));
    const std::string real(name.substr(0, bracket));
    if (!index || *index > 4000 || real.empty()) return;
    std::vector<std::string> elements;
    for (const std::string_view v : e.values(real)) elements.emplace_back(v);
    const auto position = static_cast<std::size_t>(*index);
    if (elements.size() <= position) elements.resize(position + 1);
    elements[position] = std::string(value);
    const std::vector<std::string_view> views(elements.begin(), elements.end());
    e.remove(real);
    e.add_array(real, views);
}

}  // namespace eslio::testing::fake
