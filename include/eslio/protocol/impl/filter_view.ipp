// The bodies of the functions of filter_view.hpp.
#pragma once

#include <eslio/protocol/filter_view.hpp>

#include <algorithm>
#include <optional>

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
    const place begin = filters_->lower_bound(key);
    key.back() = '\1';
    return {begin, filters_->lower_bound(key)};
}

ESLIO_DECL filter_view::place filter_view::append(filter_rule rule) {
    if (!filters_) filters_.reset(new by_key());
    std::string key = key_of(rule.header(), rule.value());
    return filters_->emplace(std::move(key), kept{++last_, std::move(rule), {}, false});
}

ESLIO_DECL void filter_view::add(std::string_view header, std::string_view value, bool secret) {
    if (header.find('[') != std::string_view::npos)
        set_element(header, value, secret);
    else if (value.empty())
        remove(header, {});
    else if (wire::starts_with(value, "ARRAY::"))
        add_elements(header, value.substr(7), secret);
    else
        append(filter_rule::kept(header, value))->second.secret = secret;
}

ESLIO_DECL void filter_view::remove(std::string_view header, std::string_view value) {
    if (!filters_) return;
    if (value.empty()) {
        const auto those = all_of(header);
        filters_->erase(those.first, those.second);
    } else {
        filters_->erase(key_of(header, value));
    }
}

ESLIO_DECL bool filter_view::hides(const eslio::detail::event_types& any_of_these) const noexcept {
    if (!filters_) return false;
    for (const auto& [key, f] : *filters_) {
        const auto excluded = eslio::detail::read_filter(f.rule.value());
        if (!excluded.negative) continue;
        if (!wire::iequals(f.rule.header(), "Event-Name")) return true;
        const event_name type = parse_event_name(excluded.text);
        if (type != event_name::unknown && any_of_these[eslio::detail::index_of(type)]) return true;
    }
    return false;
}

ESLIO_DECL bool filter_view::has(std::string_view header, std::string_view value) const {
    return filters_ && filters_->find(key_of(header, value)) != filters_->end();
}

ESLIO_DECL bool filter_view::passes(const event& e) const {
    bool selected = empty();
    if (selected) return true;
    for (const auto& [key, f] : *filters_) {
        if (!f.rule.matches(e)) continue;
        if (f.rule.negative()) return false;
        selected = true;
    }
    return selected;
}

ESLIO_DECL eslio::detail::compact_vector<filter_view::line> filter_view::commands() const {
    eslio::detail::compact_vector<line> all;
    if (!filters_) return all;
    eslio::detail::compact_vector<const kept*> in_order;
    for (const auto& [key, f] : *filters_) in_order.push_back(&f);
    std::sort(in_order.begin(), in_order.end(),
              [](const kept* a, const kept* b) { return a->number < b->number; });
    for (const kept* f : in_order)
        all.push_back({"filter add " + f->rule.header() + " " + f->rule.value(), f->secret});
    return all;
}

ESLIO_DECL bool filter_view::has_header(std::string_view header) {
    if (!filters_) return false;
    const auto those = all_of(header);
    return those.first != those.second;
}

ESLIO_DECL filter_view::place filter_view::first_or_new(std::string_view header) {
    if (!has_header(header)) return append(filter_rule::kept(header, {}));
    const auto those = all_of(header);
    return std::min_element(those.first, those.second, [](const auto& a, const auto& b) {
        return a.second.number < b.second.number;
    });
}

ESLIO_DECL void filter_view::rewrite(place at) {
    kept& f = at->second;
    std::string text(f.elements.size() > 1 ? "ARRAY::" : "");
    for (const std::string& element : f.elements) {
        if (&element != &f.elements.front()) text.append("|:");
        text.append(element);
    }
    f.rule = filter_rule::kept(f.rule.header(), text);
    std::string key = key_of(f.rule.header(), text);
    auto moved = filters_->extract(at);
    moved.key().swap(key);
    filters_->insert(std::move(moved));
}

/// The value is put together once, of all elements.
ESLIO_DECL void filter_view::add_elements(std::string_view header, std::string_view elements,
                                          bool secret) {
    if (elements.empty()) return;
    std::optional<place> at;
    if (has_header(header)) at = first_or_new(header);
    for (bool last = false; !last;) {
        const std::size_t end = elements.find("|:");
        last = end == std::string_view::npos;
        const std::string_view element = elements.substr(0, end);
        if (!last) elements.remove_prefix(end + 2);
        if (!at && element.empty()) continue;
        if (!at) {
            at = first_or_new(header);
        } else if ((*at)->second.elements.empty()) {
            (*at)->second.elements.push_back((*at)->second.rule.value());
        }
        (*at)->second.elements.emplace_back(element);
    }
    if (!at) return;
    if (secret) (*at)->second.secret = true;
    rewrite(*at);
}

ESLIO_DECL void filter_view::set_element(std::string_view header, std::string_view value,
                                         bool secret) {
    const std::size_t bracket = header.find('[');
    const int index = std::atoi(std::string(header.substr(bracket + 1)).c_str());
    if (index < 0 || index > 4000) return;
    const place at = first_or_new(header.substr(0, bracket));
    kept& f = at->second;
    if (secret) f.secret = true;
    const auto place_in_it = static_cast<std::size_t>(index);
    const bool is_there = place_in_it < f.elements.size();
    if (!is_there) f.elements.resize(place_in_it + 1);
    f.elements[place_in_it] = std::string(value);
    if (!is_there) rewrite(at);  // FreeSWITCH rewrites the value only when it grows
}

}  // namespace eslio::protocol
