// The files that a conference plays, one after the other or beside each other.
#pragma once

#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/call/application_media.hpp>
#include <eslio/testing/fake_switch/conference/conference_hall.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace eslio::testing::fake {

/// Those of `stop`.
enum class files_to_stop { current, async, all };

/// The file that all hear, or a member; nothing if none is played.
ESLIO_DECL conference_file* current_file(conference& room, unsigned member);

/// It begins when those before it have ended, or at once if it is `async`. Its end is told when it
/// has been played.
ESLIO_DECL void play_in_conference(conference_hall& hall, conference& room, std::string path,
                                   unsigned member, bool async);

ESLIO_DECL std::chrono::steady_clock::duration duration_in_conference(const std::string& path);

ESLIO_DECL void begin_conference_file(conference_hall& hall, const conference& room,
                                      conference_file& file);

ESLIO_DECL void tell_end_of_file(conference_hall& hall, conference& room,
                                 const conference_file& file);

/// How many of them end now (conference_file_stop, conference_member_stop_file: to a member all are
/// played one after the other).
ESLIO_DECL int stop_in_conference(conference_hall& hall, conference& room, unsigned member,
                                  files_to_stop which);

/// Whether it is paused now.
ESLIO_DECL bool toggle_pause(conference_hall& hall, conference& room, conference_file& file);

/// The file is over, if it is still there, and the one after it begins.
ESLIO_DECL void end_conference_file(conference_hall& hall, const std::string& name,
                                    unsigned serial);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/conference_files.ipp>
#endif
