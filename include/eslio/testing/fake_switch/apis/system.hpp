// API commands that speak of the switch itself: status, version, global variables, log, ...
#pragma once

#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/apis/banner.hpp>
#include <eslio/testing/fake_switch/log_levels.hpp>
#include <eslio/testing/fake_switch/signal.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// `0 years, 0 days, 0 hours, 3 minutes, 9 seconds, 206 milliseconds, 188 microseconds`
inline std::string uptime_text(core::duration uptime) {
    std::int64_t us = std::chrono::duration_cast<std::chrono::microseconds>(uptime).count();
    struct unit {
        const char* name;
        std::int64_t microseconds;
    };
    static constexpr unit units[] = {{"year", 31'536'000'000'000},
                                     {"day", 86'400'000'000},
                                     {"hour", 3'600'000'000},
                                     {"minute", 60'000'000},
                                     {"second", 1'000'000},
                                     {"millisecond", 1000},
                                     {"microsecond", 1}};
    std::string text;
    for (const unit& u : units) {
        const std::int64_t n = us / u.microseconds;
        us %= u.microseconds;
        if (!text.empty()) text += ", ";
        text += std::to_string(n) + " " + u.name + (n == 1 ? "" : "s");
    }
    return text;
}

inline std::string version_in_brackets(const machine& m) {
    const std::string& v = m.options.version;
    return v.substr(0, v.find('+')) + " " + m.options.version_note;
}

inline std::string status_text(machine& m) {
    const std::string peak = std::to_string(m.most_calls());
    return "UP " + uptime_text(m.uptime()) + "\nFreeSWITCH (Version " + version_in_brackets(m) +
           ") is ready\n" + std::to_string(m.sessions_since_startup()) +
           " session(s) since startup\n" + std::to_string(m.calls().size()) +
           " session(s) - peak " + peak + ", last 5min " + peak +
           " \n0 session(s) per Sec out of max 2000, peak 0, last 5min 0 \n"
           "5000 session(s) max\nmin idle cpu 0.00/100.00\nCurrent Stack Size/Max 240K/240K\n";
}

inline std::string answer_status(const api_call& c) {
    return status_text(c.inside);
}

/// Of an unknown word the branch in the text is another.
inline std::string answer_version(const api_call& c) {
    const std::string& v = c.inside.options.version;
    if (wire::iequals(c.arguments, "short")) return v.substr(0, v.find('+')) + "\n";
    const std::string note =
        c.arguments.empty() ? c.inside.options.version_note : version_in_brackets(c.inside);
    return "FreeSWITCH Version " + v + " (" + note + ")\n";
}

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
inline std::string answer_uptime(const api_call& c) {
    struct unit {
        std::string_view short_name, name;
        std::int64_t microseconds;
    };
    static constexpr unit units[] = {{"us", "microseconds", 1},     {"ms", "milliseconds", 1000},
                                     {"s", "seconds", 1'000'000},   {"m", "minutes", 60'000'000},
                                     {"h", "hours", 3'600'000'000}, {"d", "days", 86'400'000'000}};
    const std::string_view wanted = c.arguments.empty() ? "s" : c.arguments;
    const std::int64_t us =
        std::chrono::duration_cast<std::chrono::microseconds>(c.inside.uptime()).count();
    for (const unit& u : units)
        if (wire::iequals(wanted, u.short_name) || wire::iequals(wanted, u.name))
            return std::to_string(us / u.microseconds) + "\n";
    return c.usage();
}

inline void run_msleep(const api_call& c) {
    const auto time = wire::parse_number(c.arguments).value_or(0);
    c.done(answer_after(std::chrono::milliseconds(time), "+OK"));
}

inline std::string answer_global_getvar(const api_call& c) {
    machine& m = c.inside;
    if (wire::iequals(c.arguments, "core_uuid")) return m.options.core_uuid;
    if (!c.arguments.empty()) {
        const auto found = m.globals.find(c.arguments);
        return found == m.globals.end() ? std::string() : found->second;
    }
    std::string all;
    for (const auto& [name, value] : m.globals)
        all.append(name).append("=").append(value).append("\n");
    return all;
}

/// `name=value[=if_it_is]`; without a value it is unset.
inline std::string answer_global_setvar(const api_call& c) {
    const std::vector<std::string> words = c.words(3, '=');
    if (words.empty() || words[0].empty()) return c.usage();
    auto& globals = c.inside.globals;
    const auto found = globals.find(words[0]);
    const std::string now = found == globals.end() ? std::string() : found->second;
    // switch_core_set_var_conditional
    if (words.size() > 2 && !words[2].empty() && now != words[2]) return "+OK";
    if (words.size() > 1 && !words[1].empty())
        globals[words[0]] = words[1];
    else if (found != globals.end())
        globals.erase(found);
    return "+OK";
}

inline std::string answer_log(const api_call& c) {
    std::string_view text = c.arguments;
    const int level = log_level_of(wire::next_word(text));
    log_line line;
    if (level >= 0) line.level = level;
    line.file = "mod_commands.c";
    line.function = "log_function";
    line.line = 6620;
    line.text = std::string(text) + "\n";
    c.inside.fire_log(line);
    return "+OK\n";
}

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
inline std::string answer_console(const api_call& c) {
    std::string_view rest = c.arguments;
    const std::string_view verb = wire::next_word(rest);
    const std::string state = is_on(rest) ? "enabled\n" : "disabled\n";
    if (verb == "loglevel") {
        const int level = log_level_of(rest.empty() ? "warning" : rest);
        return level < 0 ? "-ERR Invalid console loglevel (" + std::string(rest) + ")!\n\n"
                         : "+OK console log level set to " + log_level_name(level) + "\n";
    }
    if (verb == "colorize") return "+OK console color " + state;
    if (verb == "uuid") return "+OK console uuid " + state;
    if (verb == "json") return "+OK console json " + state;
    const std::string rule(80, '-');
    return "USAGE:\n" + rule +
           "\nconsole help\nconsole loglevel [[0-7] | <loglevel_string>]\n"
           "console uuid [on|off|toggle]\nconsole json [on|off|toggle]\n"
           "console colorize [on|off|toggle]\n" +
           rule + "\n";
}

/// Reports of a module's own debugging: `on` and `off`.
inline std::string answer_opus_debug(const api_call& c) {
    if (is_on(c.arguments)) return "OPUS Debug: on\nLibrary version: libopus 1.3.1\n";
    return wire::iequals(c.arguments, "off") ? "OPUS Debug: off\n" : c.usage();
}
inline std::string answer_sndfile_debug(const api_call& c) {
    if (is_on(c.arguments)) return "Sndfile Debug: on\n";
    return wire::iequals(c.arguments, "off") ? "Sndfile Debug: off\n" : c.usage();
}
inline std::string answer_msrp(const api_call& c) {
    if (c.arguments.empty()) return "-ERR usage: debug <on|off>|restart\n";
    if (c.arguments == "debug on") return "+OK debug on\n";
    return c.arguments == "debug off" ? "+OK debug off\n" : std::string();
}

inline std::string answer_db_cache(const api_call& c) {
    return c.arguments == "status" ? std::string() : "parameter missing\n";
}

/// Global variables of a fresh switch.
inline void install_globals(machine& m) {
    m.globals["hostname"] = m.options.hostname;
    m.globals["local_ip_v4"] = m.options.ipv4;
    m.globals["domain"] = m.options.ipv4;
}

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
