// Regular expressions and wildcards over what a script hears.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace live {

/// Whether `*` in the pattern can stand for something so that the two are equal.
bool fits_wildcards(std::string_view pattern, std::string_view text);

/// The lines in which the expression is found.
std::string matching_lines(const std::string& text, const std::string& expression);

/// What the expression's first group finds (without one, what it finds); empty if nothing.
std::string first_match(const std::string& text, const std::string& expression);

/// Replaces what each expression finds.
std::string masked(std::string text, const std::vector<std::pair<std::string, std::string>>& rules);

}  // namespace live
