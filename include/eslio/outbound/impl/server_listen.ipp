// The bodies of the functions of server_listen.hpp.
#pragma once

#include <eslio/outbound/detail/server_listen.hpp>

namespace eslio::detail {

ESLIO_DECL bool server_core::may_accept() {
    if (stopping_) return false;
    if (alarm_.now() < accept_not_before_) {
        wake_at(accept_not_before_);
        return false;
    }
    return has_room(leaving_, options_.most_leaving) && has_room(openings_, options_.most_openings);
}

ESLIO_DECL bool server_core::pause_accepting() noexcept {
    accept_not_before_ = alarm_.now() + pause;
    return alarm_.env().undelivered().with_reserve([this] { wake_at(accept_not_before_); });
}

/// Whether there is a place for one more, which may be that of one that takes too long.
ESLIO_DECL bool server_core::has_room(place_list& list, std::size_t most) {
    if (list.size() < most || list.empty()) return true;
    const place& oldest = list.front();
    const auto patient_until = protocol::deadline_after(oldest.since, options_.patience);
    if (alarm_.now() < patient_until) {
        wake_at(patient_until);
        return false;
    }
    const auto begun = oldest.opening.lock();
    const auto link = oldest.link.lock();
    if (&list == &leaving_ && link)
        link->cut(make_error_code(error::closed));
    else if (begun)
        begun->cancel();
    return false;  // its end makes the place
}

ESLIO_DECL void server_core::wake_at(protocol::time_point when) {
    accept_again_ = std::min(accept_again_, when);
    alarm_.set(shared_from_this(), accept_again_);
}

ESLIO_DECL void server_core::accept_more() noexcept {
    for (std::size_t i = 0; i < listeners_.size(); ++i) {
        const std::shared_ptr<listener> l = listeners_[i];
        l->accept_next();
    }
}

/// Whether that address may connect; counts it if not.
ESLIO_DECL bool server_core::admits(const asio::ip::address& peer) {
    if (options_.allow.allows(peer)) return true;
    ++usage_.accepted;
    ++usage_.denied;
    warn([&] { return "denied " + peer.to_string(); });
    return false;
}

}  // namespace eslio::detail
