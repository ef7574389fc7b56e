// The bodies of the functions of commands_login.hpp.
#pragma once

#include <eslio/testing/fake_switch/socket/commands_login.hpp>

namespace eslio::testing::fake {

ESLIO_COLD void run_exit(machine&, session& s, const request&) {
    s.reply("+OK bye");
    s.goodbye();
}

ESLIO_COLD void run_auth(machine& m, session& s, const request& r) {
    if (r.line().substr(5) == m.options.password) {
        s.state.authenticated = true;
        return s.reply("+OK accepted");
    }
    s.reply("-ERR invalid");
    s.goodbye();
}

ESLIO_COLD void run_userauth(machine& m, session& s, const request& r) {
    const fake_user* const user = find_user(m, r.line().substr(9));
    if (user == nullptr) {
        s.reply("-ERR invalid");
        return s.goodbye();
    }
    s.state.authenticated = true;
    s.state.allowed = permissions(*user);
    const auto list = [](const std::string& text) { return text.empty() ? "all" : text; };
    s.reply("~Reply-Text: +OK accepted\nAllowed-Events: " + list(user->allowed_events) +
            "\nAllowed-API: " + list(user->allowed_api) +
            "\nAllowed-LOG: " + (user->allowed_log ? "true" : "false") + "\n\n");
}

}  // namespace eslio::testing::fake
