// `fsctl`: the settings and state of the switch as a whole.
#pragma once

#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/log_levels.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Settings of which `fsctl` tells and that nothing else here depends on, with the values of a
/// fresh switch (mod_commands.c: ctl_function).
struct fsctl_setting {
    std::string_view name;
    std::string_view before, value, after;
    bool can_be_set;
};

inline constexpr fsctl_setting fsctl_settings[] = {
    {"max_sessions", "max sessions: ", "5000", "\n", true},
    {"sps", "sessions per second: ", "2000", "\n", true},
    {"last_sps", "last sessions per second: ", "0", "\n", false},
    {"debug_level", "DEBUG level: ", "0", "\n", true},
    {"loglevel", "log level: ", "DISABLE [-1]", "\n", false},
    {"min_dtmf_duration", "min dtmf duration: ", "400", "\n", true},
    {"max_dtmf_duration", "max dtmf duration: ", "192000", "\n", true},
    {"default_dtmf_duration", "default dtmf duration: ", "2000", "\n", true},
    {"min_idle_cpu", "min idle cpu: ", "DISABLED", "\n", false},
    {"uuid_version", "set uuid version: ", "4", "\n", true},
    {"verbose_events", "verbose_events is ", "off", " \n", true},
    {"threaded_system_exec", "threaded_system_exec is ", "false", " \n", true},
    {"api_expansion", "api_expansion is ", "on", " \n", true},
};

/// Commands whose answer is always the same.
struct fsctl_answer {
    std::string_view name, text;
};

inline constexpr fsctl_answer fsctl_answers[] = {
    {"send_sighup", "+OK\n"},
    {"recover", "+OK 0 session(s) recovered in total\n"},
    {"calibrate_clock", "+OK\n"},
    {"flush_db_handles", "+OK\n"},
    {"save_history", "+OK\n"},
    {"reclaim_mem", "+OK\n"},
    {"sps_peak_reset", "+OK max sessions per second counter reset\n"},
    {"sync_clock", "+OK clock synchronized\n"},
    {"sync_clock_when_idle", "+OK clock will synchronize when there are no more calls\n"},
    {"ready_check", "true"},
    {"shutdown_check", "false"},
};

/// `pause`, `resume`, `pause_check`, each of one direction or both.
inline std::string fsctl_pause(machine& m, std::string_view verb, std::string_view direction) {
    const bool in = !wire::iequals(direction, "outbound");
    const bool out = !wire::iequals(direction, "inbound");
    const auto is_paused = [&m](const char* name) { return m.kept.settings.count(name) != 0; };
    if (verb == "pause_check") {
        const bool paused = (!in || is_paused("paused in")) && (!out || is_paused("paused out"));
        return paused ? "true" : "false";
    }
    const auto change = [&](const char* name) {
        if (verb == "pause")
            m.kept.settings[name] = "true";
        else
            m.kept.settings.erase(name);
    };
    if (in) change("paused in");
    if (out) change("paused out");
    return "+OK\n";
}

/// What a setting is to be, if the word can be taken for it; numbers of samples have their bounds.
inline std::string fsctl_value(const fsctl_setting& s, const std::string& word) {
    const auto number = wire::parse_number(word);
    if (wire::icontains(s.name, "dtmf_duration"))
        return number ? std::to_string(std::clamp<std::uint64_t>(*number, 400, 192'000)) : "";
    if (s.name == "verbose_events") return is_true(word) ? "on" : "off";
    if (s.name == "api_expansion") return is_true(word) ? "on" : "off";
    if (s.name == "threaded_system_exec") return is_true(word) ? "true" : "false";
    return number ? word : std::string();
}

inline std::string fsctl_setting_text(machine& m, const fsctl_setting& s, std::string_view rest) {
    const std::string word(rest.substr(0, rest.find(' ')));
    const std::string name(s.name);
    if (s.name == "loglevel" && !word.empty()) {
        const int level = log_level_of(word);
        if (level < 0 && !wire::iequals(word, "disable"))
            return "-ERR syntax error, log level not set!\n";
        m.kept.settings[name] = level < 0
                                    ? std::string(s.value)
                                    : log_level_name(level) + " [" + std::to_string(level) + "]";
    }
    if (s.name == "min_idle_cpu" && !word.empty()) {
        if (std::atof(word.c_str()) <= 0) return "+OK min idle cpu: DISABLED\n";
        char text[64];
        std::snprintf(text, sizeof text, "+OK min idle cpu: %0.2f", std::atof(word.c_str()));
        return text;
    }
    if (const std::string value = fsctl_value(s, word);
        s.can_be_set && !value.empty() && !word.empty())
        m.kept.settings[name] = value;
    const auto set = m.kept.settings.find(name);
    const std::string value = set == m.kept.settings.end() ? std::string(s.value) : set->second;
    return "+OK " + std::string(s.before) + value + std::string(s.after);
}

/// The end of the switch is a matter of the test (`fake_switch::shutdown`); the answer comes.
inline std::string fsctl_command(machine& m, std::string_view verb, std::string_view rest) {
    for (const fsctl_answer& a : fsctl_answers)
        if (a.name == verb) return std::string(a.text);
    if (verb == "pause" || verb == "resume" || verb == "pause_check")
        return fsctl_pause(m, verb, rest);
    if (verb == "shutdown") return "+OK\n";
    if (verb == "mdns_resolve" && !rest.empty()) return "+OK\n";
    if (verb == "hupall") {
        m.hang_up_all(rest.empty() ? "MANAGER_REQUEST" : rest);
        return "+OK\n";
    }
    for (const fsctl_setting& s : fsctl_settings)
        if (s.name == verb) return fsctl_setting_text(m, s, rest);
    return {};
}

inline std::string answer_fsctl(const api_call& c) {
    if (c.arguments.empty()) return c.usage();
    std::string_view rest = c.arguments;
    const std::string verb = lower(wire::next_word(rest));
    std::string said = fsctl_command(c.inside, verb, wire::trim_left(rest));
    if (!said.empty()) return said;
    return "-ERR Invalid command\nUSAGE: fsctl " + std::string(c.syntax) + "\n";
}

inline constexpr api_entry fsctl_apis[] = {
    {"fsctl",
     "[api_expansion [on|off]|recover|send_sighup|hupall|pause [inbound|outbound]|resume "
     "[inbound|outbound]|shutdown [cancel|elegant|asap|now|restart]|uuid_version "
     "[4|7]|sps|sps_peak_reset|sync_clock|sync_clock_when_idle|reclaim_mem|max_sessions|min_dtmf_"
     "duration [num]|max_dtmf_duration [num]|default_dtmf_duration [num]|min_idle_cpu|loglevel "
     "[level]|debug_level [level]|mdns_resolve [enable|disable]]",
     "FS control messages", answer_fsctl},
};

}  // namespace eslio::testing::fake
