#include "live/text_rules.hpp"

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <regex>
#include <sstream>

namespace live {

bool fits_wildcards(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, from = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            from = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

std::string matching_lines(const std::string& text, const std::string& expression) {
    const std::regex wanted(expression);
    std::istringstream in(text);
    std::string out;
    for (std::string line; std::getline(in, line);)
        if (std::regex_search(line, wanted)) out += line + "\n";
    return out;
}

std::string first_match(const std::string& text, const std::string& expression) {
    std::smatch found;
    if (!std::regex_search(text, found, std::regex(expression))) return {};
    return found.size() > 1 ? found[1].str() : found[0].str();
}

std::string masked(std::string text,
                   const std::vector<std::pair<std::string, std::string>>& rules) {
    for (const auto& [expression, instead] : rules)
        text = std::regex_replace(text, std::regex(expression), instead);
    return text;
}

std::string rough_time(const std::string& milliseconds) {
    char* end = nullptr;
    const double time = std::strtod(milliseconds.c_str(), &end);
    if (milliseconds.empty() || *end != '\0') return milliseconds;
    char text[48];
    std::snprintf(text, sizeof text, "about %.1f s", time / 1000);
    return text;
}

std::optional<double> rough_seconds(const std::string& text) {
    static const std::regex form("about (-?[0-9]+\\.[0-9]) s");
    std::smatch found;
    if (!std::regex_match(text, found, form)) return std::nullopt;
    return std::strtod(found[1].str().c_str(), nullptr);
}

}  // namespace live
