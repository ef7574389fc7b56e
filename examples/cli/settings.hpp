// What the options mean for the library: how to connect, as whom, to what fake switch.
#pragma once

#include "options.hpp"

#include <eslio/client/options.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/login.hpp>
#include <eslio/connection/options.hpp>
#include <eslio/testing/fake_switch/options.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace cli {

inline eslio::connection_options connection_settings(const options& o) {
    eslio::connection_options c;
    c.resolve_timeout = c.connect_timeout = c.login_timeout = o.connect_timeout;
    if (o.command_timeout.count() != 0) c.command_timeout = o.command_timeout;
    c.accept_unasked_replies = true;
    // A script wants everything: only memory bounds what waits for a slow reader of the output.
    c.event_limits.messages = 10'000'000;
    c.event_limits.bytes = std::size_t{1} << 30;
    return c;
}

/// Of -r and -R: somebody waits for it, so it tries more often than a service does.
inline eslio::client_options client_settings(const options& o) {
    eslio::client_options c;
    const auto probe_after = c.connection.probe_after;
    c.connection = connection_settings(o);
    if (o.comes_back()) c.connection.probe_after = probe_after;
    c.backoff.cap = std::chrono::seconds(5);
    return c;
}

/// A job knows no aliases (mod_event_socket: read_packet, parse_command).
inline eslio::api_request request_of(const options& o, std::string text) {
    return eslio::api_request(std::move(text)).timeout(o.command_timeout);
}

/// As in fs_cli it is a line of FreeSWITCH's console, with aliases and `;;`.
inline eslio::command line_of(const options& o, std::string_view text) {
    return eslio::cmd::console_execute(text).timeout(o.command_timeout);
}

/// With -R its result may be missed, and FreeSWITCH cannot be asked for it: then the library's own
/// deadline holds where -t names none.
inline eslio::api_request job_request_of(const options& o, std::string text) {
    if (o.reconnect && o.command_timeout.count() == 0) return eslio::api_request(std::move(text));
    return request_of(o, std::move(text));
}

inline eslio::credentials credentials_of(const options& o) {
    if (o.user.empty()) return eslio::password(o.password);
    const std::size_t at = o.user.find('@');
    return eslio::user(o.user.substr(0, at), o.user.substr(at + 1), o.password);
}

/// A fake switch that lets in whoever the options say.
inline eslio::testing::fake_switch_options fake_settings(const options& o) {
    eslio::testing::fake_switch_options f;
    f.password = o.password;
    if (o.user.empty()) return f;
    const std::size_t at = o.user.find('@');
    eslio::testing::fake_user user;
    user.name = o.user.substr(0, at);
    user.domain = o.user.substr(at + 1);
    user.password = o.password;
    f.users.push_back(user);
    return f;
}

}  // namespace cli
