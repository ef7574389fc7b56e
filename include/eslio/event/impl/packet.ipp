// The bodies of the functions of packet.hpp.
#pragma once

#include <eslio/event/packet.hpp>

namespace eslio {

ESLIO_DECL packet::packet(const wire::frame& f) {
    detail::event_storage& s = content_.storage();
    s.text.reserve(f.headers.raw().size() + f.body.size());
    for (const wire::header_line line : f.headers) {
        const auto name = s.store(line.name);
        s.add(name, s.store(line.value));
    }
    s.body = s.store(f.body);
}

ESLIO_DECL std::optional<std::chrono::seconds> disconnect_notice::linger_time() const noexcept {
    const auto number = wire::parse_number((*this)["Linger-Time"]);
    if (!is_linger() || !number || *number > 0x7FFFFFFF) return std::nullopt;
    return std::chrono::seconds(static_cast<std::chrono::seconds::rep>(*number));
}

}  // namespace eslio
