// The commands by which a connection begins and ends: auth, userauth, exit.
#pragma once

#include <eslio/testing/fake_switch/machine.hpp>
#include <eslio/testing/fake_switch/session.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

inline void run_exit(machine&, session& s, const request&) {
    s.reply("+OK bye");
    s.goodbye();
}

inline void run_auth(machine& m, session& s, const request& r) {
    if (r.line().substr(5) == m.options.password) {
        s.state.authenticated = true;
        return s.reply("+OK accepted");
    }
    s.reply("-ERR invalid");
    s.goodbye();
}

/// `user@domain:password` or `user:password@domain`: the domain begins at the first `@`, and a `:`
/// in the user's part wins.
inline const fake_user* find_user(const machine& m, std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos) return nullptr;
    std::string_view name = text.substr(0, at);
    std::string_view domain = text.substr(at + 1);
    std::string_view password;
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
        password = name.substr(colon + 1);
        name = name.substr(0, colon);
    } else if (const std::size_t behind = domain.find(':'); behind != std::string_view::npos) {
        password = domain.substr(behind + 1);
        domain = domain.substr(0, behind);
    }
    for (const fake_user& u : m.options.users)
        if (u.name == name && u.domain == domain && !u.password.empty() && u.password == password)
            return &u;
    return nullptr;
}

inline void run_userauth(machine& m, session& s, const request& r) {
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
