// The bodies of the functions of xml_reader.hpp.
#pragma once

#include <eslio/event/xml_reader.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t count_xml_entries(std::string_view text) noexcept {
    wire::byte_scanner<'/'> slashes(text.data(), text.size());
    std::size_t count = 8;
    for (std::size_t i = slashes.next(); i != text.size(); i = slashes.next())
        if (i != 0 && text[i - 1] == '<') ++count;
    return count;
}

}  // namespace eslio::detail
