// How an event is built and changed: the member functions of class event that write.
//
// Arguments may be views of the event itself: text is only added to, and when it must move, what it
// moved from is kept until the function ends.
#pragma once

#include <eslio/event/event.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace eslio {

ESLIO_DECL std::size_t event::back() const noexcept {
    const auto& entries = storage_.entries;
    if (!has_body() || entries.empty()) return entries.size();
    const auto& last = entries.back();
    return wire::iequals(storage_.view(last.name), "Content-Length") ? entries.size() - 1
                                                                     : entries.size();
}

ESLIO_DECL void event::move_last(std::size_t header, std::size_t position) {
    auto& entries = storage_.entries;
    using offset = std::ptrdiff_t;
    std::rotate(entries.begin() + static_cast<offset>(position),
                entries.begin() + static_cast<offset>(header), entries.end());
}

ESLIO_DECL void event::insert(std::size_t position, std::string_view header,
                              std::string_view value) {
    const wire::raw_buffer old = storage_.grow(header.size() + value.size());
    const std::size_t last = storage_.entries.size();
    const auto name_range = storage_.store(header);
    storage_.add(name_range, storage_.store(value));
    storage_.split_array();
    move_last(last, position);
}

ESLIO_DECL void event::insert_values(std::size_t position, std::string_view header,
                                     const std::vector<std::string_view>& elements) {
    using store = detail::event_storage;
    const bool joined = elements.size() > 1;  // an array of one has the text of its value
    std::size_t size = header.size() + store::array_mark.size();
    for (const std::string_view element : elements)
        size += element.size() + store::array_separator.size();
    const wire::raw_buffer old = storage_.grow(size);
    const std::size_t last = storage_.entries.size();
    const auto name_range = storage_.store(header);
    const std::size_t begin = storage_.text.size();
    storage_.add(name_range, {});
    for (const std::string_view element : elements) {
        const bool first = storage_.entries.size() == last + 1;
        if (joined) storage_.store(first ? store::array_mark : store::array_separator);
        storage_.add_element(storage_.store(element));
    }
    storage_.entries[last].value = store::range(begin, storage_.text.size());
    storage_.entries[last].elements = static_cast<std::uint32_t>(elements.size());
    move_last(last, position);
}

ESLIO_DECL event& event::add(std::string_view header, std::string_view value) {
    insert(back(), header, value);
    return *this;
}

ESLIO_DECL event& event::add_array(std::string_view header, const array_elements& elements) {
    insert_values(back(), header, elements.all());
    return *this;
}

ESLIO_DECL event& event::add_front(std::string_view header, std::string_view value) {
    insert(0, header, value);
    return *this;
}

ESLIO_DECL event& event::set(std::string_view header, std::string_view value) {
    const std::size_t position = find_index(header);
    remove(header);
    if (!value.empty()) insert(std::min(position, back()), header, value);
    return *this;
}

ESLIO_DECL event& event::set_subclass(std::string_view subclass) {
    if (contains("Event-Subclass")) return set("Event-Subclass", subclass);
    return subclass.empty() ? *this : add_front("Event-Subclass", subclass);
}

ESLIO_DECL event& event::set_priority(event_priority p) {
    const std::string_view text = p == event_priority::high  ? "HIGH"
                                  : p == event_priority::low ? "LOW"
                                                             : "NORMAL";
    return contains("priority") ? set("priority", text) : add_front("priority", text);
}

ESLIO_DECL void event::erase(std::size_t position) {
    auto& entries = storage_.entries;
    using offset = std::ptrdiff_t;
    const auto first = entries.begin() + static_cast<offset>(position);
    entries.erase(first, first + 1 + static_cast<offset>(first->elements));
    --storage_.headers;
}

/// Removes the headers of that name for which `f(header)` holds.
template <class F>
bool event::remove_if(std::string_view name, F f) {
    auto& entries = storage_.entries;
    const std::size_t before = entries.size();
    std::size_t kept = find_index(name);
    for (std::size_t i = kept; i < before;) {
        const std::size_t count = 1 + entries[i].elements;
        const event_header h(storage_, i);
        if (wire::iequals(h.name(), name) && f(h)) {
            --storage_.headers;
        } else {
            for (std::size_t k = 0; k < count; ++k) entries[kept++] = entries[i + k];
        }
        i += count;
    }
    entries.resize(kept);
    return kept != before;
}

ESLIO_DECL bool event::remove(std::string_view header) {
    return remove_if(header, [](event_header) { return true; });
}

ESLIO_DECL bool event::remove(std::string_view header, std::string_view value) {
    return remove_if(header, [&](event_header h) { return h.value() == value; });
}

ESLIO_DECL event& event::merge(const event& other) {
    if (&other == this) return merge(event(other));
    // What is pushed is looked for by its name: among all, or with all at once.
    constexpr std::size_t writes_anew = 8;  // as long as so many looks at a name
    std::size_t pushed = 0;
    for (const event_header h : other.headers())
        if (h.is_array()) pushed += h.size();
    if (pushed * size() > writes_anew * (storage_.entries.size() + other.storage_.entries.size()))
        return merge_arrays(other);
    for (const event_header h : other.headers()) {
        if (wire::iequals(h.name(), "Content-Length")) continue;
        if (!h.is_array()) add(h.name(), h.value());
        for (std::size_t i = 0; h.is_array() && i < h.size(); ++i) push(h.name(), h[i]);
    }
    return *this;
}

/// Writes the event anew, as to look for each array by its name and to copy it to its place costs
/// the square of how many there are.
ESLIO_DECL event& event::merge_arrays(const event& other) {
    struct merged {
        std::string_view name;
        std::vector<std::string_view> values;
        bool is_array;
    };
    std::vector<merged> all;
    std::unordered_map<std::string, std::size_t> firsts;  // by name in lower case
    const auto first_of = [&](std::string_view name) {
        std::string key(name);
        std::transform(key.begin(), key.end(), key.begin(), wire::to_lower);
        return firsts.emplace(std::move(key), all.size());
    };
    const auto take = [&](event_header h) {
        merged m{h.name(), {}, h.is_array()};
        for (std::size_t i = 0; i < h.size(); ++i) m.values.push_back(h[i]);
        first_of(h.name());
        all.push_back(std::move(m));
    };
    const bool has_length = back() != storage_.entries.size();
    std::size_t left = size() - (has_length ? 1 : 0);
    for (const event_header h : headers())
        if (left != 0) take(h), --left;
    std::list<event> texts;  // arrays that values are the text of, as `add` makes them
    for (const event_header h : other.headers()) {
        if (wire::iequals(h.name(), "Content-Length")) continue;
        if (!h.is_array()) take(h);
        for (std::size_t i = 0; h.is_array() && i < h.size(); ++i) {
            const auto [at, is_new] = first_of(h.name());
            if (!is_new) {
                all[at->second].values.push_back(h[i]);
                all[at->second].is_array = true;
            } else {
                texts.emplace_back().add(h.name(), h[i]);
                take(*texts.back().headers().begin());
            }
        }
    }
    event out;
    for (const merged& m : all) {
        if (m.is_array)
            out.insert_values(out.storage_.entries.size(), m.name, m.values);
        else
            out.add(m.name, m.values.front());
    }
    if (has_length) out.add("Content-Length", event_header(storage_, back()).value());
    const wire::raw_buffer old = out.storage_.grow(body().size());
    out.storage_.body = out.storage_.store(body());
    *this = std::move(out);
    return *this;
}

ESLIO_DECL event& event::set_body(std::string_view text) {
    const std::string length = std::to_string(text.size());
    const std::string_view name = "Content-Length";
    const wire::raw_buffer old = storage_.grow(name.size() + length.size() + text.size());
    if (back() != storage_.entries.size()) erase(back());
    storage_.body = {};
    if (text.empty()) return *this;
    add(name, length);
    storage_.body = storage_.store(text);
    return *this;
}

}  // namespace eslio
