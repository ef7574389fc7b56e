// Finds the command of a request as mod_event_socket's parse_command does: by prefix, in order.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/expectation.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/socket/commands_act.hpp>
#include <eslio/testing/fake_switch/socket/commands_call.hpp>
#include <eslio/testing/fake_switch/socket/commands_listen.hpp>
#include <eslio/testing/fake_switch/socket/commands_login.hpp>
#include <eslio/testing/fake_switch/socket/session.hpp>
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

ESLIO_DECL bool exists(command_when when, const session_state& state) noexcept;

/// `unload` or `reload` if the text, headers included, speaks of that and of mod_event_socket:
/// FreeSWITCH takes any such command for `api bgapi unload mod_event_socket`.
ESLIO_DECL std::string_view module_verb(std::string_view text) noexcept;

/// How it is kept for the test to see: without the blank line, the body after one.
ESLIO_DECL std::string describe(const request& r);

/// Any command that speaks of unloading mod_event_socket: `api bgapi unload mod_event_socket`,
/// after which the module ends all connections (and listens again if it is a reload).
ESLIO_DECL void run_module_command(machine& m, session& s, std::string_view verb);

/// The switch's own answer.
ESLIO_DECL void run_known_command(machine& m, session& s, const request& r);

/// Answers as a test has asked for.
ESLIO_DECL void run_expected(machine& m, session& s, const request& r,
                             const std::shared_ptr<rule>& rule);

/// Keeps it for who asks what was said. A switch may run for days, so only the last are kept.
ESLIO_DECL void remember(machine& m, const request& r);

/// Runs the request of a connection and answers it.
ESLIO_DECL void run_command(machine& m, session& s, const request& r);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/command_table.ipp>
#endif
