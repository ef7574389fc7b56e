// Finds the command of a request as mod_event_socket's parse_command does: by prefix, in order.
#pragma once

#include <eslio/testing/fake_switch/commands_act.hpp>
#include <eslio/testing/fake_switch/commands_call.hpp>
#include <eslio/testing/fake_switch/commands_listen.hpp>
#include <eslio/testing/fake_switch/commands_login.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>
#include <eslio/wire/ascii.hpp>

#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// When a command exists.
enum class command_when {
    always,
    before_login,
    logged_in,
    controlling,  ///< logged in, and the connection controls a call
};

struct command_entry {
    std::string_view prefix;
    command_when when;
    void (*run)(machine&, session&, const request&);
};

/// In FreeSWITCH's order; the first that begins the command is run.
inline constexpr command_entry commands[] = {
    {"exit", command_when::always, run_exit},
    {"...", command_when::always, run_exit},
    {"auth ", command_when::before_login, run_auth},
    {"userauth ", command_when::before_login, run_userauth},
    {"filter ", command_when::logged_in, run_filter},
    {"resume", command_when::controlling, run_resume},
    {"connect", command_when::controlling, run_connect},
    {"getvar", command_when::controlling, run_getvar},
    {"myevents", command_when::controlling, run_myevents},
    {"myevents ", command_when::logged_in, run_myevents},
    {"divert_events", command_when::logged_in, run_divert_events},
    {"sendmsg", command_when::logged_in, run_sendmsg},
    {"sendevent", command_when::logged_in, run_sendevent},
    {"api ", command_when::logged_in, run_api_command},
    {"bgapi ", command_when::logged_in, run_bgapi_command},
    {"log", command_when::logged_in, run_log},
    {"linger", command_when::logged_in, run_linger},
    {"nolinger", command_when::logged_in, run_nolinger},
    {"nolog", command_when::logged_in, run_nolog},
    {"event", command_when::logged_in, run_event},
    {"nixevent", command_when::logged_in, run_nixevent},
    {"noevents", command_when::logged_in, run_noevents},
};

inline bool exists(command_when when, const session_state& state) noexcept {
    switch (when) {
        case command_when::always: return true;
        case command_when::before_login: return !state.authenticated;
        case command_when::logged_in: return state.authenticated;
        case command_when::controlling: return state.authenticated && !state.uuid.empty();
    }
    return false;
}

inline bool icontains(std::string_view text, std::string_view part) noexcept {
    for (; text.size() >= part.size(); text.remove_prefix(1))
        if (wire::istarts_with(text, part)) return true;
    return false;
}

/// `unload` or `reload` if the text, headers included, speaks of that and of mod_event_socket:
/// FreeSWITCH takes any such command for `api bgapi unload mod_event_socket`.
inline std::string_view module_verb(std::string_view text) noexcept {
    if (!icontains(text, "mod_event_socket")) return {};
    if (icontains(text, "unload")) return "unload";
    return icontains(text, "reload") ? std::string_view("reload") : std::string_view{};
}

/// How it is kept for the test to see: without the blank line, the body behind one.
inline std::string describe(const request& r) {
    std::string text = r.text;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    if (r.content.has_body()) text.append("\n\n").append(r.content.body());
    return text;
}

/// Runs the request of a connection and answers it.
inline void run_command(machine& m, session& s, const request& r) {
    m.commands_seen.push_back(describe(r));
    if (const std::string_view verb = module_verb(r.text); !verb.empty() && s.state.authenticated) {
        request other;
        other.content.add("Command", "api bgapi " + std::string(verb) + " mod_event_socket");
        return run_api_command(m, s, other);
    }
    for (const auto& [prefix, handler] : m.raw_replies)
        if (wire::istarts_with(r.text, prefix)) return s.raw(handler(r.text));
    for (const command_entry& entry : commands)
        if (exists(entry.when, s.state) && wire::istarts_with(r.text, entry.prefix))
            return entry.run(m, s, r);
    s.reply("-ERR command not found");
}

}  // namespace eslio::testing::fake
