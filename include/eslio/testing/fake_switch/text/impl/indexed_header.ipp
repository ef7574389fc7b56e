// The bodies of the functions of indexed_header.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/indexed_header.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void add_indexed(event& e, std::string_view name, std::string_view value) {
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
