// The bodies of the functions of json_members.hpp.
#pragma once

#include <eslio/event/json_members.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t read_simple_members(event_storage& s, std::size_t at, std::size_t most) {
    const char* const text = s.text.data();
    const std::size_t size = s.text.size();
    simple_members members(s, at + 1, most);
    quote_pairs pairs;
    bool more = text[at] == '"';
    for (std::size_t block = at + 1; more && block < size; block += quote_pairs::step) {
        std::uint64_t marks = pairs.look(text + block);
        for (; more && marks != 0; marks &= marks - 1)
            more = members.take(block + wire::detail::lowest_bit(marks));
        more = more && !pairs.ended();
    }
    return members.finish();
}

}  // namespace eslio::detail
