// Finds the command of a request as mod_event_socket's parse_command does: by prefix, in order.
#pragma once

#include <eslio/testing/fake_switch/commands_act.hpp>
#include <eslio/testing/fake_switch/commands_call.hpp>
#include <eslio/testing/fake_switch/commands_listen.hpp>
#include <eslio/testing/fake_switch/commands_login.hpp>
#include <eslio/testing/fake_switch/expectation.hpp>
#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>
#include <eslio/wire/ascii.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

/// When a command exists.
enum class command_when {
    always,
    before_login,
    logged_in,
    controlling,  ///< logged in, and the connection controls a call
    full,         ///< logged in, and not an outbound connection without `full`
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
    {"sendevent", command_when::full, run_sendevent},
    {"api ", command_when::full, run_api_command},
    {"bgapi ", command_when::full, run_bgapi_command},
    {"log", command_when::full, run_log},
    {"linger", command_when::full, run_linger},
    {"nolinger", command_when::full, run_nolinger},
    {"nolog", command_when::full, run_nolog},
    {"event", command_when::full, run_event},
    {"nixevent", command_when::full, run_nixevent},
    {"noevents", command_when::full, run_noevents},
};

inline bool exists(command_when when, const session_state& state) noexcept {
    switch (when) {
        case command_when::always: return true;
        case command_when::before_login: return !state.authenticated;
        case command_when::logged_in: return state.authenticated;
        case command_when::controlling: return state.authenticated && !state.uuid.empty();
        case command_when::full: return state.authenticated && state.full;
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

/// Any command that speaks of unloading mod_event_socket: `api bgapi unload mod_event_socket`,
/// after which the module ends all connections (and listens again if it is a reload).
inline void run_module_command(machine& m, session& s, std::string_view verb) {
    request other;
    other.content.add("Command", "api bgapi " + std::string(verb) + " mod_event_socket");
    run_api_command(m, s, other);
    m.after(std::chrono::milliseconds(100), [&m, reload = verb == "reload"] {
        if (m.on_module_end) m.on_module_end(reload);
    });
}

/// The switch's own answer.
inline void run_known_command(machine& m, session& s, const request& r) {
    if (const std::string_view verb = module_verb(r.text);
        !verb.empty() && s.state.authenticated && s.state.full)
        return run_module_command(m, s, verb);
    for (const command_entry& entry : commands)
        if (exists(entry.when, s.state) && wire::istarts_with(r.text, entry.prefix))
            return entry.run(m, s, r);
    s.reply("-ERR command not found");
}

/// Answers as a test has asked for.
inline void run_expected(machine& m, session& s, const request& r,
                         const std::shared_ptr<rule>& rule) {
    s.alter = [rule, &m, weak = s.weak_from_this()](packet& p) {
        if (rule->alter) rule->alter(p);
        if (rule->last == rule::ending::none) return;
        m.after({}, [weak, hard = rule->last == rule::ending::reset] {
            if (const auto self = weak.lock()) self->break_off(hard);
        });
    };
    if (!rule->answer) return run_known_command(m, s, r);
    packet p = rule->answer(r.text);
    s.raw(p.header, p.body);
}

/// Keeps it for who asks what was said. A switch may run for days, so only the last are kept.
inline void remember(machine& m, const request& r) {
    const std::size_t kept = m.options.commands_kept;
    auto& seen = m.commands_seen;
    if (seen.size() >= 2 * kept)
        seen.erase(seen.begin(), seen.end() - static_cast<std::ptrdiff_t>(kept));
    if (kept != 0) seen.push_back(describe(r));
}

/// Runs the request of a connection and answers it.
inline void run_command(machine& m, session& s, const request& r) {
    remember(m, r);
    s.alter = nullptr;
    for (const auto& rule : m.rules) {
        if (!rule->matches(r.text)) continue;
        ++rule->seen;
        if (rule->delay == core::duration::zero()) return run_expected(m, s, r, rule);
        s.wait();
        m.after(rule->delay, [&m, weak = s.weak_from_this(), r, rule] {
            if (const auto self = weak.lock())
                self->run_waiting([&] { run_expected(m, *self, r, rule); });
        });
        return;
    }
    run_known_command(m, s, r);
}

}  // namespace eslio::testing::fake
