// socket_mode: how an outbound connection is tied to its call.
#pragma once

#include <eslio/config.hpp>

namespace eslio {

/// What the application `socket` is told besides the address (`Socket-Mode` and `Control` of the
/// reply to `connect`; mod_event_socket: socket_function).
struct socket_mode {
    /// Else static: the call's own thread serves the connection, so that a `sendmsg` is answered
    /// when its application has ended, and no event comes meanwhile.
    bool async = false;
    /// Else only the commands on the call itself exist: no `api`, `event`, `linger`.
    bool full = false;

    static const socket_mode async_full, async_single, static_full, static_single;
};

inline constexpr socket_mode socket_mode::async_full{true, true};
inline constexpr socket_mode socket_mode::async_single{true, false};
inline constexpr socket_mode socket_mode::static_full{false, true};
inline constexpr socket_mode socket_mode::static_single{false, false};

constexpr bool operator==(const socket_mode& a, const socket_mode& b) noexcept {
    return a.async == b.async && a.full == b.full;
}
constexpr bool operator!=(const socket_mode& a, const socket_mode& b) noexcept {
    return !(a == b);
}

}  // namespace eslio
