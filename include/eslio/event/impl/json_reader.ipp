// The bodies of the functions of json_reader.hpp.
#pragma once

#include <eslio/event/json_reader.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t count_json_entries(const event_storage& s) noexcept {
    const char* const text = s.text.data();
    const std::size_t size = s.text.size();
    wire::byte_scanner<',', '['> marks(text, size);
    std::size_t count = 1;
    for (std::size_t i = marks.next(); i != size; i = marks.next()) {
        if (text[i] == ',' ? i > 1 && text[i - 1] == '"' && text[i - 2] != '\\'
                           : text[i + 1] == '"' && i > 0 && text[i - 1] == ':')
            count += text[i] == ',' ? 1 : 2;
    }
    return count;
}

}  // namespace eslio::detail
