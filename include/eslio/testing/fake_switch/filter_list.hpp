// The filters of a connection, as mod_event_socket's event_handler applies them.
#pragma once

#include <eslio/event/event.hpp>
#include <eslio/testing/fake_switch/pattern.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Regular expressions: see `pattern`.
class filter_list {
public:
    void add(std::string_view header, std::string_view value) {
        entry e{std::string(header), std::string(value), {}};
        if (!value.empty() && value.front() == '/') e.regex = compile(value);
        entries_.push_back(std::move(e));
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

private:
    struct entry {
        std::string header;
        std::string value;
        std::optional<pattern> regex;
    };

    static bool matches(const entry& f, std::string_view text, std::string_view value) {
        if (!f.value.empty() && f.value.front() == '/') return f.regex && f.regex->search(value);
        return wire::iequals(text, value);
    }

    /// `/pattern/` with options behind it; nothing if the last slash is missing.
    static std::optional<pattern> compile(std::string_view value) {
        const std::size_t end = value.rfind('/');
        if (end == 0) return std::nullopt;
        const std::string_view options = value.substr(end + 1);
        const auto has = [&](char c) { return options.find(c) != std::string_view::npos; };
        return pattern(value.substr(1, end - 1), has('i'), has('s'));
    }

    std::vector<entry> entries_;
};

}  // namespace eslio::testing::fake
