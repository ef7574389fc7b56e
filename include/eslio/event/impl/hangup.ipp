// The bodies of the functions of hangup.hpp.
#pragma once

#include <eslio/event/hangup.hpp>

namespace eslio {

ESLIO_DECL std::chrono::microseconds hangup_info::talk_time() const {
    const auto from = answered();
    const auto to = ended();
    if (!from || !to || *to < *from) return std::chrono::microseconds(0);
    return std::chrono::duration_cast<std::chrono::microseconds>(*to - *from);
}

ESLIO_DECL std::optional<hangup_info::time_point> hangup_info::time(std::string_view header) const {
    const auto us = details_.number(header);
    if (!us || *us == 0 || *us > static_cast<std::uint64_t>(INT64_MAX) / 1000) return std::nullopt;
    return time_point(std::chrono::duration_cast<time_point::duration>(
        std::chrono::microseconds(static_cast<std::int64_t>(*us))));
}

}  // namespace eslio
