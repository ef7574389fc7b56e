// How FreeSWITCH splits a text at a delimiter and unescapes the parts.
#pragma once

#include <eslio/config.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// What `\` and this byte stand for; 0 if FreeSWITCH leaves both as they are.
constexpr char escaped(char c, char delimiter) noexcept {
    switch (c) {
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 's': return ' ';
        case '\\':
        case '\'':
        case '"': return c;
        default: return delimiter != '\0' && c == delimiter ? c : '\0';
    }
}

/// A part without its escapes, quotes, and the blanks around it (switch_utils.c:
/// cleanup_separated_string). A blank that delimits has no escape but `\s`.
ESLIO_DECL std::string clean_part(std::string_view part, char delimiter);

/// At most `most` parts; the last holds the rest. Several blanks in a row split once. A text that
/// begins with `^^:` is split at the colon instead.
ESLIO_DECL std::vector<std::string> separate(std::string_view text, char delimiter,
                                             std::size_t most);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/text/impl/separate.ipp>
#endif
