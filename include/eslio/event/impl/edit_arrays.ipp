// How an array of an event grows at its ends: the functions of class event that push and unshift.
//
// The text of an array and its elements stand among those of the others. Where they would have to
// be moved for one value more they get room for as much again, so that each value costs its own
// size (storage.hpp: spare_front).
#pragma once

#include <eslio/event/event.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

namespace eslio {

/// Where arrays are long not by fours, as `find_entry` does it, but over each at once.
ESLIO_DECL std::size_t event::find_first(std::string_view header) const noexcept {
    const auto& entries = storage_.entries;
    if (entries.size() < 8 * size()) return find_index(header);
    std::size_t i = 0;
    for (; i < entries.size(); i += 1 + entries[i].elements)
        if (entries[i].name.size == header.size() &&
            wire::iequals_same_size(storage_.view(entries[i].name), header))
            return i;
    return entries.size();
}

ESLIO_DECL event& event::push(std::string_view header, std::string_view value) {
    return stack(header, value, false);
}

ESLIO_DECL event& event::unshift(std::string_view header, std::string_view value) {
    return stack(header, value, true);
}

ESLIO_DECL event& event::stack(std::string_view header, std::string_view value, bool front) {
    using store = detail::event_storage;
    const std::size_t position = find_first(header);
    if (position == storage_.entries.size()) return add(header, value);
    // One of a single element has no text of an array.
    if (event_header(storage_, position).size() < 2) return pair_up(position, value, front);
    if (!front && append_last(position, value)) return *this;
    make_spare_elements(position, front);
    const wire::raw_buffer old =
        make_spare_text(position, store::array_separator.size() + value.size(), front);
    if (front)
        write_before(position, value);
    else
        write_after(position, value);
    return *this;
}

/// Makes an array of the one value of a header and another, at the place of the header.
ESLIO_DECL event& event::pair_up(std::size_t position, std::string_view value, bool front) {
    using store = detail::event_storage;
    const event_header present(storage_, position);
    const wire::raw_buffer old =
        storage_.grow(present.name().size() + store::array_mark.size() + present[0].size() +
                      value.size() + 2 * store::array_separator.size());
    reserve_entries(2);
    const std::string_view name = present.name();
    const std::string_view first = present[0];
    const std::vector<std::string_view> both = {front ? value : first, front ? first : value};
    erase(position);
    insert_values(position, name, both);
    return *this;
}

/// Twice as many at least, so that they are moved seldom.
ESLIO_DECL void event::reserve_entries(std::size_t more) {
    auto& entries = storage_.entries;
    const std::size_t all = entries.size() + more;
    if (all > entries.capacity()) entries.reserve(std::max(all, 2 * entries.capacity()));
}

/// Writes an element where its array is the last header and its text the last, also when it moves:
/// no body is after it.
ESLIO_DECL bool event::append_last(std::size_t position, std::string_view value) {
    using store = detail::event_storage;
    auto& entries = storage_.entries;
    const detail::text_range whole = entries[position].value;
    if (has_body() || std::size_t{whole.begin} + whole.size != storage_.text.size() ||
        storage_.spare_back(position) != 0 ||
        position + 1 + entries[position].elements != entries.size())
        return false;
    const wire::raw_buffer old = storage_.grow(store::array_separator.size() + value.size());
    storage_.add_element({});
    storage_.store(store::array_separator);
    entries.back().value = storage_.store(value);
    entries[position].value = store::range(entries[position].value.begin, storage_.text.size());
    ++entries[position].elements;
    return true;
}

ESLIO_DECL void event::make_spare_elements(std::size_t position, bool front) {
    auto& entries = storage_.entries;
    if ((front ? storage_.spare_front(position) : storage_.spare_back(position)) != 0) return;
    const std::uint32_t more = entries[position].elements;
    const std::size_t last = entries.size();
    reserve_entries(more);
    for (std::uint32_t i = 0; i < more; ++i) storage_.add_element({});
    const std::size_t begin = position + 1 + (front ? 0 : more);
    move_last(last, begin);
    detail::event_entry& header = entries[position];
    header.elements += more;
    detail::event_entry& outermost = entries[front ? begin : begin + more - 1];
    outermost.name.begin = more;
    outermost.value.begin = header.value.begin + (front ? 0 : header.value.size);
}

/// Returns the text moved from, which the value may be a view of.
ESLIO_DECL wire::raw_buffer event::make_spare_text(std::size_t position, std::size_t need,
                                                   bool front) {
    auto& entries = storage_.entries;
    const std::size_t first = position + 1;
    const std::size_t last = position + entries[position].elements;
    const auto end = [&] { return entries[position].value.begin + entries[position].value.size; };
    const std::size_t room = front ? entries[position].value.begin - entries[first].value.begin
                                   : entries[last].value.begin - end();
    if (room >= need) return {};
    const std::size_t size = entries[position].value.size;
    constexpr std::size_t large = detail::event_storage::max_text / 4;
    const std::size_t each = need + (size < large ? size / 2 : 0);  // before it and after it
    wire::raw_buffer old = storage_.grow(size + 2 * each, 4);
    const std::size_t at = storage_.text.size();
    storage_.text.resize(at + size + 2 * each);
    const auto begin = static_cast<std::uint32_t>(at + each);
    const std::uint32_t before = entries[position].value.begin;
    std::memcpy(storage_.text.data() + begin, storage_.text.data() + before, size);
    for (std::size_t i = first; i <= last; ++i) entries[i].value.begin += begin - before;
    entries[position].value.begin = begin;
    if (storage_.spare_front(position) != 0)
        entries[first].value.begin = static_cast<std::uint32_t>(at);
    if (storage_.spare_back(position) != 0)
        entries[last].value.begin = static_cast<std::uint32_t>(storage_.text.size());
    return old;
}

/// Over the mark, which is written again: the value goes first, as it may be a view of that.
ESLIO_DECL void event::write_before(std::size_t position, std::string_view value) {
    using store = detail::event_storage;
    auto& entries = storage_.entries;
    detail::text_range& whole = entries[position].value;
    const std::size_t added = value.size() + store::array_separator.size();
    const std::size_t begin = whole.begin - added;
    const std::size_t element = begin + store::array_mark.size();
    char* const text = storage_.text.data();
    if (!value.empty()) std::memmove(text + element, value.data(), value.size());
    std::memcpy(text + element + value.size(), store::array_separator.data(),
                store::array_separator.size());
    std::memcpy(text + begin, store::array_mark.data(), store::array_mark.size());
    whole = store::range(begin, std::size_t{whole.begin} + whole.size);
    const std::size_t spare = storage_.spare_front(position);
    entries[position + 1].name.begin = static_cast<std::uint32_t>(spare - 1);
    entries[position + spare].value = store::range(element, element + value.size());
}

ESLIO_DECL void event::write_after(std::size_t position, std::string_view value) {
    using store = detail::event_storage;
    auto& entries = storage_.entries;
    detail::text_range& whole = entries[position].value;
    const std::size_t end = std::size_t{whole.begin} + whole.size;
    const std::size_t element = end + store::array_separator.size();
    char* const text = storage_.text.data();
    std::memcpy(text + end, store::array_separator.data(), store::array_separator.size());
    if (!value.empty()) std::memcpy(text + element, value.data(), value.size());
    whole = store::range(whole.begin, element + value.size());
    const std::size_t spare = storage_.spare_back(position);
    const std::size_t last = position + entries[position].elements;
    entries[last].name.begin = static_cast<std::uint32_t>(spare - 1);
    entries[last - spare + 1].value = store::range(element, element + value.size());
}

}  // namespace eslio
