// The bodies of the functions of filter_view.hpp.
#pragma once

#include <eslio/protocol/filter_view.hpp>

namespace eslio::protocol {

ESLIO_DECL void filter_view::add(std::string_view header, std::string_view value) {
    if (header.find('[') != std::string_view::npos)
        set_element(header, value);
    else if (value.empty())
        remove(header, {});
    else if (wire::starts_with(value, "ARRAY::"))
        add_elements(header, value.substr(7));
    else
        filters_.push_back({filter_rule::kept(header, value), {}});
}

ESLIO_DECL void filter_view::remove(std::string_view header, std::string_view value) {
    detail::compact_vector<kept> others;
    for (kept& f : filters_)
        if (!wire::iequals(f.rule.header(), header) || !(value.empty() || f.rule.value() == value))
            others.push_back(std::move(f));
    filters_.swap(others);
}

ESLIO_DECL bool filter_view::hides(const eslio::detail::event_types& any_of_these) const noexcept {
    for (const kept& f : filters_) {
        const auto excluded = eslio::detail::read_filter(f.rule.value());
        if (!excluded.negative) continue;
        if (!wire::iequals(f.rule.header(), "Event-Name")) return true;
        const event_name type = parse_event_name(excluded.text);
        if (type != event_name::unknown && any_of_these[eslio::detail::index_of(type)]) return true;
    }
    return false;
}

ESLIO_DECL bool filter_view::has(std::string_view header, std::string_view value) const noexcept {
    for (const kept& f : filters_)
        if (wire::iequals(f.rule.header(), header) && f.rule.value() == value) return true;
    return false;
}

ESLIO_DECL bool filter_view::passes(const event& e) const {
    bool selected = filters_.empty();
    for (const kept& f : filters_) {
        if (!f.rule.matches(e)) continue;
        if (f.rule.negative()) return false;
        selected = true;
    }
    return selected;
}

ESLIO_DECL eslio::detail::compact_vector<std::string> filter_view::commands() const {
    eslio::detail::compact_vector<std::string> all;
    for (const kept& f : filters_)
        all.push_back("filter add " + f.rule.header() + " " + f.rule.value());
    return all;
}

ESLIO_DECL filter_view::kept* filter_view::first_kept(std::string_view header) noexcept {
    for (kept& f : filters_)
        if (wire::iequals(f.rule.header(), header)) return &f;
    return nullptr;
}

ESLIO_DECL void filter_view::rewrite(kept& f) {
    std::string text(f.elements.size() > 1 ? "ARRAY::" : "");
    for (const std::string& element : f.elements) {
        if (&element != &f.elements.front()) text.append("|:");
        text.append(element);
    }
    f.rule = filter_rule::kept(f.rule.header(), text);
}

ESLIO_DECL void filter_view::add_elements(std::string_view header, std::string_view elements) {
    if (elements.empty()) return;
    for (bool last = false; !last;) {
        const std::size_t end = elements.find("|:");
        last = end == std::string_view::npos;
        const std::string_view element = elements.substr(0, end);
        if (!last) elements.remove_prefix(end + 2);
        kept* f = first_kept(header);
        if (f == nullptr && element.empty()) continue;
        if (f == nullptr) {
            filters_.push_back({filter_rule::kept(header, {}), {}});
            f = &filters_.back();
        } else if (f->elements.empty()) {
            f->elements.push_back(f->rule.value());
        }
        f->elements.emplace_back(element);
        rewrite(*f);
    }
}

ESLIO_DECL void filter_view::set_element(std::string_view header, std::string_view value) {
    const std::size_t bracket = header.find('[');
    const int index = std::atoi(std::string(header.substr(bracket + 1)).c_str());
    if (index < 0 || index > 4000) return;
    const std::string_view name = header.substr(0, bracket);
    kept* f = first_kept(name);
    if (f == nullptr) {
        filters_.push_back({filter_rule::kept(name, {}), {}});
        f = &filters_.back();
    }
    const auto place = static_cast<std::size_t>(index);
    const bool is_there = place < f->elements.size();
    if (!is_there) f->elements.resize(place + 1);
    f->elements[place] = std::string(value);
    if (!is_there) rewrite(*f);  // FreeSWITCH rewrites the value only when it grows
}

}  // namespace eslio::protocol
