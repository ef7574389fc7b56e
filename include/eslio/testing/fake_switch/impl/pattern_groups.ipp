// The bodies of the functions of pattern_groups.hpp.
#pragma once

#include <eslio/testing/fake_switch/pattern_groups.hpp>

namespace eslio::testing::fake {

ESLIO_DECL std::string substitute(std::string_view text,
                                  const std::vector<std::string_view>& parts) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool sign = text[i] == '$' || text[i] == '%';
        const std::size_t brace = sign && text.substr(i + 1, 1) == "{" ? text.find('}', i) : 0;
        if (brace != 0 && brace != text.npos) {
            const auto number = wire::parse_number(text.substr(i + 2, brace - i - 2));
            if (number) {
                if (*number < parts.size()) out.append(parts[*number]);
                i = brace;
                continue;
            }
        }
        if (!sign || i + 1 == text.size() || !wire::is_digit(text[i + 1])) {
            out.push_back(sign && text[i] == '%' ? '$' : text[i]);
            continue;
        }
        std::size_t number = 0;
        for (; i + 1 < text.size() && wire::is_digit(text[i + 1]) && number < 100; ++i)
            number = 10 * number + static_cast<std::size_t>(text[i + 1] - '0');
        if (number < parts.size()) out.append(parts[number]);
    }
    return out;
}

}  // namespace eslio::testing::fake
