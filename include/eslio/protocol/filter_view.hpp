// The filters that are in force on a connection, as FreeSWITCH keeps them.
#pragma once

#include <eslio/command/listen.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::protocol {

/// Follows `filter` commands (mod_event_socket: filter; event_handler).
class filter_view {
public:
    bool empty() const noexcept { return filters_.empty(); }

    /// Some filter is on that header.
    bool has_header(std::string_view header) const noexcept {
        return std::any_of(filters_.begin(), filters_.end(),
                           [&](const auto& f) { return wire::iequals(f.first, header); });
    }

    void add(std::string_view header, std::string_view value) {
        filters_.emplace_back(header, value);
    }

    /// Those of a header; with a value only those exactly equal.
    void remove(std::string_view header, std::string_view value) {
        filters_.erase(std::remove_if(filters_.begin(), filters_.end(),
                                      [&](const auto& f) {
                                          return wire::iequals(f.first, header) &&
                                                 (value.empty() || f.second == value);
                                      }),
                       filters_.end());
    }

    void clear() noexcept { filters_.clear(); }

    /// Whether an event would pass. A regular expression is FreeSWITCH's to judge: it counts as a
    /// match if the header is there.
    bool passes(const event& e) const {
        if (filters_.empty()) return true;
        bool selected = false;
        for (const auto& [header, value] : filters_) {
            const auto have = header == "_body" ? body_of(e) : e.find(header);
            if (!have) continue;
            const auto wanted = eslio::detail::read_filter(value);
            const bool is_regex = !value.empty() && value[0] == '/';
            if (!is_regex && !wire::iequals(wanted.text, *have)) continue;
            if (wanted.negative) return false;
            selected = true;
        }
        return selected;
    }

private:
    static std::optional<std::string_view> body_of(const event& e) noexcept {
        if (!e.has_body()) return std::nullopt;
        return e.body();
    }

    std::vector<std::pair<std::string, std::string>> filters_;
};

}  // namespace eslio::protocol
