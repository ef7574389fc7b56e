// `fsctl`: the settings and state of the switch as a whole.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/facts/log_levels.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

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
ESLIO_DECL std::string fsctl_pause(machine& m, std::string_view verb, std::string_view direction);

/// What a setting is to be, if the word can be taken for it; numbers of samples have their bounds.
ESLIO_DECL std::string fsctl_value(const fsctl_setting& s, const std::string& word);

ESLIO_DECL std::string fsctl_min_idle(machine& m, const fsctl_setting& s, const std::string& word);

ESLIO_DECL std::string fsctl_setting_text(machine& m, const fsctl_setting& s,
                                          std::string_view rest);

/// The end of the switch is a matter of the test (`fake_switch::shutdown`); the answer comes.
ESLIO_DECL std::string fsctl_command(machine& m, std::string_view verb, std::string_view rest);

ESLIO_DECL std::string answer_fsctl(const api_call& c);
ESLIO_DECL void run_fsctl(const api_call& c);

inline constexpr api_entry fsctl_apis[] = {
    {"fsctl",
     "[api_expansion [on|off]|recover|send_sighup|hupall|pause [inbound|outbound]|resume "
     "[inbound|outbound]|shutdown [cancel|elegant|asap|now|restart]|uuid_version "
     "[4|7]|sps|sps_peak_reset|sync_clock|sync_clock_when_idle|reclaim_mem|max_sessions|min_dtmf_"
     "duration [num]|max_dtmf_duration [num]|default_dtmf_duration [num]|min_idle_cpu|loglevel "
     "[level]|debug_level [level]|mdns_resolve [enable|disable]]",
     "FS control messages", run_fsctl},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/fsctl.ipp>
#endif
