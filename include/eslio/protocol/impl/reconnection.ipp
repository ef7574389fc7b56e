// The bodies of the functions of reconnection.hpp.
#pragma once

#include <eslio/protocol/reconnection.hpp>

#include <chrono>
#include <utility>

namespace eslio::protocol {

ESLIO_DECL reconnection::reconnection(std::vector<login> where, backoff_options waits,
                                      patience with)
    : logins_(std::move(where)), patience_(with) {
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
    if (is_up_) backoff_.begin(now);
    if (is_final(why)) return never;
    if (!is_up_) {
        ++place_;
        if (++tried_ < logins_.size() && !backoff_.is_spent(now)) return now;
    }
    tried_ = 0;
    // While its module is unloaded FreeSWITCH refuses every address (mod_event_socket:
    // listener_run, config), and a second later none.
    const bool may_be_unloading = why == make_error_code(error::access_denied) && was_accepted_ &&
                                  !std::exchange(was_denied_, true);
    if (why == condition::rejected && !may_be_unloading)
        return backoff_.next_after_refusal(now, random);
    return backoff_.next(now, random);
}

}  // namespace eslio::protocol
