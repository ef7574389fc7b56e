// The bodies of the functions of plain.hpp.
#pragma once

#include <eslio/event/plain.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t plain_reader::read() {
    const std::size_t size = s_.text.size();
    s_.text.data()[size] = '\n';  // into the padding: the last line may lack its end
    const char* const text = s_.text.data();
    event_entry* next = s_.entries.data();
    const event_entry* stop = next;
    std::size_t begin = 0;
    std::size_t colon = none;  // the last one of the line so far
    for (std::size_t block = 0; block <= size; block += 64) {
        // LF is 0A and the colon 3A; what else the mask lets through (1A, and 2A, the asterisk)
        // is seldom seen.
        for (std::uint64_t marks = wire::detail::match_masked<'\xCF', '\x0A'>(text + block);
             marks != 0; marks &= marks - 1) {
            const std::size_t line_end = block + wire::detail::lowest_bit(marks);
            if (text[line_end] != '\n') {
                if (text[line_end] == ':') colon = line_end;
                continue;
            }
            std::size_t end = line_end;
            if (end != begin && text[end - 1] == '\r') --end;
            if (end == begin) return finish(next, std::min(line_end + 1, size));
            if (next == stop) {
                next = s_.make_room(next);
                stop = s_.entries_end();
                if (used(next) > most_) return finish(next, std::min(line_end + 1, size));
            }
            std::size_t name_end = std::min(colon, end);
            std::size_t value = name_end + (name_end == end ? 0 : 1);
            char first = text[value];
            if (first != ' ' && value < end) {
                name_end = split_uncoded({text + begin, end - begin}, name_end - begin) + begin;
                first = text[value = name_end + 1];
            }
            while (first == ' ') first = text[++value];  // ends at the line's end at last
            ::new (static_cast<void*>(next++)) event_entry(event_storage::range(begin, name_end),
                                                           event_storage::range(value, end), true);
            if (event_storage::may_be_array(text + value)) stop = next = split_array(next);
            begin = line_end + 1;
            colon = none;
        }
    }
    return finish(next, size);
}

ESLIO_DECL event_entry* plain_reader::split_array(event_entry* next) {
    const std::size_t header = s_.cut(next) - 1;
    s_.split_array(most_);
    elements_ += s_.entries[header].elements;
    return s_.entries_end();
}

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
