// One application as a channel executes it, and the events that tell of it.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/call/channel.hpp>
#include <eslio/testing/fake_switch/text/expand.hpp>
#include <eslio/testing/fake_switch/text/separate.hpp>
#include <eslio/testing/fake_switch/wire/request.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

struct running_app {
    std::string name;
    std::string argument;
    std::string uuid;       ///< Application-UUID
    std::string uuid_name;  ///< Application-UUID-Name, or empty
    int loop = 0;           ///< which pass it is, counted from 1; 0 without loops
    int loops = 1;          ///< negative: for ever
};

/// Which pass of an execution it is, while it runs (switch_ivr.c: switch_ivr_parse_event).
ESLIO_DECL void tell_loop(variables& vars, const running_app& app);
ESLIO_DECL void forget_loop(variables& vars);

/// The application that an `execute` message asks for.
ESLIO_DECL running_app app_of(const request& message, core& inside);

/// FreeSWITCH's words for true, or a number other than 0; `17,18` is no number (switch_utils.h:
/// switch_true).
ESLIO_DECL bool is_true(std::string_view word) noexcept;

/// Whether nothing else may start while that runs.
inline bool is_locked(const request& message) noexcept {
    return is_true(message["event-lock"]) || is_true(message["event-lock-pri"]);
}

/// How long tones play: `%(on,off,...)` one after the other, as often as `loops` says. None if
/// there is no such tone.
ESLIO_DECL std::optional<core::duration> duration_of_tones(std::string_view parts);

/// How long a file plays whose name tells it: `silence_stream://ms`, `tone_stream://%(on,off,...)`.
ESLIO_DECL std::optional<core::duration> duration_of_file(std::string_view file);

/// `tones[|loops]` of `gentones`; what is no tone ends at once.
ESLIO_DECL core::duration duration_of_generated(std::string_view text);

/// How long `wait_for_silence threshold silence listen timeout` waits at most.
ESLIO_DECL std::optional<core::duration> time_of_waiting(const running_app& app);

/// Whether that key ends a playback, by `playback_terminators`.
ESLIO_DECL bool ends_playback(const variables& vars, char key) noexcept;

ESLIO_DECL void add_application(event& e, const running_app& app, std::string_view response);

ESLIO_DECL void fire_execute(channel& leg, const running_app& app);

/// The response is that of the last application that left one, which may have run inside this one.
ESLIO_DECL void fire_execute_complete(channel& leg, const running_app& app);

ESLIO_DECL void fire_playback(channel& leg, std::string_view file, std::string_view status);

/// The message's own headers, then those of an event and of the channel.
ESLIO_DECL void fire_private_command(channel& leg, const request& message);

/// Adds a name to the list of those that are exported (switch_channel.c:
/// switch_channel_export_variable).
ESLIO_DECL void note_exported(variables& vars, std::string_view list, std::string_view name);

/// What an application does to its channel at once: variables, answer, early media. Values that
/// are set are expanded once more than other arguments (mod_dptools.c: base_set).
ESLIO_DECL void apply_effect(channel& leg, const running_app& app, const expander& expand);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/call/impl/running_app.ipp>
#endif
