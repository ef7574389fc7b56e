// API commands about modules, and those of modules that nothing else here speaks of.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/apis/api_entry.hpp>
#include <eslio/testing/fake_switch/facts/interface_facts.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace eslio::testing::fake {

/// Whether something of it is in the lists of what there is.
ESLIO_DECL bool has_module(const machine& m, std::string_view name);

ESLIO_DECL std::string answer_module_exists(const api_call& c);

ESLIO_DECL std::string answer_load(const api_call& c);

/// `[-f] module`; modules stay, whatever is said.
ESLIO_DECL std::string_view module_argument(std::string_view text);

/// With `-f` FreeSWITCH waits a second (switch_loadable_module.c: do_shutdown).
inline std::chrono::seconds forced_wait(std::string_view arguments) {
    return std::chrono::seconds(wire::starts_with(arguments, "-f") ? 1 : 0);
}

ESLIO_DECL std::string answer_unload(const api_call& c);
ESLIO_DECL void run_unload(const api_call& c);
ESLIO_DECL void run_reload(const api_call& c);

ESLIO_DECL std::string answer_reload(const api_call& c);

/// There are no local streams.
ESLIO_DECL std::string answer_local_stream(const api_call& c);

/// `protocol|from|to|message`: no endpoint takes it, but `event` becomes an event
/// (mod_dptools.c: event_chat_send).
ESLIO_DECL std::string answer_chat(const api_call& c);

/// `in|out user rpid message`
ESLIO_DECL std::string answer_presence(const api_call& c);

/// Nothing is played to anybody.
inline std::string answer_page(const api_call& c) {
    return c.arguments.empty() ? "-ERR no data" : "";
}

inline std::string answer_event_channel_broadcast(const api_call&) {
    return "-ERR parsing json\n";
}

inline constexpr api_entry module_apis[] = {
    {"chat", "<proto>|<from>|<to>|<message>|[<content-type>]", "chat", answer_chat, "mod_dptools"},
    {"event_channel_broadcast", "<channel> <json>", "Broadcast", answer_event_channel_broadcast},
    {"load", "<mod_name>", "Load Module", answer_load},
    {"local_stream", "<show|start|reload|stop|hup> <local_stream_name>", "manage local streams",
     answer_local_stream, "mod_local_stream"},
    {"module_exists", "<module>", "Check if module exists", answer_module_exists},
    {"page", "(var1=val1,var2=val2)<var1=val1,var2=val2><chan1>[:_:<chanN>]",
     "Send a file as a page", answer_page, "mod_dptools"},
    {"presence", "[in|out] <user> <rpid> <message>", "presence", answer_presence, "mod_dptools"},
    {"reload", "[-f] <mod_name>", "Reload module", run_reload},
    {"unload", "[-f] <mod_name>", "Unload module", run_unload},
};

/// What FreeSWITCH has and is not modelled: it answers as if it were not loaded.
inline constexpr api_entry unmodelled_apis[] = {
    {"...", "", "Shutdown", nullptr},
    {"shutdown", "", "Shutdown", nullptr},
};

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/apis/impl/modules.ipp>
#endif
