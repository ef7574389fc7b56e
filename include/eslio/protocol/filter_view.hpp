// The filters that are in force on a connection, as FreeSWITCH keeps them.
#pragma once

#include <eslio/command/filter.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Follows `filter` commands (mod_event_socket: filter; event_handler). FreeSWITCH keeps filters as
/// the headers of an event, so values and names that mean arrays there do so here
/// (switch_event.c: switch_event_base_add_header).
class filter_view {
public:
    bool empty() const noexcept { return filters_.empty(); }

    /// An empty value removes those of the header.
    void add(std::string_view header, std::string_view value) {
        if (header.find('[') != std::string_view::npos)
            set_element(header, value);
        else if (value.empty())
            remove(header, {});
        else if (wire::starts_with(value, "ARRAY::"))
            add_elements(header, value.substr(7));
        else
            filters_.push_back({filter_rule::kept(header, value), {}});
    }

    /// Those of a header; with a value only those exactly equal.
    void remove(std::string_view header, std::string_view value) {
        filters_.erase(std::remove_if(filters_.begin(), filters_.end(),
                                      [&](const kept& f) {
                                          return wire::iequals(f.rule.header(), header) &&
                                                 (value.empty() || f.rule.value() == value);
                                      }),
                       filters_.end());
    }

    void clear() noexcept { filters_.clear(); }

    /// Whether one of them keeps events away that another filter lets through.
    bool has_negative() const noexcept {
        return std::any_of(filters_.begin(), filters_.end(),
                           [](const kept& f) { return f.rule.negative(); });
    }

    bool has(std::string_view header, std::string_view value) const noexcept {
        return std::any_of(filters_.begin(), filters_.end(), [&](const kept& f) {
            return wire::iequals(f.rule.header(), header) && f.rule.value() == value;
        });
    }

    /// Whether an event would pass. A regular expression that eslio cannot read counts as a match
    /// if the header is there.
    bool passes(const event& e) const {
        bool selected = filters_.empty();
        for (const kept& f : filters_) {
            if (!f.rule.matches(e)) continue;
            if (f.rule.negative()) return false;
            selected = true;
        }
        return selected;
    }

private:
    struct kept {
        filter_rule rule;
        std::vector<std::string> elements;  ///< of an array
    };

    kept* first_kept(std::string_view header) noexcept {
        for (kept& f : filters_)
            if (wire::iequals(f.rule.header(), header)) return &f;
        return nullptr;
    }

    /// Of one element the value is that, of several `ARRAY::a|:b`.
    static void rewrite(kept& f) {
        std::string text(f.elements.size() > 1 ? "ARRAY::" : "");
        for (const std::string& element : f.elements) {
            if (&element != &f.elements.front()) text.append("|:");
            text.append(element);
        }
        f.rule = filter_rule::kept(f.rule.header(), text);
    }

    /// `header ARRAY::a|:b`: elements for the first filter of the header, which is made an array.
    void add_elements(std::string_view header, std::string_view elements) {
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

    /// `header[2] a`: that element of the first filter of the header, which loses a value of its
    /// own.
    void set_element(std::string_view header, std::string_view value) {
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

    std::vector<kept> filters_;
};

}  // namespace eslio::protocol
