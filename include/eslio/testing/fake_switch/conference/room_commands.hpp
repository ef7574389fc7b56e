// Commands to a conference as a whole (conference_api.c: the ones of CONF_API_SUB_ARGS_SPLIT and
// CONF_API_SUB_ARGS_AS_ONE): settings, sounds, relations, video.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/detail/searches.hpp>
#include <eslio/testing/fake_switch/conference/conference_order.hpp>
#include <eslio/testing/fake_switch/conference/conference_state.hpp>
#include <eslio/testing/fake_switch/machine/call_applications.hpp>
#include <eslio/wire/ascii.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

struct room_command {
    std::string_view name;
    conference_answer (*run)(const conference_order&);
};

ESLIO_DECL conference_answer count_members(const conference_order& o);
ESLIO_DECL conference_answer lock_room(const conference_order& o);
ESLIO_DECL conference_answer unlock_room(const conference_order& o);
ESLIO_DECL conference_answer set_room_variable(const conference_order& o);
ESLIO_DECL conference_answer get_room_variable(const conference_order& o);
ESLIO_DECL conference_answer set_pin(const conference_order& o);
ESLIO_DECL conference_answer remove_pin(const conference_order& o);
ESLIO_DECL conference_answer get_room_setting(const conference_order& o);
/// Answers what it was before.
ESLIO_DECL conference_answer change_room_setting(const conference_order& o);
ESLIO_DECL conference_answer set_music(const conference_order& o);
ESLIO_DECL conference_answer set_enter_sound(const conference_order& o);
ESLIO_DECL conference_answer set_exit_sound(const conference_order& o);

/// `nospeak`, `nohear`, `sendvideo`, `clear`: between each of the first members and each of the
/// others.
ESLIO_DECL std::string relate_members(const conference_order& o, unsigned id, unsigned other);
ESLIO_DECL std::string relations_of(const conference& room, unsigned id);
ESLIO_DECL conference_answer relate(const conference_order& o);

/// Members go to another conference.
ESLIO_DECL conference_answer transfer_members(const conference_order& o);

ESLIO_DECL conference_answer answer_of_video(const conference_order& o);
ESLIO_DECL conference_answer reserve_layer(const conference_order& o);

/// There is no engine that speaks a text, but one that fails is seen for all alone
/// (conference_api_sub_say, conference_api_sub_saymember).
ESLIO_DECL conference_answer say_to_all(const conference_order& o);
ESLIO_DECL conference_answer say_to_member(const conference_order& o);

inline constexpr room_command room_commands[] = {
    {"count", count_members},
    {"enter_sound", set_enter_sound},
    {"exit_sound", set_exit_sound},
    {"get", get_room_setting},
    {"getvar", get_room_variable},
    {"lock", lock_room},
    {"moh", set_music},
    {"nopin", remove_pin},
    {"pin", set_pin},
    {"relate", relate},
    {"say", say_to_all},
    {"saymember", say_to_member},
    {"set", change_room_setting},
    {"setvar", set_room_variable},
    {"transfer", transfer_members},
    {"unlock", unlock_room},
    {"vid-res-id", reserve_layer},
};

/// Commands on the video of a conference that has none: without an argument, and with one.
struct video_answer {
    std::string_view name, without, with;
};

inline constexpr std::string_view no_mixing = "-ERR Conference is not in mixing mode\n";
inline constexpr std::string_view no_input = "-ERR Invalid input\n";
inline constexpr std::string_view no_personal = "-ERR conference is not in mixing mode\n";
inline constexpr std::string_view no_canvas = "-ERR Invalid canvas\n";

inline constexpr video_answer video_answers[] = {
    {"auto-3d-position", "-ERR not supported\n", "-ERR not supported\n"},
    {"cam", no_mixing, no_mixing},
    {"canvas-auto-clear", "+OK\n", "+OK\n"},
    {"clear-vid-floor", "+OK floor Cleared\n", "+OK floor Cleared\n"},
    {"vid-bandwidth", no_input, "-ERR Bandwidth not set\n"},
    {"vid-bgimg", no_input, no_canvas},
    {"vid-fgimg", no_input, no_canvas},
    {"vid-fps", no_mixing, no_mixing},
    {"vid-layout", no_input, no_mixing},
    {"vid-personal", no_personal, no_personal},
    {"vid-res", no_mixing, no_mixing},
    {"vid-write-png", no_input, no_mixing},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/conference/impl/room_commands.ipp>
#endif
