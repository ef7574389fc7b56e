// The bodies of the functions of serialise.hpp.
#pragma once

#include <eslio/event/serialise.hpp>

namespace eslio::detail {

ESLIO_DECL std::size_t count_written_headers(const event& e) noexcept {
    const event_storage& s = e.storage();
    if (!e.has_body() || s.entries.empty()) return e.size();
    const bool computed = wire::iequals(s.view(s.entries.back().name), "Content-Length");
    return computed ? e.size() - 1 : e.size();
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL std::string serialise(const event& e, format type) {
    std::string out;
    serialise(e, type, out);
    return out;
}

}  // namespace eslio
