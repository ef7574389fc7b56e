// The bodies of the functions of error.hpp.
#pragma once

#include <eslio/error.hpp>

namespace eslio::detail {

ESLIO_DECL std::string condition_category_impl::message(int value) const {
    switch (static_cast<condition>(value)) {
        case condition::disconnected: return "disconnected";
        case condition::rejected: return "login rejected";
        case condition::timed_out: return "timed out";
        case condition::unreachable: return "unreachable";
        case condition::protocol: return "protocol violation";
        case condition::undecodable: return "event not readable";
        case condition::invalid_argument: return "invalid argument";
    }
    return "unknown eslio condition";
}

ESLIO_DECL bool belongs_to(error value, condition group) noexcept {
    switch (group) {
        case condition::disconnected:
            return value == error::not_connected || value == error::not_sent ||
                   value == error::outcome_unknown || value == error::job_lost ||
                   (value >= error::closed && value <= error::unexpected_reply);
        case condition::rejected:
            return value == error::authentication_failed || value == error::access_denied;
        case condition::timed_out:
            return value == error::timeout || value == error::unresponsive ||
                   (value >= error::resolve_timeout && value <= error::login_timeout);
        case condition::unreachable:
            return value == error::connection_refused || value == error::host_not_found ||
                   value == error::unreachable || value == error::resolve_timeout ||
                   value == error::connect_timeout;
        case condition::protocol:
            return value == error::unexpected_login_packet ||
                   (value >= error::header_block_too_large && value <= error::unexpected_reply);
        case condition::undecodable:
            return value >= error::bad_event_json && value <= error::event_too_large;
        case condition::invalid_argument:
            return value >= error::empty_argument && value <= error::raw_header_forbidden;
    }
    return false;
}

}  // namespace eslio::detail

namespace eslio {

ESLIO_DECL bool detail::error_category_impl::equivalent(
    int value, const std::error_condition& group) const noexcept {
    if (group.category() == condition_category())
        return belongs_to(static_cast<error>(value), static_cast<condition>(group.value()));
    return group.category() == *this && group.value() == value;
}

}  // namespace eslio
