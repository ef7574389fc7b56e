// Where the cursor stands after text: what the terminal makes of characters, in columns and rows.
#pragma once

#include <cstddef>
#include <cwchar>
#include <string_view>

namespace cli {

/// Of UTF-8, without what continues a character.
inline std::size_t count_characters(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text)
        if ((static_cast<unsigned char>(c) & 0xc0U) != 0x80U) ++count;
    return count;
}

/// Columns of a prompt in which '\1' stands before and after what moves no cursor.
inline std::size_t width_of(std::string_view prompt) {
    std::size_t width = 0;
    bool silent = false;
    for (std::size_t i = 0; i < prompt.size(); ++i) {
        if (prompt[i] == '\1')
            silent = !silent;
        else if (!silent)
            width += count_characters(prompt.substr(i, 1));
    }
    return width;
}

/// libedit shows a control character as `^X`.
inline void move_cursor(wchar_t c, std::size_t columns, std::size_t& row, std::size_t& column) {
    if (c == L'\n') {
        ++row;
        column = 0;
        return;
    }
    const int known = ::wcwidth(c);
    const std::size_t width = known >= 0 ? static_cast<std::size_t>(known) : 2;
    column += width;
    if (column < columns) return;
    ++row;
    column = column == columns ? 0 : width;
}

}  // namespace cli
