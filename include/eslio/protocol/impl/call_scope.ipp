// The bodies of the functions of call_scope.hpp.
#pragma once

#include <eslio/protocol/call_scope.hpp>

namespace eslio::protocol {

ESLIO_DECL eslio::detail::compact_vector<std::string> call_scope::deleted_by(
    std::string_view header, std::string_view value) const {
    eslio::detail::compact_vector<std::string> all;
    for (const filter& f : filters_)
        if (header.empty() ||
            (wire::iequals(header, f.header) && (value.empty() || value == f.value)))
            all.push_back(f.command());
    return all;
}

ESLIO_DECL std::string call_scope::add(std::string_view header, std::string_view uuid) {
    for (const filter& f : filters_)
        if (f.header == header && f.value == uuid) return {};
    filters_.push_back({std::string(header), std::string(uuid)});
    return filters_.back().command();
}

ESLIO_DECL std::string call_scope::hear_no_more(std::string_view which) {
    if (!active()) return {};
    for (auto at = filters_.begin() + 1; at != filters_.end(); ++at) {
        if (at->text() != which) continue;
        filters_.erase(at);
        return std::string("filter delete ").append(which);
    }
    return {};
}

}  // namespace eslio::protocol
