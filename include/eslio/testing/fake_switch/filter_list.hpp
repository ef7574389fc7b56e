// The filters of a connection, as mod_event_socket's event_handler applies them.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/pattern.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Regular expressions: see `pattern`.
class filter_list {
public:
    /// The filters are the headers of an event: an empty value removes, an index and `ARRAY::` make
    /// arrays of the first filter of that header (switch_event.c: switch_event_base_add_header).
    void add(std::string_view header, std::string_view value) {
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

    /// All filters of that header, or with a value those of exactly that value.
    void remove(std::string_view header, std::string_view value) {
        entries_.erase(std::remove_if(entries_.begin(), entries_.end(),
                                      [&](const entry& e) {
                                          return wire::iequals(e.header, header) &&
                                                 (value.empty() || e.value == value);
                                      }),
                       entries_.end());
    }

    void clear() { entries_.clear(); }

    /// A positive filter that matches selects, a negative one rejects and ends the search; with
    /// filters of which none selects, an event is not delivered.
    bool passes(const event& e) const {
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

    /// If all that lets events pass are texts that name calls: those.
    std::vector<std::string> only_calls() const {
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

private:
    struct entry {
        std::string header;
        std::string value;
        std::vector<std::string> elements;
        std::optional<pattern> regex;
    };

    entry& first_or_new(std::string_view header) {
        for (entry& e : entries_)
            if (wire::iequals(e.header, header)) return e;
        entries_.push_back({std::string(header), {}, {}, {}});
        return entries_.back();
    }

    /// The value that stands for the elements.
    static void redraw(entry& e) {
        e.value = e.elements.size() > 1 ? "ARRAY::" : "";
        for (std::size_t i = 0; i < e.elements.size(); ++i)
            e.value += (i == 0 ? "" : "|:") + e.elements[i];
        e.regex = compile(e.value);
    }

    void set_element(std::string_view header, std::size_t index, std::string_view value) {
        entry& e = first_or_new(header);
        const bool grows = index >= e.elements.size();
        if (grows) e.elements.resize(index + 1);
        e.elements[index] = std::string(value);
        if (grows) redraw(e);
    }

    void push_all(std::string_view header, std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = text.find("|:");
            push(header, text.substr(0, end));
            if (end == std::string_view::npos) return;
            text.remove_prefix(end + 2);
            if (text.empty()) push(header, {});
        }
    }

    void push(std::string_view header, std::string_view element) {
        const bool is_new = std::none_of(entries_.begin(), entries_.end(), [&](const entry& e) {
            return wire::iequals(e.header, header);
        });
        if (is_new && element.empty()) return;
        entry& e = first_or_new(header);
        if (!is_new && e.elements.empty()) e.elements.push_back(e.value);
        e.elements.emplace_back(element);
        redraw(e);
    }

    static bool matches(const entry& f, std::string_view text, std::string_view value) {
        if (!f.value.empty() && f.value.front() == '/') return f.regex && f.regex->search(value);
        return wire::iequals(text, value);
    }

    /// `/pattern/` with options after it; nothing if the last slash is missing, or the first.
    static std::optional<pattern> compile(std::string_view value) {
        const std::size_t end = value.rfind('/');
        if (value.empty() || value.front() != '/' || end == 0) return std::nullopt;
        const std::string_view options = value.substr(end + 1);
        const auto has = [&](char c) { return options.find(c) != std::string_view::npos; };
        return pattern(value.substr(1, end - 1), has('i'), has('s'));
    }

    std::vector<entry> entries_;
};

}  // namespace eslio::testing::fake
