// The commands of the API command `conference`, as it lists them.
#pragma once

#include <eslio/config.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

struct conference_command_fact {
    std::string_view name, syntax;
    std::string_view command = {};  ///< what is to be said, if it is not its name
};

inline constexpr conference_command_fact conference_commands[] = {
    {"canvas-auto-clear", "<canvas_id> <true|false>"},
    {"count", ""},
    {"list", "[delim <string>]|[count]"},
    {"xml_list", ""},
    {"json_list", "[compact]"},
    {"energy", "<member_id|all|last|non_moderator> [<newval>]"},
    {"auto-energy", "<member_id|all|last|non_moderator> [<newval>]"},
    {"max-energy", "<member_id|all|last|non_moderator> [<newval>]"},
    {"agc", "<member_id|all|last|non_moderator> [<newval>]"},
    {"vid-canvas", "<member_id|all|last|non_moderator> [<newval>]"},
    {"vid-watching-canvas", "<member_id|all|last|non_moderator> [<newval>]"},
    {"vid-layer", "<member_id|all|last|non_moderator> [<newval>]"},
    {"volume_in", "<member_id|all|last|non_moderator> [<newval>]"},
    {"volume_out", "<member_id|all|last|non_moderator> [<newval>]"},
    {"position", "<member_id> <x>:<y>:<z>"},
    {"auto-3d-position", "[on|off]"},
    {"play", "<file_path> [async|<member_id> [nomux]]"},
    {"moh", "<file_path>|toggle|[on|off]"},
    {"pause", "[<member_id>]", "pause_play"},
    {"play_status", "[<member_id>]"},
    {"file_seek", "[+-]<val> [<member_id>]"},
    {"say", "<text>"},
    {"saymember", "<member_id> <text>"},
    {"cam", ""},
    {"stop", "<[current|all|async|last]> [<member_id>]"},
    {"dtmf", "<[member_id|all|last|non_moderator]> <digits>"},
    {"kick", "<[member_id|all|last|non_moderator]> [<optional sound file>]"},
    {"vid-flip", "<[member_id|all|last|non_moderator]>"},
    {"vid-border", "<[member_id|all|last|non_moderator]>"},
    {"hup", "<[member_id|all|last|non_moderator]>"},
    {"hold", "<[member_id|all]|last|non_moderator> [file]"},
    {"unhold", "<[member_id|all]|last|non_moderator>"},
    {"mute", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"tmute", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"unmute", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"vmute", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"tvmute", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"vmute-snap", "<[member_id|all]|last|non_moderator>"},
    {"unvmute", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"vblind", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"tvblind", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"unvblind", "<[member_id|all]|last|non_moderator> [<quiet>]"},
    {"deaf", "<[member_id|all]|last|non_moderator>"},
    {"undeaf", "<[member_id|all]|last|non_moderator>"},
    {"vid-filter", "<[member_id|all]|last|non_moderator> <string>"},
    {"relate",
     "<member_id>[,<member_id>] <other_member_id>[,<other_member_id>] [nospeak|nohear|clear]"},
    {"getvar", "<varname>"},
    {"setvar", "<varname> <value>"},
    {"lock", ""},
    {"unlock", ""},
    {"dial", "<endpoint_module_name>/<destination> <callerid number> <callerid name>"},
    {"bgdial", "<endpoint_module_name>/<destination> <callerid number> <callerid name>"},
    {"transfer", "<conference_name> <member id> [...<member id>]"},
    {"record", "<filename>"},
    {"chkrecord", "<confname>"},
    {"norecord", "<[filename|all]>"},
    {"pause", "<filename>"},
    {"resume", "<filename>"},
    {"recording", "[start|stop|check|pause|resume] [<filename>|all]"},
    {"exit_sound", "on|off|none|file <filename>"},
    {"enter_sound", "on|off|none|file <filename>"},
    {"pin", "<pin#>"},
    {"nopin", ""},
    {"get", "<parameter-name>"},
    {"set",
     "<max_members|sound_prefix|caller_id_name|caller_id_number|endconference_grace_time> <value>"},
    {"file-vol", "<vol#>"},
    {"floor", "<member_id|last>"},
    {"vid-floor", "<member_id|last> [force]"},
    {"vid-banner", "<member_id|last> <text>"},
    {"vid-mute-img", "<member_id|last> [<path>|clear]"},
    {"vid-logo-img", "<member_id|last> [<path>|clear]"},
    {"vid-codec-group", "<member_id|last> [<group>|clear]"},
    {"vid-res-id", "<member_id>|all <val>|clear [force]"},
    {"vid-role-id", "<member_id|last> <val>|clear"},
    {"get-uuid", "<member_id|last>"},
    {"clear-vid-floor", ""},
    {"vid-layout", "<layout name>|group <group name> [<canvas id>]"},
    {"vid-write-png", "<path>"},
    {"vid-fps", "<fps>"},
    {"vid-res", "<WxH>"},
    {"vid-fgimg", "<file> | clear [<canvas-id>]"},
    {"vid-bgimg", "<file> | clear [<canvas-id>]"},
    {"vid-bandwidth", "<BW>"},
    {"vid-personal", "[on|off]"},
};

/// One line for each (conference_api.c: conf_api_main, `help`).
ESLIO_DECL std::string conference_usage();

ESLIO_DECL std::string conference_help();

/// The usage of one command.
ESLIO_DECL std::string conference_usage_of(std::string_view command);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/facts/impl/conference_facts.ipp>
#endif
