// The bodies of the functions of filter_list.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/filter_list.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void filter_list::add(std::string_view header, std::string_view value) {
    const std::size_t bracket = header.find('[');
    if (bracket != std::string_view::npos) {
        const int index = std::atoi(std::string(header.substr(bracket + 1)).c_str());
        if (index >= 0 && index <= 4000)
            set_element(header.substr(0, bracket), static_cast<std::size_t>(index), value);
    } else if (value.empty()) {
        remove(header, {});
    } else if (wire::starts_with(value, "ARRAY::")) {
        push_all(header, value.substr(7));
    } else {
        entries_.push_back({std::string(header), std::string(value), {}, compile(value)});
    }
}

ESLIO_COLD void filter_list::remove(std::string_view header, std::string_view value) {
    detail::erase_where(entries_, [&](const entry& e) {
        return wire::iequals(e.header, header) && (value.empty() || e.value == value);
    });
}

ESLIO_COLD bool filter_list::passes(const event& e) const {
    if (entries_.empty()) return true;
    bool selected = false;
    for (const entry& f : entries_) {
        const std::optional<std::string_view> value =
            f.header == "_body" ? std::optional(e.body()) : e.find(f.header);
        if (!value) continue;
        std::string_view text = f.value;
        bool positive = true;
        while (!text.empty() &&
               (text.front() == '+' || text.front() == '-' || text.front() == ' ')) {
            if (text.front() != ' ') positive = text.front() == '+';
            text.remove_prefix(1);
        }
        if (!matches(f, text, *value)) continue;
        if (!positive) return false;
        selected = true;
    }
    return selected;
}

ESLIO_COLD std::vector<std::string> filter_list::only_calls() const {
    std::vector<std::string> all;
    for (const entry& f : entries_) {
        if (f.value.empty() || f.value.front() == '-') continue;
        const bool names = wire::iequals(f.header, "Unique-ID") ||
                           wire::iequals(f.header, "Job-Owner-UUID") ||
                           wire::iequals(f.header, "Other-Leg-Unique-ID");
        if (!names || std::string_view("/+ ").find(f.value.front()) != std::string_view::npos)
            return {};
        all.push_back(f.value);
    }
    return all;
}

ESLIO_COLD filter_list::entry& filter_list::first_or_new(std::string_view header) {
    for (entry& e : entries_)
        if (wire::iequals(e.header, header)) return e;
    entries_.push_back({std::string(header), {}, {}, {}});
    return entries_.back();
}

ESLIO_COLD void filter_list::redraw(entry& e) {
    e.value = e.elements.size() > 1 ? "ARRAY::" : "";
    for (std::size_t i = 0; i < e.elements.size(); ++i)
        e.value += (i == 0 ? "" : "|:") + e.elements[i];
    e.regex = compile(e.value);
}

ESLIO_COLD void filter_list::set_element(std::string_view header, std::size_t index,
                                         std::string_view value) {
    entry& e = first_or_new(header);
    const bool grows = index >= e.elements.size();
    if (grows) e.elements.resize(index + 1);
    e.elements[index] = std::string(value);
    if (grows) redraw(e);
}

ESLIO_COLD void filter_list::push_all(std::string_view header, std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = text.find("|:");
        push(header, text.substr(0, end));
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 2);
        if (text.empty()) push(header, {});
    }
}

ESLIO_COLD void filter_list::push(std::string_view header, std::string_view element) {
    const bool is_new = !detail::any_where(
        entries_, [&](const entry& e) { return wire::iequals(e.header, header); });
    if (is_new && element.empty()) return;
    entry& e = first_or_new(header);
    if (!is_new && e.elements.empty()) e.elements.push_back(e.value);
    e.elements.emplace_back(element);
    redraw(e);
}

}  // namespace eslio::testing::fake
