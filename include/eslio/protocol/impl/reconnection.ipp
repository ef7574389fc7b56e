// The bodies of the functions of reconnection.hpp.
#pragma once

#include <eslio/protocol/reconnection.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace eslio::protocol {

ESLIO_DECL reconnection::reconnection(std::vector<login> where, backoff_options waits,
                                      patience with)
    : logins_(std::move(where)), refused_until_(logins_.size()), patience_(with) {
    forget_refusals();
    if (with == patience::unending) waits.budget = std::chrono::seconds(0);
    backoff_ = backoff(waits);
}

ESLIO_DECL error_code reconnection::wrong_address() const {
    if (logins_.empty()) return error::empty_argument;
    for (const login& where : logins_)
        if (const error_code wrong = where.who().opening().error()) return wrong;
    return {};
}

ESLIO_DECL void reconnection::begin(time_point now, std::size_t place) noexcept {
    backoff_.begin(now);
    place_ = place;
    forget_refusals();
}

ESLIO_DECL void reconnection::forget_refusals() noexcept {
    std::fill(refused_until_.begin(), refused_until_.end(), time_point::min());
}

ESLIO_DECL const login& reconnection::next_address() noexcept {
    is_up_ = false;
    return logins_[place_ % logins_.size()];
}

ESLIO_DECL bool reconnection::is_final(error_code why) const noexcept {
    if (patience_ == patience::unending) return false;
    if (why == condition::invalid_argument) return true;
    if (why == condition::rejected) return !was_accepted_ && patience_ == patience::final_refusals;
    return why == make_error_code(error::state_refused) && !was_restored_;
}

ESLIO_DECL time_point reconnection::ended(error_code why, time_point now,
                                          std::uint64_t random) noexcept {
    if (is_up_) {
        backoff_.begin(now);
        forget_refusals();
    }
    if (is_final(why)) return never;
    // While its module is unloaded FreeSWITCH refuses every address (mod_event_socket:
    // listener_run, config), and a second later none.
    const bool may_be_unloading = why == make_error_code(error::access_denied) && was_accepted_ &&
                                  !std::exchange(was_denied_, true);
    if (why == condition::rejected && !may_be_unloading)
        refused_until() = backoff_.next_after_refusal(now, random);
    if (!is_up_) {
        do {
            ++place_;
            ++tried_;
        } while (tried_ < logins_.size() && refused_until() > now);
        if (tried_ < logins_.size() && !backoff_.is_spent(now)) return now;
    }
    tried_ = 0;
    const time_point soonest = *std::min_element(refused_until_.begin(), refused_until_.end());
    const time_point next = soonest > now ? soonest : backoff_.next(now, random);
    while (refused_until() > next) ++place_;
    return next;
}

}  // namespace eslio::protocol
