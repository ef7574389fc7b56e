// The filters that are in force on a connection, as FreeSWITCH keeps them.
#pragma once

#include <eslio/command/filter.hpp>
#include <eslio/event/event.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <string_view>
#include <vector>

namespace eslio::protocol {

/// Follows `filter` commands (mod_event_socket: filter; event_handler).
class filter_view {
public:
    bool empty() const noexcept { return filters_.empty(); }

    void add(std::string_view header, std::string_view value) {
        filters_.push_back(filter_rule(header, value));
    }

    /// Those of a header; with a value only those exactly equal.
    void remove(std::string_view header, std::string_view value) {
        filters_.erase(std::remove_if(filters_.begin(), filters_.end(),
                                      [&](const filter_rule& f) {
                                          return wire::iequals(f.header(), header) &&
                                                 (value.empty() || f.value() == value);
                                      }),
                       filters_.end());
    }

    void clear() noexcept { filters_.clear(); }

    /// Whether one of them keeps events away that another filter lets through.
    bool has_negative() const noexcept {
        return std::any_of(filters_.begin(), filters_.end(),
                           [](const filter_rule& f) { return f.negative(); });
    }

    /// Whether an event would pass. A regular expression that eslio cannot read counts as a match
    /// if the header is there.
    bool passes(const event& e) const { return eslio::passes(filters_, e); }

private:
    std::vector<filter_rule> filters_;
};

}  // namespace eslio::protocol
