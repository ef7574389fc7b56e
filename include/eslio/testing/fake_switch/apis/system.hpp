// API commands that speak of the switch itself: status, version, global variables, log, ...
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/apis/banner.hpp>
#include <eslio/testing/fake_switch/facts/log_levels.hpp>
#include <eslio/testing/fake_switch/text/calendar.hpp>
#include <eslio/testing/fake_switch/wire/signal.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// `0 years, 0 days, 0 hours, 3 minutes, 9 seconds, 206 milliseconds, 188 microseconds`
ESLIO_DECL std::string uptime_text(core::duration uptime);

ESLIO_DECL std::string version_in_brackets(const machine& m);

ESLIO_DECL std::string status_text(machine& m);

inline std::string answer_status(const api_call& c) {
    return status_text(c.inside);
}

/// Of an unknown word the branch in the text is another.
ESLIO_DECL std::string answer_version(const api_call& c);

inline std::string answer_create_uuid(const api_call& c) {
    return c.inside.new_uuid();
}
inline std::string answer_hostname(const api_call& c) {
    return c.inside.options.hostname;
}
inline std::string answer_switchname(const api_call& c) {
    return c.inside.options.switchname;
}

/// In seconds, or in the unit that is named (uptime_function).
ESLIO_DECL std::string answer_uptime(const api_call& c);

ESLIO_DECL void run_msleep(const api_call& c);

ESLIO_DECL std::string answer_global_getvar(const api_call& c);

/// `name=value[=if_it_is]`; without a value it is unset.
ESLIO_DECL std::string answer_global_setvar(const api_call& c);

ESLIO_DECL std::string answer_log(const api_call& c);

inline std::string answer_banner(const api_call&) {
    return std::string(banner_text);
}

inline std::string answer_reloadxml(const api_call&) {
    return "+OK [Success]\n";
}
inline std::string answer_reloadacl(const api_call&) {
    return "+OK acl reloaded\n";
}
inline std::string answer_reloadcert(const api_call&) {
    return "+OK cert reload event sent\n";
}
inline std::string answer_xml_flush_cache(const api_call&) {
    return "+OK cleared 0 entries\n";
}

/// There is no NAT device.
inline std::string answer_nat_map(const api_call&) {
    return "false";
}

/// Nothing is run on the machine of the test; a command that would print prints nothing.
inline std::string answer_system(const api_call& c) {
    return c.arguments.empty() ? c.usage() : std::string();
}
inline std::string answer_in_background(const api_call& c) {
    return c.arguments.empty() ? c.usage() : "+OK\n";
}

/// There is no configuration to be found.
inline std::string answer_xml_locate(const api_call& c) {
    return c.arguments.empty() ? "-ERR bad args\n" : "can't find anything\n";
}

/// `console`: the log level and colours of a console that is not there.
ESLIO_DECL std::string answer_console(const api_call& c);

/// Reports of a module's own debugging: `on` and `off`.
ESLIO_DECL std::string answer_opus_debug(const api_call& c);
ESLIO_DECL std::string answer_sndfile_debug(const api_call& c);
ESLIO_DECL std::string answer_msrp(const api_call& c);

inline std::string answer_db_cache(const api_call& c) {
    return c.arguments == "status" ? std::string() : "parameter missing\n";
}

/// Global variables of a fresh switch.
ESLIO_DECL void install_globals(machine& m);

inline constexpr api_entry system_apis[] = {
    {"banner", "", "Return the system banner", answer_banner},
    {"bg_spawn", "<command>", "Execute a spawn command in the background", answer_in_background},
    {"bg_system", "<command>", "Execute a system command in the background", answer_in_background},
    {"console",
     "loglevel [level]|colorize [on|toggle|off]|uuid [on|toggle|off]|json [on|toggle|off]",
     "Console", answer_console, "mod_console"},
    {"create_uuid", "<uuid> <other_uuid>", "Create a uuid", answer_create_uuid},
    {"db_cache", "status", "Manage db cache", answer_db_cache},
    {"global_getvar", "<var>", "Get global var", answer_global_getvar},
    {"global_setvar", "<var>=<value> [=<value2>]", "Set global var", answer_global_setvar},
    {"hostname", "", "Return the system hostname", answer_hostname},
    {"log", "<level> <message>", "Log", answer_log},
    {"msleep", "<milliseconds>", "Sleep N milliseconds", run_msleep},
    {"msrp", "debug <on|off>|restart", "MSRP Functions", answer_msrp},
    {"nat_map", "[status|republish|reinit] | [add|del] <port> [tcp|udp] [static]", "Manage NAT",
     answer_nat_map},
    {"opus_debug", "<on|off>", "Set OPUS Debug", answer_opus_debug, "mod_opus"},
    {"reloadacl", "", "Reload ACL", answer_reloadacl},
    {"reloadcert", "", "Reload SSL/TLS certificates", answer_reloadcert},
    {"reloadxml", "", "Reload XML", answer_reloadxml},
    {"sndfile_debug", "<on|off>", "Set sndfile debug", answer_sndfile_debug, "mod_sndfile"},
    {"spawn", "<command>", "Execute a spawn command without capturing it's output", answer_system},
    {"spawn_stream", "<command>", "Execute a spawn command and capture it's output", answer_system},
    {"status", "", "Show current status", answer_status},
    {"switchname", "", "Return the switch name", answer_switchname},
    {"system", "<command>", "Execute a system command", answer_system},
    {"uptime", "[us|ms|s|m|h|d|microseconds|milliseconds|seconds|minutes|hours|days]",
     "Show uptime", answer_uptime},
    {"version", "[short]", "Version", answer_version},
    {"xml_flush_cache", "<id> <key> <val>", "Clear xml cache", answer_xml_flush_cache},
    {"xml_locate", "[root | <section> <tag> <tag_attr_name> <tag_attr_val>]", "Find some xml",
     answer_xml_locate},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/system.ipp>
#endif
