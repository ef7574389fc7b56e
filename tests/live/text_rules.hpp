// Regular expressions, wildcards and rough times in what a script hears.
#pragma once

#include <optional>
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

/// Milliseconds as `about 1.3 s`; what is no number as it is.
std::string rough_time(const std::string& milliseconds);

/// The seconds in such a text; nothing if it is another.
std::optional<double> rough_seconds(const std::string& text);

}  // namespace live
