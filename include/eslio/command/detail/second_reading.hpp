// Texts that FreeSWITCH reads a second time inside of an application: what it broadcasts, hold
// music.
#pragma once

#include <eslio/command/argument_error.hpp>
#include <eslio/command/untrusted.hpp>
#include <eslio/config.hpp>

#include <string>
#include <string_view>

namespace eslio::detail {

/// Of a file that switch_ivr_broadcast plays. It runs `playback` with it, whose argument is
/// expanded and whose `%[...]` sets variables (switch_core_session_exec); or the application in
/// `name::argument`, which a stranger may not name.
ESLIO_DECL argument_error check_broadcast_file(const argument_name& argument, const any_text& file);

/// That file as the path of switch_ivr_broadcast, which is expanded where it is played: a program's
/// references to variables remain.
ESLIO_DECL std::string escape_broadcast(std::string_view file);

/// The same as a program's own text for an application, whose argument is expanded as well: there
/// the references are, and what they stand for is read twice.
ESLIO_DECL std::string escape_broadcast_word(std::string_view file);

/// Of hold music. FreeSWITCH expands it where it looks it up (switch_channel_get_hold_music), and
/// broadcasts it to the other leg (switch_ivr_hold, switch_core_media.c), so that nothing may stand
/// in it that those readings change. For a call that is parked or sent away it puts it between
/// quotes of one kind or the other into an `inline` dialplan (mod_valet_parking:
/// valet_parking_function; sofia.c: sofia_handle_sip_i_refer), so that a stranger's holds none of
/// both.
ESLIO_DECL argument_error check_hold_music(const argument_name& argument, const any_text& file);

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/command/impl/second_reading.ipp>
#endif
