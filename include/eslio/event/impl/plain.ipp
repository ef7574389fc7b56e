// The bodies of the functions of plain.hpp.
#pragma once

#include <eslio/event/plain.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t count_plain_entries(std::string_view text) noexcept {
    wire::byte_scanner<'\n', '%'> marks(text.data(), text.size());
    std::size_t count = 2;
    for (std::size_t i = marks.next(); i != text.size(); i = marks.next()) {
        if (text[i] == '\n') {
            ++count;
            if (text.substr(i + 1, 1) == "\n") break;
        } else if (text.substr(i, 6) == "%7C%3A") {
            count += 2;  // the first of an array tells of two elements
        }
    }
    return count;
}

}  // namespace eslio::detail
