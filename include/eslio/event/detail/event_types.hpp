// A set of event types, and those that `myevents` subscribes to.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event_name.hpp>

#include <bitset>
#include <cstddef>
#include <initializer_list>

namespace eslio::detail {

using event_types = std::bitset<event_name_texts.size()>;

constexpr std::size_t index_of(event_name n) noexcept {
    return static_cast<std::size_t>(n);
}

ESLIO_DECL event_types types_of(std::initializer_list<event_name> names) noexcept;

/// mod_event_socket: parse_command.
ESLIO_DECL event_types types_of_myevents() noexcept;

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/event/impl/event_types.ipp>
#endif
