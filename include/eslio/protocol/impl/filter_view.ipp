// The bodies of the functions of filter_view.hpp.
#pragma once

#include <eslio/protocol/filter_view.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace eslio::protocol {

ESLIO_DECL std::string filter_view::key_of(std::string_view header, std::string_view value) {
    std::string key;
    key.reserve(header.size() + 1 + value.size());
    for (const char c : header) key.push_back(wire::to_lower(c));
    key.push_back('\0');
    return key.append(value);
}

ESLIO_DECL std::pair<filter_view::place, filter_view::place> filter_view::all_of(
    std::string_view header) {
    std::string key = key_of(header, {});
    const place begin = all_->filters.lower_bound(key);
    key.back() = '\1';
    return {begin, all_->filters.lower_bound(key)};
}

ESLIO_DECL const filter_rule& filter_view::rule_of(const kept& f) {
    if (f.is_joined) return f.rule;
    std::string text(f.elements.size() > 1 ? "ARRAY::" : "");
    for (const std::string& element : f.elements) {
        if (&element != &f.elements.front()) text.append("|:");
        text.append(element);
    }
    f.rule = filter_rule::kept(f.rule.header(), text);
    f.is_joined = true;
    return f.rule;
}

/// A long array is not put together for every other value.
ESLIO_DECL bool filter_view::has_value(const kept& f, std::string_view value) {
    const std::size_t mark = f.elements.size() > 1 ? std::string_view("ARRAY::").size() : 0;
    if (!f.is_joined && value.size() != mark + f.length) return false;
    return rule_of(f).value() == value;
}

/// An array of several excludes nothing, as its text begins with a letter.
ESLIO_DECL void filter_view::count(const kept& f, int by) {
    const auto excluded = eslio::detail::read_filter(f.rule.value());
    if (!f.is_joined || !excluded.negative) return;
    if (!wire::iequals(f.rule.header(), "Event-Name")) {
        all_->hiding += static_cast<std::size_t>(by);
        return;
    }
    const event_name type = parse_event_name(excluded.text);
    if (type == event_name::unknown) return;
    if (all_->excluding.empty()) all_->excluding.resize(eslio::detail::event_types().size());
    all_->excluding[eslio::detail::index_of(type)] += static_cast<std::uint32_t>(by);
}

ESLIO_DECL void filter_view::erase(place first, place last) {
    for (place at = first; at != last; ++at) count(at->second, -1);
    all_->filters.erase(first, last);
}

ESLIO_DECL filter_view::place filter_view::append(std::string key, filter_rule rule) {
    if (!all_) all_.reset(new state());
    const place at = all_->filters.emplace(std::move(key), kept{++last_, std::move(rule)});
    count(at->second, 1);
    return at;
}

ESLIO_DECL void filter_view::add(std::string_view header, std::string_view value, bool secret) {
    if (header.find('[') != std::string_view::npos)
        set_element(header, value, secret);
    else if (value.empty())
        remove(header, {});
    else if (wire::starts_with(value, "ARRAY::"))
        add_elements(header, value.substr(7), secret);
    else
        append(key_of(header, value), filter_rule::kept(header, value))->second.secret = secret;
}

ESLIO_DECL void filter_view::remove(std::string_view header, std::string_view value) {
    if (!all_) return;
    if (value.empty()) {
        const auto those = all_of(header);
        return erase(those.first, those.second);
    }
    const auto those = all_->filters.equal_range(key_of(header, value));
    erase(those.first, those.second);
    const place array = all_->filters.find(key_of_array(header));
    if (array == all_->filters.end() || !has_value(array->second, value)) return;
    erase(array, std::next(array));
}

ESLIO_DECL bool filter_view::hides(const eslio::detail::event_types& any_of_these) const noexcept {
    if (!all_) return false;
    if (all_->hiding != 0) return true;
    for (std::size_t i = 0; i < all_->excluding.size(); ++i)
        if (all_->excluding[i] != 0 && any_of_these[i]) return true;
    return false;
}

ESLIO_DECL bool filter_view::has(std::string_view header, std::string_view value) const {
    if (!all_) return false;
    const by_key& all = all_->filters;
    if (all.find(key_of(header, value)) != all.end()) return true;
    const auto array = all.find(key_of_array(header));
    return array != all.end() && has_value(array->second, value);
}

ESLIO_DECL bool filter_view::passes(const event& e) const {
    bool selected = empty();
    if (selected) return true;
    for (const auto& [key, f] : all_->filters) {
        const filter_rule& rule = rule_of(f);
        if (!rule.matches(e)) continue;
        if (rule.negative()) return false;
        selected = true;
    }
    return selected;
}

ESLIO_DECL eslio::detail::compact_vector<filter_view::line> filter_view::commands() const {
    eslio::detail::compact_vector<line> all;
    if (!all_) return all;
    eslio::detail::compact_vector<const kept*> in_order;
    for (const auto& [key, f] : all_->filters) in_order.push_back(&f);
    std::sort(in_order.begin(), in_order.end(),
              [](const kept* a, const kept* b) { return a->number < b->number; });
    for (const kept* f : in_order)
        all.push_back({"filter add " + f->rule.header() + " " + rule_of(*f).value(), f->secret});
    return all;
}

ESLIO_DECL filter_view::place filter_view::find_array(std::string_view header) {
    if (!all_) all_.reset(new state());
    by_key& all = all_->filters;
    std::string key = key_of_array(header);
    const place array = all.find(key);
    if (array != all.end()) return array;
    const auto those = all_of(header);
    if (those.first == those.second) return all.end();
    auto first =
        all.extract(std::min_element(those.first, those.second, [](const auto& a, const auto& b) {
            return a.second.number < b.second.number;
        }));
    first.key().swap(key);
    return all.insert(std::move(first));
}

ESLIO_DECL filter_view::place filter_view::new_array(std::string_view header) {
    return append(key_of_array(header), filter_rule::kept(header, {}));
}

ESLIO_DECL void filter_view::push(kept& f, std::string_view element) {
    if (!f.elements.empty()) f.length += std::string_view("|:").size();
    f.elements.emplace_back(element);
    f.length += element.size();
}

ESLIO_DECL void filter_view::set(kept& f, std::size_t number, std::string_view element) {
    while (f.elements.size() <= number) push(f, {});
    std::string& old = f.elements[number];
    f.length += element.size();
    f.length -= old.size();
    old = element;
}

ESLIO_DECL void filter_view::grown(kept& f) {
    count(f, -1);
    f.is_joined = false;
    if (f.elements.size() == 1) rule_of(f);
    count(f, 1);
}

ESLIO_DECL void filter_view::add_elements(std::string_view header, std::string_view elements,
                                          bool secret) {
    if (elements.empty()) return;
    place at = find_array(header);
    const bool is_there = at != all_->filters.end();
    if (is_there && at->second.elements.empty()) push(at->second, at->second.rule.value());
    for (bool last = false; !last;) {
        const std::size_t end = elements.find("|:");
        last = end == std::string_view::npos;
        const std::string_view element = elements.substr(0, end);
        if (!last) elements.remove_prefix(end + 2);
        if (at == all_->filters.end() && element.empty()) continue;
        if (at == all_->filters.end()) at = new_array(header);
        push(at->second, element);
    }
    if (at == all_->filters.end()) return;
    if (secret) at->second.secret = true;
    grown(at->second);
}

ESLIO_DECL void filter_view::set_element(std::string_view header, std::string_view value,
                                         bool secret) {
    const std::size_t bracket = header.find('[');
    const int index = std::atoi(std::string(header.substr(bracket + 1)).c_str());
    if (index < 0 || index > 4000) return;
    header = header.substr(0, bracket);
    place at = find_array(header);
    if (at == all_->filters.end()) at = new_array(header);
    kept& f = at->second;
    if (secret) f.secret = true;
    const auto number = static_cast<std::size_t>(index);
    const bool is_there = number < f.elements.size();
    if (is_there) rule_of(f);  // FreeSWITCH rewrites the value only when it grows
    set(f, number, value);
    if (!is_there) grown(f);
}

}  // namespace eslio::protocol
