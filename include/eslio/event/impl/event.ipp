// The bodies of the functions of event.hpp.
#pragma once

#include <eslio/event/event.hpp>

namespace eslio {

ESLIO_DECL event event::custom(std::string_view subclass) {
    event e;
    e.add("Event-Subclass", subclass);
    e.add("Event-Name", to_string(event_name::custom));
    return e;
}

ESLIO_DECL event_priority event::priority() const noexcept {
    const std::string_view text = (*this)["priority"];
    if (wire::iequals(text, "HIGH")) return event_priority::high;
    return wire::iequals(text, "LOW") ? event_priority::low : event_priority::normal;
}

ESLIO_DECL std::optional<std::chrono::system_clock::time_point> event::time(
    std::string_view header) const noexcept {
    const auto us = number(header);
    if (!us || *us == 0 || *us > static_cast<std::uint64_t>(INT64_MAX) / 1000) return std::nullopt;
    using clock = std::chrono::system_clock;
    return clock::time_point(std::chrono::duration_cast<clock::duration>(
        std::chrono::microseconds(static_cast<std::int64_t>(*us))));
}

ESLIO_DECL std::optional<std::string_view> event::find(std::string_view header) const& noexcept {
    const auto* entry = find_entry(header);
    if (entry == nullptr) return std::nullopt;
    return storage_.value(*entry);
}

ESLIO_DECL std::optional<std::string_view> event::find(std::string_view header,
                                                       std::size_t number) const& {
    const std::size_t position = find_index(header);
    if (position == storage_.entries.size()) return std::nullopt;
    const event_header found(storage_, position);
    if (number >= found.size()) return std::nullopt;
    return found[number];
}

ESLIO_DECL std::string_view event::variable(std::string_view variable_name) const& noexcept {
    static constexpr std::string_view prefix = "variable_";
    for (const event_header h : headers()) {
        const std::string_view n = h.name();
        if (n.size() == prefix.size() + variable_name.size() && wire::istarts_with(n, prefix) &&
            wire::iequals(n.substr(prefix.size()), variable_name))
            return h.value();
    }
    return {};
}

ESLIO_DECL std::vector<std::string_view> event::values(std::string_view header) const& {
    std::vector<std::string_view> all;
    for (const event_header h : headers()) {
        if (!wire::iequals(h.name(), header)) continue;
        for (std::size_t i = 0; i < h.size(); ++i) all.push_back(h[i]);
    }
    return all;
}

ESLIO_DECL const detail::event_entry* event::find_entry(std::string_view header) const noexcept {
    if (header.empty()) return find_nameless();
    if (header.size() > detail::event_storage::max_text) return nullptr;
    const char* const text = storage_.text.data();
    const auto size = static_cast<std::uint32_t>(header.size());
    const detail::event_entry* const end = storage_.entries.data() + storage_.entries.size();
    // To step over an array at once would have every step wait for a load; elements have no
    // name that could be found.
    for (const auto* e = storage_.entries.data(); (e = next_of_size(e, end, size)) != end; ++e) {
        const std::string_view name(text + e->name.begin, size);
        // Names of one length differ at their ends, mostly: but for the bit of their case.
        if (((name.back() ^ header.back()) & 0xDF) == 0 && wire::iequals_same_size(name, header))
            return e;
    }
    return nullptr;
}

ESLIO_DECL const detail::event_entry* event::next_of_size(const detail::event_entry* e,
                                                          const detail::event_entry* end,
                                                          std::uint32_t size) noexcept {
    while (end - e >= 4 && e[0].name.size != size && e[1].name.size != size &&
           e[2].name.size != size && e[3].name.size != size)
        e += 4;
    while (e != end && e->name.size != size) ++e;
    return e;
}

ESLIO_DECL const detail::event_entry* event::find_nameless() const noexcept {
    for (std::size_t i = 0; i < storage_.entries.size(); i += 1 + storage_.entries[i].elements)
        if (storage_.entries[i].name.size == 0) return &storage_.entries[i];
    return nullptr;
}

ESLIO_DECL std::size_t event::find_index(std::string_view header) const noexcept {
    const auto* entry = find_entry(header);
    return entry == nullptr ? storage_.entries.size()
                            : static_cast<std::size_t>(entry - storage_.entries.data());
}

}  // namespace eslio
