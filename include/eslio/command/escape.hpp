// Escapes that survive the readers which FreeSWITCH sends a text through.
#pragma once

#include <eslio/wire/ascii.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::detail {

/// One level: what FreeSWITCH's switch_separate_string takes off when it splits at `delimiter`, or
/// at spaces if that is 0 (switch_utils.c: cleanup_separated_string).
inline std::string escape_level(std::string_view text, char delimiter = '\0') {
    std::string out;
    for (const char c : text) {
        const bool special = c == '\\' || c == '\'' || (delimiter != '\0' && c == delimiter);
        switch (c) {
            case ' ': out.append("\\s"); break;
            case '\n': out.append("\\n"); break;
            case '\r': out.append("\\r"); break;
            case '\t': out.append("\\t"); break;
            default:
                if (special) out.push_back('\\');
                out.push_back(c);
        }
    }
    return out;
}

/// A value inside `{name=value,...}`: split at commas, then at `=`.
inline std::string escape_variable(std::string_view value) {
    return escape_level(escape_level(value, '='), ',');
}

/// Whether FreeSWITCH sees a variable in a text: `$`, backslashes or none, `{` (switch_utils.h:
/// switch_string_var_check_const). `between`: the bytes that may stand between those two.
constexpr bool holds_variable(std::string_view text, std::string_view between = "\\") noexcept {
    bool dollar = false;
    for (const char c : text) {
        if (dollar && c == '{') return true;
        dollar = c == '$' || (dollar && between.find(c) != std::string_view::npos);
    }
    return false;
}

/// What FreeSWITCH's expansion of `${...}` makes `text` of. It takes escapes off too, but only if
/// it finds a variable or an escape (switch_channel.c: switch_channel_expand_variables_check).
inline std::string escape_expansion(std::string_view text) {
    std::string out;
    const bool changed = text.find('\\') != std::string_view::npos || holds_variable(text);
    for (const char c : text) {
        if (changed && (c == '\\' || c == '$')) out.push_back('\\');
        out.push_back(c);
    }
    return out;
}

/// Whether a value can stand between braces: the search for the closing one heeds neither quotes
/// nor escapes, so its own must balance. `:_:` would split the dial string, wherever it stands.
inline bool fits_braces(std::string_view value) noexcept {
    std::size_t depth = 0;
    for (const char c : value) {
        if (c == '\0') return false;
        if (c == '{') ++depth;
        if (c == '}' && depth-- == 0) return false;
    }
    return depth == 0 && value.find(":_:") == std::string_view::npos;
}

constexpr bool is_alphanumeric(char c) noexcept {
    return wire::is_digit(c) || (wire::to_lower(c) >= 'a' && wire::to_lower(c) <= 'z');
}

/// Letters, digits and the bytes of `more` alone, and some.
constexpr bool consists_of(std::string_view text, std::string_view more) noexcept {
    for (const char c : text)
        if (!is_alphanumeric(c) && more.find(c) == std::string_view::npos) return false;
    return !text.empty();
}

}  // namespace eslio::detail
