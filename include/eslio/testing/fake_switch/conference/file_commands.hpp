// Commands on the files of a conference: those it plays, and those it is recorded to.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/detail/shared_function.hpp>
#include <eslio/testing/fake_switch/conference/conference_files.hpp>
#include <eslio/testing/fake_switch/conference/conference_order.hpp>
#include <eslio/testing/fake_switch/conference/room_commands.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace eslio::testing::fake {

/// What is played, as `play_status` names it: a path, or what comes after `://`.
ESLIO_DECL std::string file_path(const std::string& path);

ESLIO_DECL conference_answer play_file(const conference_order& o);
ESLIO_DECL conference_answer stop_files(const conference_order& o);

/// Does it with the current file of all, or of the member that the argument `n` names; of none
/// `otherwise` is said.
ESLIO_DECL conference_answer
with_file(const conference_order& o, std::size_t n, const char* otherwise,
          const detail::shared_function<std::string(conference_file&)>& what);
ESLIO_DECL conference_answer pause_file(const conference_order& o);
ESLIO_DECL conference_answer tell_file(const conference_order& o);
ESLIO_DECL conference_answer seek_in_file(const conference_order& o);
ESLIO_DECL conference_answer change_file_volume(const conference_order& o);

ESLIO_DECL bool is_recorded_to(const conference& room, const std::string& path);
ESLIO_DECL conference_answer start_recording(const conference_order& o, const std::string& path);
ESLIO_DECL conference_answer end_recordings(const conference_order& o, const std::string& path);
ESLIO_DECL conference_answer pause_recording(const conference_order& o, bool pause,
                                             const std::string& path);
ESLIO_DECL conference_answer record_room(const conference_order& o);
ESLIO_DECL conference_answer check_recording(const conference_order& o);
ESLIO_DECL conference_answer stop_recordings(const conference_order& o);
ESLIO_DECL conference_answer pause_room_recording(const conference_order& o);
ESLIO_DECL conference_answer resume_room_recording(const conference_order& o);
/// `start FILE`, `stop FILE`, ...; one word alone is a file (conference_api_sub_recording).
ESLIO_DECL conference_answer control_recording(const conference_order& o);

inline constexpr room_command file_commands[] = {
    {"chkrecord", check_recording},
    {"file-vol", change_file_volume},
    {"file_seek", seek_in_file},
    {"norecord", stop_recordings},
    {"pause", pause_room_recording},
    {"pause_play", pause_file},
    {"play", play_file},
    {"play_status", tell_file},
    {"record", record_room},
    {"recording", control_recording},
    {"resume", resume_room_recording},
    {"stop", stop_files},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/file_commands.ipp>
#endif
