// The bodies of the functions of separate.hpp.
#pragma once

#include <eslio/testing/fake_switch/text/separate.hpp>

namespace eslio::testing::fake {

ESLIO_COLD std::string clean_part(std::string_view part, char delimiter) {
    std::string out;
    std::size_t kept = 0;
    bool quoted = false;
    const std::size_t first = part.find_first_not_of(' ');
    part.remove_prefix(first == std::string_view::npos ? part.size() : first);
    for (std::size_t i = 0; i < part.size(); ++i) {
        const char meant =
            part[i] == '\\' && i + 1 < part.size() ? escaped(part[i + 1], delimiter) : '\0';
        if (meant != '\0') {
            out.push_back(meant);
            kept = out.size();
            ++i;
        } else if (part[i] == '\'' && (quoted || part.find('\'', i + 1) != part.npos)) {
            quoted = !quoted;
            if (quoted) kept = out.size();
        } else {
            out.push_back(part[i]);
            if (part[i] != ' ' || quoted) kept = out.size();
        }
    }
    out.resize(kept);
    return out;
}

ESLIO_COLD std::vector<std::string> separate(std::string_view text, char delimiter,
                                             std::size_t most) {
    if (text.size() > 3 && text[0] == '^' && text[1] == '^') {
        delimiter = text[2];
        text.remove_prefix(3);
    }
    const bool at_blanks = delimiter == ' ';
    std::vector<std::string> out;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size() && out.size() + 1 < most; ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == '\'') {
            // At blanks a quote that nobody closes holds all that follows together.
            if (quoted || at_blanks || text.find('\'', i + 1) != text.npos) quoted = !quoted;
        } else if (text[i] == delimiter && !quoted) {
            if (!at_blanks || i > begin)
                out.push_back(
                    clean_part(text.substr(begin, i - begin), at_blanks ? '\0' : delimiter));
            begin = i + 1;
        }
    }
    if (begin < text.size())
        out.push_back(clean_part(text.substr(begin), at_blanks ? '\0' : delimiter));
    return out;
}

}  // namespace eslio::testing::fake
