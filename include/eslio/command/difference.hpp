// From one subscription to another, without a moment in which something that both want is lost.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/subscription.hpp>
#include <eslio/config.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio {

namespace detail {

/// Filters first make room, then close: what selects comes before what narrows.
ESLIO_DECL void change_filters(const subscription& from, const subscription& to,
                               std::vector<command>& out);

/// Events that `to` has and `from` has not; all of `to` when the format changes, so that there is a
/// name for FreeSWITCH to agree to.
ESLIO_DECL event_list added_events(const subscription& from, const subscription& to, bool all);

/// Events that `from` has and `to` has not. ALL is not taken back as such, which would clear what
/// `to` wants as well, but as each type there is.
ESLIO_DECL event_list removed_events(const subscription& from, const subscription& to);

}  // namespace detail

/// The commands that lead from a subscription in force, which must be all that is in force on the
/// connection, to another: none if there is nothing to do. At no time between two of them
/// FreeSWITCH keeps back an event that both want. Of an invalid subscription: one invalid command.
///
/// What FreeSWITCH has no command for stays on: CUSTOM events without a subclass once CUSTOM was
/// subscribed, and after ALL the subclasses that FreeSWITCH knew and the types that eslio does not
/// know; until a subscription to no events, which is `noevents`. A format is not taken back, and
/// changed only together with events.
ESLIO_DECL std::vector<command> difference(const subscription& from, const subscription& to);

}  // namespace eslio

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/difference.ipp>
#endif
