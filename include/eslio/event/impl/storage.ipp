// The bodies of the functions of storage.hpp.
#pragma once

#include <eslio/event/detail/storage.hpp>

#include <exception>
#include <stdexcept>

namespace eslio::detail {

ESLIO_DECL event_storage& event_storage::operator=(event_storage&& other) noexcept {
    if (this == &other) return *this;
    text = std::move(other.text);
    entries = std::move(other.entries);
    headers = std::exchange(other.headers, 0);
    body = std::exchange(other.body, {});
    other.entries.clear();
    return *this;
}

ESLIO_DECL void event_storage::clear() noexcept {
    text.clear();
    entries.clear();
    headers = 0;
    body = {};
}

ESLIO_DECL void event_storage::assign(std::string_view bytes) {
    clear();
    text.reserve(bytes.size() + padding);
    text.append(bytes);
    std::memset(text.data() + text.size(), 0, padding);
}

ESLIO_DECL text_range event_storage::store(std::string_view s) {
    const auto begin = static_cast<std::uint32_t>(text.size());
    text.append(s);
    return {begin, static_cast<std::uint32_t>(s.size())};
}

ESLIO_DECL wire::raw_buffer event_storage::grow(std::size_t n, std::size_t times) {
    if (text.capacity() - text.size() >= n && n <= max_text && text.size() <= max_text - n)
        return {};
    std::size_t live = body.size;
    for (const event_entry& e : entries) live += std::size_t{e.name.size} + e.value.size;
    if (n > max_text || live > max_text - n) {
#if defined(__cpp_exceptions)
        throw std::length_error("eslio::event: more than 2 GiB of headers and body");
#else
        std::terminate();
#endif
    }
    wire::raw_buffer larger;
    larger.reserve_exactly(std::max(2 * live, std::min(times * live, max_text)) + n);
    wire::raw_buffer old = std::exchange(text, std::move(larger));  // nothing fails any more
    const auto move = [&](text_range r) {
        return store(std::string_view(old.data() + r.begin, r.size));
    };
    for (std::size_t i = 0; i < entries.size(); i += 1 + entries[i].elements) {
        event_entry& header = entries[i];
        const std::uint32_t before = header.value.begin;
        header.name = move(header.name);
        header.value = move(header.value);
        for (std::size_t k = 1; k <= header.elements; ++k)
            entries[i + k].value.begin += header.value.begin - before;
        if (header.elements == 0) continue;
        // The room of an array is not moved.
        if (spare_front(i) != 0) entries[i + 1].value.begin = header.value.begin;
        if (spare_back(i) != 0)
            entries[i + header.elements].value.begin = header.value.begin + header.value.size;
    }
    body = move(body);
    return old;
}

ESLIO_DECL event_entry* event_storage::make_room(event_entry* used) {
    constexpr std::size_t step = 64;
    const std::size_t count = cut(used);
    const std::size_t room = entries.capacity() - count;
    entries.resize_for_overwrite(count + (room == 0 ? step : std::min(room, step)));
    return entries.data() + count;
}

ESLIO_DECL std::size_t event_storage::cut(const event_entry* used) {
    const auto count = static_cast<std::size_t>(used - entries.data());
    entries.resize_for_overwrite(count);
    return count;
}

ESLIO_DECL void event_storage::split_array(std::size_t most) {
    const std::string_view text_of_array = value(entries.back());
    if (!is_array_text(text_of_array)) return;
    const text_range whole = entries.back().value;
    const std::size_t header = entries.size() - 1;
    std::size_t begin = array_mark.size();
    while (entries.size() <= most) {
        const std::size_t end = text_of_array.find(array_separator, begin);
        const std::size_t stop = end == std::string_view::npos ? text_of_array.size() : end;
        add_element(range(whole.begin + begin, whole.begin + stop));
        if (end == std::string_view::npos) break;
        begin = end + array_separator.size();
    }
    entries[header].elements = static_cast<std::uint32_t>(entries.size() - header - 1);
}

ESLIO_DECL void event_storage::join_array(std::size_t header, std::size_t begin, std::size_t end) {
    const std::size_t count = entries.size() - header - 1;
    std::size_t size = array_mark.size() + (count - 1) * array_separator.size();
    for (std::size_t i = header + 1; i < entries.size(); ++i) size += entries[i].value.size;
    if (size > end - begin || !packs(header, end)) {
        begin = text.size();
        end = begin + size;
        text.resize(end);
    }
    std::size_t write = end;
    for (std::size_t i = entries.size(); i-- > header + 1;) {
        text_range& element = entries[i].value;
        write -= element.size;
        std::memmove(text.data() + write, text.data() + element.begin, element.size);
        element.begin = static_cast<std::uint32_t>(write);
        const std::string_view before = i == header + 1 ? array_mark : array_separator;
        write -= before.size();
        std::memcpy(text.data() + write, before.data(), before.size());
    }
    entries[header].value = range(write, end);
    entries[header].elements = static_cast<std::uint32_t>(count);
}

ESLIO_DECL void event_storage::drop_empty_length() noexcept {
    if (entries.empty() || view(entries.back().value) != "0" ||
        !wire::iequals(view(entries.back().name), "Content-Length"))
        return;
    entries.pop_back();
    --headers;
}

ESLIO_DECL void event_storage::copy(const event_storage& other) {
    const std::lock_guard<decoding_lock> nobody_decodes(other.lock);
    clear();  // what it is where memory runs out
    text = other.text;
    entries.reserve(other.entries.size());
    for (const event_entry& e : other.entries) entries.push_back(e);
    headers = other.headers;
    body = other.body;
}

ESLIO_DECL void event_storage::decode(const event_entry& e) const noexcept {
    const std::lock_guard<decoding_lock> alone(lock);
    if (!e.raw.is_set()) return;                // another reader was quicker
    auto& entry = const_cast<event_entry&>(e);  // what it holds is never const itself
    auto* const bytes = const_cast<char*>(text.data()) + e.value.begin;
    entry.value.size =
        static_cast<std::uint32_t>(wire::percent_decode_in_place(bytes, e.value.size));
    entry.raw.clear();
}

ESLIO_DECL bool event_storage::packs(std::size_t header, std::size_t end) const noexcept {
    std::size_t write = end;
    for (std::size_t i = entries.size(); i-- > header + 1;) {
        if (write < entries[i].value.begin + entries[i].value.size) return false;
        write -= entries[i].value.size + array_separator.size();
    }
    return true;
}

ESLIO_DECL bool header_appender::make_room() {
    if (s_.headers > most_) return false;
    next_ = s_.make_room(next_);
    stop_ = s_.entries_end();
    return true;
}

}  // namespace eslio::detail
