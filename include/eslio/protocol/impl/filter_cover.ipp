// The bodies of the functions of filter_cover.hpp.
#pragma once

#include <eslio/protocol/filter_cover.hpp>

#include <algorithm>

namespace eslio::protocol {

ESLIO_DECL std::string filter_cover::begin(const event_types& needed) {
    which_ = stands_in_ ? which::stand_in : which::first;
    value_ = value_for(needed);
    let_all_through_ = let_all_through_ || stands_in_;
    return std::string("filter add ").append(header()).append(" ").append(value_);
}

ESLIO_DECL std::string filter_cover::end() {
    const std::string_view old = header();
    lose();
    return std::string("filter delete ").append(old).append(" ").append(value_);
}

ESLIO_DECL std::string filter_cover::value_for(const event_types& needed) const {
    if (stands_in_) return "/./";
    std::string names;
    for (std::size_t i = 0; i < needed.size(); ++i)
        if (needed[i]) names.append(" ").append(to_string(static_cast<event_name>(i)));
    names.erase(0, 1);
    if (needed.count() <= 1) return names;
    std::replace(names.begin(), names.end(), ' ', '|');
    return "/^(" + names + ")$/";
}

}  // namespace eslio::protocol
