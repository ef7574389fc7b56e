// The bodies of the functions of event_types.hpp.
#pragma once

#include <eslio/event/detail/event_types.hpp>

namespace eslio::detail {

ESLIO_DECL event_types types_of(std::initializer_list<event_name> names) noexcept {
    event_types all;
    for (const event_name n : names) all.set(index_of(n));
    return all;
}

ESLIO_DECL event_types types_of_myevents() noexcept {
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

}  // namespace eslio::detail
