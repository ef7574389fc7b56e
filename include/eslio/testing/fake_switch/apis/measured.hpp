// API commands that measure the machine or list what is loaded, and the few of small modules: their
// forms, with values of a switch that has nothing to do.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/facts/interface_facts.hpp>
#include <eslio/wire/ascii.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

namespace eslio::testing::fake {

inline std::string answer_getcputime(const api_call&) {
    return "120, 40";
}

/// mod_commands.c: memory_function, which tells what the allocator tells
ESLIO_DECL std::string answer_memory(const api_call& c);

inline std::string answer_pool_stats(const api_call&) {
    return "Unable to get core pool statictics. Please rebuild FreeSWITCH with "
           "--enable-pool-debug";
}

/// `microseconds [count]`: ten times, if no number is given (mod_commands.c: time_test_function).
ESLIO_DECL void run_time_test(const api_call& c);

/// `[milliseconds [count [timer]]]` (mod_commands.c: timer_test_function)
ESLIO_DECL void run_timer_test(const api_call& c);

/// No server is asked.
inline std::string answer_stun(const api_call& c) {
    return c.arguments.empty() ? "-STUN Failed! NO STUN SERVER\n" : "-STUN Failed! [Timeout]\n";
}

/// `[modules] [plain]` (switch_loadable_module_dump_interface_allowlist)
ESLIO_DECL std::string answer_interface_allowlist_dump(const api_call& c);

inline std::string answer_event_sink(const api_call&) {
    return "This is a web application!\n";
}

/// Of registrations of mod_commands' own kind, of which there are none.
inline std::string answer_reg_url(const api_call&) {
    return "error/user_not_registered";
}

/// Nothing is said: no module for a language is loaded.
inline std::string answer_say_string(const api_call& c) {
    return "-ERR Usage: " + std::string(c.syntax) + "\n";
}

/// switch_vpx.c: vpx_api_function
ESLIO_DECL std::string answer_vpx(const api_call& c);

inline constexpr api_entry measured_apis[] = {
    {"event_sink", "<web data>", "event_sink", answer_event_sink, "mod_event_socket"},
    {"getcputime", "[reset]", "Gets CPU time in milliseconds (user,kernel)", answer_getcputime},
    {"interface_allowlist_dump", "[modules] [plain]",
     "Dump loaded interfaces in interface-allowlist config format",
     answer_interface_allowlist_dump},
    {"memory", "memory", "Memory usage statistics", answer_memory},
    {"pool_stats", "Core pool memory usage.", "Core pool memory usage", answer_pool_stats},
    {"reg_url", "<user>@<realm>", "", answer_reg_url},
    {"say_string",
     "<module_name>[.<ext>] <lang>[.<ext>] <say_type> <say_method> [<say_gender>] <text>", "",
     answer_say_string},
    {"stun", "<stun_server>[:port] [<source_ip>[:<source_port]]", "Execute STUN lookup",
     answer_stun},
    {"time_test", "<mss> [count]", "Show time jitter", run_time_test},
    {"timer_test", "<10|20|40|60|120> [<1..200>] [<timer_name>]", "Exercise FS timer",
     run_timer_test},
    {"vpx", "<reload|debug <on|off>>", "VPX API", answer_vpx, "CORE_VPX_MODULE"},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/measured.ipp>
#endif
