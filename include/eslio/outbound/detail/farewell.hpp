// What FreeSWITCH has to hear before a call is let go, so that the dialplan goes on with it.
#pragma once

#include <eslio/channel/detail/call.hpp>
#include <eslio/command/api.hpp>
#include <eslio/command/call_control.hpp>
#include <eslio/command/listen.hpp>
#include <eslio/command/sendmsg.hpp>
#include <eslio/config.hpp>
#include <eslio/event/event.hpp>
#include <eslio/event/event_name.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace eslio::detail {

/// When a connection ends FreeSWITCH ends the call's park, and the dialplan goes on. But in async
/// mode the call's own thread enters that park some milliseconds after the reply to `connect`. A
/// connection that ends before then leaves the call parked for ever (mod_event_socket:
/// listener_run clears CF_CONTROLLED, which switch_ivr.c: switch_ivr_park then sets). `resume`
/// before the end keeps the call out of the park.
///
/// `resume` does harm as well. It sets the variable `socket_resume`, with which a socket without
/// `async` later in the dialplan never ends (the call stays in CS_RESET); so the variable is unset.
/// And when the connection of a call ends that was transferred meanwhile, `resume` stops that call
/// for ever: that may be another program's transfer, and is done before it is heard of. So it is
/// said only of an opening that is given up. A session that has been opened and is closed at once
/// stays open until the call is in its park (`time_to_park`), and is closed without a word; an
/// `exit` of the user's own is written when something shows the park.
///
/// In static mode the end of the connection is the end of `socket`, and nothing is to be said:
/// `resume` would leave the call in CS_RESET for ever.
class farewell {
public:
    /// After the reply to `connect` the call is in its park within that time (a few milliseconds,
    /// but of a busy machine).
    static constexpr std::chrono::seconds time_to_park{1};

    /// `data`: the channel's data in the reply to `connect`.
    farewell(const event& data, const call_mode& mode)
        : mode_(mode), uuid_(data.unique_id()), connected_(data.number("Event-Sequence")) {
        needed_ = mode.async;
    }

    /// To be written in one piece before the connection is closed; empty if that is enough.
    std::string commands() const {
        if (!needed_) return {};
        return cmd::resume().bytes() + unset_resume().bytes() + cmd::exit().bytes();
    }

    /// An event of the call. True once, when none of the commands is needed any more.
    bool on_event(const event& e);

private:
    /// What takes back the variable that `resume` has set. Without `full` the call does it itself,
    /// before it goes on (mod_event_socket: socket_function, switch_ivr_parse_all_events).
    command unset_resume() const {
        if (mode_.full) return cmd::api("uuid_setvar " + uuid_ + " socket_resume");
        return cmd::execute("unset", "socket_resume");
    }

    /// Whether it tells of something after the park was entered, or of the call's end. What
    /// happened before `connect` may be heard late, but has a lower number (switch_event.c:
    /// switch_event_prep_for_delivery_detailed).
    bool shows_park(const event& e) const;

    call_mode mode_;
    std::string uuid_;
    std::optional<std::uint64_t> connected_;
    bool needed_ = false;
};

}  // namespace eslio::detail

#if defined(ESLIO_HEADER_ONLY)
#include <eslio/outbound/impl/farewell.ipp>
#endif
