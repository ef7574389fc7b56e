// socket_mode: how an outbound connection is tied to its call.
#pragma once

#include <eslio/config.hpp>

namespace eslio {

/// What the application `socket` is told besides the address (`Socket-Mode` and `Control` of the
/// reply to `connect`; mod_event_socket: socket_function).
struct socket_mode {
    /// The connection has a thread of its own, and what the call runs is queued. Else static: the
    /// call's own thread serves it, so that a `sendmsg` is answered when its application has ended,
    /// and no event comes meanwhile.
    bool async = false;
    /// Every command is allowed. Else single: only those on the call itself are; there is no `api`,
    /// `event` or `linger`.
    bool full = false;

    /// `async full`, `async`, `full` and nothing in the argument of `socket`.
    static const socket_mode async_full;
    static const socket_mode async_single;
    static const socket_mode static_full;
    static const socket_mode static_single;
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
