// The bodies of the functions of expression.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/expression.hpp>

#include <cstddef>
#include <string>

namespace eslio::testing::fake {

ESLIO_COLD pattern_ptr read_expression(std::string_view text) {
    if (text.empty() || text.front() != '/') return read_pattern(text);
    const std::size_t end = text.rfind('/');
    if (end == 0) return nullptr;
    const std::string_view options = text.substr(end + 1);
    const auto has = [&](char c) { return options.find(c) != std::string_view::npos; };
    return read_pattern(text.substr(1, end - 1), has('i'), has('s'));
}

ESLIO_COLD pattern_ptr read_dialplan_expression(std::string_view text) {
    if (text.empty() || text.front() != '_') return read_expression(text);
    std::string translated = "^";
    for (const char c : text.substr(1)) switch (c) {
            case 'N': translated += "[2-9]"; break;
            case 'X': translated += "[0-9]"; break;
            case 'Z': translated += "[1-9]"; break;
            case '.': translated += ".*"; break;
            default: translated += c;
        }
    return read_pattern(translated + '$');
}

}  // namespace eslio::testing::fake
