// A set of event types, and those that `myevents` subscribes to.
#pragma once

#include <eslio/event/event_name.hpp>

#include <bitset>
#include <cstddef>
#include <initializer_list>

namespace eslio::protocol {

using event_types = std::bitset<detail::event_name_texts.size()>;

constexpr std::size_t index_of(event_name n) noexcept {
    return static_cast<std::size_t>(n);
}

inline event_types types_of(std::initializer_list<event_name> names) noexcept {
    event_types all;
    for (const event_name n : names) all.set(index_of(n));
    return all;
}

/// mod_event_socket: parse_command.
inline event_types types_of_myevents() noexcept {
    using n = event_name;
    return types_of({n::channel_answer,
                     n::channel_application,
                     n::channel_bridge,
                     n::channel_create,
                     n::channel_data,
                     n::channel_destroy,
                     n::channel_execute,
                     n::channel_execute_complete,
                     n::channel_hangup,
                     n::channel_hangup_complete,
                     n::channel_originate,
                     n::channel_uuid,
                     n::channel_outgoing,
                     n::channel_park,
                     n::channel_progress,
                     n::channel_progress_media,
                     n::channel_state,
                     n::channel_unbridge,
                     n::channel_unpark,
                     n::detected_speech,
                     n::dtmf,
                     n::notalk,
                     n::talk});
}

}  // namespace eslio::protocol
