// The commands by which a connection begins and ends: auth, userauth, exit.
#pragma once

#include <eslio/config.hpp>
#include <eslio/testing/fake_switch/machine/machine.hpp>
#include <eslio/testing/fake_switch/socket/session.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace eslio::testing::fake {

ESLIO_DECL void run_exit(machine&, session& s, const request&);

ESLIO_DECL void run_auth(machine& m, session& s, const request& r);

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
    } else if (const std::size_t separator = domain.find(':');
               separator != std::string_view::npos) {
        password = domain.substr(separator + 1);
        domain = domain.substr(0, separator);
    }
    for (const fake_user& u : m.options.users)
        if (u.name == name && u.domain == domain && !u.password.empty() && u.password == password)
            return &u;
    return nullptr;
}

ESLIO_DECL void run_userauth(machine& m, session& s, const request& r);

}  // namespace eslio::testing::fake

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/testing/fake_switch/socket/impl/commands_login.ipp>
#endif
