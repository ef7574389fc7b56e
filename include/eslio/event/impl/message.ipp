// The bodies of the functions of message.hpp.
#pragma once

#include <eslio/event/message.hpp>

namespace eslio {

ESLIO_DECL message& message::operator=(message&& other) noexcept {
    kind_ = std::exchange(other.kind_, kind::event);
    event_ = std::move(other.event_);
    packet_ = std::move(other.packet_);
    gap_ = std::move(other.gap_);
    return *this;
}

ESLIO_DECL event& message::reuse_event() {
    kind_ = kind::event;
    packet_.reset();
    event_.clear();
    return event_;
}

}  // namespace eslio
